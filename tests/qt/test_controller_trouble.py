"""Whatever fails around the controller, accepted answers stay and the interview goes on where it can."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import AnswerAccepted, EngineLost, TakeDiscarded
from app.domain.interview import Consent, Purpose
from app.domain.language import Language
from app.domain.messages import DeviceAlarm, EngineGone, Level
from app.domain.observation import WarmUpWindows
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import KioskError
from app.flow.interview import Phase, Step, fold
from app.ui import intents as wish
from app.ui.ports import NotDone
from app.ui.views import (
    ErrorView,
    InterruptedView,
    QuestionPhase,
    QuestionView,
)
from tests.qt.desk import Desk
from tests.qt.desk import open_desk as desk_with


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    with ExitStack() as stack:
        yield lambda engine=None: stack.enter_context(desk_with(engine))


def test_the_next_question_waits_for_the_commit_of_the_answer(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.store.refuse = KioskError("disk_full")
    desk.wish(wish.StopAnswer())
    assert isinstance(desk.view, ErrorView)
    assert desk.view.code == "disk_full"
    assert desk.controller.interview.phase is Phase.TAKING
    desk.wish(wish.GoOn())
    assert [type(e) for e in desk.store.events].count(AnswerAccepted) == 1
    assert desk.controller.interview.question.id == "T-Q02"


def test_without_devices_or_consent_the_interview_goes_on_in_writing(open_desk: Callable[..., Desk]) -> None:
    refused = tuple(Consent(purpose, given=False) for purpose in Purpose)
    desk = open_desk()
    desk.to_question(refused)
    desk.wish(wish.StartAnswer(), wish.SubmitText("typed words"))
    assert desk.engine.sent == []
    answer = desk.controller.interview.answers[0]
    assert (answer.words, answer.flags) == (
        Transcript("typed words", TranscriptSource.TYPED),
        ("not_recorded",),
    )


def test_a_lost_engine_keeps_the_draft_and_asks_again(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.answer()
    desk.wish(wish.StartAnswer(typed=True))
    desk.engine.message.emit(EngineGone("engine_gone"))
    assert isinstance(desk.view, InterruptedView)
    assert (desk.view.saved, desk.view.waiting) == (1, True)
    desk.engine.message.emit(desk.engine.ready)
    desk.wish(wish.GoOn(), wish.StartAnswer(typed=True), wish.SubmitText("typed words"))
    assert EngineLost("engine_gone") in desk.store.events
    assert [(a.question_id, a.take) for a in desk.controller.interview.answers] == [
        ("T-Q01", 1),
        ("T-Q02", 2),
    ]


def test_an_engine_that_stays_away_does_not_stop_the_interview(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(EngineGone("engine_failed"))
    desk.wish(wish.GoOn(), wish.StartAnswer(), wish.SubmitText("typed words"))
    assert desk.controller.interview.answers[0].flags == ("not_recorded",)


def test_a_vanished_microphone_ends_a_spoken_take_and_loses_nothing(
    open_desk: Callable[..., Desk],
) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(DeviceAlarm("microphone", "microphone_lost"))
    assert TakeDiscarded("device_alarm") in desk.store.events
    assert isinstance(desk.view, InterruptedView)
    desk.wish(wish.GoOn(), wish.StartAnswer())
    assert desk.controller.interview.typed
    assert desk.controller.interview.take == 2


def test_a_camera_that_vanishes_is_said_and_the_take_goes_on(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(DeviceAlarm("camera", "camera_lost"))
    assert isinstance(desk.view, QuestionView)
    assert (desk.view.alarm, desk.view.phase) == ("camera_lost", QuestionPhase.RECORDING)


def test_an_empty_chair_ends_the_sitting(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    asked: list[int | None] = []
    desk.controller.still_there.connect(asked.append)
    desk.wish(wish.Begin())
    desk.clock[0] += 100
    qtbot.waitUntil(lambda: 80 in asked)
    desk.engine.message.emit(Level(-20.0, -10.0, speech=True))
    desk.clock[0] += 100
    desk.wish(wish.StillHere())
    assert desk.controller.interview.step is Step.CONSENT
    desk.clock[0] += 181
    qtbot.waitUntil(lambda: desk.controller.interview.step is Step.ABANDONED)
    assert desk.controller.interview.left_reason == "idle"


def test_what_the_last_person_could_not_store_is_never_the_next_ones(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.store.refuse = KioskError("disk_full")
    desk.wish(wish.StopAnswer())
    desk.clock[0] += 181
    qtbot.waitUntil(lambda: desk.controller.interview.left_reason == "idle")
    desk.wish(wish.CloseSitting())
    desk.to_question()
    now, events = desk.controller.interview, list(desk.store.events)
    desk.wish(wish.GoOn())
    assert desk.controller.interview == now
    assert desk.store.events == events


def test_a_crash_resumes_at_the_same_question(open_desk: Callable[..., Desk]) -> None:
    first = open_desk()
    first.engine.warm_up = (WarmUpWindows("loudness", Language.ZH, (-30.0, -29.0)),)
    first.to_question()
    first.answer()
    first.wish(wish.StartAnswer())
    second = open_desk()
    second.controller.resume(fold(first.store.events))
    assert isinstance(second.view, InterruptedView)
    second.wish(wish.GoOn())
    assert isinstance(second.view, QuestionView)
    assert (second.view.number, second.view.phase) == (2, QuestionPhase.PREPARING)
    assert len(second.controller.interview.answers) == 1
    assert second.engine.config is not None
    assert second.engine.config.warm_up == first.engine.warm_up


def test_after_a_crash_the_clock_is_never_drawn_as_if_the_interruption_had_counted(
    open_desk: Callable[..., Desk],
) -> None:
    first = open_desk()
    first.to_question()
    second = open_desk()
    second.controller.resume(fold(first.store.events))
    second.clock[0] += 50
    drawn: list[object] = []
    second.controller.view_changed.connect(drawn.append)
    second.wish(wish.GoOn())
    questions = [view for view in drawn if isinstance(view, QuestionView)]
    assert questions
    assert [view.left_s for view in questions] == [view.total_s for view in questions]


def test_a_result_that_fails_while_an_event_is_committed_is_never_taken_for_that_event(
    open_desk: Callable[..., Desk],
) -> None:
    """After a crash an older interview is scored while the newer one goes on: its failure stored an event twice."""
    first = open_desk()
    first.to_question()
    first.wish(wish.StartAnswer())
    second = open_desk()
    told: list[object] = []
    second.controller.trouble.connect(told.append)
    second.store.holds_back = True
    second.controller.resume(fold(first.store.events))
    second.store.done.emit(NotDone(KioskError("disk_full")))
    second.store.let_go()
    second.wish(wish.GoOn())
    assert [str(error) for error in told] == [str(KioskError("disk_full"))]
    assert [type(event) for event in second.store.events] == [TakeDiscarded]
    assert isinstance(second.view, QuestionView)
    assert second.controller.interview.phase is Phase.PREPARING


def test_a_crash_between_two_questions_shows_the_next_one(open_desk: Callable[..., Desk]) -> None:
    first = open_desk()
    first.to_question()
    first.answer()
    second = open_desk()
    second.controller.resume(fold(first.store.events[:-1]))
    second.wish(wish.GoOn())
    assert isinstance(second.view, QuestionView)
    assert (second.view.number, second.view.phase) == (2, QuestionPhase.PREPARING)
    assert second.store.events == [first.store.events[-1]]
