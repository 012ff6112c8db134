"""Who calls for staff loses no time, no answer and no retake, and nobody's talk with staff is recorded."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.content.paths import resources_dir
from app.domain.events import Paused, QuestionShown, Resumed, TakeDiscarded
from app.domain.language import Language
from app.domain.messages import CancelTake, StopTake, ToEngine
from app.flow.interview import Phase, Step, fold
from app.flow.timing import CALL_WAIT_S, IDLE_LEAVE_S
from app.ui import intents as wish
from app.ui.chat_views import ChatsView
from app.ui.front_desk import CALL_NEWS_EACH_S
from app.ui.strings import load_strings
from app.ui.views import QuestionView
from app.ui.window import KioskWindow
from tests.fakes.sitting import FakeEngine
from tests.qt.desk import ALL_YES, Desk, open_desk
from tests.qt.front_desk import Reception, open_reception, open_staff
from tests.qt.hands import press
from tests.unit.flow.chat_plan import CHAT_PLAN


@pytest.fixture
def at(qtbot: QtBot, window: KioskWindow) -> Iterator[Reception]:
    with open_reception(window) as at:
        at.desk.to_question()
        yield at


def left_s(desk: Desk) -> float:
    assert isinstance(desk.view, QuestionView)
    return desk.view.left_s


def later(desk: Desk, seconds: float) -> None:
    desk.clock[0] += seconds
    desk.controller._tick()


def test_time_to_prepare_stands_still_until_the_candidate_goes_on(qtbot: QtBot, at: Reception) -> None:
    desk, asked = at.desk, []
    desk.controller.still_there.connect(asked.append)
    later(desk, 10)
    press(qtbot, at.window.header.help_button)
    assert desk.store.events[-1] == Paused(10.0, called=True)
    later(desk, CALL_WAIT_S - 1)
    assert left_s(desk) == 20.0
    assert asked[-1] is None, "who waits for a person is not asked whether they are there"
    press(qtbot, at.window.question.resume_button)
    later(desk, 5)
    assert left_s(desk) == 15.0
    assert desk.controller.interview.phase is Phase.PREPARING
    later(desk, IDLE_LEAVE_S - 6)
    assert asked[-1] is not None, "and from then on as usual"


def test_an_answer_that_is_recorded_is_asked_again_and_costs_no_retake(qtbot: QtBot, at: Reception) -> None:
    desk = at.desk
    press(qtbot, at.window.question.buttons.main_button)
    assert desk.controller.interview.phase is Phase.TAKING
    later(desk, 40)
    press(qtbot, at.window.header.help_button)
    assert desk.store.events[-2:] == [TakeDiscarded("called"), Paused(0.0, called=True)]
    assert desk.engine.sent[-1] == CancelTake()
    later(desk, 300)
    press(qtbot, at.window.question.resume_button)
    assert (left_s(desk), desk.controller.interview.retakes) == (30.0, 0)
    desk.answer()
    assert len(desk.controller.interview.answers) == 1


def test_what_is_being_typed_stays_and_goes_on(qtbot: QtBot, at: Reception) -> None:
    desk, page = at.desk, at.window.question
    desk.engine.ready = FakeEngine(microphone=False, camera=False).ready
    desk.engine.message.emit(desk.engine.ready)
    press(qtbot, page.buttons.main_button)
    qtbot.keyClicks(page.answer.edit, "half an")
    later(desk, 30)
    press(qtbot, at.window.header.help_button)
    assert desk.store.events[-1] == Paused(30.0, called=True)
    assert page.resume_button.isVisible()
    later(desk, 300)
    press(qtbot, page.resume_button)
    assert left_s(desk) == 60.0
    assert page.answer.text == "half an"
    qtbot.keyClicks(page.answer.edit, " answer")
    press(qtbot, page.buttons.submit_button)
    (answer,) = desk.controller.interview.answers
    assert "half an answer" in str(answer.words)


def test_staff_who_come_stop_a_running_answer_too(qtbot: QtBot, at: Reception) -> None:
    press(qtbot, at.window.question.buttons.main_button)
    open_staff(qtbot, at)
    assert at.desk.store.events[-2:] == [TakeDiscarded("called"), Paused(0.0, called=True)]
    assert at.desk.controller.interview.paused


def test_who_has_called_is_told_that_somebody_is_coming_and_the_time_stands_still(
    qtbot: QtBot, at: Reception
) -> None:
    words = at.window._strings.text
    press(qtbot, at.window.header.help_button)
    assert at.window.messages.banner.text == words("help.note")
    (call,) = at.list.open
    at.list.open = [replace(call, coming_by="reader-1")]
    at.clock[0] += CALL_NEWS_EACH_S
    at.front.tick()
    assert at.window.messages.banner.text == words("help.coming")
    at.window.messages.clear()
    at.clock[0] += CALL_NEWS_EACH_S
    at.front.tick()
    assert at.window.messages.banner.text == "", "read once is enough"
    at.list.open = []
    at.window.tell("camera_lost")
    at.clock[0] += CALL_NEWS_EACH_S
    at.front.tick()
    assert at.window.messages.banner.text == words_of("camera_lost"), "what went wrong meanwhile stays"
    assert at.desk.controller.interview.paused, "until the candidate goes on"
    asked = len(at.list.requests)
    at.clock[0] += 10 * CALL_NEWS_EACH_S
    at.front.tick()
    assert len(at.list.requests) == asked, "nobody asks for news while nobody waits"


def words_of(code: str) -> str:
    return load_strings(resources_dir())[Language.ZH].message(code)


class SlowEngine(FakeEngine):
    """Reads a take only when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[ToEngine] = []

    def send(self, message: ToEngine) -> None:
        if isinstance(message, StopTake):
            self.kept.append(message)
        else:
            super().send(message)

    def read(self) -> None:
        super().send(self.kept.pop())


@pytest.mark.usefixtures("qapp")
def test_the_next_question_waits_too_if_the_last_answer_was_still_being_read() -> None:
    engine = SlowEngine()
    with open_desk(engine) as desk:
        desk.to_question()
        desk.answer()
        desk.wish(wish.AskForHelp(), wish.StillHere())
        engine.read()
        assert [type(each) for each in desk.store.events[-2:]] == [QuestionShown, Paused]
        later(desk, 600)
        assert left_s(desk) == 30.0
        desk.wish(wish.Resume())
        assert desk.store.events[-1] == Resumed()
        later(desk, 4)
        assert left_s(desk) == 26.0


@pytest.mark.usefixtures("qapp")
def test_the_customers_in_the_chats_wait(qtbot: QtBot) -> None:
    with open_desk(plan=CHAT_PLAN) as desk:
        desk.to_question()
        while not isinstance(desk.view, ChatsView):
            desk.answer()
        later(desk, 20)
        desk.wish(wish.AskForHelp())
        count = len(desk.store.events)
        assert desk.store.events[-1] == Paused(20.0, called=True)
        later(desk, 900)
        assert len(desk.store.events) == count


@pytest.mark.usefixtures("qapp")
def test_before_the_questions_who_has_called_is_waited_for_but_not_for_ever() -> None:
    with open_desk() as desk:
        desk.wish(wish.Begin(), wish.AskForHelp())
        later(desk, CALL_WAIT_S)
        assert desk.controller.interview.step is Step.CONSENT
        later(desk, IDLE_LEAVE_S)
        assert desk.controller.interview.left_reason == "idle"


@pytest.mark.usefixtures("qapp")
def test_after_a_crash_the_clock_goes_on_where_it_stood_at_the_call() -> None:
    with open_desk() as desk:
        desk.to_question()
        later(desk, 12)
        desk.wish(wish.AskForHelp())
        later(desk, 120)
        events = list(desk.store.events)
    with open_desk() as desk:
        desk.clock[0] = 20.0
        desk.controller.resume(fold(events))
        later(desk, 50)
        desk.wish(wish.AskForHelp())
        later(desk, 50)
        desk.wish(wish.GoOn(), wish.Resume())
        later(desk, 3)
        assert left_s(desk) == 15.0
        assert desk.controller.interview.consents == ALL_YES
