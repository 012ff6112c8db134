"""What sync is made of in this program: the real clock, what the kiosk says of itself, the line to its hub."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.scoring.assess import SCORER
from app.settings import Settings
from app.store.journal import Journal
from app.sync.client import HubClient
from app.sync.heartbeat import Health
from app.sync.identity import Identity, IdentityFile
from app.sync.media import MediaSender
from app.sync.releases import Releases, told_releases
from app.sync.rounds import Rounds, SyncStore
from app.sync.session import HubSession
from app.upkeep.configuration import facts

PACK = "pack."
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class RealClock:
    """This machine's time. ended: set when the program ends; nobody waits longer."""

    ended: threading.Event = field(default_factory=threading.Event)

    def wall_s(self) -> float:
        """Unix seconds, UTC."""
        return time.time()

    def steady_s(self) -> float:
        """Seconds since some start."""
        return time.monotonic()

    def wait(self, seconds: float) -> bool:
        """True after `seconds`; False at once when the program ends."""
        return not self.ended.wait(seconds)

    def chance(self) -> float:
        """0..1."""
        return random.random()


def hub_url_of(settings: Settings, me: Identity | None) -> str | None:
    """Where the hub is: as the settings say, else where this kiosk was let in."""
    return settings.hub_url or (me.hub_url if me is not None and me.is_enrolled else None)


def enrolled(settings: Settings, journal: Journal) -> tuple[Identity, str]:
    """Who this kiosk is at its hub, and the hub's address.

    Raises:
        KioskError: hub_not_enrolled, hub_key_unreadable.
    """
    me = IdentityFile(journal.sealed_files).read()
    url = hub_url_of(settings, me)
    if me is None or not me.is_enrolled or url is None:
        raise KioskError("hub_not_enrolled")
    return me, url


def releases_of(settings: Settings) -> Releases:
    """What came from the hub."""
    return Releases(settings.data_dir, settings.packs_dir, content_dir(), load_competency_model)


def health_of(settings: Settings, model: CompetencyModel, clock: RealClock) -> Callable[[], Health]:
    """Says how the program is at the moment it is called; what never changes while it runs is looked up once."""
    known = facts(settings, model)
    packs = tuple(
        f"{name.removeprefix(PACK)}/{value}" for name, value in known.items() if name.startswith(PACK)
    )
    began_s = clock.steady_s()

    def now() -> Health:
        disk = shutil.disk_usage(settings.data_dir)
        return Health(
            uptime_s=clock.steady_s() - began_s,
            free_mb=disk.free // MB,
            total_mb=disk.total // MB,
            content_hash=model.content_hash,
            scorer=SCORER,
            policy_pack=settings.policy_pack,
            packs=packs,
            releases=told_releases(releases_of(settings).current()),
        )

    return now


def rounds_of(
    settings: Settings,
    journal: Journal,
    client: HubClient,
    me: Identity,
    clock: RealClock,
    health: Callable[[], Health],
) -> Rounds:
    """Sync of this kiosk over `client`."""
    session = HubSession(client.ask, IdentityFile(journal.sealed_files), me, clock)
    store = SyncStore(journal.outbox, journal.sync_state, journal.front_desk)
    pull = partial(releases_of(settings).pull, state=journal.sync_state)
    media = MediaSender(
        journal.outbox, session.ask, clock, settings.media_dir, journal.media_key, me.media_key
    )
    return Rounds(session, store, clock, health, pull, media)
