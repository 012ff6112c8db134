"""The doctor's look at sync: is this kiosk let in, what waits, does the clock agree with the hub's."""

from collections.abc import Iterator

from app.doctor.finding import Finding, advice, failed, ok
from app.errors import KioskError
from app.settings import Settings
from app.store.journal import Journal
from app.sync.identity import IdentityFile, is_known
from app.sync.rounds import STATUS

SKEW_S = 120.0


def check_sync(settings: Settings) -> Iterator[Finding]:
    """Nothing where no hub is named; else what the last talk with it left behind."""
    try:
        if is_known(settings.data_dir):
            yield from _enrolled(settings)
        elif settings.hub_url is not None:
            yield advice("hub", "doctor_hub_not_enrolled", url=settings.hub_url)
    except KioskError as error:
        yield failed("hub", error)


def _enrolled(settings: Settings) -> Iterator[Finding]:
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        me = IdentityFile(journal.sealed_files).read()
        if me is None:
            return
        status, queue = journal.sync_state.get(STATUS) or {}, journal.outbox.state()
    finally:
        journal.close()
    counts = {"waiting": queue.waiting, "parked": queue.parked}
    if status.get("trouble"):
        yield advice("hub", "doctor_hub_trouble", hub=me.hub_name, trouble=status["trouble"], **counts)
    else:
        yield ok("hub", "doctor_hub_enrolled", hub=me.hub_name, site=me.site, **counts)
    offset_s = status.get("offset_s")
    if offset_s is not None and abs(offset_s) > SKEW_S:
        yield advice("clock", "doctor_hub_skew", seconds=round(offset_s))
