"""A person's data goes out whole, or goes away."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from app.review.hidden import AGREEMENT_BELOW
from ehr import audit
from ehr.agreement import service as agreement
from ehr.agreement.service import Hiding
from ehr.dossier import opened, repository
from ehr.dossier import service as dossier_service
from ehr.dossier.models import Document
from ehr.dossier.opened import Whole, whole
from ehr.dossier.schemas import Erasure, ErasureReceipt
from ehr.interviews.models import ConsentReceipt, Interview
from ehr.keys import MasterKey
from ehr.media import service as media
from ehr.review import repository as review
from ehr.review import service as review_service


def export(session: Session, candidate_id: UUID, reader: UUID, master: MasterKey) -> bytes:
    """A ZIP of everything the hub holds of a person, records as they came but for what `reader` may not see.

    It goes through the hands of people who rate and decide: what they are not shown yet, or nobody is, is not in it,
    and `left_out.json` says so (decision 0037). Raises Problem `not-found`, `erased`.
    """
    person = whole(session, candidate_id, master)
    told = dossier_service.dossier(session, person.candidate.id, reader, master, with_checks=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "dossier.json", json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1)
        )
        for name, body in _files(session, person, reader):
            archive.writestr(name, body)
    audit.append(
        session, "candidate.exported", scope_id=person.candidate.scope_id, subject_kind="candidate",
        subject_id=person.candidate.id, detail={"bytes": packed.tell()},
    )  # fmt: skip
    return packed.getvalue()


def erase(
    session: Session, candidate_id: UUID, why: Erasure, master: MasterKey, data: Path
) -> ErasureReceipt:
    """Deletes a person's rows, recordings (below `data`) and keys.

    A line without a name stays, so that counts and the audit log hold.

    Raises Problem `not-found`, `erased`.
    """
    person = whole(session, candidate_id, master)
    now = datetime.now(UTC)
    recordings = media.remove(session, data, person.ids)
    gone = {**repository.erase(session, person.ids), "recordings": recordings}
    for each in repository.candidates(session, person.ids):
        each.person, each.name_tokens, each.erased_at = None, [], now
        each.composite, each.band, each.interviewed_at, each.job_profile, each.to_rate = (
            None,
            None,
            None,
            None,
            False,
        )
    session.flush()
    receipt = ErasureReceipt(
        candidate_id=person.candidate.id,
        erased_at=now,
        reason=why.reason,
        interviews=gone["interviews"],
        consents=gone["consent_receipts"],
        documents=gone["documents"],
        ratings=gone["ratings"],
        acts=gone["review_acts"],
        checks=gone["background_checks"],
        messages=gone["messages"],
        recordings=recordings,
    )
    audit.append(
        session, "candidate.erased", scope_id=person.candidate.scope_id, subject_kind="candidate",
        subject_id=person.candidate.id, detail={"reason": why.reason, **gone},
    )  # fmt: skip
    return receipt


def _files(session: Session, person: Whole, reader: UUID) -> list[tuple[str, bytes]]:
    files, changed = _records(session, person)
    for receipt in repository.rows(session, ConsentReceipt, person.ids):
        body = person.read(receipt.candidate_id, receipt.body, opened.RECEIPT, receipt.id)
        files.append((f"consents/{receipt.id}.json", body))
    for document in repository.rows(session, Document, person.ids):
        name = person.text(document.candidate_id, document.name, opened.DOCUMENT_NAME, document.id)
        body = person.read(document.candidate_id, document.body, opened.DOCUMENT_BODY, document.id)
        files.append((f"documents/{document.id}-{name}", body))
    said = review.of_candidates(session, person.ids)
    shown = review_service.shown_acts(session, reader, said)
    for act in shown:
        body = person.read(act.candidate_id, act.body, opened.REVIEW_ACT, act.id)
        files.append((f"acts/{act.id}.json", body))
    if changed or len(shown) < len(said):
        told = {"interviews": changed, "acts": len(said) - len(shown)}
        files.append(("left_out.json", json.dumps(told, indent=1).encode()))
    return files


def _records(session: Session, person: Whole) -> tuple[list[tuple[str, bytes]], dict[str, str]]:
    """Each interview as it came, or without what is closed or hidden; and why, of those that are not as they came."""
    found = repository.rows(session, Interview, person.ids)
    closed, hiding = repository.waits_for_rating(session, found), agreement.hiding(session)
    files: list[tuple[str, bytes]] = []
    changed: dict[str, str] = {}
    for each in found:
        body = person.read(each.candidate_id, each.body, opened.INTERVIEW, each.id)
        shown = _shown(body, hiding, is_closed=each.id in closed)
        files.append((f"interviews/{each.id}.json", shown))
        if shown is not body:
            changed[str(each.id)] = "waits_for_blind_rating" if each.id in closed else AGREEMENT_BELOW
    return files, changed


def _shown(body: bytes, hiding: Hiding, *, is_closed: bool) -> bytes:
    record = json.loads(body)
    profile = record["profile"]
    shown = dossier_service.unscored(profile) if is_closed else hiding.profile(profile)
    if shown == profile:
        return body
    del record["profile_sha256"]  # of bytes that are not in it any more
    return json.dumps(record | {"profile": shown}, ensure_ascii=False).encode()
