"""Sync beside the running kiosk: a thread of its own, which waits for the network so that nobody else does."""

import logging
import threading
from collections.abc import Callable

from app.bootstrap.sync_parts import RealClock, enrolled, health_of, rounds_of
from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.settings import Settings
from app.store.journal import Journal
from app.sync.client import HubClient
from app.sync.heartbeat import Health
from app.sync.lock import sending_alone

log = logging.getLogger(__name__)

STOP_S = 3.0
LOOK_AGAIN_S = 15.0  # whether somebody has enrolled the kiosk meanwhile, or the store can be used again


class SyncThread:
    """start() after the kiosk, stop() before it. Nothing it meets reaches the screen: the store remembers it.

    A call that is under way when the program ends is left alone: whatever the hub makes of it, the record stays in
    the outbox, and is a repeat the next time.
    """

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        model: CompetencyModel,
        look_again_s: float = LOOK_AGAIN_S,
    ) -> None:
        self._look_again_s = look_again_s
        self._settings, self._journal, self._model = settings, journal, model
        self._clock = RealClock()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._last = ""

    def start(self) -> None:
        """Begin; without a hub it only looks, now and then, whether there is one."""
        self._thread.start()

    def stop(self, timeout_s: float = STOP_S) -> None:
        """End between two steps, or leave the call that is under way."""
        self._clock.ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
            if self._thread.is_alive():
                log.info("a call to the hub was left alone")

    def _run(self) -> None:
        health: Callable[[], Health] | None = None
        while not self._clock.ended.is_set():
            try:
                me, url = enrolled(self._settings, self._journal)
                health = health or health_of(self._settings, self._model, self._clock)
                with sending_alone(self._settings.data_dir), HubClient(url, self._settings.hub) as client:
                    log.info("sync began")
                    rounds_of(self._settings, self._journal, client, me, self._clock, health).run()
            except KioskError as error:
                self._note(error.code)
            except Exception:
                if self._clock.ended.is_set():  # the store was closed under a call that was left alone
                    return
                log.exception("bug in sync")
            self._clock.wait(self._look_again_s)

    def _note(self, code: str) -> None:
        if code != self._last:
            self._last = code
            log.info("no sync for now: %s", code)
