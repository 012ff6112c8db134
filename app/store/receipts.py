"""Receipts that no printer took: sealed with the interview's key, so they go when it goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.private_file import replace_file
from app.sealed.stream import RECORD_MAX_BYTES, Sealer

SUFFIX: Final = ".pdf"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file of the media folder. name: inside it; it begins with the interview's id."""

    name: str
    interview_id: str


def receipt_name(interview_id: str, kind: str) -> str:
    """The name of the receipt `kind` of the interview inside the media folder."""
    return f"{interview_id}-{kind}{SUFFIX}"


def receipts(media_dir: Path) -> list[Receipt]:
    """Every receipt that was saved, by its name."""
    names = sorted(path.name for path in media_dir.glob(f"*-*{SUFFIX}") if path.is_file())
    return [Receipt(name, name.rpartition("-")[0]) for name in names]


def save_receipt(media_dir: Path, name: str, content: bytes, key: bytes) -> None:
    """The receipt lies sealed in the media folder; it never lies there in clear. Raises OSError."""
    if not media_dir.is_dir():  # made by the store; without it the data folder is gone
        raise FileNotFoundError(media_dir.name)
    replace_file(media_dir / name, sealed(name, content, key))


def sealed(name: str, content: bytes, key: bytes) -> bytes:
    """`content` as a whole sealed recording (sealed/stream)."""
    sealer = Sealer(key, name)
    starts = range(0, len(content), RECORD_MAX_BYTES)
    records = [sealer.record(content[at : at + RECORD_MAX_BYTES]) for at in starts]
    return b"".join([sealer.header, *records, sealer.record(b"", last=True)])
