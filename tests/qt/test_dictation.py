"""A question to the company, spoken: into the box to be corrected, and nowhere else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.events import SurveyAnswered
from app.domain.interview import Consent, Purpose
from app.domain.messages import DeviceAlarm, EngineGone, StartTake
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.flow.interview import Step
from app.flow.timing import IDLE_LEAVE_S
from app.ui import intents as wish
from app.ui.closing_views import Dictation, SurveyView
from app.ui.practice import PRACTICE, PRACTICE_S
from app.ui.window import KioskWindow
from tests.fakes.sitting import FakeEngine
from tests.qt.desk import ALL_YES, Desk, open_desk
from tests.qt.hands import key, press, tab_to

SPOKEN = Transcript("Are there night shifts", TranscriptSource.FASTER_WHISPER, 0.8)


@pytest.fixture
def desk(window: KioskWindow) -> Iterator[Desk]:
    with open_desk() as desk:
        desk.controller.view_changed.connect(window.show_page)
        window.intent.connect(desk.controller.on_intent)
        yield desk


def to_survey(qtbot: QtBot, window: KioskWindow, desk: Desk, consents: tuple[Consent, ...] = ALL_YES) -> None:
    desk.to_question(consents)
    while not desk.controller.interview.is_over:
        desk.wish(wish.StartAnswer(), wish.StopAnswer(), wish.SubmitText("typed"))
    assert not desk.engine.is_running
    desk.engine.sent.clear()
    desk.engine.words = SPOKEN
    press(qtbot, window.finished.more_button)


def state(desk: Desk) -> Dictation:
    assert isinstance(desk.view, SurveyView)
    return desk.view.dictation


@pytest.mark.parametrize("by_keys", [False, True])
def test_what_is_said_is_corrected_in_the_box_and_passed_on(
    qtbot: QtBot, window: KioskWindow, desk: Desk, by_keys: bool
) -> None:
    to_survey(qtbot, window, desk)
    page = window.closing.survey
    for expected in (Dictation.LISTENING, Dictation.HEARD):
        if by_keys:
            tab_to(qtbot, window, page.dictation.button)
            key(qtbot, window, Qt.Key.Key_Space)
        else:
            press(qtbot, page.dictation.button)
        assert state(desk) is expected
    (take,) = [each for each in desk.engine.sent if isinstance(each, StartTake)]
    assert (take.interview_id, take.for_practice, take.record_video) == (PRACTICE, True, False)
    assert page.question.text == "Are there night shifts"
    assert window.focusWidget() is page.question.edit
    key(qtbot, window, Qt.Key.Key_End)
    qtbot.keyClicks(page.question.edit, "?")
    press(qtbot, page.send_button)
    assert SurveyAnswered((), "Are there night shifts?") in desk.store.events
    assert not desk.engine.is_running, "what has heard it is gone with the page"
    assert desk.controller._sitting.practice is None


def test_it_is_said_again_after_what_stands_there_and_no_longer_than_half_a_minute(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_survey(qtbot, window, desk)
    page = window.closing.survey
    qtbot.keyClicks(page.question.edit, "One thing:")
    press(qtbot, page.dictation.button)
    desk.clock[0] += PRACTICE_S
    desk.controller._tick()
    assert page.question.text == "One thing: Are there night shifts"
    desk.engine.words = NotTranscribed("no_speech")
    for _ in range(2):
        press(qtbot, page.dictation.button)
    assert state(desk) is Dictation.NOTHING
    assert page.question.text == "One thing: Are there night shifts"
    assert page.strings.text("survey.dictation_nothing") in window.page_text()


@pytest.mark.parametrize("fault", [EngineGone("engine_died"), DeviceAlarm("microphone", "microphone_lost")])
def test_what_fails_is_told_and_nothing_listens_again_unasked(
    qtbot: QtBot, window: KioskWindow, desk: Desk, fault: EngineGone | DeviceAlarm
) -> None:
    to_survey(qtbot, window, desk)
    page = window.closing.survey
    press(qtbot, page.dictation.button)
    desk.engine.message.emit(fault)
    assert state(desk) is Dictation.FAILED
    desk.engine.message.emit(desk.engine.ready)
    assert state(desk) is Dictation.FAILED
    qtbot.keyClicks(page.question.edit, "Typed?")
    press(qtbot, page.send_button)
    assert SurveyAnswered((), "Typed?") in desk.store.events


def test_a_microphone_that_is_gone_by_then_is_told(qtbot: QtBot, window: KioskWindow, desk: Desk) -> None:
    to_survey(qtbot, window, desk)
    desk.engine.ready = FakeEngine(microphone=False).ready
    press(qtbot, window.closing.survey.dictation.button)
    assert state(desk) is Dictation.FAILED


def test_without_consent_to_sound_it_is_typed(qtbot: QtBot, window: KioskWindow, desk: Desk) -> None:
    refused = tuple(Consent(each, each is not Purpose.RECORDING_AUDIO) for each in Purpose)
    to_survey(qtbot, window, desk, refused)
    assert state(desk) is Dictation.IMPOSSIBLE
    assert not window.closing.survey.dictation.isVisible()


def test_who_goes_away_while_it_listens_is_not_listened_to(
    qtbot: QtBot, window: KioskWindow, desk: Desk
) -> None:
    to_survey(qtbot, window, desk)
    press(qtbot, window.closing.survey.dictation.button)
    assert desk.engine.is_running
    for _ in range(2):
        desk.clock[0] += IDLE_LEAVE_S
        desk.controller._tick()
    assert desk.controller.interview.step is Step.WELCOME
    assert not desk.engine.is_running
