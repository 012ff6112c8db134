"""Everything the hub knows of one candidate, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from ehr.web.content import Rateable
from ehr.web.numbers import ScoreValue
from ehr.web.views.interview import InterviewView
from ehr.web.views.picture import SubScore
from ehr.web.views.resume import FactLine, ResumeView


@dataclass(frozen=True, slots=True)
class Header:
    """Who this is. contact: as much of it as the reader may see."""

    candidate_id: str
    name: str
    scope: str
    job: str
    contact: str
    identities: int


@dataclass(frozen=True, slots=True)
class Rating:
    """What a human interviewer gave, by dimension (name, 1 to 10), and whether before seeing the scores."""

    by: str
    at: datetime
    kind: str
    is_blind: bool
    scores: tuple[tuple[str, float], ...]
    comment: str


@dataclass(frozen=True, slots=True)
class Check:
    """A background check: its kind and state are codes."""

    id: str
    kind: str
    state: str
    note: str
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document on file; `refusal` says why no words were read from it."""

    id: str
    kind: str
    name: str
    at: datetime
    size_bytes: int
    refusal: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to or from the candidate."""

    at: datetime
    direction: str
    channel: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; what: words, by: a person, a kiosk or the hub."""

    at: datetime
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Another candidate who may be, or was said to be, the same person. id: of the candidate, or of the merge."""

    id: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An AI interview in the list of a dossier; band `to_rate` where its scores wait for a blind rating."""

    id: str
    at: datetime
    job: str
    composite: ScoreValue | None
    band: str | None


@dataclass(frozen=True, slots=True)
class DossierView:
    """The page. latest: the newest AI interview, whole; interviews: all of them.

    must_rate_first: the reader gives their own rating before the scores open (blind-first).
    rated_without: what a person rates where there is no AI interview.
    """

    header: Header
    latest: InterviewView | None
    interviews: tuple[InterviewLine, ...]
    resume: ResumeView | None
    ratings: tuple[Rating, ...]
    checks: tuple[Check, ...]
    documents: tuple[DocumentRow, ...]
    messages: tuple[MessageRow, ...]
    timeline: tuple[TimelineEntry, ...]
    alike: tuple[Alike, ...]
    merges: tuple[Alike, ...]
    may: frozenset[str]
    must_rate_first: bool
    rated_without: tuple[Rateable, ...]

    def beside(self, sub_dimension: str) -> tuple[FactLine, ...]:
        """What the résumé says beside a sub-dimension."""
        return self.resume.skills.get(sub_dimension, ()) if self.resume else ()

    @property
    def rated(self) -> tuple[Rateable, ...]:
        """What a person rates: sub-dimensions that count in the job."""
        return self.latest.rated if self.latest else self.rated_without

    def _scored(self) -> list[SubScore]:
        if self.latest is None:
            return []
        subs = [sub for dimension in self.latest.picture.dimensions for sub in dimension.subs]
        scored = [sub for sub in subs if sub.value.score is not None and sub.questions]
        return sorted(scored, key=lambda sub: -(sub.value.score or 0))

    @property
    def highest(self) -> tuple[SubScore, ...]:
        """The three highest sub-dimensions."""
        return tuple(self._scored()[:3])

    @property
    def lowest(self) -> tuple[SubScore, ...]:
        """The three lowest ones that are not among the highest."""
        return tuple(reversed(self._scored()[3:][-3:]))
