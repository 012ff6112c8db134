"""Recordings with their words, as AISHELL lays them out, and clips in which nobody speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.errors import KioskError

SOUND = {".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".mp4", ".mkv", ".mpg", ".webm"}
LISTS = {".txt", ".tsv"}
NON_SPEECH = "nonspeech"
GENERATED_S = 20


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording and what is said in it."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class RecordingSet:
    """clips: with their words. non_speech: files of the folder `nonspeech`; none: they are generated."""

    clips: tuple[Clip, ...]
    non_speech: tuple[Path, ...]


def read_recordings(folder: Path, language: Language) -> RecordingSet:
    """The recordings below `folder` for which a list there has words.

    A list is a .txt with a line "name text" (AISHELL), or a .tsv with columns name, text or
    name, language, text. Lines of other languages are left out.

    Raises:
        KioskError: benchmark_no_transcripts.
    """
    sounds = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SOUND]
    texts = _texts(folder, language)
    speech = [path for path in sounds if NON_SPEECH not in path.relative_to(folder).parts[:-1]]
    clips = tuple(Clip(path, texts[path.stem]) for path in speech if path.stem in texts)
    if not clips:
        raise KioskError("benchmark_no_transcripts", folder=str(folder))
    return RecordingSet(clips, tuple(path for path in sounds if path not in speech))


def generated_non_speech() -> Mapping[str, NDArray[np.int16]]:
    """Twenty seconds each of near-silence, pink noise and mains hum: [samples] int16, 16 kHz."""
    count = GENERATED_S * SAMPLE_RATE_HZ
    chance = np.random.default_rng(0)
    at_s = np.arange(count) / SAMPLE_RATE_HZ
    spectrum = np.fft.rfft(chance.normal(size=count))
    pink = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), count)
    hum = sum(np.sin(2 * np.pi * 50 * harmonic * at_s) / harmonic for harmonic in (1, 2, 3, 5))
    return {
        "silence": chance.integers(-1, 2, count).astype(np.int16),
        "pink_noise": (1500 * pink / np.abs(pink).max()).astype(np.int16),
        "mains_hum": (1000 * hum / np.abs(hum).max()).astype(np.int16),
    }


def _texts(folder: Path, language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in LISTS and path.is_file():
            found |= dict(_lines(path, language))
    return found


def _lines(path: Path, language: Language) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8-sig", errors="replace").splitlines():
        name, *rest = line.split("\t") if "\t" in line else line.split(maxsplit=1) or [""]
        if len(rest) >= 2 and (told := rest[0].strip().lower().partition("-")[0]) in set(Language):
            if told != language:
                continue
            rest = rest[1:]
        if name and rest and rest[-1].strip():
            yield Path(name.strip()).stem, rest[-1].strip()
