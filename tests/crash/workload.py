"""`python -m tests.crash.workload DATA ACK ROUNDS`: interviews, recordings, deletions, other keys.

Each is told in ACK once the store or the recorder said that it is done: that is what the kiosk tells people.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from app.capture.sealed_file import sealed_files
from app.capture.take_files import TakeFiles
from app.capture.take_writer import TakeWriter
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.errors import KioskError
from app.sealed.stream import unseal
from app.store import keys_admin
from app.store.journal import Journal
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, answered, assessment, opening

PIECES = 4
PIECE_S = 0.5
PIECE_BYTES = round(PIECE_S * SAMPLE_RATE_HZ) * 2
PICTURES = 4  # of the film in one piece
PICTURE_PX = (32, 24)


def interview_id(number: int) -> str:
    """The id of the interview of that round."""
    return f"{ONE[:-2]}{number:02}"


def piece(number: int, at: int) -> bytes:
    """What is recorded in that round as that piece."""
    return bytes([number + 1, at + 1]) * (PIECE_BYTES // 2)


def main() -> None:
    data_dir, ack, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    (data_dir / "media").mkdir(parents=True)
    descriptor = os.open(ack, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def tell(line: str) -> None:
        os.write(descriptor, f"{line}\n".encode())

    for number in range(rounds):
        if number == rounds // 2:
            keys_admin.rotate(data_dir)
            tell("rotated")
        journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
        _hold(journal, data_dir / "media", number, tell)
        if number % 3 == 2:
            journal.delete(interview_id(number - 1), now=NOW)
            tell(f"deleted {interview_id(number - 1)}")
        journal.close()


def _hold(journal: Journal, media_dir: Path, number: int, tell: Callable[[str], None]) -> None:
    name = interview_id(number)
    journal.append(name, opening(name), now=NOW)
    tell(f"events {name} 4")
    _record(media_dir, name, journal.media_key(name), number, tell)
    journal.append(name, answered(name, 1), now=NOW)
    tell(f"events {name} 8")
    journal.save_assessment(name, FACTS, assessment(), PROFILE, now=NOW)
    tell(f"assessed {name} 1")


def _record(media_dir: Path, name: str, key: bytes, number: int, tell: Callable[[str], None]) -> None:
    """A take, written as the media engine writes it; after each sync, how much of each file is safe."""
    (media_dir / name).mkdir()
    files = TakeFiles(media_dir / name / "q1.mkv", media_dir / name / "q1.pcm", f"{name}/q1.mkv")
    failures: list[KioskError] = []
    open_file = sealed_files(media_dir, key)
    writer = TakeWriter(files, 0.0, True, PICTURE_PX, open_file, failures.append)
    for at in range(PIECES):
        writer.write_audio(AudioBlock(np.frombuffer(piece(number, at), "<i2"), at * PIECE_S))
        for picture in range(PICTURES):
            pixels = np.full((PICTURE_PX[1], PICTURE_PX[0], 3), 16 * at + picture, np.uint8)
            writer.write_picture(VideoFrame(pixels, (at + picture / PICTURES) * PIECE_S))
        writer.sync()
        for path in (files.film, files.sound):
            content = unseal(path.read_bytes(), key, f"{name}/{path.name}").content
            tell(f"media {name} {path.name} {len(content)}")
    writer.end()
    if failures:
        raise failures[0]


if __name__ == "__main__":
    main()
