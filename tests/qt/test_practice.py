"""Practice and preview: tried out, heard, gone; nothing of it is ever an event."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import ConsentGiven, DeviceCheckPassed, QuestionShown
from app.domain.interview import Consent, Experience, Purpose
from app.domain.messages import CancelTake, EngineGone, StartTake
from app.flow.interview import Step
from app.ui import intents as wish
from app.ui.practice import PRACTICE_S
from app.ui.views import PracticePhase, PracticeView, PreviewView
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.qt.desk import ALL_YES
from tests.qt.hands import press
from tests.qt.spoken_desk import OpenSpokenDesk, SpokenDesk, open_spoken_desk

NO_SOUND = tuple(Consent(purpose, purpose is not Purpose.RECORDING_AUDIO) for purpose in Purpose)


@pytest.fixture
def spoken_desk(window: KioskWindow) -> Iterator[OpenSpokenDesk]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_spoken_desk(window, FakeLoudspeaker()))


def to_practice(desk: SpokenDesk, consents: tuple[Consent, ...] = ALL_YES) -> None:
    experience = wish.TellExperience(Experience.INEXPERIENCED)
    desk.desk.wish(wish.Begin(), experience, wish.GiveConsents(consents), wish.DevicesDone())
    assert isinstance(desk.desk.view, PracticeView)


def phase(desk: SpokenDesk) -> PracticePhase:
    assert isinstance(desk.desk.view, PracticeView)
    return desk.desk.view.phase


def test_speak_hear_it_back_and_it_is_gone(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk()
    page = desk.window.practice
    to_practice(desk)
    events = list(desk.desk.store.events)
    qtbot.waitUntil(lambda: desk.desk.controller._sitting.spoken_since_s is None)
    press(qtbot, page.main_button)
    start = desk.desk.engine.take
    assert start is not None
    assert start.for_practice
    assert not start.record_video
    press(qtbot, page.main_button)
    assert phase(desk) is PracticePhase.DONE
    press(qtbot, page.play_button)
    assert desk.loudspeaker.played == [b"\1\0" * 160]
    assert desk.desk.store.events == events, "nothing of it is stored"
    press(qtbot, page.main_button)
    assert isinstance(desk.desk.view, PreviewView)
    assert desk.desk.controller._sitting.practice is None
    press(qtbot, desk.window.preview.go_on_button)
    assert desk.desk.controller.interview.step is Step.QUESTION
    assert [type(each) for each in desk.desk.store.events[len(events) :]] == [
        DeviceCheckPassed,
        QuestionShown,
    ]
    assert desk.desk.controller.interview.answers == ()


def test_who_refused_the_microphone_practises_typing(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk()
    page = desk.window.practice
    to_practice(desk, NO_SOUND)
    assert not page.type_button.isVisible(), "there is no other way to offer"
    press(qtbot, page.main_button)
    qtbot.waitUntil(lambda: phase(desk) is PracticePhase.TYPING)
    assert not page.main_button.isEnabled()
    qtbot.keyClicks(page.answer.edit, "dumplings")
    press(qtbot, page.main_button)
    assert phase(desk) is PracticePhase.DONE
    assert page._result.text() == "dumplings"
    assert not page.play_button.isVisible()
    assert not any(isinstance(each, StartTake) for each in desk.desk.engine.sent)
    press(qtbot, page.again_button)
    assert page.answer.is_blank
    press(qtbot, page.skip_button)
    assert isinstance(desk.desk.view, PreviewView)
    assert isinstance(desk.desk.store.events[-1], ConsentGiven)


def test_skipped_while_recording_ends_the_recording(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk()
    to_practice(desk)
    desk.desk.wish(wish.StartPractice())
    press(qtbot, desk.window.practice.skip_button)
    assert isinstance(desk.desk.engine.sent[-1], CancelTake)
    assert isinstance(desk.desk.view, PreviewView)


def test_a_practice_ends_by_itself_and_a_lost_engine_lets_one_begin_anew(spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk()
    to_practice(desk)
    desk.desk.wish(wish.StartPractice())
    desk.desk.controller.on_engine(EngineGone("engine_died"))
    assert phase(desk) is PracticePhase.READY
    desk.desk.controller.on_engine(desk.desk.engine.ready)
    desk.desk.wish(wish.StartPractice())
    assert phase(desk) is PracticePhase.RECORDING
    desk.desk.clock[0] += PRACTICE_S + 1
    desk.desk.controller._tick()
    assert phase(desk) is PracticePhase.DONE
