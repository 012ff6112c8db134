"""What the console remembers of the list between two readings: only interviews that changed are read again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from app.errors import KioskError
from app.flow.course import UNREADABLE, read_back
from app.flow.interview import Interview
from app.review.values import QueueRow
from app.store.archive import Archive
from app.store.journal import Journal
from app.store.review_queue import Decided, Marks, Waiting

FLAGS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of one interview. interview: while it is not assessed, if it can be read."""

    waiting: Waiting
    decisions: Sequence[Decided] = ()
    least: float | None = None
    is_gone: bool = False
    interview: Interview | None = None


@dataclass(slots=True)
class QueueMemory:
    """One for each console, on its thread. known: in the order of the list.

    seconds: blind for the reader, who is to give a second rating.
    rows: as they were last shown, to `_reader` in `language`. viewed: when somebody last opened an interview.
    until: to what time a row stays as it is by itself, `now` being the time of the last reading.
    """

    known: dict[str, Known] = field(default_factory=dict)
    seconds: set[str] = field(default_factory=set)
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rows: dict[str, QueueRow] = field(default_factory=dict)
    viewed: dict[str, float] = field(default_factory=dict)
    until: dict[str, float] = field(default_factory=dict)
    language: str = ""
    now: float = 0.0
    _reader: str = ""
    _marks: Marks | None = None
    _audit: int = 0
    _has_unread: bool = True  # results whose flags nobody has looked at yet

    def refresh(self, journal: Journal, reader: str, now: float, draw: Callable[[], object]) -> None:
        """Bring it up to date for `reader`. Nobody who writes waits meanwhile: it reads on a connection of its own.

        draw: draws new interviews for blind rating, before they are listed.
        """
        if now < self.now:  # the clock was set back: nothing is known of when a row becomes another
            self.until.clear()
        self.now = now
        if reader != self._reader:
            self._reader = reader
            self.rows.clear()
        with journal.beside() as archive:
            marks, before = archive.overview.marks(), self._marks
            if before is None or marks.assessment != before.assessment:
                draw()
                marks = archive.overview.marks()
            if before is None:
                self._take_all(_read(archive, None))
            elif marks != before:
                ids = archive.overview.changed_since(before)
                self._take(ids, _read(archive, sorted(ids)))
            if archive.overview.count() != len(self.known):  # some are gone, and their numbers may come again
                self._take_all(_read(archive, None))
            seconds = archive.overview.wants_second(reader, now)
            for each in seconds ^ self.seconds:  # by an act, or because the time for it is over
                self.rows.pop(each, None)
                self._has_unread = True
            self.seconds = seconds
            self._marks = marks
            self._audit, viewed = archive.overview.viewed(self._audit)
            self.viewed |= viewed
            for each in viewed:
                self.until.pop(each, None)
            self._read_flags(archive)

    def is_blind(self, interview_id: str) -> bool:
        """True while the reader may see nothing that the program, or another reader, said of it."""
        return self.known[interview_id].waiting.is_blind or interview_id in self.seconds

    def _take_all(self, found: dict[str, Known]) -> None:
        self.known = found
        self._has_unread = True
        self.flags.clear()
        self.rows.clear()

    def _take(self, ids: set[str], fresh: dict[str, Known]) -> None:
        self._has_unread = True
        for each in ids:
            self.flags.pop(each, None)
            self.rows.pop(each, None)
        if fresh.keys() <= self.known.keys():
            self.known.update(fresh)
            return
        merged = [*(self.known | fresh).values()]
        merged.sort(key=lambda each: (-each.waiting.started_at, each.waiting.interview_id))
        self.known = {each.waiting.interview_id: each for each in merged}

    def _read_flags(self, archive: Archive) -> None:
        """The newest first, some each time: nobody waits for ten thousand results to be read."""
        unknown = (
            name
            for name, each in self.known.items()
            if name not in self.flags and each.waiting.state == "assessed" and not self.is_blind(name)
        )
        wanted = list(islice(unknown, FLAGS_AT_ONCE)) if self._has_unread else []
        self._has_unread = bool(wanted)
        if wanted:
            self.flags |= dict.fromkeys(wanted, ()) | archive.overview.flags(wanted)
            for each in wanted:
                self.rows.pop(each, None)


def _read(archive: Archive, ids: Sequence[str] | None) -> dict[str, Known]:
    overview, unfinished = archive.overview, set(archive.unfinished())
    decisions, least, gone = overview.decisions(ids), overview.least_dimensions(ids), overview.gone(ids)
    return {
        each.interview_id: Known(
            each,
            decisions.get(each.interview_id, ()),
            least.get(each.interview_id),
            each.interview_id in gone,
            _interview(archive, each.interview_id) if each.interview_id in unfinished else None,
        )
        for each in overview.waiting(ids)
    }


def _interview(archive: Archive, interview_id: str) -> Interview | None:
    """Where somebody sits. Of one that cannot be read, or has just been deleted, the row stands without a step."""
    try:
        return read_back(archive.events, interview_id)
    except KioskError as error:
        if error.code not in (UNREADABLE, "interview_unknown"):
            raise
        return None
