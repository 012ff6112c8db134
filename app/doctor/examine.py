"""Every check, in the order a person would look."""

import time
from collections.abc import Iterator

from app.doctor import checks
from app.doctor.finding import Finding, ok
from app.doctor.hub import check_sync
from app.doctor.keys import check_keys
from app.doctor.tiers import check_tiers
from app.doctor.upkeep import check_upkeep
from app.settings import Settings


def examine(settings: Settings) -> Iterator[Finding]:
    """Every finding about this kiosk."""
    yield ok("settings", "doctor_settings_ok", folder=str(settings.data_dir))
    yield checks.check_libraries()
    yield from checks.check_devices(settings)
    yield from checks.check_packs(settings.packs_dir)
    yield from checks.check_offer(settings)
    yield from check_tiers(settings)
    yield from check_keys(settings)
    yield from checks.check_store(settings)
    yield from check_upkeep(settings, time.time())
    yield checks.check_hub(settings.hub_url, settings.hub)
    yield from check_sync(settings)
    yield checks.check_disk(settings.data_dir, settings.media)
    yield checks.check_clock(settings, time.time())
