"""A microphone or camera in use: watched, and opened again when it is lost."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from app.capture.clock import EngineClock
from app.capture.sources import Source
from app.domain.messages import DeviceAlarm, DeviceState
from app.engine.task import Task
from app.errors import KioskError

Item = TypeVar("Item")

RETRY_S = 1.0
CLOSE_WAIT_S = 5.0
SELF_HEALING = ("microphone_silent",)  # the device is there: opening it again would not help


class Guard(Protocol):
    """Says what is wrong with a source that was started."""

    def arrived(self, data: Any, now_s: float) -> None: ...

    def ended(self) -> None: ...

    def check(self, now_s: float) -> str | None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind(Generic[Item]):
    """What makes a station one for microphones or for cameras.

    open_source: opens a URI, does not start it. renew: what to do before a lost URI is opened again.
    data_of: the array of an item, for the guard.
    """

    device: str
    open_source: Callable[[str, EngineClock], Source[Item]]
    renew: Callable[[str], None]
    make_guard: Callable[[Source[Item], float], Guard]
    data_of: Callable[[Item], Any]


class Station(Generic[Item]):
    """Gives what a source gives; says DeviceAlarm when it is lost and again when it has recovered.

    open() may block and belongs on a thread; everything else on the engine's loop.
    """

    def __init__(self, kind: Kind[Item], clock: EngineClock, say: Callable[[DeviceAlarm], None]) -> None:
        self.device = kind.device
        self._kind, self._clock, self._say = kind, clock, say
        self._uri: str | None = None
        self.source: Source[Item] | None = None
        self._guard: Guard | None = None
        self._reopening: Task[Source[Item]] | None = None
        self._retry_at_s = 0.0
        self.alarm: str | None = None
        self.alarm_count = 0
        self.state = DeviceState(False, code=f"no_{kind.device}")

    def open(self, uri: str | None) -> Source[Item] | None:
        """The source behind `uri`, not started; None for none. Raises KioskError."""
        return None if uri is None else self._kind.open_source(uri, self._clock)

    def adopt(self, uri: str | None, source: Source[Item] | None, code: str | None) -> None:
        """From now on use this started source, or know why there is none."""
        self._uri, self.source, self.alarm, self._reopening = uri, source, None, None
        self._guard = None if source is None else self._kind.make_guard(source, time.monotonic())
        if source is None:
            self.state = DeviceState(False, code=code or f"no_{self._kind.device}")
        else:
            self.state = DeviceState(True, source.name)

    def retire(self) -> Callable[[], None]:
        """Stop using the source now; the function given back closes it, and may block."""
        source, reopening = self.source, self._reopening
        self.source, self._reopening = None, None
        if self._guard is not None:
            self._guard.close()
            self._guard = None

        def close() -> None:
            if source is not None:
                source.close()
            if reopening is not None and reopening.wait(CLOSE_WAIT_S):
                with suppress(KioskError):
                    reopening.result().close()

        return close

    def poll(self) -> Sequence[Item]:
        """What came since the last call. Says alarms; opens a lost device again."""
        now_s = time.monotonic()
        if self.source is None or self._guard is None:
            self._try_again(now_s)
            return []
        items = self.source.take_all()
        for item in items:
            self._guard.arrived(self._kind.data_of(item), now_s)
        if self.source.ended:
            self._guard.ended()
        code = self._guard.check(now_s)
        if code is None:
            if self.alarm is not None and items:
                self._say(DeviceAlarm(self._kind.device, self.alarm, recovered=True))
                self.alarm = None
            return items
        self._raise_alarm(code)
        if code in SELF_HEALING:
            return items
        self._reopen()
        return []  # what came last may be another source's sound

    def _raise_alarm(self, code: str) -> None:
        if code != self.alarm:
            self.alarm = code
            self.alarm_count += 1
            self._say(DeviceAlarm(self._kind.device, code))

    def _reopen(self) -> None:
        if self.source is not None and self.source.identity is not None:
            self._uri = f"device:{self.source.identity}"  # never another one than before
        uri, close_old = self._uri or "", self.retire()

        def work() -> Source[Item]:
            close_old()
            self._kind.renew(uri)
            return started(self._kind.open_source(uri, self._clock), self._clock.now_s())

        self._retry_at_s = time.monotonic() + RETRY_S
        self._reopening = Task(f"reopen-{self._kind.device}", work)

    def _try_again(self, now_s: float) -> None:
        if self._reopening is None or not self._reopening.is_done:
            return
        try:
            source = self._reopening.result()
        except KioskError:
            if now_s >= self._retry_at_s:
                self._reopening = None
                self._reopen()
            return
        self.source, self._reopening = source, None
        self._guard = self._kind.make_guard(source, now_s)
        self.state = DeviceState(True, source.name)


def started(source: Source[Item], at_s: float) -> Source[Item]:
    """The source, started. Raises KioskError after closing it when it cannot start."""
    try:
        source.start(at_s)
    except KioskError:
        source.close()
        raise
    return source
