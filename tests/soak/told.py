"""What the screen of a program that will be killed said, line by line: only that counts as promised."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from app.domain.codec import canonical, encode
from app.domain.interview import Answer


@dataclass(frozen=True, slots=True)
class Told:
    """One moment of the screen. at_s: time.monotonic(). page: name of the view.

    question, turn, take, phase, paused: of the interview as it is stored while that page is shown.
    left_s: what the clock shows, or None where there is none. answers: how many are accepted. new: those that
    were not told before, as (question, turn, take, hash). replies: sent in the running chats. code: of what
    the page says went wrong, or None. recording: sound is being recorded. is_over: nothing more is asked.
    microphone, camera: that they work, where the page says so.
    """

    at_s: float
    page: str
    interview: str = ""
    question: str = ""
    turn: int = 0
    take: int = 0
    phase: str = ""
    paused: bool = False
    left_s: float | None = None
    answers: int = 0
    new: tuple[tuple[str, int, int, str], ...] = ()
    replies: int = 0
    code: str | None = None
    recording: bool = False
    waiting: bool = False
    is_over: bool = False
    microphone: bool | None = None
    camera: bool | None = None

    @property
    def moment(self) -> tuple[object, ...]:
        """All but the running time: a line is written when this changes."""
        return (
            *(self.page, self.interview, self.question, self.turn, self.take, self.phase, self.paused),
            *(self.answers, self.replies, self.code, self.recording, self.waiting, self.is_over),
            *(self.microphone, self.camera),
        )


def fingerprint(answer: Answer) -> tuple[str, int, int, str]:
    """Question, turn and take of an answer, and a hash of everything in it: no word of it is written down."""
    digest = hashlib.sha256(canonical(encode(answer)).encode()).hexdigest()[:16]
    return (answer.question_id, answer.turn, answer.take, digest)


class Listener:
    """Reads what a witness writes, as it grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._at = 0
        self._lines: list[Told] = []

    def told(self) -> list[Told]:
        """All lines so far; one that a kill cut off is left out."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._at)
                new = file.read()
        except OSError:
            return []
        whole = new[: new.rfind(b"\n") + 1]
        self._at += len(whole)
        self._lines += [_told(line) for line in whole.splitlines()]
        return list(self._lines)


def _told(line: bytes) -> Told:
    fields = json.loads(line)
    fields["new"] = tuple(
        (str(q), int(turn), int(take), str(digest)) for q, turn, take, digest in fields["new"]
    )
    return Told(**fields)
