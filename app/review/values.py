"""What a reviewer is shown and says: plain values, words already in the reviewer's language."""

from dataclasses import dataclass
from enum import StrEnum

from app.errors import KioskError
from app.review.track import Track


class Decision(StrEnum):
    """What a person decided about a candidate. There is no other way to one than a person's key."""

    INVITE = "invite"
    SECOND_LOOK = "second_look"
    HAND_OVER = "hand_over"
    DECLINE = "decline"


class Stand(StrEnum):
    """How far the decision is."""

    OPEN = "open"  # nobody said invite or decline
    SECOND = "second"  # one person did; another has to read before it holds
    APART = "apart"  # two people said different things: somebody reads again
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One interview in the list. started_at, changed_at: Unix seconds, UTC. state: running, left or assessed.

    decision: what holds; before that what the reader said. step: where a running one is, e.g. question.
    waits_min: since it ended, while nothing holds; None: nobody waits. is_here: it ended a moment ago, and nobody
    said that the candidate left. call: why they call for staff. flags: words. handed_to: a colleague, or "".
    """

    interview_id: str
    state: str
    job: str
    started_at: float
    changed_at: float
    composite: float | None
    error: float | None
    is_blind: bool
    decision: Decision | None
    stand: Stand = Stand.OPEN
    step: str = ""
    answered: int = 0
    questions: int = 0
    waits_min: int | None = None
    is_here: bool = False
    call: str = ""
    flags: tuple[str, ...] = ()
    handed_to: str = ""
    is_second: bool = False  # the reader is the second one: what the first one said stays unseen
    appointment: str = ""  # its code
    is_new: bool = (
        False  # it ended today, nobody has opened it since, and nobody said that the candidate left
    )
    wants_second: bool = False  # it is blind because a second rating is wanted of the reader
    has_flags_read: bool = True  # False: the result was not looked through yet; then no flags say nothing


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody raised a hand and nobody has come. reason: help, human or seen_before. interview_id: "" outside one.

    number: answers it. coming_by: who said that they are coming, or "".
    """

    reason: str
    waits_min: int
    interview_id: str = ""
    number: int = 0
    coming_by: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A terminal. is_here: the one this program runs on. None: it has not told. is_stale: what it told is old.

    last_interview_at: Unix seconds, UTC. age_s: how old what it told is; None: it was never heard.
    site: what its site is called, where there are several; else "".
    """

    label: str
    is_here: bool
    is_busy: bool | None
    calls: int | None
    last_interview_at: float | None
    age_s: float | None
    is_stale: bool
    site: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """The terminals that the reader looks after. trouble: why nothing newer is known of them."""

    tiles: tuple[Tile, ...]
    trouble: KioskError | None = None


@dataclass(frozen=True, slots=True)
class AnchorLine:
    """What behaviour at `level` looks like."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class ToRate:
    """One sub-dimension to rate on one answer."""

    sub_dimension: str
    name: str
    anchors: tuple[AnchorLine, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of an answer's text that a score quotes. points: above 0 speaks for, below against."""

    start: int
    end: int
    points: float
    rule: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer to read: what was asked, what was said, what a score quotes (nothing while it is blind).

    text: the words that are scored. raw: the recogniser's own, where a person corrected them; else None.
    not_transcribed: why there are no words, or "".
    """

    question_id: str
    turn: int
    title: str
    asked: str
    text: str
    raw: str | None
    not_transcribed: str
    spans: tuple[Span, ...]
    to_rate: tuple[ToRate, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An interview to read. is_blind: it waits for a rating, and no score of it is in here or anywhere else.

    counts: a rating by this reader enters the agreement figures. wants_second: somebody else has rated it already.
    """

    interview_id: str
    job: str
    answers: tuple[AnswerLine, ...]
    is_blind: bool
    counts: bool = True
    tracks: tuple[Track, ...] = ()
    wants_second: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRating:
    """What a person gave one answer. values: (sub-dimension, 1..10 in half points, or None: not observed)."""

    question_id: str
    turn: int
    values: tuple[tuple[str, float | None], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreTarget:
    """Which score: composite, or a dimension or sub-dimension by its id."""

    level: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score with its standard error, or the words why there is none.

    changed_to: what a person made of it. unproven: too few blind ratings to say how far people agree with it.
    """

    target: ScoreTarget
    name: str
    weight: float | None
    value: float | None
    error: float | None
    why_not: str
    is_unproven: bool = False
    changed_to: float | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of an answer and what it speaks for (points above 0) or against."""

    question_id: str
    turn: int
    title: str
    words: str
    rule: str
    points: float


@dataclass(frozen=True, slots=True)
class Said:
    """One act of a person, for the history. what: words; value: what a score was changed to."""

    by: str
    at: float
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything for a decision on one page.

    band: the words; pass_line, grey_zone: advisory, of the job profile. gaps: what was not measured, and why.
    sentences: what the candidate may be told, one for each dimension. stand: how far the decision is.
    is_second: the reader is the second one, and sees nothing of what the first one said.
    """

    interview_id: str
    job: str
    composite: ScoreLine
    band: str
    pass_line: float
    grey_zone: tuple[float, float]
    dimensions: tuple[ScoreLine, ...]
    sub_dimensions: tuple[ScoreLine, ...]
    strongest: tuple[Quote, ...]
    weakest: tuple[Quote, ...]
    flags: tuple[str, ...]
    gaps: tuple[str, ...]
    history: tuple[Said, ...]
    sentences: tuple[str, ...] = ()
    stand: Stand = Stand.OPEN
    is_second: bool = False
