"""What a person does on a page becomes the right intent: by touch and by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.interview import Consent, Experience, Purpose
from app.domain.language import Language
from app.domain.messages import Caption, DeviceState, Level
from app.ui import intents
from app.ui.views import QuestionPhase, View
from app.ui.window import KioskWindow
from tests.qt import samples

LOUD = Level(-20.0, -10.0, speech=True)


class Listener:
    """Remembers what a window's person wanted, without the signs of life."""

    def __init__(self, window: KioskWindow) -> None:
        self.heard: list[object] = []
        window.intent.connect(self._hear)

    def _hear(self, intent: object) -> None:
        if intent != intents.StillHere():
            self.heard.append(intent)


@pytest.fixture
def listener(window: KioskWindow) -> Listener:
    """Listens to the window."""
    return Listener(window)


def press(qtbot: QtBot, button: QPushButton) -> None:
    """Touch a button in its middle."""
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def key(qtbot: QtBot, window: KioskWindow, which: Qt.Key) -> None:
    """Press a key where the focus is, as a keyboard does."""
    qtbot.keyClick(window.windowHandle(), which)


def tab_to(qtbot: QtBot, window: KioskWindow, target: QWidget) -> None:
    """Reach a control with the Tab key alone."""
    for _ in range(40):
        if window.focusWidget() is target:
            return
        key(qtbot, window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {target.accessibleName()}")


def test_welcome(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.WELCOME)
    press(qtbot, window.welcome.start_button)
    assert listener.heard == [intents.Begin()]


def test_experience(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.VIEWS["experience"])
    press(qtbot, window.experience.yes_button)
    press(qtbot, window.experience.no_button)
    assert listener.heard == [
        intents.TellExperience(Experience.EXPERIENCED),
        intents.TellExperience(Experience.INEXPERIENCED),
    ]


def test_consent_chooses_nothing_beforehand_and_waits_for_every_answer(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.CONSENT)
    page = window.consent
    assert [each.switch.answer for each in page.rows] == [None] * len(Purpose)
    for index, each in enumerate(page.rows):
        assert not page.go_on_button.isEnabled()
        press(qtbot, each.switch.yes if index % 2 else each.switch.no)
    press(qtbot, page.go_on_button)
    expected = tuple(Consent(purpose, bool(index % 2)) for index, purpose in enumerate(Purpose))
    assert listener.heard == [intents.GiveConsents(expected)]


def test_consent_by_refusing_everything_goes_on_the_same_way(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.LOCKED_CONSENT)
    page = window.consent
    for each in page.rows:
        press(qtbot, each.switch.no)
    press(qtbot, page.go_on_button)
    purposes = samples.LOCKED_CONSENT.purposes
    assert listener.heard == [intents.GiveConsents(tuple(Consent(each, False) for each in purposes))]


def test_consent_asks_only_what_the_policy_pack_asks(window: KioskWindow) -> None:
    window.show_page(samples.CONSENT)
    window.show_page(samples.LOCKED_CONSENT)
    assert tuple(each.purpose for each in window.consent.rows) == samples.LOCKED_CONSENT.purposes


def test_consent_yes_and_no_look_the_same(window: KioskWindow) -> None:
    window.show_page(samples.CONSENT)
    for each in window.consent.rows:
        assert each.switch.yes.size() == each.switch.no.size()
        assert each.switch.yes.property("look") == each.switch.no.property("look")


def test_consent_can_be_changed(qtbot: QtBot, window: KioskWindow) -> None:
    window.show_page(samples.CONSENT)
    switch = window.consent.rows[0].switch
    press(qtbot, switch.yes)
    press(qtbot, switch.no)
    assert switch.answer is False
    assert not switch.yes.isChecked()


def test_consent_offers_a_person_or_nothing(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.CONSENT)
    press(qtbot, window.consent.human_button)
    press(qtbot, window.consent.decline_button)
    assert listener.heard == [intents.Decline(human=True), intents.Decline(human=False)]


def test_consent_by_keyboard_alone(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.LOCKED_CONSENT)
    page = window.consent
    for each in page.rows:
        tab_to(qtbot, window, each.switch.yes)
        key(qtbot, window, Qt.Key.Key_Space)
    tab_to(qtbot, window, page.go_on_button)
    assert page.go_on_button.property("ring") is True
    key(qtbot, window, Qt.Key.Key_Return)
    purposes = samples.LOCKED_CONSENT.purposes
    assert listener.heard == [intents.GiveConsents(tuple(Consent(each, True) for each in purposes))]


def test_devices_speak_and_see(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.DEVICES_OPENING)
    page = window.devices
    assert not page.go_on_button.isEnabled()
    window.show_page(samples.DEVICES_GOOD)
    before = page.microphone_card.sentence.text()
    for _ in range(5):
        window.show_live(LOUD)
    assert page.microphone_card.sentence.text() != before
    assert page.microphone_card.sentence.property("look") == "good"
    assert page.meter.share > 0.5
    press(qtbot, page.go_on_button)
    press(qtbot, page.type_button)
    press(qtbot, page.again_button)
    assert listener.heard == [
        intents.DevicesDone(typed=False),
        intents.DevicesDone(typed=True),
        intents.CheckAgain(),
    ]
    assert page.microphone_card.sentence.text() == before


def test_a_knock_on_the_table_is_no_speech(window: KioskWindow) -> None:
    window.show_page(samples.DEVICES_GOOD)
    for _ in range(20):
        window.show_live(Level(-20.0, -10.0, speech=False))
    assert window.devices.microphone_card.sentence.property("look") == "body"


def test_missing_devices_are_said_in_words_and_one_can_go_on(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.DEVICES_MISSING)
    page = window.devices
    assert page.microphone_card.sentence.text()
    assert page.microphone_card.sentence.property("look") == "warn"
    assert not page.meter.isVisible()
    assert not page.type_button.isVisible()
    press(qtbot, page.go_on_button)
    assert listener.heard == [intents.DevicesDone(typed=False)]


def test_a_microphone_found_again_must_be_heard_again(window: KioskWindow) -> None:
    window.show_page(samples.DEVICES_GOOD)
    for _ in range(5):
        window.show_live(LOUD)
    window.show_page(replace(samples.DEVICES_GOOD, microphone=DeviceState(True, name="other")))
    assert window.devices.microphone_card.sentence.property("look") == "body"


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


def test_review_as_heard(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.REVIEW)
    press(qtbot, window.review.accept_button)
    press(qtbot, window.review.retake_button)
    assert listener.heard == [intents.AcceptAnswer(samples.SAID.zh, corrected=False), intents.Retake()]


def test_review_corrected(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(replace(samples.REVIEW, text="I will chick"))
    page = window.review
    page.answer.edit.selectAll()
    qtbot.keyClicks(page.answer.edit, "I will check")
    window.show_page(replace(samples.REVIEW, text="I will chick", retakes_left=0))
    assert page.is_corrected
    assert not page.retake_button.isVisible()
    press(qtbot, page.accept_button)
    assert listener.heard == [intents.AcceptAnswer("I will check", corrected=True)]


def test_review_of_silence_can_be_typed_or_left(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.REVIEW_EMPTY)
    press(qtbot, window.review.accept_button)
    qtbot.keyClicks(window.review.answer.edit, "typed")
    press(qtbot, window.review.accept_button)
    assert listener.heard == [intents.AcceptAnswer("", False), intents.AcceptAnswer("typed", True)]


def test_interrupted(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    page = window.interrupted
    window.show_page(samples.VIEWS["interrupted-engine"])
    assert not page.main_button.isEnabled()
    window.show_page(replace(samples.ENGINE_LOST, waiting=False))
    assert window.focusWidget() is page.main_button
    press(qtbot, page.main_button)
    press(qtbot, page.leave_button)
    press(qtbot, page.confirm.no_button)
    assert listener.heard == [intents.GoOn()]
    press(qtbot, page.leave_button)
    press(qtbot, page.confirm.yes_button)
    assert listener.heard == [intents.GoOn(), intents.Leave()]


def test_finished(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.VIEWS["finished-saving"])
    assert not window.finished.done_button.isEnabled()
    window.show_page(samples.VIEWS["finished"])
    press(qtbot, window.finished.done_button)
    assert listener.heard == [intents.CloseSitting()]


def test_error(qtbot: QtBot, window: KioskWindow, listener: Listener) -> None:
    window.show_page(samples.VIEWS["error"])
    press(qtbot, window.error.main_button)
    press(qtbot, window.error.help_button)
    assert listener.heard == [intents.GoOn(), intents.AskForHelp()]
    window.show_page(replace(samples.ERROR, can_retry=False))
    assert not window.error.main_button.isVisible()


MAIN_PATH: list[tuple[View, object]] = [
    (samples.WELCOME, intents.Begin()),
    (samples.VIEWS["experience"], intents.TellExperience(Experience.EXPERIENCED)),
    (samples.DEVICES_GOOD, intents.DevicesDone()),
    (samples.PREPARING, intents.StartAnswer()),
    (samples.RECORDING, intents.StopAnswer()),
    (samples.PAUSED, intents.Resume()),
    (replace(samples.REVIEW, must_check=False), intents.AcceptAnswer(samples.SAID.zh, corrected=False)),
    (samples.VIEWS["interrupted-restarted"], intents.GoOn()),
    (samples.VIEWS["finished"], intents.CloseSitting()),
]


@pytest.mark.parametrize("press_key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_main_way_needs_one_key_on_each_page(
    qtbot: QtBot, window: KioskWindow, listener: Listener, press_key: Qt.Key
) -> None:
    for view, _ in MAIN_PATH:
        window.show_page(view)
        key(qtbot, window, press_key)
    assert listener.heard == [intent for _, intent in MAIN_PATH]


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
