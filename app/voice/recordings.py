"""Sentences that were recorded beforehand. A file is named after its words: it never says what the screen does not."""

import hashlib
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.language import Language

BYTES_PER_SAMPLE = 2


@dataclass(frozen=True, slots=True)
class Sound:
    """samples: int16, little-endian, channels interleaved, at rate_hz."""

    samples: bytes
    rate_hz: int
    channels: int = 1


def recording_name(text: str) -> str:
    """The file of `text`: the first 16 digits of the SHA-256 of its UTF-8 bytes, and .wav."""
    return f"{hashlib.sha256(text.strip().encode()).hexdigest()[:16]}.wav"


def recording(folders: Sequence[Path], language: Language, text: str) -> Sound | None:
    """The recording of `text` in the first of `folders` that has it as <language>/<recording_name>; else None.

    A file that is no WAV of 16 bits counts as missing: the sentence is then spoken by the engine.
    """
    for folder in folders:
        file = folder / str(language) / recording_name(text)
        if file.is_file():
            return _read(file)
    return None


def _read(file: Path) -> Sound | None:
    try:
        with wave.open(str(file), "rb") as wav:
            if wav.getsampwidth() != BYTES_PER_SAMPLE:
                return None
            return Sound(wav.readframes(wav.getnframes()), wav.getframerate(), wav.getnchannels())
    except (wave.Error, EOFError, OSError):
        return None
