"""Between two people: clipboard, undo, pages, voice and look; nobody finds what the last person left."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.handover import Handover
from app.content.paths import resources_dir
from app.domain.language import Language, Words
from app.ui import intents as wish
from app.ui.theme import Look, Theme
from app.ui.views import ChatLine, Ending, FinishedView, InterruptedView, Interruption, Speaker, View
from app.ui.widgets.camera_view import CameraView
from app.ui.window import KioskWindow
from app.workers.loudspeaker import Loudspeaker
from tests.fakes.memory import holds, spellings
from tests.qt.hands import Listener, press
from tests.qt.samples import CHATS, PRACTICE_DONE, REVIEW, ROLE_PLAY_TWO, TYPING, WELCOME

MARK = "私密" + "紫色大象七十三"


@contextmanager
def handed_over(window: KioskWindow, quiet_s: float = 60.0) -> Iterator[tuple[Handover, list[str]]]:
    """A window whose views go the way the kiosk sends them; what else was asked to forget."""
    forgot: list[str] = []
    handover = Handover(window, Look(), Language.ZH, (lambda: forgot.append("voice"),), quiet_s)
    yield handover, forgot
    handover.show(TYPING)  # its timer stands


def show(window: KioskWindow, handover: Handover, view: View) -> None:
    window.show_page(view)
    handover.show(view)


def found(window: KioskWindow, words: str) -> list[str]:
    """Every widget that says `words`, shown or not, by sight, by name or in its undo history."""
    places = []
    for each in window.findChildren(QWidget):
        said = [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
        if isinstance(each, QLabel | QAbstractButton):
            said.append(each.text())
        if isinstance(each, QPlainTextEdit):
            said.append(each.toPlainText())
            each.undo()
            said.append(each.toPlainText())
        if any(words in text for text in said):
            places.append(f"{type(each).__name__} in {type(each.parent()).__name__}")
    return places


def a_whole_life(qtbot: QtBot, window: KioskWindow, handover: Handover) -> None:
    """Everything a person can leave behind on the pages."""
    mine = Words(MARK, MARK)
    show(window, handover, replace(PRACTICE_DONE, words=MARK))
    window.practice.show_caption(MARK, is_final=True)
    show(window, handover, TYPING)
    for _ in range(2):
        qtbot.keyClicks(window.question.answer.edit, "typed")
        window.question.answer.edit.insertPlainText(MARK)
    window.question.answer.edit.selectAll()
    window.question.answer.edit.copy()
    window.question.show_caption(MARK, is_final=False)
    past = (*ROLE_PLAY_TWO.history, ChatLine(Speaker.CANDIDATE, mine))
    show(window, handover, replace(ROLE_PLAY_TWO, history=past))
    window.question.side.show_picture(QImage(8, 8, QImage.Format.Format_RGB888))
    show(
        window, handover, replace(CHATS, messages=(*CHATS.messages, replace(CHATS.messages[-1], words=mine)))
    )
    window.chats.writing.box.insertPlainText(MARK)
    window.chats.side.note.insertPlainText(MARK)
    show(window, handover, replace(REVIEW, text=MARK))


def test_nothing_of_the_last_person_is_found_on_any_page(qtbot: QtBot, window: KioskWindow) -> None:
    with handed_over(window) as (handover, forgot):
        show(window, handover, WELCOME)
        a_whole_life(qtbot, window, handover)
        assert len(found(window, MARK)) >= 5, "or this test would find nothing anywhere"
        assert MARK in QGuiApplication.clipboard().text()
        forgot.clear()
        show(window, handover, FinishedView(Ending.LEFT, 713, 999))
        qtbot.waitUntil(lambda: found(window, MARK) == [])
        assert QGuiApplication.clipboard().text() == ""
        assert forgot == ["voice"]
        show(window, handover, InterruptedView(Interruption.RESTARTED, 5, 11, 714))
        show(window, handover, WELCOME)
        assert found(window, "713") == found(window, "714") == [], "nor how far somebody came"
        assert not any(each.has_picture for each in window.findChildren(CameraView))


def test_look_and_language_of_somebody_who_never_began_are_taken_back(
    qtbot: QtBot, window: KioskWindow, listener: Listener
) -> None:
    with handed_over(window, quiet_s=0.05) as (handover, _):
        told: list[object] = []
        handover.intent.connect(told.append)
        show(window, handover, WELCOME)
        press(qtbot, window.header.language_buttons[Language.EN])
        press(qtbot, window.header.display_button)
        press(qtbot, window.header.dark_button)
        press(qtbot, window.header.large_button)
        assert window.look == Look(Theme.DARK, large_type=True)
        qtbot.waitUntil(lambda: window.look == Look())
        assert window.language is Language.ZH
        assert told == [wish.ChooseLanguage(Language.ZH)]


def test_who_reads_a_question_keeps_look_and_language(qtbot: QtBot, window: KioskWindow) -> None:
    with handed_over(window, quiet_s=0.01) as (handover, _):
        show(window, handover, WELCOME)
        window.header.dark_button.click()
        show(window, handover, TYPING)
        assert not handover._timer.isActive()
        assert window.look.theme is Theme.DARK


def test_the_voice_of_the_next_person_is_another_process(qtbot: QtBot) -> None:
    loudspeaker = Loudspeaker()
    ends: list[tuple[int, object]] = []
    loudspeaker.ended.connect(lambda number, how: ends.append((number, how)))
    try:
        loudspeaker.prepare()
        first = loudspeaker.process_id
        loudspeaker.forget()
        assert loudspeaker.process_id == first, "it has heard nothing yet"
        number = loudspeaker.say(MARK, Language.ZH)
        loudspeaker.forget()
        second = loudspeaker.process_id
        assert first is not None
        assert second is not None
        qtbot.waitUntil(lambda: not Path(f"/proc/{first}").exists(), timeout=10_000)
        assert second != first
        assert [each[0] for each in ends] == [number], "what sounded has its end"
        assert holds(second, (*spellings(MARK), json.dumps(MARK).strip('"').encode())) == ()
    finally:
        loudspeaker.close()


def test_nothing_is_done_to_a_window_that_is_gone(qtbot: QtBot) -> None:
    window = KioskWindow(resources_dir(), Language.ZH)
    handover = Handover(window, Look(), Language.ZH, (), quiet_s=0.0)
    show(window, handover, WELCOME)
    shiboken6.delete(window)
    assert not shiboken6.isValid(handover)
