"""Whose record it is, and what of it becomes rows of the dossier."""

import json
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ehr import audit
from ehr.candidates import repository as candidates
from ehr.candidates import service as candidate_service
from ehr.candidates.keys import CandidateKey
from ehr.interviews import repository as interviews
from ehr.interviews import rows
from ehr.interviews.models import ConsentReceipt
from ehr.keys import MasterKey

BODY = "interviews|body|{}"
RECEIPT = "consent_receipts|body|{}"
ALL_BLIND_FIRST = 150  # of a site; afterwards a share (science: agreement needs a sample that nobody chose)
BLIND_SHARE_PERCENT = 20

Json = dict[str, Any]


def add_interview(
    session: Session, kiosk_id: UUID, site: int, record: Json, body: bytes, master: MasterKey
) -> None:
    """Lays an assessed interview into the dossier of its candidate."""
    key = _whose(session, kiosk_id, site, record, master)
    made = uuid4()
    row = rows.interview_row(record) | {
        "id": made,
        "scope_id": site,
        "candidate_id": key.candidate_id,
        "kiosk_id": kiosk_id,
        "body": key.seal(body, BODY.format(made)),
        "blind_first": _is_blind_first(session, site, record["interview_id"], master),
    }
    profile = record["profile"]
    interviews.add(
        session, row, rows.score_rows(profile, made, site), rows.answer_rows(profile["answers"], made, site)
    )
    interviews.show_in_lists(session, row)
    audit.append(
        session, "interview.received", scope_id=site, subject_kind="interview", subject_id=made,
        detail={"candidate": str(key.candidate_id), "revision": record["revision"], "scorer": str(row["scorer"])},
    )  # fmt: skip


def add_receipt(
    session: Session, kiosk_id: UUID, site: int, record: Json, body: bytes, master: MasterKey
) -> None:
    """Lays a consent receipt into the dossier of its candidate."""
    key = _whose(session, kiosk_id, site, record, master)
    made = uuid4()
    told = json.loads(record["receipt"])["consents"]
    session.execute(
        insert(ConsentReceipt).values(
            id=made,
            scope_id=site,
            candidate_id=key.candidate_id,
            kiosk_id=kiosk_id,
            interview_id=record["interview_id"],
            given_at=rows.moment(record["given_at"]),
            receipt_sha256=bytes.fromhex(record["receipt_sha256"]),
            purposes={each["purpose"]: each["given"] for each in told},
            body=key.seal(body, RECEIPT.format(made)),
        )
    )
    audit.append(session, "consent.received", scope_id=site, subject_kind="consent_receipt", subject_id=made)


def _whose(session: Session, kiosk_id: UUID, site: int, record: Json, master: MasterKey) -> CandidateKey:
    """The key of the candidate this sitting belongs to: known from an earlier record of it, from what they
    checked in with, or new. Only candidates of the kiosk's site are looked at; those elsewhere are a merge for a
    person to decide."""
    known = interviews.candidate_of(session, kiosk_id, record["interview_id"])
    told = _identities(record, master)
    for kind, hash_ in told.items():
        known = known or candidates.known_by(session, kind, hash_)
    if known is not None:
        key = candidate_service.key_of(session, known, master)
    else:
        _, key = candidate_service.create(session, site, master)
    for kind, hash_ in told.items():
        candidates.identify(session, key.candidate_id, site, kind, hash_)
    return key


def _identities(record: Json, master: MasterKey) -> dict[str, bytes]:
    check_in = record["check_in"] or {}
    told: dict[str, bytes] = {}
    if check_in.get("appointment"):
        told["appointment"] = master.keyed_hash("appointment", check_in["appointment"])
    if check_in.get("phone_key"):
        told["phone"] = bytes.fromhex(check_in["phone_key"])
    return told


def _is_blind_first(session: Session, site: int, interview_id: str, master: MasterKey) -> bool:
    """The first interviews of a site all, then a share that nobody can foresee or choose."""
    if interviews.count_below(session, site, ALL_BLIND_FIRST) < ALL_BLIND_FIRST:
        return True
    drawn = int.from_bytes(master.keyed_hash("blind first", interview_id)[:4], "big")
    return drawn % 100 < BLIND_SHARE_PERCENT
