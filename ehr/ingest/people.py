"""Whose record it is, and what of it becomes rows of the dossier."""

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ehr import audit
from ehr.agreement.covers import profile_without
from ehr.candidates import repository as candidates
from ehr.candidates import service as candidate_service
from ehr.candidates.keys import CandidateKey, new_key, unwrapped
from ehr.ingest import repository
from ehr.ingest.laying import Laying, lay_down
from ehr.ingest.repository import Known, Offer
from ehr.interviews import rows
from ehr.interviews.models import ConsentReceipt
from ehr.keys import MasterKey
from ehr.problems import Problem

BODY = "interviews|body|{}"
RECEIPT = "consent_receipts|body|{}"
ALL_BLIND_FIRST = 150  # of a site; afterwards a share (science: agreement needs a sample that nobody chose)
BLIND_SHARE_PERCENT = 20

Json = dict[str, Any]


def add_interview(session: Session, offer: Offer, record: Json, master: MasterKey) -> datetime | None:
    """Lays an assessed interview into the dossier of its candidate; when, or None: its id is another record's
    already, and nothing was written."""
    told = _identities(record, master)
    known = repository.known(session, offer.kiosk_id, record["interview_id"], told, few=ALL_BLIND_FIRST)
    key = _key(known, master)
    made, profile = uuid4(), record["profile"]
    is_drawn = known.interviews < ALL_BLIND_FIRST or _is_drawn(record["interview_id"], master)
    blind_first = (is_drawn or known.is_drawn or known.wants_second) and not known.is_open
    shown = profile_without(profile, frozenset(known.hidden))["composite"]
    row = rows.interview_row(record) | {
        "shown_composite": shown["score"],
        "shown_band": shown["band"],
        "id": made,
        "scope_id": known.site,
        "candidate_id": key.candidate_id,
        "kiosk_id": offer.kiosk_id,
        "blind_first": blind_first,
    }
    received_at = lay_down(
        session,
        Laying(
            told=row | {"record_id": offer.record_id, "kind": offer.kind, "master_key_id": master.id},
            sha256=offer.sha256,
            body=key.seal(offer.body, BODY.format(made)),
            wrapped=key.wrapped(master) if known.candidate_id is None else None,
            identities=told,
            scores=rows.score_rows(profile, made, known.site),
            answers=rows.answer_rows(profile["answers"], made, known.site),
        ),
    )
    if received_at is not None:
        audit.append(
            session, "interview.received", scope_id=known.site, subject_kind="interview", subject_id=made,
            detail={"candidate": str(key.candidate_id), "revision": record["revision"], "scorer": str(row["scorer"])},
        )  # fmt: skip
    return received_at


def add_receipt(session: Session, offer: Offer, record: Json, master: MasterKey) -> None:
    """Lays a consent receipt into the dossier of its candidate."""
    told = _identities(record, master)
    known = repository.known(session, offer.kiosk_id, record["interview_id"], told, few=ALL_BLIND_FIRST)
    if known.candidate_id is None:
        _, key = candidate_service.create(session, known.site, master)
    else:
        key = _key(known, master)
    for kind, hash_ in told.items():
        candidates.identify(session, key.candidate_id, known.site, kind, hash_)
    made = uuid4()
    session.execute(
        insert(ConsentReceipt).values(
            id=made,
            scope_id=known.site,
            candidate_id=key.candidate_id,
            kiosk_id=offer.kiosk_id,
            interview_id=record["interview_id"],
            given_at=rows.moment(record["given_at"]),
            receipt_sha256=bytes.fromhex(record["receipt_sha256"]),
            purposes={each["purpose"]: each["given"] for each in json.loads(record["receipt"])["consents"]},
            body=key.seal(offer.body, RECEIPT.format(made)),
        )
    )
    audit.append(
        session, "consent.received", scope_id=known.site, subject_kind="consent_receipt", subject_id=made
    )


def _key(known: Known, master: MasterKey) -> CandidateKey:
    """The key of the candidate; a new one for somebody new. Raises Problem `erased`."""
    if known.candidate_id is None:
        return new_key(uuid4())
    if known.wrapped is None:
        raise Problem(candidate_service.ERASED)
    return unwrapped(known.candidate_id, known.wrapped, master)


def _identities(record: Json, master: MasterKey) -> dict[str, bytes]:
    check_in = record["check_in"] or {}
    told: dict[str, bytes] = {}
    if check_in.get("appointment"):
        told["appointment"] = master.keyed_hash("appointment", check_in["appointment"])
    if check_in.get("phone_key"):
        told["phone"] = bytes.fromhex(check_in["phone_key"])
    return told


def _is_drawn(interview_id: str, master: MasterKey) -> bool:
    """After the first interviews of a site, a share of them that nobody can foresee or choose is rated blind."""
    drawn = int.from_bytes(master.keyed_hash("blind first", interview_id)[:4], "big")
    return drawn % 100 < BLIND_SHARE_PERCENT
