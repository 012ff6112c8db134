"""Files about a candidate: kept sealed, given back as they came; of a résumé also what it says."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from ehr import audit
from ehr.dossier import opened, repository
from ehr.dossier.models import Document
from ehr.dossier.opened import whole
from ehr.dossier.schemas import DocumentKind, DocumentView
from ehr.dossier.service import document_view
from ehr.keys import MasterKey
from ehr.problems import NOT_FOUND, Kind, Problem
from ehr.resumes.document import Format, Notice, Part, PartKind, Refused, ResumeText
from ehr.resumes.facts import Month, ResumeFacts
from ehr.resumes.parser import parse_resume
from ehr.settings import Limits

NAME_CHARS = 200
EMPTY = Kind("empty-document", 422, "The file is empty.", "文件为空。")
TOO_LARGE = Kind("document-too-large", 413, "A document holds at most {mb} MB.", "文件不得超过 {mb} MB。")


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A file as it came. words: what was read from it, before the transaction began; None: not a résumé."""

    kind: DocumentKind
    name: str
    body: bytes
    words: ResumeText | Refused | None


@dataclass(frozen=True, slots=True)
class Given:
    """A document to give back."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Resume:
    """What a résumé says, and the text it stands in."""

    document_id: UUID
    text: ResumeText
    facts: ResumeFacts


def check(body: bytes, limits: Limits) -> None:
    """Raises Problem `empty-document`, `document-too-large`."""
    if not body:
        raise Problem(EMPTY)
    if len(body) > limits.document_max_bytes:
        raise Problem(TOO_LARGE, mb=limits.document_max_mb)


def add(session: Session, candidate_id: UUID, new: NewDocument, by: UUID, master: MasterKey) -> DocumentView:
    """Lays a document into a dossier. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    made = uuid4()
    words = _words(new.words)
    row = Document(
        id=made,
        scope_id=person.candidate.scope_id,
        candidate_id=person.candidate.id,
        kind=new.kind,
        name=person.seal(plain_name(new.name).encode(), opened.DOCUMENT_NAME, made),
        body=person.seal(new.body, opened.DOCUMENT_BODY, made),
        words=None if words is None else person.seal(words, opened.DOCUMENT_WORDS, made),
        refusal=new.words.reason.value if isinstance(new.words, Refused) else None,
        size=len(new.body),
        sha256=sha256(new.body).digest(),
        added_by=by,
    )
    session.add(row)
    session.flush()
    _note(session, "document.added", row)
    return document_view(person, row, repository.names(session, [by]))


def given(session: Session, document_id: UUID, master: MasterKey) -> Given:
    """A document as it came. Raises Problem `not-found`, `erased`."""
    row = session.get(Document, document_id)
    if row is None:
        raise Problem(NOT_FOUND)
    person = whole(session, row.candidate_id, master)
    _note(session, "document.read", row)
    return Given(
        person.text(row.candidate_id, row.name, opened.DOCUMENT_NAME, row.id),
        person.read(row.candidate_id, row.body, opened.DOCUMENT_BODY, row.id),
    )


def resume(session: Session, candidate_id: UUID, master: MasterKey) -> Resume | None:
    """What the newest readable résumé of a person says; None: there is none. Raises Problem `not-found`, `erased`."""
    person = whole(session, candidate_id, master)
    rows = [each for each in repository.rows(session, Document, person.ids) if each.words is not None]
    if not rows:
        return None
    row = max(rows, key=lambda each: each.added_at)
    assert row.words is not None
    text = _text(json.loads(person.read(row.candidate_id, row.words, opened.DOCUMENT_WORDS, row.id)))
    now = datetime.now(UTC)
    return Resume(row.id, text, parse_resume(text, Month(now.year, now.month)))


def plain_name(name: str) -> str:
    """A file's name without folders and without characters that do more than stand there."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(char for char in last if char.isprintable()).strip(". ")
    return shown[-NAME_CHARS:] or "document"


def _words(found: ResumeText | Refused | None) -> bytes | None:
    if not isinstance(found, ResumeText):
        return None
    told = asdict(found)
    told["notices"] = sorted(found.notices)
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _text(told: dict[str, Any]) -> ResumeText:
    return ResumeText(
        format=Format(told["format"]),
        part_kind=PartKind(told["part_kind"]),
        text=told["text"],
        parts=tuple(Part(**part) for part in told["parts"]),
        notices=frozenset(Notice(notice) for notice in told["notices"]),
    )


def _note(session: Session, action: str, row: Document) -> None:
    audit.append(
        session, action, scope_id=row.scope_id, subject_kind="document", subject_id=row.id,
        detail={"candidate": str(row.candidate_id), "kind": row.kind},
    )  # fmt: skip
