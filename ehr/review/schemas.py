"""What the routes of reviewing take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ehr.candidates.schemas import Strict
from ehr.dossier.schemas import HalfPoint, SubDimension
from ehr.media.reading import RecordingView

ActKind = Literal["rating", "override", "decision", "note", "gone"]
Source = Literal["kiosk", "hub"]
DecisionWord = Literal["invite", "second_look", "hand_over", "decline"]
Stand = Literal["open", "second", "apart", "final"]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=4000)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
LookedS = Annotated[float, Field(ge=0, le=86_400)]
MOST_ANSWERS = 100
Version = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MOST_VERSIONS = 16


class Frozen(BaseModel):
    """A value of an answer."""

    model_config = ConfigDict(frozen=True)


class RatedAnswer(Strict):
    """One answer: 1 to 10 in half points, or null for "not observed", for each sub-dimension; and why."""

    question_id: QuestionId
    turn: Annotated[int, Field(ge=1, le=100)]
    scores: Annotated[dict[SubDimension, HalfPoint | None], Field(min_length=1, max_length=40)]
    reason: Reason


class RatingBody(Strict):
    """A blind rating: every answer that has words and counts."""

    answers: Annotated[tuple[RatedAnswer, ...], Field(max_length=MOST_ANSWERS)]
    looked_s: LookedS


class OverrideBody(Strict):
    """A person's score beside the program's, which stays. name: as in the profile, "" for the composite."""

    level: Literal["sub_dimension", "dimension", "composite"]
    name: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,63})?$")]
    value: HalfPoint
    reason: Reason


class DecisionBody(Strict):
    """What a person decided. to: the `id` of a colleague, in "hand_over", where there are any."""

    decision: DecisionWord
    reason: Reason
    looked_s: LookedS
    to: UUID | None = None


class NoteBody(Strict):
    """Words for colleagues, never for the candidate."""

    reason: Reason


class GoneBody(Strict):
    """The candidate has left the building: there is nothing more to say."""


class NewRatingAct(Strict):
    """A rating. key: made by the client, so that sending twice is saying once; so it is for the others.

    content: what training rests on where it is rated; only rounds at kiosks on one of these count for it.
    """

    kind: Literal["rating"]
    key: UUID
    body: RatingBody
    content: Annotated[tuple[Version, ...], Field(max_length=MOST_VERSIONS)] = ()


class NewOverrideAct(Strict):
    """A changed score."""

    kind: Literal["override"]
    key: UUID
    body: OverrideBody


class NewDecisionAct(Strict):
    """A decision."""

    kind: Literal["decision"]
    key: UUID
    body: DecisionBody


class NewNoteAct(Strict):
    """A note."""

    kind: Literal["note"]
    key: UUID
    body: NoteBody


class NewGoneAct(Strict):
    """The candidate has left."""

    kind: Literal["gone"]
    key: UUID
    body: GoneBody


NewAct = Annotated[
    NewRatingAct | NewOverrideAct | NewDecisionAct | NewNoteAct | NewGoneAct, Field(discriminator="kind")
]


class NewPaper(Strict):
    """A paper that is made of an interview: the one page, the long report for HR, or the candidate's explanation."""

    paper: Literal["page", "long", "explanation"]
    for_candidate: bool


class ActLine(Frozen):
    """What somebody said, without free words. actor: an account of a kiosk, or a name as the hub shows it.

    is_own: the reader said it, here or with an account of a kiosk that is called like their sign-in name.
    to: whom it was handed to, as `actor` is written.
    """

    number: int
    kind: ActKind
    source: Source
    actor: str
    is_own: bool
    at: datetime
    decision: DecisionWord | None = None
    to: str | None = None


class ActView(ActLine):
    """What somebody said, as it was said. body: as in contract v1, `review_act`."""

    body: dict[str, Any]


class SubScoreLine(Frozen):
    """The program's score of a sub-dimension of an interview; null where there is none."""

    dimension: str
    name: str
    score: float | None
    standard_error: float | None


class ReviewLine(Frozen):
    """An interview in the list. must_rate: it waits for a blind rating; until then no figure, flag or word of others.

    id: of its newest assessment, what the other routes are asked with. interview_id: the kiosk's own. kiosk, site:
    what they are called. stand: how far the decision is; decision: what holds, in "final" alone. is_second: the
    reader is the second one, and what the first one said stays unseen until they spoke, too. handed_to: whom it was
    handed to, who has said nothing since; is_mine: that is the reader. sub_scores: null where nobody asked for them, or
    where it waits: whoever hides the score of a sub-dimension makes the composite without it.
    """

    id: UUID
    interview_id: str
    kiosk: str
    site: str
    job_profile: str
    language: str
    started_at: datetime
    finished_at: datetime
    must_rate: bool
    composite: float | None
    standard_error: float | None
    least_dimension: float | None
    flags: tuple[str, ...]
    stand: Stand
    decision: DecisionWord | None
    is_second: bool
    handed_to: str
    is_mine: bool
    acts: tuple[ActLine, ...]
    sub_scores: tuple[SubScoreLine, ...] | None = None


class ReviewPage(Frozen):
    """One page, the newest first. next: what the next one is asked for with, None at the end."""

    items: tuple[ReviewLine, ...]
    next: str | None


class ReviewDetail(Frozen):
    """One interview to read. profile: as in contract v1; where line.must_rate, what was said alone.

    acts: with their words; line.acts are the same without. recordings: None where the reader may not listen.
    """

    line: ReviewLine
    candidate_id: UUID
    profile: dict[str, Any]
    acts: tuple[ActView, ...]
    recordings: tuple[RecordingView, ...] | None


class Colleague(Frozen):
    """Whom an interview can be handed to; never the reader."""

    id: UUID
    name: str


class Pair(Frozen):
    """What a person gave blind and the program gave, for one sub-dimension of one answer; both scored it.

    rater: tells one rater from another. counts: they had passed their training when they rated (decision 0032).
    sitting: tells one sitting from another. nth: which of its ratings that count this is, by the time they were given:
    1 the first, held against the program; 2 the second, held against the first (decision 0033); 0 of one that does not.
    """

    sub_dimension: str
    question_id: str
    turn: int
    site: str
    model_version: str
    human: float
    program: float
    rater: str
    counts: bool
    sitting: str
    nth: int


class PairPage(Frozen):
    """One page of pairs, in the order they were rated. next: None at the end.

    hidden: sub-dimensions on which people agree too little with the program, over all ratings at the hub; none of
    their pairs is here, unless they were asked for by whoever checks agreement.
    """

    items: tuple[Pair, ...]
    next: str | None
    hidden: tuple[str, ...] = ()
