"""What the administrator's screens show: plain values; words are the screen's."""

from dataclasses import dataclass
from enum import StrEnum

from app.office.audit_values import AuditView, Places

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
    """An account. wait_s: how long it takes no secret, after wrong ones; 0: not locked.

    at_hub: what they sign in to the hub with, as an administrator said; "": nobody there.
    """

    name: str
    is_admin: bool
    wait_s: int
    at_hub: str = ""


@dataclass(frozen=True, slots=True)
class UsersView:
    """by: who looks. has_hub: there is a hub that accounts can be linked to."""

    people: tuple[Person, ...]
    by: str
    has_hub: bool = False


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A finding of the doctor. health: ok, advice or problem; code: its sentence in resources/messages."""

    check: str
    health: str
    code: str
    params: Params


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A record the hub refused. kind: consent, interview, audit, media or other; words: the hub's own."""

    id: str
    kind: str
    at: float
    status: str
    words: str
    tries: int = 0


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What can be told of a refused record; never what is in it: nobody sees scores before a blind rating.

    interview_id: empty where it belongs to none. size_bytes, sha256: of its body, as the hub was given it.
    """

    line: ParkedLine
    interview_id: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SyncView:
    """oldest_at: of what waits, Unix seconds; None: nothing does. opened: the one record somebody looks at.

    exported: the name of a file just written, or empty.
    """

    waiting: int
    oldest_at: float | None
    parked: tuple[ParkedLine, ...]
    checks: tuple[CheckLine, ...]
    opened: RecordFacts | None = None
    places: Places = None
    exported: str = ""


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
class CrashLine:
    """A time the program failed. code: of the failure; program: the version that ran."""

    at: float
    code: str
    program: str


@dataclass(frozen=True, slots=True)
class HealthView:
    """crashes: the newest first. copies: of the database, when and how big, the newest first.

    backup: the file of a copy just made, or empty.
    """

    checks: tuple[CheckLine, ...]
    crashes: tuple[CrashLine, ...] = ()
    copies: tuple[tuple[float, int], ...] = ()
    backup: str = ""


@dataclass(frozen=True, slots=True)
class PackLine:
    """A model pack. state: installed, available, unsuitable or refused; reason: a code, or empty.

    licence_url: what is accepted with an installation. installed_at: Unix seconds, None: not installed, or nobody
    wrote it down. by: who accepted the licence.
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
    installed_at: float | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What holds. name: program, model or policy. sha256: of its content, or empty.

    since: when a start first ran with it, Unix seconds; None: the log does not say.
    """

    name: str
    value: str
    sha256: str = ""
    since: float | None = None


@dataclass(frozen=True, slots=True)
class ModelsView:
    """Packs, and the versions of program, content and policy.

    checked: what was found when installed packs were just compared with their sums; None: they were not.
    places: where exports may go, and packs may lie.
    """

    packs: tuple[PackLine, ...]
    versions: tuple[VersionLine, ...]
    profiles: tuple[str, ...]
    installed: str = ""
    checked: tuple[CheckLine, ...] | None = None
    places: Places = None


@dataclass(frozen=True, slots=True)
class PackLoading:
    """A pack is on its way; done_mb: on the disk so far. is_tried: all of it is there, and the self-test runs."""

    name: str
    done_mb: float
    size_mb: int
    is_tried: bool = False


@dataclass(frozen=True, slots=True)
class DeviceKind:
    """What is plugged in of a kind: camera, microphone or loudspeaker. used: where in `names` the kiosk's own stands.

    use: plugged, missing (the one it should use is not there), off, or elsewhere (a recording or a stream instead).
    wanted: what the settings call the missing one; empty: any would do.
    """

    kind: str
    use: str
    names: tuple[str, ...] = ()
    used: int | None = None
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class DeviceTest:
    """at: Unix seconds. level_db: loudness of the microphone meanwhile, dB to full scale; None: no sound."""

    at: float
    checks: tuple[CheckLine, ...]
    level_db: float | None


@dataclass(frozen=True, slots=True)
class DevicesView:
    """plugged: None: the devices did not answer. tested: None: not since the program started."""

    plugged: tuple[DeviceKind, ...] | None
    tested: DeviceTest | None = None


@dataclass(frozen=True, slots=True)
class GivenLine:
    """What was set last in one interview. at: when it began, Unix seconds. time: the factor of every limit."""

    interview_id: str
    at: float
    time: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccommodationsView:
    """In how many of `interviews` each was set, and in which; never why: nobody stores that.

    offered: what staff can set here.
    """

    interviews: int
    offered: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    given: tuple[GivenLine, ...]


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
