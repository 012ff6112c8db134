"""The recordings that belong to an interview, as files of the media folder."""

from collections.abc import Iterable
from pathlib import Path

from app.errors import BugError, KioskError

SEPARATORS = "._-/\\"


def remove(media_dir: Path, interview_id: str, names: Iterable[str]) -> int:
    """How many files were removed: the named ones, and every other that carries the interview's id.

    Discarded takes have no row; their files are found by the id their name or folder begins with.

    Raises:
        KioskError: media_not_deleted, naming the first file that could not be removed.
    """
    files = {_inside(media_dir, name) for name in names} | set(belonging(media_dir, interview_id))
    removed = 0
    for file in sorted(files):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise KioskError("media_not_deleted", file=file.name) from error
        removed += 1
    for folder in sorted(_folders(media_dir, interview_id), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return removed


def belonging(media_dir: Path, interview_id: str) -> list[Path]:
    """Every file below `media_dir` whose name, or a folder above it, begins with the interview's id."""
    if not media_dir.is_dir():
        return []
    return [
        file
        for file in media_dir.rglob("*")
        if not file.is_dir()
        and any(_carries(part, interview_id) for part in file.relative_to(media_dir).parts)
    ]


def _folders(media_dir: Path, interview_id: str) -> list[Path]:
    if not media_dir.is_dir():
        return []
    return [
        item
        for item in media_dir.rglob("*")
        if item.is_dir() and any(_carries(part, interview_id) for part in item.relative_to(media_dir).parts)
    ]


def _carries(part: str, interview_id: str) -> bool:
    rest = part.removeprefix(interview_id)
    return rest != part and (not rest or rest[0] in SEPARATORS)


def _inside(media_dir: Path, name: str) -> Path:
    file = (media_dir / name).resolve()
    if not file.is_relative_to(media_dir.resolve()):
        raise BugError("a recording is named outside the media folder")
    return media_dir.resolve() / file.relative_to(media_dir.resolve())
