"""The records for the hub as texts (contract/v1): pure, so that the same facts give the same bytes on every try."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.codec import canonical
from app.store.audit import AuditEntry

INTERVIEW, CONSENT_RECEIPT, AUDIT_BATCH = "interview.v1", "consent_receipt.v1", "audit_batch.v1"
REVIEW_ACT, REVIEW_TRAINING = "review_act.v1", "review_training.v1"
MEDIA = "media.v1"  # not a record: the row that stands for a recording on its way


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """What may connect an interview with a person. way: code, qr, phone, walk_in."""

    way: str
    appointment: str | None
    phone_key: str | None
    let_on: bool


@dataclass(frozen=True, slots=True)
class InterviewRecordFacts:
    """What the record says beside the profile. recorded_at: Unix seconds, UTC. receipt: "" for none."""

    interview_id: str
    revision: int
    recorded_at: float
    check_in: CheckInFacts | None
    receipt: str
    events: int
    head: str


@dataclass(frozen=True, slots=True)
class ActFacts:
    """Which act, who said it, and when (Unix seconds, UTC)."""

    number: int
    kind: str
    actor: str
    at: float


def interview_record(facts: InterviewRecordFacts, profile_json: str) -> str:
    """The record of one assessment; the text of the profile stands in it byte for byte, its last line feed left out."""
    heading = canonical(
        {
            "schema": "interview/1.0",
            "interview_id": facts.interview_id,
            "revision": facts.revision,
            "recorded_at": instant(facts.recorded_at),
            "check_in": _check_in(facts.check_in),
            "consent_receipt_sha256": sha256(facts.receipt) if facts.receipt else None,
            "event_log": {"events": facts.events, "head": facts.head},
            "profile_sha256": sha256(profile_json),
        }
    )
    return heading[:-1] + ',"profile":' + profile_json.rstrip("\n") + "}"


def consent_record(interview_id: str, receipt: str, given_at: float, check_in: CheckInFacts | None) -> str:
    """The record of what was shown and chosen. given_at: Unix seconds, UTC."""
    return canonical(
        {
            "schema": "consent_receipt/1.0",
            "interview_id": interview_id,
            "given_at": instant(given_at),
            "check_in": _check_in(check_in),
            "receipt_sha256": sha256(receipt),
            "receipt": receipt,
        }
    )


def audit_record(database: str, prev: str, rows: Sequence[AuditEntry]) -> str:
    """The record of some rows of the audit log. prev: the chain before the first of them."""
    return canonical(
        {
            "schema": "audit_batch/1.0",
            "database": database,
            "first_seq": rows[0].seq,
            "last_seq": rows[-1].seq,
            "prev": prev,
            "head": rows[-1].chain,
            "rows": [asdict(row) for row in rows],
        }
    )


def review_act_record(
    interview_id: str, act: ActFacts, body_json: str, *, trained: bool | None, opens: bool | None
) -> str:
    """The record of what a person said; the text of the body stands in it as it was stored.

    trained, opens: of a rating, whether its rater had passed their training, and whether the scores are open after it.
    """
    heading = canonical(
        {
            "schema": "review_act/1.0",
            "interview_id": interview_id,
            "number": act.number,
            "kind": act.kind,
            "actor": act.actor,
            "at": instant(act.at),
            "trained": trained,
            "opens": opens,
        }
    )
    return heading[:-1] + ',"body":' + body_json + "}"


def review_training_record(kind: str, account: str, at: float, number: int, body: Mapping[str, Any]) -> str:
    """The record of a round of training, or of who an account is at the hub. at: Unix seconds, UTC."""
    return canonical(
        {
            "schema": "review_training/1.0",
            "kind": kind,
            "number": number,
            "account": account,
            "at": instant(at),
            "body": dict(body),
        }
    )


def review_training_id(kind: str, number: int) -> str:
    """The id of such a record."""
    return f"training-{kind}-{number}"


def review_act_id(interview_id: str, number: int) -> str:
    """The id of the record of an act."""
    return f"{interview_id}-act-{number}"


def consent_id(interview_id: str) -> str:
    """The id of the record of an interview's consent receipt."""
    return f"{interview_id}-consent"


def interview_record_id(interview_id: str, revision: int) -> str:
    """The id of the record of an assessment: the interview's, and "-r2", "-r3" ... for later ones."""
    return interview_id if revision == 1 else f"{interview_id}-r{revision}"


def sha256(text: str) -> str:
    """Over the UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def instant(unix_s: float) -> str:
    """ISO 8601 in UTC, whole seconds."""
    return datetime.fromtimestamp(unix_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_in(facts: CheckInFacts | None) -> dict[str, object] | None:
    if facts is None:
        return None
    return {
        "by": facts.way,
        "appointment": facts.appointment,
        "phone_key": facts.phone_key,
        "let_on": facts.let_on,
    }
