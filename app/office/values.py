"""What the administrator's screens show: plain values; words are the screen's."""

from dataclasses import dataclass
from enum import StrEnum

Params = tuple[tuple[str, str | float], ...]


class Section(StrEnum):
    """The screens, in the order of the list at the left."""

    USERS = "users"
    SYNC = "sync"
    AUDIT = "audit"
    RETENTION = "retention"
    HEALTH = "health"
    MODELS = "models"
    DEVICES = "devices"
    ACCOMMODATIONS = "accommodations"


@dataclass(frozen=True, slots=True)
class Person:
    """An account. wait_s: how long it takes no secret, after wrong ones; 0: not locked."""

    name: str
    is_admin: bool
    wait_s: int


@dataclass(frozen=True, slots=True)
class UsersView:
    """by: who looks."""

    people: tuple[Person, ...]
    by: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A finding of the doctor. health: ok, advice or problem; code: its sentence in resources/messages."""

    check: str
    health: str
    code: str
    params: Params


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A record the hub refused. kind: consent, interview, audit or other; words: the hub's own."""

    id: str
    kind: str
    at: float
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class SyncView:
    """oldest_at: of what waits, Unix seconds; None: nothing does."""

    waiting: int
    oldest_at: float | None
    parked: tuple[ParkedLine, ...]
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row of the log. details: its body as it lies there."""

    seq: int
    at: float
    actor: str
    action: str
    details: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty: anybody, anything. days: so many back from now; 0: all."""

    actor: str = ""
    action: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class AuditView:
    """The newest rows that pass. found: how many do; all: in the log. actors, actions: what can be chosen.

    problems: of the last check, its codes; None: not checked. exported: the file's name and the end of the chain.
    """

    chosen: AuditFilter
    lines: tuple[AuditLine, ...]
    found: int
    all: int
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    problems: tuple[str, ...] | None = None
    exported: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class TermLine:
    """The terms of a policy pack in days; None: it names none. is_own: the one this kiosk works under."""

    pack: str
    recordings: int | None
    whole: int | None
    request: int | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class DueLine:
    """whole: the interview goes; else its recordings. reason: retention or request."""

    interview_id: str
    whole: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RetentionView:
    """receipts: names of the newest deletion receipts. done: how many interviews and recordings just went.

    requested: when the deletion just asked for is due, Unix seconds. is_clock_odd: nothing goes by itself.
    """

    terms: tuple[TermLine, ...]
    due: tuple[DueLine, ...]
    receipts: tuple[str, ...]
    is_clock_odd: bool
    done: tuple[int, int] | None = None
    requested: float | None = None


@dataclass(frozen=True, slots=True)
class HealthView:
    """backup: the file of a copy just made, or empty."""

    checks: tuple[CheckLine, ...]
    backup: str = ""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A model pack. state: installed, available, unsuitable or refused; reason: a code, or empty.

    licence_url: what is accepted with an installation.
    """

    name: str
    state: str
    engine: str
    languages: tuple[str, ...]
    size_mb: int
    licence: str
    licence_url: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class ModelsView:
    """Packs, and the versions of content and policy."""

    packs: tuple[PackLine, ...]
    model: str
    content_hash: str
    policy: str
    profiles: tuple[str, ...]
    installed: str = ""


@dataclass(frozen=True, slots=True)
class PackLoading:
    """A pack is on its way; done_mb: on the disk so far."""

    name: str
    done_mb: float
    size_mb: int


@dataclass(frozen=True, slots=True)
class DevicesView:
    """level_db: loudness of the microphone while it was tested, dB to full scale; None: not tested, or no sound."""

    checks: tuple[CheckLine, ...] = ()
    level_db: float | None = None
    is_tested: bool = False


@dataclass(frozen=True, slots=True)
class AccommodationsView:
    """In how many of `interviews` each was set; never why, and never for whom."""

    interviews: int
    counts: tuple[tuple[str, int], ...]


OfficeView = (
    UsersView
    | SyncView
    | AuditView
    | RetentionView
    | HealthView
    | ModelsView
    | DevicesView
    | AccommodationsView
)
