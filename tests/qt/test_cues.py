"""An answer begins on the screen at once, in the recording once the kiosk is silent; tones tell who sees nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from app.domain.messages import StartTake, StopTake
from app.flow.interview import Phase
from app.ui.chime import end_tone, start_tone
from app.ui.intents import ReadPages
from app.ui.narrator import CUE_BEFORE_S
from app.ui.views import QuestionView
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.qt.hands import press
from tests.qt.spoken_desk import SpokenDesk, open_spoken_desk

Open = Callable[..., SpokenDesk]


class Told(FakeLoudspeaker):
    """happened: what the loudspeaker was told and the engine began, in order, and what the page showed meanwhile."""

    def __init__(self, *, patient: bool = True) -> None:
        super().__init__(patient=patient)
        self.happened: list[str] = []
        self.page = lambda: ""

    def stop(self) -> None:
        self.happened.append(f"stop, page: {self.page()}")
        super().stop()

    def play(self, sound: bytes) -> int:
        names = {start_tone(): "start tone", end_tone(): "end tone"}
        self.happened.append(f"{names.get(sound, 'sound')}, page: {self.page()}")
        return super().play(sound)


@pytest.fixture
def open_told(window: KioskWindow) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_one(loudspeaker: Told, *, cues: bool = False) -> SpokenDesk:
            desk = stack.enter_context(open_spoken_desk(window, loudspeaker, cues=cues))
            loudspeaker.page = lambda: page_state(window)
            send = desk.desk.engine.send

            def heard(message: object) -> None:
                if isinstance(message, StartTake | StopTake):
                    loudspeaker.happened.append(type(message).__name__)
                send(message)

            desk.desk.engine.send = heard  # type: ignore[method-assign]
            return desk

        yield open_one


def page_state(window: KioskWindow) -> str:
    """What the page beside the question says is going on."""
    return window.question.side.state


def words(desk: SpokenDesk, key: str) -> str:
    return desk.window._strings.text(f"question.{key}")


def is_taking(desk: SpokenDesk) -> bool:
    return desk.desk.controller.interview.phase is Phase.TAKING


def test_the_page_changes_before_silence_is_awaited(qtbot: QtBot, open_told: Open) -> None:
    told = Told()
    desk = open_told(told)
    desk.to_question()
    told.happened.clear()
    press(qtbot, desk.window.question.buttons.start_button)
    ready = words(desk, "getting_ready")
    assert told.happened == [f"stop, page: {ready}"]
    assert page_state(desk.window) == ready
    assert not is_taking(desk), "it is still speaking"
    qtbot.waitUntil(lambda: is_taking(desk))
    assert told.happened == [f"stop, page: {ready}", "StartTake"]
    assert page_state(desk.window) == words(desk, "recording")


def test_who_changes_their_mind_is_not_recorded(qtbot: QtBot, open_told: Open) -> None:
    told = Told()
    desk = open_told(told)
    desk.to_question()
    press(qtbot, desk.window.question.buttons.start_button)
    press(qtbot, desk.window.question.buttons.pause_button)
    qtbot.waitUntil(lambda: told._running is None)
    assert "StartTake" not in told.happened
    press(qtbot, desk.window.question.resume_button)
    assert page_state(desk.window) == words(desk, "preparing")


def test_a_tone_before_the_take_and_another_one_after_it(qtbot: QtBot, open_told: Open) -> None:
    told = Told(patient=False)
    desk = open_told(told, cues=True)
    desk.to_question()
    qtbot.waitUntil(lambda: desk.desk.controller._sitting.spoken_since_s is None)
    told.happened.clear()
    press(qtbot, desk.window.question.buttons.start_button)
    qtbot.waitUntil(lambda: is_taking(desk))
    press(qtbot, desk.window.question.buttons.stop_button)
    qtbot.waitUntil(lambda: len(told.played) == 2)
    heard = [each.partition(",")[0] for each in told.happened if not each.startswith("stop")]
    assert heard == ["start tone", "StartTake", "StopTake", "end tone"]
    assert told.happened[0] == f"start tone, page: {words(desk, 'getting_ready')}"


def test_a_recording_that_begins_by_itself_has_its_tone_before(qtbot: QtBot, open_told: Open) -> None:
    told = Told()
    desk = open_told(told, cues=True)
    desk.to_question()
    told.finish()
    view = desk.desk.view
    assert isinstance(view, QuestionView)
    desk.desk.clock[0] += view.left_s - CUE_BEFORE_S / 2
    desk.desk.controller._tick()
    assert told.happened[-1].startswith("start tone")
    desk.desk.clock[0] += 60
    desk.desk.controller._tick()
    assert "StartTake" not in told.happened, "the clock stands still while the tone sounds"
    told.finish()
    desk.desk.clock[0] += CUE_BEFORE_S
    desk.desk.controller._tick()
    qtbot.waitUntil(lambda: is_taking(desk))
    assert [each.partition(",")[0] for each in told.happened if not each.startswith("stop")] == [
        "start tone",
        "StartTake",
    ]


def test_without_wish_or_need_there_is_no_tone(qtbot: QtBot, open_told: Open) -> None:
    told = Told(patient=False)
    desk = open_told(told)
    desk.to_question()
    qtbot.waitUntil(lambda: desk.desk.controller._sitting.spoken_since_s is None)
    press(qtbot, desk.window.question.buttons.start_button)
    qtbot.waitUntil(lambda: is_taking(desk))
    assert told.played == []


def test_where_pages_are_read_there_are_tones_but_not_for_a_typed_answer(
    qtbot: QtBot, open_told: Open
) -> None:
    told = Told(patient=False)
    desk = open_told(told)
    desk.window.intent.emit(ReadPages(on=True))
    desk.to_question()
    qtbot.waitUntil(lambda: desk.desk.controller._sitting.spoken_since_s is None)
    press(qtbot, desk.window.question.buttons.type_button)
    qtbot.waitUntil(lambda: is_taking(desk))
    assert told.played == []
    press(qtbot, desk.window.question.buttons.speak_button)
    qtbot.waitUntil(lambda: not is_taking(desk))
    press(qtbot, desk.window.question.buttons.start_button)
    qtbot.waitUntil(lambda: is_taking(desk))
    assert told.played == [start_tone()]


def test_a_voice_that_hangs_holds_nobody_up(qtbot: QtBot, open_told: Open) -> None:
    told = Told()
    desk = open_told(told, cues=True)
    desk.to_question()
    press(qtbot, desk.window.question.buttons.start_button)  # nobody ever says that the tone is over
    qtbot.waitUntil(lambda: is_taking(desk))


def test_the_tones_are_soft_short_and_different() -> None:
    assert start_tone() != end_tone()
    for tone in (start_tone(), end_tone()):
        samples = memoryview(tone).cast("h")
        assert len(samples) / 16_000 < 0.4
        assert max(samples) <= 8000
        assert abs(samples[0]) < 100, "no click"
        assert abs(samples[-1]) < 300
