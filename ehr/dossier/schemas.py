"""What the routes of the dossier take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ehr.candidates.schemas import CandidateView, Person, Strict

HalfPoint = Annotated[float, Field(ge=1, le=10, multiple_of=0.5)]
SubDimension = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
CheckKind = Literal["identity", "employment", "education", "reference"]
CheckState = Literal["asked_consent", "running", "clear", "to_discuss", "stopped"]
Direction = Literal["in", "out", "note"]
Channel = Literal["note", "phone", "sms", "email", "wechat", "in_person"]
MergeReason = Literal["same_phone", "same_id_number", "same_email", "said_so", "other"]
DocumentKind = Literal["resume", "certificate", "other"]


class Frozen(BaseModel):
    """A value of an answer."""

    model_config = ConfigDict(frozen=True)


class NewRating(Strict):
    """Scores on the anchors, 1 to 10 in half points, and why."""

    scores: Annotated[dict[SubDimension, HalfPoint], Field(min_length=1, max_length=40)]
    comment: Comment = ""


class NewHumanInterview(NewRating):
    """A rating of an interview that a person held."""

    held_at: datetime | None = None


class RatingView(Frozen):
    """What a person gave. by: their name as the hub shows it."""

    id: UUID
    interview_id: UUID | None
    rater_id: UUID
    by: str
    is_blind: bool
    scores: dict[str, float]
    comment: str
    held_at: datetime | None
    rated_at: datetime


class NewCheck(Strict):
    """A background check; without the candidate's consent it only waits."""

    kind: CheckKind
    consent_at: datetime | None = None
    note: Comment = ""


class CheckChange(Strict):
    """How a check stands. "clear" and "to_discuss" are for people to act on; nothing follows by itself."""

    state: CheckState
    consent_at: datetime | None = None
    note: Comment | None = None


class CheckView(Frozen):
    """A background check."""

    id: UUID
    kind: CheckKind
    state: CheckState
    note: str
    consent_at: datetime | None
    made_at: datetime
    changed_at: datetime
    by: str


class NewMessage(Strict):
    """Something said to, by or about a candidate."""

    direction: Direction
    channel: Channel
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]


class MessageView(Frozen):
    """A message or a note."""

    id: UUID
    direction: Direction
    channel: Channel
    text: str
    at: datetime
    by: str


class DocumentView(Frozen):
    """A document on file. refusal: why no words were read from a résumé; None where they were, or none are meant to."""

    id: UUID
    kind: DocumentKind
    name: str
    size: int
    added_at: datetime
    by: str
    refusal: str | None


class InterviewLine(Frozen):
    """An AI interview in a dossier. must_rate: its scores open once a person has rated it blind; until then None."""

    id: UUID
    interview_id: str
    revision: int
    started_at: datetime
    finished_at: datetime
    language: str
    job_profile: str
    model_version: str
    scorer: str
    policy_pack: str
    must_rate: bool
    composite: float | None
    standard_error: float | None
    not_scored_reason: str | None
    band: str | None
    composite_without_affect: float | None
    flags: tuple[str, ...]
    kiosk_deleted_at: datetime | None


class ConsentView(Frozen):
    """What the candidate agreed to at one sitting."""

    interview_id: str
    given_at: datetime
    purposes: dict[str, bool]


class MergeView(Frozen):
    """Two that are one person."""

    id: UUID
    kept_id: UUID
    merged_id: UUID
    reason: MergeReason
    made_at: datetime
    by: str


class TimelineEntry(Frozen):
    """One thing that happened. what: a code; by: a person's name, or "kiosk" or "hub"."""

    at: datetime
    what: str
    subject_id: UUID
    by: str


class Dossier(Frozen):
    """Everything the hub knows of a person, in the reader's sight."""

    candidate: CandidateView
    person: Person
    alike: tuple[CandidateView, ...]
    interviews: tuple[InterviewLine, ...]
    consents: tuple[ConsentView, ...]
    documents: tuple[DocumentView, ...]
    ratings: tuple[RatingView, ...]
    checks: tuple[CheckView, ...]
    messages: tuple[MessageView, ...]
    merges: tuple[MergeView, ...]
    timeline: tuple[TimelineEntry, ...]


class InterviewDetail(Frozen):
    """One interview. profile: as in contract v1; where must_rate, without scores, evidence and notes."""

    line: InterviewLine
    candidate_id: UUID
    profile: dict[str, Any]
    ratings: tuple[RatingView, ...]


class NewMerge(Strict):
    """Another candidate is the same person."""

    other_id: UUID
    reason: MergeReason


class Erasure(Strict):
    """Why a person's data goes."""

    reason: Literal["asked", "term_over", "mistake"]


class ErasureReceipt(Frozen):
    """What went. Kiosks keep their own until their own term or until they are told."""

    candidate_id: UUID
    erased_at: datetime
    reason: str
    interviews: int
    consents: int
    documents: int
    ratings: int
    acts: int
    checks: int
    messages: int
    recordings: int
