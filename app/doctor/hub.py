"""The doctor's look at sync: is this kiosk let in, what waits, does the clock agree with the hub's."""

from collections.abc import Iterator

from app.doctor.finding import Finding, advice, failed, ok
from app.errors import KioskError
from app.settings import Settings
from app.store.journal import Journal
from app.sync.identity import Identity, IdentityFile
from app.sync.rounds import STATUS

SKEW_S = 120.0


def check_sync(settings: Settings) -> Iterator[Finding]:
    """Nothing where no hub is named; else what the last talk with it left behind."""
    try:
        me = IdentityFile(settings.data_dir).read()
        if me is None or not me.is_enrolled:
            if settings.hub_url is not None:
                yield advice("hub", "doctor_hub_not_enrolled", url=settings.hub_url)
            return
        if settings.database_file.exists():
            yield from _enrolled(settings, me)
    except KioskError as error:
        yield failed("hub", error)


def _enrolled(settings: Settings, me: Identity) -> Iterator[Finding]:
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
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
