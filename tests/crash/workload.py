"""`python -m tests.crash.workload DATA ACK ROUNDS`: interviews, recordings, deletions, other keys.

Each is told in ACK once the store or the recorder said that it is done: that is what the kiosk tells people.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.capture.record_file import sync_folder
from app.capture.sealed_file import sealed_files
from app.store import keys_admin
from app.store.journal import Journal
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, answered, assessment, opening

PIECE_BYTES = 3000
PIECES = 4


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
    (media_dir / name).mkdir()
    path = media_dir / name / "q1.pcm"
    file = sealed_files(media_dir, journal.media_key(name))(path)
    sync_folder(path.parent)
    for at in range(PIECES):
        file.write(piece(number, at))
        file.sync()
        tell(f"media {name} {at + 1}")
    file.close()
    journal.append(name, answered(name, 1), now=NOW)
    tell(f"events {name} 8")
    journal.save_assessment(name, FACTS, assessment(), PROFILE, now=NOW)
    tell(f"assessed {name} 1")


if __name__ == "__main__":
    main()
