"""What a player needs of one answer: where its words lie in time, what was measured meanwhile, why there is no film."""

from dataclasses import dataclass
from enum import StrEnum


class Media(StrEnum):
    """Whether there is something to play, or why not."""

    HERE = "here"
    TYPED = "typed"
    REFUSED = "refused"
    NOT_MADE = "not_made"
    DELETED_TERM = "deleted_term"
    DELETED_ASKED = "deleted_asked"
    DELETED_BY_HAND = "deleted_by_hand"
    AT_KIOSK = "at_kiosk"  # not, or not yet, at the hub
    NOT_ALLOWED = "not_allowed"  # the reader's role at the hub may not listen


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of an answer's text were said from start_s to end_s of the take."""

    start: int
    end: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Change:
    """Characters [start, end) of the text stand where the recogniser had [raw_start, raw_end) of its own."""

    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in one window. z: how far from the own warm-up, in its spread; None: no warm-up to compare with."""

    start_s: float
    end_s: float
    value: float
    z: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure over the answer; where no point covers a moment nothing was measured there. Words of the reader."""

    name: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """The curves of voice or face. why_not: why there are none; note: what to know about those there are; or empty.

    band_z: the own usual range is from -band_z to band_z.
    """

    curves: tuple[Curve, ...] = ()
    why_not: str = ""
    note: str = ""
    band_z: float = 2.0


@dataclass(frozen=True, slots=True)
class Track:
    """Everything about one answer that lies in time. voice, face: None while the interview is to be rated blind.

    has_picture, picture_refused: whether the film has pictures, and if not, whether the candidate did not agree.
    """

    question_id: str
    turn: int
    media: Media
    has_picture: bool
    picture_refused: bool
    duration_s: float
    is_role_play: bool
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()
    voice: Lane | None = None
    face: Lane | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Which answer it is of."""
        return self.question_id, self.turn

    def piece_at(self, moment_s: float) -> Piece | None:
        """The piece that is being said, else the one before; None before the first."""
        before = [each for each in self.pieces if each.start_s <= moment_s]
        return before[-1] if before else None

    def moment_of(self, char: int) -> float:
        """When the piece with this character begins, in seconds; the beginning where no times are known."""
        before = [each for each in self.pieces if each.start <= char]
        return before[-1].start_s if before else 0.0
