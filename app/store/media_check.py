"""Are the recordings that answers name, and the receipts, as they were sealed?"""

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from app.errors import KioskError
from app.sealed.reading import ending_of
from app.sealed.stream import Ending
from app.store.receipts import receipts
from app.store.vault import Vault
from app.store.verification import Problem, named_media


def media_problems(db: Database, media_dir: Path, vault: Vault) -> Iterator[Problem]:
    """A problem for each recording or receipt that is there but was altered, cut, or lies under another key."""
    for interview_id, name, truncated in named_media(db):
        yield from _problems(media_dir, name, interview_id, vault, may_be_cut=truncated)
    for receipt in receipts(media_dir):
        yield from _problems(media_dir, receipt.name, receipt.interview_id, vault, may_be_cut=False)


def _problems(
    media_dir: Path, name: str, interview_id: str, vault: Vault, *, may_be_cut: bool
) -> Iterator[Problem]:
    try:
        ending = ending_of(media_dir, name, vault.media_key(interview_id))
    except KioskError as error:
        if error.code != "media_missing":  # verify tells of those
            yield Problem(error.code, name)
        return
    if ending is Ending.CUT and not may_be_cut:
        yield Problem("media_cut", name)
    elif ending in (Ending.ALTERED, Ending.OTHER_KEY):
        yield Problem("media_altered", name)
