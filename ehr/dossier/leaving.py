"""A person's data goes out whole, or goes away."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.dossier import opened, repository
from ehr.dossier import service as dossier_service
from ehr.dossier.models import Document
from ehr.dossier.opened import Whole, whole
from ehr.dossier.schemas import Erasure, ErasureReceipt
from ehr.interviews.models import ConsentReceipt, Interview
from ehr.keys import MasterKey
from ehr.media import service as media
from ehr.review import repository as review


def export(session: Session, candidate_id: UUID, master: MasterKey) -> bytes:
    """A ZIP of everything the hub holds of a person, records as they came. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    told = dossier_service.dossier(session, person.candidate.id, master, with_checks=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "dossier.json", json.dumps(told.model_dump(mode="json"), ensure_ascii=False, indent=1)
        )
        for name, body in _files(session, person):
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


def _files(session: Session, person: Whole) -> list[tuple[str, bytes]]:
    files = []
    for found in repository.rows(session, Interview, person.ids):
        body = person.read(found.candidate_id, found.body, opened.INTERVIEW, found.id)
        files.append((f"interviews/{found.id}.json", body))
    for receipt in repository.rows(session, ConsentReceipt, person.ids):
        body = person.read(receipt.candidate_id, receipt.body, opened.RECEIPT, receipt.id)
        files.append((f"consents/{receipt.id}.json", body))
    for document in repository.rows(session, Document, person.ids):
        name = person.text(document.candidate_id, document.name, opened.DOCUMENT_NAME, document.id)
        body = person.read(document.candidate_id, document.body, opened.DOCUMENT_BODY, document.id)
        files.append((f"documents/{document.id}-{name}", body))
    for act in review.of_candidates(session, person.ids):
        body = person.read(act.candidate_id, act.body, opened.REVIEW_ACT, act.id)
        files.append((f"acts/{act.id}.json", body))
    return files
