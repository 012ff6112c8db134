"""What a person does on a page becomes the right intent: by touch and by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.interview import Consent, Experience
from app.domain.messages import DeviceState, Level
from app.ui import intents
from app.ui.closing_intents import TellMore
from app.ui.views import View
from app.ui.window import KioskWindow
from tests.qt import samples
from tests.qt.hands import Listener, key, press, tab_to

LOUD = Level(-20.0, -10.0, speech=True)


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
    assert [each.switch.answer for each in page.rows] == [None] * len(samples.ASKED)
    for index, each in enumerate(page.rows):
        assert not page.go_on_button.isEnabled()
        press(qtbot, each.switch.yes if index % 2 else each.switch.no)
    press(qtbot, page.go_on_button)
    expected = tuple(Consent(purpose, bool(index % 2)) for index, purpose in enumerate(samples.ASKED))
    assert listener.heard == [intents.GiveConsents(expected, page.shown)]
    assert samples.NOTICE.zh in page.shown


def test_consent_by_refusing_everything_goes_on_the_same_way(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    window.show_page(samples.LOCKED_CONSENT)
    page = window.consent
    for each in page.rows:
        press(qtbot, each.switch.no)
    press(qtbot, page.go_on_button)
    purposes = samples.LOCKED_CONSENT.purposes
    consents = tuple(Consent(each, False) for each in purposes)
    assert listener.heard == [intents.GiveConsents(consents, page.shown)]


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
    consents = tuple(Consent(each, True) for each in purposes)
    assert listener.heard == [intents.GiveConsents(consents, window.consent.shown)]


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


def test_a_recording_that_could_not_be_read_is_not_called_silent(window: KioskWindow) -> None:
    window.show_page(samples.REVIEW_EMPTY)
    silent = window.review.title
    assert window.review.banner.text == ""
    window.show_page(samples.VIEWS["review-unread"])
    assert window.review.title != silent
    assert window.review.banner.text


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
    (samples.VIEWS["finished"], TellMore()),
    (samples.VIEWS["finished-human"], intents.CloseSitting()),
]


@pytest.mark.parametrize("press_key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_main_way_needs_one_key_on_each_page(
    qtbot: QtBot, window: KioskWindow, listener: Listener, press_key: Qt.Key
) -> None:
    for view, _ in MAIN_PATH:
        window.show_page(view)
        key(qtbot, window, press_key)
    assert listener.heard == [intent for _, intent in MAIN_PATH]
