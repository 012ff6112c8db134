"""The engine's messages reach the UI thread in order, and the watch is kept."""

from collections import deque
from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.messages import (
    CancelTake,
    EngineConfig,
    EngineGone,
    FromEngine,
    Heartbeat,
    StopTake,
    ToEngine,
)
from app.workers.engine_link import EngineLink

CONFIG = EngineConfig(None, None, "media", None, Language.ZH)


class FakeSupervisor:
    """Remembers what it was told; says what a test puts into `messages`."""

    def __init__(self) -> None:
        self.messages: deque[FromEngine] = deque()
        self.told: list[object] = []
        self.checks: list[float] = []
        self.is_running = False
        self.is_ending = False

    @property
    def is_over(self) -> bool:
        """Nothing runs and nothing ends."""
        return not self.is_running and not self.is_ending

    def start(self, config: EngineConfig) -> None:
        """Run; a second start without an end is refused, as the real one does."""
        assert not self.is_running
        self.is_running = True
        self.told.append(config)

    def send(self, message: ToEngine) -> bool:
        """Take the message."""
        self.told.append(message)
        return self.is_running

    def receive(self) -> Sequence[FromEngine]:
        """What there is."""
        found = list(self.messages)
        self.messages.clear()
        return found

    def check(self, now_s: float) -> None:
        """Note the time."""
        self.checks.append(now_s)

    def end(self, timeout_s: float) -> None:
        """Begin to end, which takes until a test says that it is over."""
        self.is_ending = self.is_ending or self.is_running
        self.is_running = False

    def stop(self, timeout_s: float) -> None:
        """End at once."""
        self.is_running = self.is_ending = False


def test_messages_arrive_in_order_while_the_engine_is_watched(qtbot: QtBot) -> None:
    supervisor = FakeSupervisor()
    link = EngineLink(supervisor)
    heard: list[object] = []
    link.message.connect(heard.append)
    link.start(CONFIG)
    said: list[FromEngine] = [Heartbeat(1.0), EngineGone("engine_died"), Heartbeat(2.0)]
    supervisor.messages.extend(said)
    qtbot.waitUntil(lambda: len(heard) == 3)
    link.stop()
    assert heard == said
    assert supervisor.checks == sorted(supervisor.checks)
    assert supervisor.checks


def test_what_is_sent_reaches_the_engine(qtbot: QtBot) -> None:
    supervisor = FakeSupervisor()
    link = EngineLink(supervisor)
    link.start(CONFIG)
    link.send(StopTake())
    link.send(CancelTake())
    link.stop()
    assert supervisor.told == [CONFIG, StopTake(), CancelTake()]


def test_a_second_interview_ends_the_first_engine(qtbot: QtBot) -> None:
    supervisor = FakeSupervisor()
    link = EngineLink(supervisor)
    link.start(CONFIG)
    link.start(CONFIG)
    assert supervisor.is_running
    link.stop()
    assert not supervisor.is_running


def test_an_engine_that_ends_is_looked_after_until_it_is_gone(qtbot: QtBot) -> None:
    supervisor = FakeSupervisor()
    link = EngineLink(supervisor)
    link.start(CONFIG)
    link.stop()
    qtbot.waitUntil(lambda: len(supervisor.checks) > 2)
    supervisor.is_ending = False
    _nothing_is_polled(qtbot, supervisor)


def test_nothing_is_polled_after_the_end_of_the_program(qtbot: QtBot) -> None:
    supervisor = FakeSupervisor()
    link = EngineLink(supervisor)
    link.start(CONFIG)
    qtbot.waitUntil(lambda: len(supervisor.checks) > 1)
    link.close()
    _nothing_is_polled(qtbot, supervisor)


def _nothing_is_polled(qtbot: QtBot, supervisor: FakeSupervisor) -> None:
    """After at most one more look; another link's polls show that timers run meanwhile."""
    count = len(supervisor.checks)
    other = FakeSupervisor()
    clock = EngineLink(other)
    clock.start(CONFIG)
    qtbot.waitUntil(lambda: len(other.checks) > 3)
    clock.close()
    assert len(supervisor.checks) <= count + 1
    count = len(supervisor.checks)
    clock.start(CONFIG)
    qtbot.waitUntil(lambda: len(other.checks) > 7)
    clock.close()
    assert len(supervisor.checks) == count
