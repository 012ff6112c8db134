"""Opening, losing and finding a device again, step by step."""

import threading
import time
from collections.abc import Callable

import numpy as np

from app.capture.clock import EngineClock
from app.domain.media import AudioBlock
from app.domain.messages import DeviceAlarm, DeviceState
from app.engine.opening import Opening
from app.engine.station import Kind, Station
from app.errors import KioskError
from tests.fakes.source import FakeGuard, FakeSource

BLOCK = AudioBlock(np.ones(320, np.int16), 0.0)
LOST = DeviceAlarm("microphone", "microphone_lost")


class Desk:
    """A station with everything around it under a test's control."""

    def __init__(self) -> None:
        self.said: list[DeviceAlarm] = []
        self.guards: list[FakeGuard] = []
        self.asked: list[str] = []
        self.renewed: list[str] = []
        self.answers: list[FakeSource | KioskError] = []
        self.may_open = threading.Event()
        self.may_open.set()
        kind: Kind[AudioBlock] = Kind(
            "microphone", self._open, self.renewed.append, self._guard, lambda block: block.samples
        )
        self.station: Station[AudioBlock] = Station(kind, EngineClock(), self.said.append)

    def _open(self, uri: str, clock: EngineClock) -> FakeSource:
        self.asked.append(uri)
        self.may_open.wait(10)
        answer = self.answers.pop(0)
        if isinstance(answer, KioskError):
            raise answer
        return answer

    def _guard(self, source: object, now_s: float) -> FakeGuard:
        self.guards.append(FakeGuard())
        return self.guards[-1]

    def poll_until(self, condition: Callable[[], bool]) -> None:
        deadline_s = time.monotonic() + 5
        pause = threading.Event()
        while not condition():
            assert time.monotonic() < deadline_s
            self.station.poll()
            pause.wait(0.01)


def _soon_s(seconds: float = 5.0) -> float:
    return time.monotonic() + seconds


def _open(desk: Desk, uri: str | None = "device:default") -> Opening[AudioBlock]:
    opening = Opening(desk.station, uri)
    opening.wait_open(_soon_s(0.2))
    opening.begin(12.0)
    return opening


def test_a_device_is_opened_then_started_at_the_given_moment() -> None:
    desk, source = Desk(), FakeSource("mic")
    desk.answers = [source]
    desk.station.adopt(*_open(desk).opened(_soon_s()))
    assert source.started_at_s == 12.0
    assert desk.station.state == DeviceState(True, "mic")


def test_none_is_no_device_and_no_failure() -> None:
    desk = Desk()
    desk.station.adopt(*_open(desk, None).opened(_soon_s()))
    assert desk.station.state == DeviceState(False, "", "no_microphone")
    assert desk.asked == []


def test_a_device_that_fails_to_open_or_start_says_why() -> None:
    desk, source = Desk(), FakeSource()
    source.start_error = KioskError("microphone_busy")
    desk.answers = [KioskError("microphone_busy"), source]
    assert _open(desk).opened(_soon_s()) == ("device:default", None, "microphone_busy")
    assert _open(desk).opened(_soon_s()) == ("device:default", None, "microphone_busy")
    assert source.is_closed.is_set()


def test_a_device_that_hangs_is_not_waited_for_and_closed_when_it_comes_too_late() -> None:
    desk, source = Desk(), FakeSource()
    desk.answers = [source]
    desk.may_open.clear()
    began_s = time.monotonic()
    opening = _open(desk)
    assert opening.opened(_soon_s(0.2)) == ("device:default", None, "microphone_stuck")
    assert time.monotonic() - began_s < 2
    desk.may_open.set()
    assert source.is_closed.wait(5)


def test_a_lost_device_is_closed_and_the_same_one_opened_until_it_is_back() -> None:
    desk, first, again = Desk(), FakeSource(identity="vmic"), FakeSource(identity="vmic")
    desk.answers = [first, KioskError("no_microphone"), again]
    desk.station.adopt(*_open(desk).opened(_soon_s()))
    first.waiting = [BLOCK]
    assert list(desk.station.poll()) == [BLOCK]
    desk.guards[0].code = "microphone_lost"
    first.waiting = [BLOCK]
    assert list(desk.station.poll()) == [], "what came last may be another source's sound"
    assert desk.said == [LOST]
    desk.poll_until(lambda: desk.station.source is again)
    assert first.is_closed.is_set()
    assert desk.guards[0].is_closed
    assert desk.asked == ["device:default", "device:vmic", "device:vmic"], "never another one than before"
    assert desk.renewed == ["device:vmic", "device:vmic"]
    assert desk.said == [LOST], "not back before sound arrives"
    again.waiting = [BLOCK]
    desk.station.poll()
    assert desk.said == [LOST, DeviceAlarm("microphone", "microphone_lost", recovered=True)]
    assert desk.station.alarm is None


def test_a_mute_device_is_kept_open() -> None:
    desk, source = Desk(), FakeSource()
    desk.answers = [source]
    desk.station.adopt(*_open(desk).opened(_soon_s()))
    desk.guards[0].code = "microphone_silent"
    for _ in range(3):
        source.waiting = [BLOCK]
        assert list(desk.station.poll()) == [BLOCK]
    desk.guards[0].code = None
    source.waiting = [BLOCK]
    desk.station.poll()
    assert [alarm.recovered for alarm in desk.said] == [False, True]
    assert not source.is_closed.is_set()


def test_switching_devices_while_a_lost_one_is_searched_leaves_none_open() -> None:
    desk, first, late, new = Desk(), FakeSource(), FakeSource(), FakeSource("new")
    desk.answers = [first, late]
    desk.station.adopt(*_open(desk).opened(_soon_s()))
    desk.may_open.clear()
    desk.guards[0].code = "microphone_lost"
    desk.station.poll()
    close = desk.station.retire()
    desk.may_open.set()
    close()
    desk.answers = [new]
    desk.station.adopt(*_open(desk, "device:new").opened(_soon_s()))
    assert first.is_closed.is_set()
    assert late.is_closed.is_set()
    assert desk.station.state == DeviceState(True, "new")
    assert desk.station.alarm is None
