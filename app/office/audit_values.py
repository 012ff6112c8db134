"""What the audit screen shows, and where an export may go; words are the screen's."""

from dataclasses import dataclass
from pathlib import Path

INTERVIEW = "interview_id"  # the fact of a row that names an interview
DetailValue = bool | float | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export may go at a terminal. name: of the drive; empty: the kiosk's own folder of exports."""

    folder: Path
    name: str
    free_mb: int


Places = tuple[Place, ...] | None  # None: in a window on somebody's desk, where any file can be chosen


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact of a row. name: as the log has it. value: of an object inside, how many facts it holds."""

    name: str
    value: DetailValue


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row of the log. raw: its body as it lies there, the text that was hashed."""

    seq: int
    at: float
    actor: str
    action: str
    details: tuple[Detail, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty: anybody, anything. days: so many back from now; 0: all. interview: how its number begins.

    page: from the newest on. upto: the newest row that counts, so that pages stay where they were; 0: all.
    """

    actor: str = ""
    action: str = ""
    days: int = 0
    interview: str = ""
    page: int = 0
    upto: int = 0


@dataclass(frozen=True, slots=True)
class AuditView:
    """A page of the rows that pass. first: place of its first row among `found`; all: in the log.

    actors, actions: what can be chosen. problems: of the last check, its codes; None: not checked.
    exported: the file's name and the end of the chain.
    """

    chosen: AuditFilter
    lines: tuple[AuditLine, ...]
    first: int
    found: int
    all: int
    actors: tuple[str, ...]
    actions: tuple[str, ...]
    places: Places = None
    problems: tuple[str, ...] | None = None
    exported: tuple[str, str] | None = None
