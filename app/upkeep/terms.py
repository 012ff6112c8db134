"""Carries out the terms of keeping: by itself where the clock can be believed, else by hand."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.private_file import replace_file
from app.staff.lockout import Moment
from app.staff.uptime import this_moment
from app.store.journal import Journal
from app.store.keeping import delete_everywhere, has_backups_to_renew, kept, renewed, set_aside_files
from app.store.retention import DAY_S, ClockMark, Due, due, is_plausible, terms_days
from app.upkeep.configuration import KIOSK

MARK = "terms.json"


@dataclass(frozen=True, slots=True)
class Purged:
    """How many went: whole interviews, recordings of others, files that belong to none, set-aside databases."""

    interviews: int = 0
    recordings: int = 0
    orphans: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """policy_pack: of the kiosk, for interviews without one of their own. clock_s: Unix seconds, UTC."""

    journal: Journal
    model: CompetencyModel
    policy_pack: str
    data_dir: Path
    clock_s: Callable[[], float] = time.time
    moment: Callable[[], Moment] = this_moment

    def due(self) -> list[Due]:
        """What has to go now."""
        packs = {pack.id: pack for pack in self.model.policy_packs}
        return due(kept(self.journal), packs, self.model.policy_pack(self.policy_pack), now=self.clock_s())

    def check_clock(self) -> None:
        """Raises KioskError clock_jumped: the calendar does not fit how long the computer has been running."""
        now = self.now_mark()
        if not is_plausible(read_mark(self.data_dir / MARK), now):
            raise KioskError("clock_jumped")
        self.trust_clock()

    def trust_clock(self) -> None:
        """From now on the calendar counts as it stands."""
        try:
            replace_file(self.data_dir / MARK, json.dumps(asdict(self.now_mark())).encode())
        except OSError as error:
            raise KioskError("disk_full") from error

    def purge(self, *, actor: str = KIOSK) -> Purged:
        """What went. Cut off, the next call goes on. Raises KioskError as delete_everywhere does."""
        interviews = recordings = 0
        key = self.journal.device_key()
        for each in self.due():
            now = self.clock_s()
            if each.whole:
                delete_everywhere(
                    self.journal,
                    self.data_dir,
                    key,
                    each.interview_id,
                    actor=actor,
                    reason=each.reason,
                    now=now,
                )
                interviews += 1
            else:
                self.journal.delete_recordings(each.interview_id, now=now, actor=actor, reason=each.reason)
                recordings += 1
        if has_backups_to_renew(self.journal, self.data_dir):
            renewed(self.journal, self.data_dir, now=self.clock_s())
        return Purged(interviews, recordings, self._purge_orphans(actor), self._purge_set_aside(actor))

    def _purge_orphans(self, actor: str) -> int:
        """Old recordings without an interview, as a restored copy of the database leaves them."""
        days, _ = terms_days(self.model.policy_pack(self.policy_pack))
        if days is None:
            return 0
        names = tuple(each.interview_id for each in kept(self.journal))
        old = [
            path
            for path in (self.data_dir / "media").rglob("*")
            if path.is_file()
            and self.clock_s() - path.stat().st_mtime >= days * DAY_S
            and not any(part.startswith(names) for part in path.relative_to(self.data_dir).parts)
        ]
        for path in old:
            path.unlink(missing_ok=True)
        if old:
            self.journal.record(actor, "orphans_deleted", {"files": len(old)}, now=self.clock_s())
        return len(old)

    def _purge_set_aside(self, actor: str) -> int:
        """Databases that were set aside so long ago that everything in them is past its term."""
        _, whole_days = terms_days(self.model.policy_pack(self.policy_pack))
        if whole_days is None:
            return 0
        old = [
            path
            for path in set_aside_files(self.data_dir)
            if self.clock_s() - path.stat().st_mtime >= whole_days * DAY_S
        ]
        for path in old:
            for side in ("-wal", "-shm", ""):
                path.with_name(path.name + side).unlink(missing_ok=True)
            self.journal.record(actor, "set_aside_deleted", {"file": path.name}, now=self.clock_s())
        return len(old)

    def now_mark(self) -> ClockMark:
        """What the calendar and the computer's uptime say now."""
        moment = self.moment()
        return ClockMark(self.clock_s(), moment.boot, moment.uptime_s)


def read_mark(path: Path) -> ClockMark | None:
    """When the terms were last looked at, or None: never."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return ClockMark(float(data["at"]), str(data["boot"]), float(data["uptime_s"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
        return None
