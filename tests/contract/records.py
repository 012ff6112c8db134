"""Made-up records and bodies of every kind that goes between kiosk and hub. Nobody's data."""

import json
from typing import Any

from app.domain.codec import canonical
from app.domain.language import Language
from app.flow.receipt import receipt_text
from app.store.audit import AuditEntry
from app.store.chain import START, audit_link
from app.store.outbox import QueueState
from app.store.records import (
    ActFacts,
    CheckInFacts,
    InterviewRecordFacts,
    audit_record,
    consent_record,
    interview_record,
    review_act_record,
    review_training_record,
)
from app.sync.heartbeat import Health, StoreHealth, heartbeat
from app.sync.identity import private_of
from app.sync.signing import key_id, public_hex, signature
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample

Json = dict[str, Any]
AT = 1_790_000_000.0
DIGEST = "5e" * 32
SHOWN = {
    Language.ZH: ("你的回答会被录音。", "你可以随时停下。"),
    Language.EN: ("Your answers are recorded.", "You may stop at any time."),
}
CHECK_IN = CheckInFacts("code", "A-0001", None, let_on=False)
BY_PHONE = CheckInFacts("phone", None, DIGEST, let_on=True)


def receipt(language: Language) -> str:
    facts = sample(language).facts
    return receipt_text(
        facts.interview_id, language, facts.policy_pack, facts.content_hash, SHOWN[language], facts.consents
    )


def interview(language: Language) -> str:
    """The record of the made-up interview in `language`."""
    made = sample(language)
    check_in = CHECK_IN if language is Language.ZH else BY_PHONE
    facts = InterviewRecordFacts(made.facts.interview_id, 1, AT, check_in, receipt(language), 42, DIGEST)
    return interview_record(facts, dumps_profile(profile_json(made.facts, made.answers, made.assessment)))


def consent_receipt(language: Language) -> str:
    check_in = CHECK_IN if language is Language.ZH else BY_PHONE
    return consent_record(sample(language).facts.interview_id, receipt(language), AT - 900, check_in)


def audit_rows(count: int = 3, *, first: int = 1, prev: str = START) -> list[AuditEntry]:
    """Rows of an audit log whose chain holds."""
    rows = []
    for seq in range(first, first + count):
        at, actor, action, body = AT + seq, "kiosk", "staff_called", canonical({"reason": "help"})
        prev = audit_link(prev, seq=seq, at=at, actor=actor, action=action, body=body)
        rows.append(AuditEntry(seq, at, actor, action, body, prev))
    return rows


def audit_batch() -> str:
    return audit_record("0123456789abcdef", START, audit_rows())


def review_act(interview_id: str = "", kind: str = "rating", *, number: int = 1, **more: Any) -> str:
    """The record of a made-up act. more: `actor`, `at`, `trained`, `opens`, `body`."""
    facts = ActFacts(number, kind, more.get("actor", "reviewer-1"), more.get("at", AT + 600))
    is_rating = kind == "rating"
    return review_act_record(
        interview_id or sample(Language.EN).facts.interview_id,
        facts,
        canonical(more.get("body", ACTS[kind])),
        trained=more.get("trained", True) if is_rating else None,
        opens=more.get("opens", True) if is_rating else None,
    )


GOLD = (2.0, 8.5, 4.0, 6.5, 9.0, 3.0, 7.5, 5.0, 1.5, 8.0, 6.0, 2.5)


def training_body(apart: float = 0.0, **more: Any) -> Json:
    """A round in which every value is `apart` points above gold, within the scale. more: `content`, `passed` ..."""
    answers = [
        {"id": f"gold-{at}", "gold": {"co_need": gold}, "given": {"co_need": min(10.0, gold + apart)}}
        for at, gold in enumerate(GOLD)
    ]
    figures = {"icc": None, "bias": [apart, -1.0, 1.0], "passed": apart == 0.0}
    return {"content": "1 en-a-1", "answers": answers, **figures, **more}


def review_training(kind: str = "round", number: int = 1, account: str = "reviewer-1", **more: Any) -> str:
    """The record of a made-up round or link. more: `at`, `body`."""
    body = more.get("body") or (training_body() if kind == "round" else LINK)
    return review_training_record(kind, account, more.get("at", AT + 300), number, body)


LINK: Json = {"sign_in_name": "reviewer-1@example.test", "after_round": 0}


def records() -> dict[str, str]:
    """Name to text of each example that the kiosk's own code writes as bytes."""
    made = {"audit_batch": audit_batch(), "review_act": review_act(), "review_training": review_training()}
    for language in Language:
        made[f"interview.{language.value}"] = interview(language)
        made[f"consent_receipt.{language.value}"] = consent_receipt(language)
    return made


ACTS: dict[str, Json] = {
    "rating": {
        "answers": [
            {
                "question_id": "JD-Q04",
                "turn": 1,
                "scores": {"co_listening": 7.0, "co_empathy": 6.5, "ps_closure": None},
                "reason": "Says the number back before going on.",
            },
        ],
        "looked_s": 184.0,
    },
    "override": {
        "level": "sub_dimension",
        "name": "co_empathy",
        "value": 6.0,
        "reason": "The quote is the customer's.",
    },
    "decision": {"decision": "invite", "reason": "Keeps calm and asks again.", "looked_s": 61.5},
    "note": {"reason": "Speaks of shifts at night."},
    "gone": {},
}
INSTANT = "2026-09-21T14:13:20Z"
KEY, KEY_ID = "a1" * 32, "b2" * 16
BODIES: dict[str, Json] = {
    "heartbeat_answer": {
        "schema": "heartbeat_answer/1.0",
        "hub_time": INSTANT,
        "audit_head": {"scope": "hub", "seq": 7, "hash": DIGEST, "at": INSTANT},
        "pause_media_until": None,
        "releases_etag": '"r1"',
        "appointments_etag": '"a1"',
        "rotate_key": False,
        "reconcile": False,
        "room": [
            {"label": "Hall 2", "heard_at": INSTANT, "busy": True, "calls": 1, "last_interview_at": INSTANT},
            {"label": "Hall 3", "heard_at": None, "busy": None, "calls": None, "last_interview_at": None},
        ],
    },
    "enrolled": {
        "schema": "enrolled/1.0",
        "kiosk_id": "kiosk-0001",
        "key_id": KEY_ID,
        "state": "active",
        "hub_id": "hub-0001",
        "hub_name": "Hub",
        "scope": {"code": "site-1", "name": "Site 1"},
        "match_key": KEY,
        "media_key": {"id": "media-1", "public_key": KEY},
        "fingerprint": "0123 4567 89AB CDEF GHJK MNPQ",
        "hub_time": INSTANT,
    },
    "release_list": {
        "schema": "release_list/1.0",
        "ring": "canary",
        "releases": [
            {
                "id": "rel-0001",
                "kind": "policy_pack",
                "name": "cn_default",
                "version": "1.1.0",
                "min_app": None,
                "files": [{"name": "policy_packs/cn_default.yaml", "size": 2169, "sha256": DIGEST}],
            }
        ],
    },
    "appointment_list": {
        "schema": "appointment_list/1.0",
        "appointments": [
            {
                "schema": "appointment/1.0",
                "id": "app-0001",
                "code": "A-0001",
                "at": INSTANT,
                "phone_key": DIGEST,
                "job_profile": "jd_cs_agent",
                "language": "zh",
            },
            {"schema": "appointment/1.0", "id": "app-0002", "code": "A-0002", "at": None, "phone_key": None},
        ],
    },
    "receipt": {"id": "kiosk-0001", "kind": "interview.v1", "body_sha256": DIGEST, "received_at": INSTANT},
    "problem": {
        "type": "urn:kiosk:schema-refused",
        "title": "The schema refuses it",
        "status": 422,
        "errors": [{"at": "/profile/answers/0", "rule": "required"}],
    },
    "reconcile": {
        "schema": "reconcile/1.0",
        "records": [{"id": "one", "kind": "interview.v1", "body_sha256": DIGEST}],
    },
    "media_upload": {
        "schema": "media_upload/1.0",
        "interview_id": "one",
        "question_id": "JD-Q01",
        "turn": 1,
        "take": 1,
        "tracks": ["audio"],
        "duration_s": 31.5,
        "format": "kiv1",
        "name": "one/q1.mka",
        "length": 4096,
        "sha256": DIGEST,
        "key": {"media_key_id": "media-1", "ephemeral": KEY, "sealed": "c3" * 48},
    },
}


def heartbeat_body() -> Json:
    """A heartbeat as the kiosk's own code writes it."""
    health = Health(
        3600.0, 51_200, 102_400, DIGEST, "tier0/1.0.0", "cn_default", ("sherpa-onnx/zh/0a1b2c3d4e5f",)
    )
    head = {"scope": "hub", "seq": 7, "hash": DIGEST}
    store = StoreHealth(QueueState(3, 1, AT - 90.0), "ok", "missing", AT - 600.0, (42, DIGEST), head)
    body = heartbeat(health, store, -1.25, AT)
    body["versions"]["app"] = (
        "1.0.0"  # else each new version of the program would be a change of the contract
    )
    return body


def asked_bodies() -> dict[str, Json]:
    """What a kiosk asks before it is let in, signed with a key that everybody knows."""
    key = private_of("01" * 32)
    public = public_hex(key)
    name, me = key_id(public), ("hub-0001", "kiosk-0001")
    code, nonce = "0123456789", "n" * 43
    return {
        "enrol": {
            "schema": "enrol/1.0",
            "code": code,
            "public_key": public,
            "signature": signature(key, "enrol", code, public),
            "versions": {"app": "1.0.0", "contract": "1.0"},
        },
        "challenge": {"schema": "challenge/1.0", "kiosk_id": me[1]},
        "token": {
            "schema": "token/1.0",
            "kiosk_id": me[1],
            "key_id": name,
            "nonce": nonce,
            "signature": signature(key, "token", *me, name, nonce),
        },
        "new_key": {
            "schema": "new_key/1.0",
            "public_key": public,
            "signature": signature(key, "new-key", *me, public),
        },
    }


def bodies() -> dict[str, str]:
    """Name to text of each example of a body that is no record."""
    made = {**BODIES, **asked_bodies(), "heartbeat": heartbeat_body()}
    return {name: json.dumps(body, ensure_ascii=False, indent=2) + "\n" for name, body in made.items()}
