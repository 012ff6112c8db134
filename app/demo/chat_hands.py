"""What the recorded candidate does in a chat work sample: answers each customer, writes the note, ends it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.demo.answers import Answers
from app.domain.work_sample import NOTE
from app.flow.interview import Interview, sample_of
from app.ui.candidate.chats import ChatsPage


def next_button(page: ChatsPage, now: Interview, answers: Answers) -> QAbstractButton | None:
    """The button to press next, after typing what belongs to it; None while there is nothing to do.

    Each line of an answer is one reply.
    """
    sample = sample_of(now)
    if sample is None:
        return None
    for turn, part in enumerate(sample.parts, start=1):
        text = answers.get((now.question.id, turn), "")
        if part == NOTE:
            return _note_button(page, text) if len(page.chats.buttons) == len(sample.chats) else None
        replies = text.splitlines()[len(now.desk.replies(part)) :]
        if replies and now.desk.lines(part):
            return _reply_button(page, now, part, replies[0])
    return None


def _reply_button(page: ChatsPage, now: Interview, chat: str, reply: str) -> QAbstractButton:
    if now.desk.active != chat:
        return page.chats.buttons[chat]
    if not page.writing.box.text:
        type_text(page.writing.box, reply)
    return page.writing.button


def _note_button(page: ChatsPage, text: str) -> QAbstractButton:
    if page.confirm.isVisible():
        return page.confirm.yes_button
    if not page.side.note.isVisible():
        return page.side.note_button
    if not page.side.note.text:
        type_text(page.side.note, text)
    return page.finish_button


def type_text(target: QWidget, text: str) -> None:
    """Type `text` into `target` key by key, whatever its script."""
    for character in text:
        key = Qt.Key.Key_Return if character == "\n" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(target, event)
