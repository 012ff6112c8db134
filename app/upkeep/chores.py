"""The chores of an idle kiosk, on a thread of their own: one request at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import BugError, KioskError
from app.store.backup import FOLDER, HOUR_S, backups, make_backup, thin_out, whole_with
from app.store.ballast import Ballast
from app.store.journal import Journal
from app.upkeep.configuration import KIOSK, record_start
from app.upkeep.terms import Purged, Terms

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckStore:
    """Read everything and compare it with its hashes."""


@dataclass(frozen=True, slots=True)
class Tidy:
    """Delete what is due, make a copy if the newest is an hour old, take the ballast on board again."""


@dataclass(frozen=True, slots=True)
class Started:
    """The program has started. facts: tells what it runs with; called on the thread of the chores."""

    facts: Callable[[], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Failed:
    """A chore was not done, for the reason `code`: the audit log shall have it."""

    code: str


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done. backed_up: a copy was made."""

    purged: Purged
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Chores:
    """free_mb: room on the disk. keep_mb: what stays free beside the ballast."""

    journal: Journal
    terms: Terms
    ballast: Ballast
    free_mb: Callable[[], int]
    keep_mb: int

    def __call__(self, request: object) -> object:
        """The request back when it was done, or Tidied.

        Raises:
            KioskError: store_changed (problems, missing), clock_jumped, backup_failed, media_not_deleted ...
        """
        match request:
            case CheckStore():
                self._check()
                return request
            case Tidy():
                return self._tidy()
            case Started(facts):
                record_start(self.journal, facts(), now=self.terms.clock_s())
                return request
            case Failed(code):
                self.journal.record(KIOSK, "upkeep_failed", {"code": code}, now=self.terms.clock_s())
                return request
            case _:
                raise BugError(f"there is no chore {type(request).__name__}")

    def _check(self) -> None:
        with self.journal.beside() as archive:
            report = archive.verify()
        if not report.is_ok:
            found = {"problems": len(report.problems), "missing": len(report.media_missing)}
            self.journal.record(KIOSK, "store_check_failed", found, now=self.terms.clock_s())
            raise KioskError("store_changed", **found)
        log.info("the store is whole: %d interviews", report.interviews)

    def _tidy(self) -> Tidied:
        self.ballast.hold(self.free_mb(), self.keep_mb)
        failure: KioskError | None = None
        purged = Purged()
        try:
            self.terms.check_clock()
            purged = self.terms.purge()
        except KioskError as error:  # a copy is made all the same
            failure = error
        backed_up = self._back_up()
        if failure is not None:
            raise failure
        return Tidied(purged, backed_up)

    def _back_up(self) -> bool:
        now, folder = self.terms.clock_s(), self.terms.data_dir / FOLDER
        if any(0 <= now - each.at < HOUR_S for each in backups(folder)):  # others may be of a wrong calendar
            return False
        make_backup(self.journal, folder, whole_with(self.journal.database_keys), now=now)
        thin_out(folder, now=now)
        return True
