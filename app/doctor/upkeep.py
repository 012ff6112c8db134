"""Who may sign in, whether there is a fresh copy of the database, whether terms are kept, what crashed lately."""

from collections.abc import Callable

from app.doctor.finding import Finding, advice, failed, ok
from app.errors import KioskError
from app.settings import Settings
from app.staff.book import StaffBook
from app.staff.lockout import Moment
from app.staff.uptime import this_moment
from app.store.backup import DAY_S, FOLDER, backups
from app.store.retention import ClockMark, is_plausible
from app.upkeep.terms import MARK, read_mark
from app.watch import crash_report

OLD_BACKUP_DAYS = 2
LATELY_S = 7 * DAY_S


def check_upkeep(settings: Settings, now: float, moment: Callable[[], Moment] = this_moment) -> list[Finding]:
    """One finding on people, copies and terms each, and one where something crashed. now: Unix seconds, UTC."""
    crashes = [
        path
        for path in (settings.data_dir / crash_report.FOLDER).glob("*.json")
        if now - path.stat().st_mtime < LATELY_S
    ]
    told = [advice("crashes", "doctor_crashes", crashes=len(crashes))] if crashes else []
    return [_staff(settings), _backup(settings, now), _terms(settings, now, moment()), *told]


def _staff(settings: Settings) -> Finding:
    book = StaffBook(settings.data_dir)
    if not book.is_set_up:
        return advice("staff", "doctor_staff_none")
    try:
        return ok("staff", "doctor_staff_ok", people=len(book.accounts()))
    except KioskError as error:
        return failed("staff", error)


def _backup(settings: Settings, now: float) -> Finding:
    newest = next(iter(backups(settings.data_dir / FOLDER)), None)
    if newest is None:
        return advice("backup", "doctor_backup_none")
    days = max(0, int((now - newest.at) // DAY_S))
    if days > OLD_BACKUP_DAYS:
        return advice("backup", "doctor_backup_old", days=days)
    return ok("backup", "doctor_backup_ok", file=newest.path.name)


def _terms(settings: Settings, now: float, moment: Moment) -> Finding:
    mark = read_mark(settings.data_dir / MARK)
    if not is_plausible(mark, ClockMark(now, moment.boot, moment.uptime_s)):
        return advice("terms", "clock_jumped")
    return ok("terms", "doctor_terms_ok")
