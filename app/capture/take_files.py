"""What the files of a take are called. No name of a person is ever part of it."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.capture.record_file import disk_error
from app.domain.messages import StartTake
from app.errors import KioskError

SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
REPEATS_MAX = 100


@dataclass(frozen=True, slots=True)
class TakeFiles:
    """film and sound: files that do not exist yet. name: the film inside the media folder."""

    film: Path
    sound: Path
    name: str


def take_files(media_dir: Path, start: StartTake) -> TakeFiles:
    """Free names for a take. An older recording of the same take is kept: the new one gets -r2, -r3 ...

    Raises KioskError "recording_failed" for ids that make no plain name, or when the folder cannot be
    made ("disk_full" where that is why).
    """
    if not (SAFE_NAME.fullmatch(start.interview_id) and SAFE_NAME.fullmatch(start.question_id)):
        raise KioskError("recording_failed", detail="name")
    folder = media_dir / start.interview_id
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error) from error
    stem = f"{start.question_id}-t{start.turn}-k{start.take}"
    for name in [stem, *(f"{stem}-r{count}" for count in range(2, REPEATS_MAX))]:
        film, sound = folder / f"{name}.mkv", folder / f"{name}.pcm"
        if not film.exists() and not sound.exists():
            return TakeFiles(film, sound, f"{start.interview_id}/{film.name}")
    raise KioskError("recording_failed", detail="repeats")
