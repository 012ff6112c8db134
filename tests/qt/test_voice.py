"""The kiosk speaks: each question once, nothing into a recording, and without a voice nothing is missing."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.messages import StartTake
from app.flow.interview import Phase
from app.flow.timing import IDLE_WARNING_S
from app.ui.views import QuestionView
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.qt.hands import key, press, tab_to
from tests.qt.samples import SIMPLER
from tests.qt.spoken_desk import OpenSpokenDesk, SpokenDesk, open_spoken_desk
from tests.unit.flow.plans import PLAN

PRACTICE = "请说说您喜欢吃的一道菜，为什么喜欢它。"
FIRST = PLAN.questions[0].prompt


@pytest.fixture
def spoken_desk(window: KioskWindow) -> Iterator[OpenSpokenDesk]:
    with ExitStack() as stack:
        yield lambda loudspeaker: stack.enter_context(open_spoken_desk(window, loudspeaker))


def takes(desk: SpokenDesk) -> list[StartTake]:
    return [each for each in desk.desk.engine.sent if isinstance(each, StartTake)]


def asked(desk: SpokenDesk) -> list[tuple[str, Language]]:
    """What was said of the questions."""
    return [each for each in desk.loudspeaker.said if each[0] != PRACTICE]


def left_s(desk: SpokenDesk) -> float:
    desk.desk.controller._tick()  # the page of this moment
    view = desk.desk.view
    assert isinstance(view, QuestionView)
    return view.left_s


def test_each_question_is_said_once_and_called_synthetic(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker())
    desk.to_question()
    desk.window.show_page(desk.desk.view)
    assert asked(desk) == [(FIRST.zh, Language.ZH)]
    shown = [each.text() for each in desk.window.question.voice.findChildren(QLabel) if each.isVisible()]
    assert shown == ["合成语音"]
    qtbot.waitUntil(lambda: desk.window.question.voice.hear_button.text() == "再听一遍")
    press(qtbot, desk.window.question.voice.hear_button)
    assert asked(desk) == [(FIRST.zh, Language.ZH)] * 2
    qtbot.waitUntil(lambda: desk.window.question.voice.hear_button.text() == "再听一遍")
    press(qtbot, desk.window.question.buttons.pause_button)
    press(qtbot, desk.window.question.resume_button)
    assert len(asked(desk)) == 2, "nobody asked for it again"


def test_a_recording_begins_only_when_the_voice_is_silent(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker(patient=True))
    desk.to_question()
    press(qtbot, desk.window.question.buttons.start_button)
    assert takes(desk) == [], "it is still speaking"
    qtbot.waitUntil(lambda: len(takes(desk)) == 1)
    assert desk.desk.controller.interview.phase is Phase.TAKING
    assert not desk.window.question.voice.hear_button.isVisible(), "it must not speak into the answer"


def test_the_preparation_stands_still_while_the_question_is_said(spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker(patient=True))
    desk.to_question()
    whole_s = left_s(desk)
    desk.desk.clock[0] += 50
    assert left_s(desk) == whole_s
    assert takes(desk) == []
    desk.loudspeaker.finish()
    desk.desk.clock[0] += 2
    assert left_s(desk) == whole_s - 2
    desk.desk.clock[0] += whole_s
    desk.desk.controller._tick()
    assert len(takes(desk)) == 1, "then it begins by itself, as ever"


def test_without_a_voice_everything_stands_on_the_screen(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker(broken=True))
    desk.to_question()
    qtbot.waitUntil(lambda: desk.desk.controller._sitting.spoken_since_s is None)
    press(qtbot, desk.window.question.buttons.start_button)
    press(qtbot, desk.window.question.buttons.stop_button)
    assert len(takes(desk)) == 1
    assert isinstance(desk.desk.view, QuestionView)
    assert asked(desk) == [(FIRST.zh, Language.ZH)], "and it is not tried at each question"


def test_another_language_says_the_question_anew(qtbot: QtBot, spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker(patient=True))
    desk.to_question()
    press(qtbot, desk.window.header.language_buttons[Language.EN])
    assert desk.loudspeaker.said[-1] == (FIRST.en, Language.EN)


def test_pages_are_read_in_order_and_the_tab_key_says_where_one_is(
    qtbot: QtBot, spoken_desk: OpenSpokenDesk
) -> None:
    desk = spoken_desk(FakeLoudspeaker())
    tab_to(qtbot, desk.window, desk.window.header.read_button)
    key(qtbot, desk.window, Qt.Key.Key_Space)
    read, _ = desk.loudspeaker.said[-1]
    title, start = read.index("您好，欢迎参加面试"), read.index("按钮：开始")
    assert title < start
    tab_to(qtbot, desk.window, desk.window.welcome.start_button)
    assert desk.loudspeaker.said[-1][0] == "按钮：开始"
    key(qtbot, desk.window, Qt.Key.Key_Return)
    assert "您以前做过客服" in desk.loudspeaker.said[-1][0], "the next page reads itself"
    desk.to_question()
    assert FIRST.zh in desk.loudspeaker.said[-1][0]
    press(qtbot, desk.window.question.buttons.start_button)
    qtbot.waitUntil(lambda: len(takes(desk)) == 1)
    said = len(desk.loudspeaker.said)
    key(qtbot, desk.window, Qt.Key.Key_Tab)
    assert len(desk.loudspeaker.said) == said, "an answer is being recorded"
    press(qtbot, desk.window.header.read_button)
    assert not desk.window.header.read_button.isChecked()


def test_simpler_words_stand_in_where_the_content_has_them(qtbot: QtBot, window: KioskWindow) -> None:
    assert SIMPLER.simpler is not None
    window.show_page(SIMPLER)
    press(qtbot, window.question.voice.simpler_button)
    assert window.question.prompt.prompt == SIMPLER.simpler.zh
    assert window.question_text() == SIMPLER.simpler.zh
    press(qtbot, window.question.voice.simpler_button)
    assert window.question.prompt.prompt == SIMPLER.prompt.zh
    window.show_page(replace(SIMPLER, simpler=None))
    assert not window.question.voice.simpler_button.isVisible()


def test_who_listens_is_not_asked_whether_somebody_is_there(spoken_desk: OpenSpokenDesk) -> None:
    desk = spoken_desk(FakeLoudspeaker(patient=True))
    asked_left: list[int | None] = []
    desk.to_question()
    desk.desk.controller.still_there.connect(asked_left.append)
    desk.desk.clock[0] += IDLE_WARNING_S - 1
    desk.loudspeaker.finish()
    desk.desk.clock[0] += 2
    desk.desk.controller._tick()
    assert asked_left[-1] is None
