"""Are the recordings that answers name as they were sealed?"""

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from app.errors import KioskError
from app.sealed.reading import open_recording
from app.sealed.stream import Ending
from app.store.vault import Vault
from app.store.verification import Problem, named_media


def media_problems(db: Database, media_dir: Path, vault: Vault) -> Iterator[Problem]:
    """A problem for each recording that is there but was altered, cut, or lies under another key."""
    for interview_id, name, truncated in named_media(db):
        try:
            ending = open_recording(media_dir, name, vault.media_key(interview_id)).ending
        except KioskError as error:
            if error.code != "media_missing":  # verify tells of those
                yield Problem(error.code, name)
            continue
        if ending is Ending.CUT and not truncated:
            yield Problem("media_cut", name)
        elif ending in (Ending.ALTERED, Ending.OTHER_KEY):
            yield Problem("media_altered", name)
