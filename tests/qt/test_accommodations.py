"""What staff set is stored, holds in the running sitting, and comes back after a crash."""

import pytest

from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.check_in import CheckInBy
from app.domain.events import AccommodationsSet, CheckedIn, Left, TakeStarted
from app.domain.interview import Consent, Purpose
from app.domain.messages import StartTake, UseDevices
from app.flow.interview import Step, fold
from app.flow.timing import IDLE_LEAVE_S
from app.ui import intents as wish
from app.ui.desk_intents import SetAccommodations
from app.ui.views import Ending, FinishedView, QuestionView
from tests.qt.desk import ALL_YES, open_desk

pytestmark = pytest.mark.usefixtures("qapp")
TYPED = Accommodations(typed=True)


def shown(view: object) -> QuestionView:
    assert isinstance(view, QuestionView)
    return view


@pytest.mark.parametrize(("time", "prep_s", "answer_s"), [("1.25", 37.5, 112.5), ("2", 60.0, 180.0)])
def test_more_time_is_longer_to_prepare_and_to_answer_at_once(
    time: str, prep_s: float, answer_s: float
) -> None:
    with open_desk() as desk:
        desk.to_question()
        assert shown(desk.view).total_s == 30.0
        desk.wish(SetAccommodations(Accommodations(ExtraTime(time))))
        assert shown(desk.view).total_s == prep_s
        desk.clock[0] = prep_s - 1
        desk.controller._tick()
        assert shown(desk.view).left_s == pytest.approx(1.0)
        desk.wish(wish.StartAnswer())
        assert shown(desk.view).total_s == answer_s


def test_set_in_the_middle_of_an_answer_the_clock_goes_on_where_it_was() -> None:
    with open_desk() as desk:
        desk.to_question()
        desk.wish(wish.StartAnswer())
        desk.clock[0] += 40
        desk.wish(SetAccommodations(Accommodations(ExtraTime.HALF)))
        assert (shown(desk.view).total_s, shown(desk.view).left_s) == (135.0, 95.0)


def test_typed_answers_begin_typed() -> None:
    with open_desk() as desk:
        desk.to_question()
        desk.wish(SetAccommodations(TYPED), wish.StartAnswer())
        assert desk.store.events[-1] == TakeStarted("T-Q01", 1, 1, typed=True)


def test_set_at_the_desk_before_the_start_it_is_in_the_log_beside_how_the_person_came() -> None:
    came = CheckedIn(CheckInBy.CODE, "K7")
    with open_desk() as desk:
        desk.wish(wish.Begin(came, TYPED))
        assert desk.store.events[1:] == [AccommodationsSet(TYPED)], (
            "nothing of how they came before they consent"
        )
        desk.controller.on_intent(wish.GiveConsents(ALL_YES))
        assert desk.store.events[2] == came
        desk.wish(wish.DevicesDone(), wish.PracticeDone(), wish.PreviewRead())
        assert shown(desk.view).will_type


def test_a_second_touch_begins_nothing_and_adds_nothing() -> None:
    came = CheckedIn(CheckInBy.WALK_IN)
    with open_desk() as desk:
        other = CheckedIn(CheckInBy.CODE, "K8")
        desk.wish(wish.Begin(came), wish.Begin(other, Accommodations(human_interviewer=True)))
        assert len(desk.store.events) == 1
        desk.wish(wish.GiveConsents(ALL_YES))
        assert desk.store.events[1] == came


NUMBER = CheckedIn(CheckInBy.PHONE, None, "a1b2")


@pytest.mark.parametrize("leaves", [wish.Decline(human=False), wish.Decline(human=True), wish.Leave(), None])
def test_who_goes_before_consent_leaves_no_number(leaves: wish.Intent | None) -> None:
    with open_desk() as desk:
        desk.wish(wish.Begin(NUMBER))
        if leaves is not None:
            desk.wish(leaves)
        else:
            desk.clock[0] += IDLE_LEAVE_S
            desk.controller._tick()
        assert isinstance(desk.store.events[-1], Left)
        assert "a1b2" not in str(desk.store.events)
        desk.wish(wish.CloseSitting(), wish.Begin(), wish.GiveConsents(ALL_YES))
        assert "a1b2" not in str(desk.store.events), "nor in the next one's log"


@pytest.mark.parametrize("given", [False, True])
def test_who_consents_to_nothing_leaves_no_number(given: bool) -> None:
    with open_desk() as desk:
        consents = tuple(Consent(purpose, given) for purpose in Purpose)
        desk.wish(wish.Begin(NUMBER), wish.GiveConsents(consents), wish.GiveConsents(consents))
        came = [each for each in desk.store.events if isinstance(each, CheckedIn)]
        assert came == [NUMBER if given else CheckedIn(CheckInBy.PHONE)]


def test_without_camera_it_is_turned_off_and_nothing_is_filmed() -> None:
    with open_desk() as desk:
        desk.to_question()
        desk.wish(SetAccommodations(Accommodations(no_camera=True)))
        assert UseDevices(None, None) in desk.engine.sent
        desk.wish(wish.StartAnswer())
        assert not any(isinstance(each, StartTake) for each in desk.engine.sent), "not before it is off"
        desk.engine.message.emit(desk.engine.ready)  # a driver that gives pictures all the same
        desk.wish(wish.StartAnswer())
        takes = [each for each in desk.engine.sent if isinstance(each, StartTake)]
        assert [(take.record_audio, take.record_video, take.measure_face) for take in takes] == [
            (True, False, False)
        ]


def test_a_camera_that_films_is_closed_when_its_take_is_over() -> None:
    with open_desk() as desk:
        desk.to_question()
        desk.wish(wish.StartAnswer(), SetAccommodations(Accommodations(no_camera=True)))
        assert UseDevices(None, None) not in desk.engine.sent
        desk.wish(wish.StopAnswer())
        assert UseDevices(None, None) in desk.engine.sent


@pytest.mark.parametrize("answering", [False, True])
def test_a_human_interviewer_ends_the_ai_part_and_keeps_what_was_answered(answering: bool) -> None:
    with open_desk() as desk:
        desk.to_question()
        desk.answer()
        if answering:
            desk.wish(wish.StartAnswer())
        desk.wish(SetAccommodations(Accommodations(human_interviewer=True)))
        assert desk.store.events[-1] == Left("human")
        assert isinstance(desk.view, FinishedView)
        assert desk.view.ending is Ending.HUMAN
        assert len(desk.store.finished) == 1


def test_a_crash_forgets_nothing_that_was_set() -> None:
    wanted = Accommodations(ExtraTime.DOUBLE, typed=True, no_camera=True, large_type=True)
    with open_desk() as desk:
        desk.to_question()
        desk.wish(SetAccommodations(wanted))
        events = list(desk.store.events)
    with open_desk() as desk:
        desk.controller.resume(fold(events))
        desk.wish(wish.GoOn())
        assert desk.controller.interview.accommodations == wanted
        assert (shown(desk.view).total_s, shown(desk.view).will_type) == (60.0, True)


def test_nothing_is_set_before_a_sitting_or_after_it() -> None:
    with open_desk() as desk:
        desk.wish(SetAccommodations(TYPED))
        assert desk.store.events == []
        desk.wish(wish.Begin(), wish.Decline(human=False))
        assert desk.controller.interview.step is Step.ABANDONED
        desk.wish(SetAccommodations(TYPED))
        assert AccommodationsSet(TYPED) not in desk.store.events
