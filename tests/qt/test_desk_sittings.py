"""Whole sittings from the desk to the end, by real keys and touches: each accommodation, and who goes away."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.check_in import CheckInBy
from app.domain.events import AccommodationsSet, CheckedIn, Left, TakeStarted
from app.domain.messages import StartTake
from app.flow.interview import Phase, Step
from app.flow.timing import IDLE_LEAVE_S, IDLE_WARNING_S
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.welcome import WelcomePage
from app.ui.views import QuestionView
from app.ui.window import KioskWindow
from tests.fakes.sitting import FakeEngine
from tests.qt.front_desk import PIN, STAFF, Reception, ask_who, open_reception
from tests.qt.hands import key
from tests.qt.people import SHORT, Keys, Person, Touches

Meet = Callable[[type[Person]], tuple[Person, Reception]]


@pytest.fixture
def meet(qtbot: QtBot, window: KioskWindow) -> Iterator[Meet]:
    with ExitStack() as stack:

        def one(kind: type[Person]) -> tuple[Person, Reception]:
            at = stack.enter_context(open_reception(window, plan=SHORT))
            at.desk.controller.still_there.connect(window.ask_still_there)
            return kind(qtbot, at), at

        yield one


def set_up(person: Person, at: Reception, wanted: Accommodations) -> None:
    """Staff sign in and set what is wanted, with the same hands as the person."""
    staff = at.window.desk.staff
    ask_who(person.qtbot, at)
    sign_in = at.window.desk.sign_in
    if isinstance(person, Keys):
        person.qtbot.keyClicks(sign_in.secret, PIN)
        key(person.qtbot, at.window, Qt.Key.Key_Return)
    else:
        digits = {each.text(): each for each in sign_in.keypad.findChildren(type(sign_in.enter_button))}
        for digit in PIN:
            person.use(digits[digit])
        person.use(sign_in.enter_button)
    assert at.window.current_page is staff
    if wanted.time is not ExtraTime.NONE:
        person.use(staff.times[wanted.time])
    for name, button in staff.switches.items():
        if getattr(wanted, name):
            person.use(button)
    person.use(staff.apply_button)
    assert at.window.current_page is at.window.welcome


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (Keys, Accommodations(ExtraTime.QUARTER)),
        (Touches, Accommodations(ExtraTime.HALF)),
        (Keys, Accommodations(ExtraTime.DOUBLE)),
        (Touches, Accommodations(typed=True)),
        (Keys, Accommodations(large_type=True)),
        (Touches, Accommodations(no_camera=True)),
        (Keys, Accommodations(read_aloud=True)),
        (Touches, Accommodations(human_interviewer=True)),
    ],
)
def test_each_accommodation_holds_from_the_desk_to_the_end(
    meet: Meet, kind: type[Person], wanted: Accommodations
) -> None:
    person, at = meet(kind)
    window, store = at.window, at.desk.store
    set_up(person, at, wanted)
    if wanted.human_interviewer:
        person.to(FinishedPage)
        assert store.events[-1] == Left("human")
        assert [call.interview_id for call in at.list.calls] == [None]
        return
    if wanted.no_camera:  # what an engine says that was asked to close it
        person.to(DeviceCheckPage)
        at.desk.engine.message.emit(FakeEngine(camera=False).ready)
    person.to(QuestionPage)
    assert window.look.large_type is wanted.large_type
    assert any("按钮" in text for text, _ in at.loudspeaker.said) is wanted.read_aloud
    shown = at.desk.view
    assert isinstance(shown, QuestionView)
    assert shown.total_s == 30.0 * wanted.time.factor
    person.to(FinishedPage)
    assert at.desk.controller.interview.step is Step.FINISHED
    assert len(at.desk.controller.interview.answers) == len(SHORT.questions)
    assert AccommodationsSet(wanted, STAFF) in store.events
    assert CheckedIn(CheckInBy.WALK_IN) in store.events
    typed = {each.typed for each in store.events if isinstance(each, TakeStarted)}
    assert typed == {wanted.typed}
    takes = [each for each in at.desk.engine.sent if isinstance(each, StartTake) and not each.for_practice]
    assert {each.record_video for each in takes} == {not wanted.no_camera}
    person.to(WelcomePage)
    assert not window.look.large_type


@pytest.mark.parametrize("kind", [Keys, Touches])
def test_who_answers_the_question_is_still_there_and_who_does_not_leaves_nothing(
    meet: Meet, kind: type[Person]
) -> None:
    person, at = meet(kind)
    window, desk = at.window, at.desk
    person.to(QuestionPage, lambda: desk.controller.interview.phase is Phase.PREPARING)
    person.do(lambda: person.use(window.question.buttons.type_button))
    person.write(window.question.answer.edit, "half a word")

    def wait(seconds: float) -> None:
        desk.clock[0] += seconds
        desk.controller._tick()

    wait(IDLE_WARNING_S)
    here = window.messages.idle.here_button
    assert here.isVisible()
    person.use(here)
    wait(1)
    assert not here.isVisible()
    wait(IDLE_LEAVE_S)
    assert isinstance(window.current_page, FinishedPage)
    assert desk.store.events[-1] == Left("idle")
    wait(IDLE_LEAVE_S)
    assert isinstance(window.current_page, WelcomePage)
    assert window.question.answer.text == ""
