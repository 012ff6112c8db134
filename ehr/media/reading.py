"""Recordings given back: opened while they are read, so that none ever lies in clear on the disk."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.sealed.stream import Ending, pieces_of
from ehr import audit
from ehr.interviews import repository as interviews
from ehr.interviews.models import Interview
from ehr.keys import DAMAGED, MasterKey
from ehr.media import key as media_key
from ehr.media.models import Recording
from ehr.media.service import path_of
from ehr.problems import NOT_FOUND, Kind, Problem

NOT_HERE = Kind(
    "recording-not-here", 404, "The file of this recording is not, or not yet whole, on this hub.",
    "平台上没有此录制文件，或尚未完整上传。",
)  # fmt: skip


class RecordingView(BaseModel):
    """A recording that came with an interview. is_complete: all of it is here and can be downloaded."""

    model_config = ConfigDict(frozen=True)

    id: str
    question_id: str
    turn: int
    take: int
    tracks: tuple[str, ...]
    duration_s: float
    size: int
    is_complete: bool
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A recording as it was before its kiosk sealed it. pieces: decrypted one after the other."""

    name: str
    has_video: bool
    pieces: Iterator[bytes]


def of_interview(session: Session, interview_id: UUID) -> tuple[RecordingView, ...]:
    """The recordings of an interview in the order of its answers. Raises Problem `not-found`."""
    found = _interview(session, interview_id)
    query = select(Recording).where(
        Recording.kiosk_id == found.kiosk_id, Recording.interview_id == found.interview_id
    )
    views = [_view(each) for each in session.scalars(query)]
    return tuple(sorted(views, key=lambda each: (each.question_id, each.turn, each.take)))


def opened(session: Session, data: Path, interview_id: UUID, recording_id: str, master: MasterKey) -> Opened:
    """The recording; the audit log says who took it.

    Its bytes are those that came, or it is not given at all.

    Raises Problem `not-found`, `recording-not-here`, `damaged-secret`.
    """
    interview = _interview(session, interview_id)
    found = session.get(Recording, (interview.kiosk_id, recording_id))
    if found is None or found.interview_id != interview.interview_id:
        raise Problem(NOT_FOUND)
    path = path_of(data, found.kiosk_id, found.id)
    if not found.is_complete or not path.is_file():
        raise Problem(NOT_HERE)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").digest() != found.sha256:
            raise Problem(DAMAGED)
    pieces = _pieces(path, _key(found, master), found.told.get("name", ""))
    first = next(pieces, b"")  # a wrong key is found out before an answer begins
    has_video = "video" in found.told["tracks"]
    told = found.told
    audit.append(
        session, "recording.read", scope_id=found.scope_id, subject_kind="recording", subject_id=found.id,
        detail={"candidate": str(found.candidate_id)},
    )  # fmt: skip
    name = f"{told['question_id']}-{told['turn']}-{told['take']}.{'mkv' if has_video else 'mka'}"
    return Opened(name, has_video, chain((first,), pieces))


def _key(found: Recording, master: MasterKey) -> bytes:
    return media_key.unwrapped(found.told["key"], found.kiosk_id, found.id, master)


def _pieces(path: Path, key: bytes, name: str) -> Iterator[bytes]:
    """The recording in clear; of one that a crash cut on its kiosk as far as it goes."""
    with path.open("rb") as file:
        for piece in pieces_of(file, key, name):
            if piece in (Ending.ALTERED, Ending.OTHER_KEY):
                raise Problem(DAMAGED)
            if isinstance(piece, bytes):
                yield piece


def _interview(session: Session, interview_id: UUID) -> Interview:
    found = interviews.interview(session, interview_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def _view(row: Recording) -> RecordingView:
    told: dict[str, Any] = row.told
    return RecordingView(
        id=row.id,
        question_id=told["question_id"],
        turn=told["turn"],
        take=told["take"],
        tracks=tuple(told["tracks"]),
        duration_s=told["duration_s"],
        size=row.length,
        is_complete=row.is_complete,
        begun_at=row.begun_at,
    )
