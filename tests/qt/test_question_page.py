"""A question: every phase, no typed word lost, skipped only when confirmed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.domain.messages import Caption
from app.ui import intents
from app.ui.views import QuestionPhase
from app.ui.widgets import offer_line
from app.ui.window import KioskWindow
from tests.qt import samples
from tests.qt.hands import Listener, key, press, tab_to


def test_preparing(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.PREPARING)
    buttons = window.question.buttons
    for button in (buttons.start_button, buttons.type_button, buttons.pause_button):
        press(qtbot, button)
    assert listener.heard == [intents.StartAnswer(), intents.StartAnswer(typed=True), intents.Pause()]
    assert not buttons.stop_button.isVisible()
    assert not buttons.submit_button.isVisible()
    assert window.question.side.countdown.text == "0:32"


def test_recording(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.RECORDING)
    buttons = window.question.buttons
    for button in (buttons.stop_button, buttons.type_button, buttons.retake_button):
        press(qtbot, button)
    assert listener.heard == [intents.StopAnswer(), intents.SwitchToTyping(), intents.Retake()]
    assert window.question.side.meter.isVisible()


def test_no_retake_is_offered_when_none_is_left(window: KioskWindow) -> None:
    window.show_page(replace(samples.RECORDING, retakes_left=0))
    assert not window.question.buttons.retake_button.isVisible()


def test_captions_grow_and_start_anew_with_the_next_take(window: KioskWindow) -> None:
    window.show_page(samples.RECORDING)
    captions = window.question.captions
    for caption in (Caption("您好", False), Caption("您好，", True), Caption("我马上查", False)):
        window.show_live(caption)
    assert captions.text == "您好，我马上查"
    window.show_page(replace(samples.RECORDING, left_s=90.0))
    assert captions.text == "您好，我马上查"
    window.show_page(replace(samples.RECORDING, key="JD-Q08/1/2"))
    assert captions.text == ""


def test_who_falls_silent_is_asked_once_and_calmly(
    qtbot: QtBot, window: KioskWindow, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(offer_line, "announce", lambda _widget, text: told.append(text))
    window.show_page(samples.RECORDING)
    page = window.question
    focus = window.focusWidget()
    window.show_page(samples.FINISHED_OFFERED)
    assert "说完了吗" in page.finished_offer.text
    assert window.focusWidget() is focus
    window.show_page(replace(samples.FINISHED_OFFERED, left_s=90.0))
    assert told == [page.finished_offer.text], "told once, when it comes"
    window.set_language(Language.EN)
    assert page.finished_offer.text.startswith("Finished?")
    press(qtbot, page.buttons.stop_button)
    window.show_page(replace(samples.RECORDING, left_s=89.0))
    assert page.finished_offer.text == ""
    assert listener.heard == [intents.StopAnswer()]


def test_who_types_is_not_asked_whether_the_speech_is_over(window: KioskWindow) -> None:
    for view in (samples.TYPING, samples.STOPPING, replace(samples.RECORDING, recogniser=False)):
        window.show_page(replace(view, asks_if_finished=True))
        assert window.question.finished_offer.text == ""


def test_typing_by_keyboard(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.TYPING)
    page = window.question
    assert not page.buttons.submit_button.isEnabled()
    assert window.focusWidget() is page.answer.edit
    qtbot.keyClicks(page.answer.edit, "  Sorry, I will check now. ")
    assert page.buttons.submit_button.isEnabled()
    tab_to(qtbot, window, page.buttons.submit_button)
    key(qtbot, window, Qt.Key.Key_Return)
    assert listener.heard == [intents.SubmitText("Sorry, I will check now.")]


def test_white_space_is_no_answer(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.TYPING)
    qtbot.keyClicks(window.question.answer.edit, "   ")
    assert not window.question.buttons.submit_button.isEnabled()


def test_time_passes_and_the_language_changes_without_losing_a_typed_word(
    qtbot: QtBot, window: KioskWindow
) -> None:
    window.show_page(samples.TYPING)
    edit = window.question.answer.edit
    qtbot.keyClicks(edit, "half a sen")
    window.show_page(replace(samples.TYPING, left_s=-8.0))
    window.set_language(Language.EN)
    assert window.focusWidget() is edit
    qtbot.keyClicks(edit, "tence")
    assert edit.toPlainText() == "half a sentence"


def test_typed_words_outlive_an_engine_that_dies_but_not_the_question(
    qtbot: QtBot, window: KioskWindow
) -> None:
    window.show_page(samples.TYPING)
    edit = window.question.answer.edit
    qtbot.keyClicks(edit, "my words")
    window.show_page(samples.VIEWS["interrupted-engine"])
    window.show_page(replace(samples.PREPARING, key="JD-Q08/1/1"))
    window.show_page(replace(samples.TYPING, key="JD-Q08/1/2"))
    assert edit.toPlainText() == "my words"
    window.show_page(replace(samples.TYPING, key="JD-Q09/1/1"))
    assert edit.toPlainText() == ""
    window.show_page(replace(samples.TYPING, key="JD-Q09/1/2", draft="a draft"))
    assert edit.toPlainText() == "a draft"


def test_a_typed_answer_beside_recorded_sound_says_so(window: KioskWindow) -> None:
    window.show_page(samples.TYPING_RECORDED)
    page = window.question
    assert page.answer.heading.text() == "录音中……请在下方输入您的回答"
    assert page.side.meter.isVisible()
    assert not page.buttons.speak_button.isVisible()
    window.show_page(replace(samples.TYPING_RECORDED, sound_recorded=False))
    assert "录音" not in page.answer.heading.text()
    assert not page.side.meter.isVisible()


def test_speak_instead(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.TYPING)
    press(qtbot, window.question.buttons.speak_button)
    assert listener.heard == [intents.SwitchToSpeaking()]


def test_who_will_type_is_not_told_to_speak(window: KioskWindow) -> None:
    window.show_page(replace(samples.PREPARING, will_type=True))
    buttons = window.question.buttons
    assert buttons.start_button.text() == "开始打字作答"
    assert not buttons.type_button.isVisible()


def test_skipping_is_confirmed_once(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.PREPARING)
    buttons = window.question.buttons
    press(qtbot, buttons.skip_button)
    assert window.focusWidget() is buttons.confirm.no_button
    press(qtbot, buttons.confirm.no_button)
    assert listener.heard == []
    press(qtbot, buttons.skip_button)
    press(qtbot, buttons.confirm.yes_button)
    assert listener.heard == [intents.SkipQuestion()]


def test_a_new_question_takes_the_skip_question_back(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.RECORDING)
    buttons = window.question.buttons
    press(qtbot, buttons.skip_button)
    window.show_page(replace(samples.RECORDING, key="JD-Q09/1/1"))
    assert buttons.stop_button.isVisible()


def test_nothing_can_be_pressed_while_the_answer_is_read(window: KioskWindow) -> None:
    window.show_page(samples.STOPPING)
    buttons = window.question.buttons
    everything = buttons.findChildren(QPushButton)
    assert everything
    assert [each.text() for each in everything if each.isVisible()] == []


def test_pause_and_resume(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.PAUSED)
    page = window.question
    assert not page.buttons.isVisible()
    assert window.focusWidget() is page.resume_button
    key(qtbot, window, Qt.Key.Key_Space)
    assert listener.heard == [intents.Resume()]


def test_time_and_picture_can_be_hidden_and_stay_hidden(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.PREPARING)
    side = window.question.side
    press(qtbot, side.time_button)
    press(qtbot, side.picture_button)
    assert not side.countdown.isVisible()
    window.show_page(samples.RECORDING)
    assert not side.countdown.isVisible()
    press(qtbot, side.time_button)
    assert side.countdown.isVisible()


def test_role_play_shows_the_customers_line_in_a_bubble_and_loses_nothing(window: KioskWindow) -> None:
    window.show_page(samples.ROLE_PLAY)
    area = window.question.prompt
    assert [bubble.text for bubble in area.bubbles] == ["你是机器人吗？听不懂人话？一群废物，就会踢皮球！"]
    assert area.prompt == "情景对话。"
    assert window.question.banner.text == samples.ROLE_PLAY.content_warning.zh  # type: ignore[union-attr]
    window.show_page(samples.ROLE_PLAY_TWO)
    assert [bubble.text[:5] for bubble in area.bubbles] == ["你们卖的电", "您先别着急", "你就说吧，"]


def test_an_alarm_is_told_and_goes_when_it_is_over(window: KioskWindow) -> None:
    window.show_page(samples.ALARM)
    assert window.question.banner.text
    window.show_page(replace(samples.ALARM, alarm=None))
    assert window.question.banner.text == ""


def test_phases_of_one_question_keep_the_keyboard_on_the_main_button(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.PREPARING)
    key(qtbot, window, Qt.Key.Key_Return)
    window.show_page(samples.RECORDING)
    assert window.focusWidget() is window.question.buttons.stop_button
    key(qtbot, window, Qt.Key.Key_Return)
    window.show_page(replace(samples.RECORDING, phase=QuestionPhase.STOPPING))
    window.show_page(replace(samples.PREPARING, key="JD-Q09/1/0"))
    assert window.focusWidget() is window.question.buttons.start_button
    assert listener.heard == [intents.StartAnswer(), intents.StopAnswer()]
