"""Taking a recording: agreed to, announced, then piece by piece at the offset the hub names."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ehr import audit
from ehr.interviews.models import ConsentReceipt, Interview
from ehr.media.models import Recording
from ehr.problems import Kind, Problem

KIOSK = "kiosk"
PIECE_BYTES_MAX = 262_144
RECORDING_BYTES_MAX = 4 * 1024**3
AGREED = "recording_transfer"
NOT_ALLOWED = Kind(
    "media-not-allowed", 403, "The candidate did not agree, or the interview is not here.",
    "候选人未同意，或平台没有此面试。", KIOSK,
)  # fmt: skip
OTHER_CONTENT = Kind(
    "other-content", 409, "Other content is stored under this id.", "该编号下已存有不同内容。", KIOSK
)
WRONG_HASH = Kind(
    "media-hash", 422, "The bytes are not those that were announced: begin again.", "内容与声明不符，请重新上传。",
    KIOSK,
)  # fmt: skip
UNKNOWN = Kind("not-found", 404, "No such recording was announced.", "没有此录制内容的登记。", KIOSK)
TOO_LARGE = Kind(
    "too-large", 413, "The piece, or the recording, is too large.", "分段或录制内容过大。", KIOSK
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a recording has come."""

    at_byte: int
    length: int
    is_new: bool = False
    is_complete: bool = False
    is_spoilt: bool = False  # the whole was not what was announced: it begins again at 0


class WrongOffset(Exception):  # noqa: N818 - an answer, not a failure
    """The piece is for another place; `at_byte` is the true one."""

    def __init__(self, at_byte: int) -> None:
        super().__init__(at_byte)
        self.at_byte = at_byte


def announce(session: Session, kiosk_id: UUID, upload_id: str, told: dict[str, Any]) -> Standing:
    """A recording is to come. Raises Problem `media-not-allowed`, `other-content`, `too-large`."""
    known = session.get(Recording, (kiosk_id, upload_id), with_for_update=True)
    if known is not None:
        if known.sha256.hex() != told["sha256"] or known.length != told["length"]:
            raise Problem(OTHER_CONTENT)
        known.told = _kept(told)  # the key is sealed anew at each try
        session.flush()
        return Standing(known.at_byte, known.length)
    if told["length"] > RECORDING_BYTES_MAX:
        raise Problem(TOO_LARGE)
    interview = _agreed(session, kiosk_id, told["interview_id"])
    session.add(
        Recording(
            kiosk_id=kiosk_id,
            id=upload_id,
            scope_id=interview.scope_id,
            candidate_id=interview.candidate_id,
            interview_id=told["interview_id"],
            told=_kept(told),
            length=told["length"],
            sha256=bytes.fromhex(told["sha256"]),
        )
    )
    session.flush()
    return Standing(0, told["length"], is_new=True)


def standing(session: Session, kiosk_id: UUID, upload_id: str) -> Standing:
    """How far a recording has come. Raises Problem `not-found`."""
    found = session.get(Recording, (kiosk_id, upload_id))
    if found is None:
        raise Problem(UNKNOWN)
    return Standing(found.at_byte, found.length, is_complete=found.is_complete)


def take(
    session: Session, data: Path, kiosk_id: UUID, upload_id: str, at_byte: int, piece: bytes
) -> Standing:
    """Lays a piece down, on the disk before its offset is said; the last one proves the whole.

    Raises Problem `not-found`, `too-large`; WrongOffset.
    """
    found = session.get(Recording, (kiosk_id, upload_id), with_for_update=True)
    if found is None:
        raise Problem(UNKNOWN)
    if at_byte != found.at_byte:
        raise WrongOffset(found.at_byte)
    if len(piece) > PIECE_BYTES_MAX or at_byte + len(piece) > found.length:
        raise Problem(TOO_LARGE)
    path = path_of(data, kiosk_id, upload_id)
    _write(path, at_byte, piece)
    found.at_byte = at_byte + len(piece)
    if found.at_byte == found.length and not found.is_complete:
        if _sha256(path) != found.sha256:
            found.at_byte = 0
            session.flush()
            return Standing(0, found.length, is_spoilt=True)
        found.is_complete = True
        audit.append(
            session, "recording.received", scope_id=found.scope_id, subject_kind="recording", subject_id=upload_id,
            detail={"candidate": str(found.candidate_id), "bytes": found.length},
        )  # fmt: skip
    session.flush()
    return Standing(found.at_byte, found.length, is_complete=found.is_complete)


def remove(session: Session, data: Path, candidate_ids: Sequence[UUID]) -> int:
    """How many recordings of these candidates were deleted, files first."""
    found = session.scalars(select(Recording).where(Recording.candidate_id.in_(candidate_ids))).all()
    for each in found:
        path_of(data, each.kiosk_id, each.id).unlink(missing_ok=True)
        session.delete(each)
    session.flush()
    return len(found)


def path_of(data: Path, kiosk_id: UUID, upload_id: str) -> Path:
    """Where a recording lies; its name tells nothing, whatever the kiosk called it."""
    name = hashlib.sha256(f"{kiosk_id}\n{upload_id}".encode()).hexdigest()
    return data / "recordings" / name[:2] / name


def _agreed(session: Session, kiosk_id: UUID, interview_id: str) -> Interview:
    """The interview, if it is here and its candidate agreed. Raises Problem `media-not-allowed`."""
    here = (
        select(Interview)
        .where(Interview.kiosk_id == kiosk_id, Interview.interview_id == interview_id)
        .limit(1)
    )
    receipt = select(ConsentReceipt).where(
        ConsentReceipt.kiosk_id == kiosk_id, ConsentReceipt.interview_id == interview_id
    )
    interview, consent = session.scalar(here), session.scalar(receipt)
    if interview is None or consent is None or consent.purposes.get(AGREED) is not True:
        raise Problem(NOT_ALLOWED)
    return interview


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    wanted = (
        "question_id",
        "turn",
        "take",
        "tracks",
        "duration_s",
        "format",
        "name",
        "key",
    )  # bound to the name
    return {name: told[name] for name in wanted}


def _write(path: Path, at_byte: int, piece: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.ftruncate(descriptor, at_byte)  # what a cut left behind it
        os.pwrite(descriptor, piece, at_byte)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
