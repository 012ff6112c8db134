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
    found = belonging(media_dir, interview_id)
    folders = {item for item in found if item.is_dir() and not item.is_symlink()}
    files = {_inside(media_dir, name) for name in names} | set(found) - folders
    removed = 0
    for file in sorted(files):
        try:
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise KioskError("media_not_deleted", file=file.name) from error
        removed += 1
    for folder in sorted(folders, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return removed


def belonging(media_dir: Path, interview_id: str) -> list[Path]:
    """Everything below `media_dir` whose name, or a folder above it, begins with the interview's id."""
    home = media_dir.resolve()
    return [
        item
        for item in home.rglob("*")
        if any(_carries(part, interview_id) for part in item.relative_to(home).parts)
    ]


def _carries(part: str, interview_id: str) -> bool:
    rest = part.removeprefix(interview_id)
    return rest != part and (not rest or rest[0] in SEPARATORS)


def _inside(media_dir: Path, name: str) -> Path:
    home = media_dir.resolve()
    folder = (home / name).parent.resolve()  # not the file itself: of a link, the link goes
    if not folder.is_relative_to(home) or Path(name).name in ("", ".", ".."):
        raise BugError("a recording is named outside the media folder")
    return folder / Path(name).name
