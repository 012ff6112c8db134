"""How interviews go when their term is over, or somebody asks: everywhere in the data folder, with a receipt."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.domain.competency import PolicyPack
from app.errors import KioskError
from app.private_file import replace_file
from app.store import media
from app.store.archive import Archive
from app.store.audit import DELETION_REQUESTED
from app.store.backup import FOLDER, backups, renew_after_deletion, whole_with
from app.store.connection import SIDE_FILES
from app.store.device_key import DeviceKey
from app.store.journal import Journal
from app.store.retention import DAY_S, Kept, Reason
from app.store.verification import DELETED, RECORDINGS_DELETED

FORMAT = "kiosk-deletion-receipt/1"
RECEIPTS = "receipts"
NOT_SEARCHED = ("media", RECEIPTS, FOLDER)  # the first goes with the rows; the others name no interview
DELETIONS = (DELETED, RECORDINGS_DELETED)
DEFAULT_TERM_DAYS = 15  # where the policy pack names none: the strictest of those that do


def kept(archive: Archive) -> list[Kept]:
    """Every interview, as its terms of keeping see it."""
    packs = archive.policy_packs()
    asked: dict[str, float] = {}
    for row in archive.told(DELETION_REQUESTED):  # asking twice postpones nothing
        asked.setdefault(row["interview_id"], float(row["due_at"]))
    gone = {row["interview_id"] for row in archive.told(RECORDINGS_DELETED)}
    return [
        Kept(
            each.id,
            each.started_at,
            packs.get(each.id),
            is_running=each.state == "running",
            has_recordings=each.id not in gone,
            asked_by=asked.get(each.id),
        )
        for each in archive.interviews()
    ]


def request_deletion(
    journal: Journal, interview_id: str, pack: PolicyPack, *, actor: str, now: float
) -> float:
    """When the term of the request ends, Unix seconds. Raises KioskError interview_unknown."""
    journal.interview(interview_id)
    due_at = now + (pack.deletion_request_days or DEFAULT_TERM_DAYS) * DAY_S
    journal.record(actor, DELETION_REQUESTED, {"interview_id": interview_id, "due_at": due_at}, now=now)
    return due_at


def delete_everywhere(
    journal: Journal,
    data_dir: Path,
    key: DeviceKey,
    interview_id: str,
    *,
    actor: str,
    reason: Reason,
    now: float,
) -> dict[str, Any]:
    """The signed receipt, after the interview went with every file of the data folder that carries its id.

    Files go first, the rows last: cut off in between, it can be asked again. Copies of the database that
    still held it are replaced by a fresh one. A database that was set aside is not opened: `set_aside` says
    how many there are; the key of the recordings is destroyed either way.

    Raises:
        KioskError: interview_unknown, media_not_deleted; receipt_not_kept: it is gone all the same.
    """
    journal.interview(interview_id)
    other_files = sum(
        media.remove(folder, interview_id, [])
        for folder in sorted(data_dir.iterdir())
        if folder.is_dir() and not folder.is_symlink() and folder.name not in NOT_SEARCHED
    )
    receipt = journal.delete(interview_id, now=now, actor=actor, reason=reason.value)
    document = {
        **asdict(receipt),
        "format": FORMAT,
        "media_files": receipt.media_files + other_files,
        "reason": reason.value,
        "set_aside": len(set_aside_files(data_dir)),
        **_renewed_or_left(journal, data_dir, now),
    }
    return keep_receipt(data_dir, key, document)


def renewed(journal: Journal, data_dir: Path, *, now: float) -> dict[str, int]:
    """How many copies that are older than the newest deletion were replaced, and how many are left.

    Raises:
        KioskError: backup_failed; the copies stay until the next try.
    """
    whole = whole_with(journal.database_keys)
    removed, left = renew_after_deletion(
        journal, data_dir / FOLDER, whole, deleted_at=newest_deletion(journal), now=now
    )
    return {"backups_replaced": removed, "backups_left": left}


def _renewed_or_left(journal: Journal, data_dir: Path, now: float) -> dict[str, int]:
    """As `renewed`; where no fresh copy can be made the receipt says so, and the next chores try again."""
    try:
        return renewed(journal, data_dir, now=now)
    except KioskError:
        left = [each for each in backups(data_dir / FOLDER) if each.at <= now]
        return {"backups_replaced": 0, "backups_left": len(left)}


def newest_deletion(archive: Archive) -> float:
    """When something was last deleted, Unix seconds; 0.0: never."""
    entries, _ = archive.audit()
    return max((each.at for each in entries if each.action in DELETIONS), default=0.0)


def keep_receipt(data_dir: Path, key: DeviceKey, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document, signed; it also lies in the folder of receipts, under the number of its audit row."""
    signed = key.signed(document)
    path = data_dir / RECEIPTS / f"{document['audit_seq']:08}.json"
    try:
        replace_file(path, (json.dumps(signed, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise KioskError("receipt_not_kept", number=int(document["audit_seq"])) from error
    return signed


def set_aside_files(data_dir: Path) -> list[Path]:
    """Databases that were set aside, without their side files."""
    return sorted(path for path in data_dir.glob("*.db.corrupt-*") if not path.name.endswith(SIDE_FILES))


def has_backups_to_renew(journal: Journal, data_dir: Path) -> bool:
    """True if a copy of the database may still hold something that was deleted."""
    deleted_at = newest_deletion(journal)
    return any(each.at <= deleted_at for each in backups(data_dir / FOLDER))
