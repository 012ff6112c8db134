"""The chats page: real keys and clicks; drafts stay, a reply is sent once, the language changes at any moment."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.demo.chat_hands import type_text
from app.domain.language import Language, Words
from app.ui import intents
from app.ui.chat_views import ChatsView, Message
from app.ui.window import KioskWindow
from tests.qt.chat_samples import CHATS_START
from tests.qt.hands import Listener, key, press, tab_to


def opened(chat: str, view: ChatsView = CHATS_START) -> ChatsView:
    return replace(view, active=chat, messages=(Message(True, Words("在吗", "hello")),))


def replied(view: ChatsView, chat: str) -> ChatsView:
    tabs = tuple(replace(tab, replies=1, waits_s=None) if tab.id == chat else tab for tab in view.chats)
    return replace(view, chats=tabs)


def asked(window: KioskWindow) -> str:
    """What the page asks before it ends the chats."""
    (question,) = window.chats.confirm.findChildren(QLabel)
    return question.text()


def test_a_chat_is_opened_answered_and_ended_with_the_keyboard_alone(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    page = window.chats
    window.show_page(CHATS_START)
    assert window.focusWidget() is page.chats.buttons["late"]
    tab_to(qtbot, window, page.chats.buttons["refund"])
    key(qtbot, window, Qt.Key.Key_Space)
    window.show_page(opened("refund"))
    assert window.focusWidget() is page.writing.box
    type_text(page.writing.box, "您好，我看到退款了。")
    key(qtbot, window, Qt.Key.Key_Return)
    tab_to(qtbot, window, page.side.note_button)
    key(qtbot, window, Qt.Key.Key_Space)
    tab_to(qtbot, window, page.side.note)
    type_text(page.side.note, "李先生在等退款。")
    tab_to(qtbot, window, page.finish_button)
    key(qtbot, window, Qt.Key.Key_Return)
    tab_to(qtbot, window, page.confirm.yes_button)
    key(qtbot, window, Qt.Key.Key_Return)
    opening, reply, ending = listener.heard
    assert opening == intents.OpenChat("refund")
    assert isinstance(reply, intents.SendReply)
    assert (reply.chat, reply.number, reply.text) == ("refund", 0, "您好，我看到退款了。")
    assert isinstance(ending, intents.HandOver)
    assert ending.note == "李先生在等退款。"


def test_a_reply_stays_in_the_box_until_it_is_stored_and_each_chat_keeps_its_draft(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    box = window.chats.writing.box
    window.show_page(opened("late"))
    type_text(box, "draft for the late one")
    window.show_page(opened("refund"))
    assert box.text == ""
    type_text(box, "to the refund")
    press(qtbot, window.chats.writing.button)
    press(qtbot, window.chats.writing.button)  # twice: the same reply with the same number
    assert box.text == "to the refund"
    first, second = (wish for wish in listener.heard if isinstance(wish, intents.SendReply))
    assert (first.number, second.number) == (0, 0)
    window.show_page(replied(opened("refund"), "refund"))
    assert box.text == ""
    assert not window.chats.writing.button.isEnabled()
    window.show_page(replied(opened("late"), "refund"))
    assert box.text == "draft for the late one"


def test_what_is_added_while_a_reply_is_stored_stays(qtbot: QtBot, window: KioskWindow) -> None:
    box = window.chats.writing.box
    window.show_page(opened("late"))
    type_text(box, "one")
    press(qtbot, window.chats.writing.button)
    type_text(box, " and two")
    window.show_page(replied(opened("late"), "late"))
    assert box.text == "one and two"


def test_shift_and_return_begins_a_line_and_typing_is_timed(qtbot: QtBot, window: KioskWindow) -> None:
    box = window.chats.writing.box
    window.show_page(opened("late"))
    qtbot.keyClick(box, Qt.Key.Key_A)
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(box, Qt.Key.Key_B, delay=20)
    assert box.text == "a\nb"
    assert 0 < box.typing.typed_s < 3


def test_the_language_changes_rules_and_messages_and_keeps_the_draft(window: KioskWindow) -> None:
    page = window.chats
    window.show_page(opened("late"))
    type_text(page.writing.box, "half a sen")
    assert page.talk.texts == ["在吗"]
    rules = page.side.rules
    window.set_language(Language.EN)
    assert page.talk.texts == ["hello"]
    assert page.side.rules != rules
    assert page.writing.box.text == "half a sen"


def test_ending_says_what_is_undone_and_nothing_forbids_it(qtbot: QtBot, window: KioskWindow) -> None:
    page = window.chats
    window.show_page(opened("late"))
    press(qtbot, page.finish_button)
    assert "等回复" in asked(window)
    press(qtbot, page.confirm.no_button)
    answered = tuple(replace(tab, waits_s=None, replies=1) for tab in CHATS_START.chats)
    window.show_page(replace(opened("late"), chats=answered))
    press(qtbot, page.finish_button)
    assert "交接说明" in asked(window)


def test_the_next_person_finds_nothing_of_it(window: KioskWindow) -> None:
    window.show_page(opened("late"))
    type_text(window.chats.writing.box, "mine")
    type_text(window.chats.side.note, "mine, too")
    window.chats.clear()
    assert (window.chats.writing.box.text, window.chats.side.note.text) == ("", "")
    assert window.chats.talk.texts == []
    assert window.chats.chats.buttons == {}
