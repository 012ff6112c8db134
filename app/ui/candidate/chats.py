"""Several chats at once: who waits, the open chat, the rules beside it, the note, the time left."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from app.ui import intents
from app.ui.candidate.actions import ConfirmBar
from app.ui.candidate.page import Page
from app.ui.chat_views import ChatsView
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.chat_list import ChatList
from app.ui.widgets.chat_side import ChatSide
from app.ui.widgets.chat_talk import ChatTalk
from app.ui.widgets.chat_writing import ChatWriting, Reply
from app.ui.widgets.countdown import clock_text
from app.ui.widgets.pause_card import PauseCard
from app.ui.widgets.step_progress import StepProgress


class ChatsPage(Page):
    """Emits OpenChat, SendReply, HandOver, Pause, Resume. A reply leaves the box when it is stored, not before."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: ChatsView | None = None
        self._hides_time = False
        self._number = label("strong", wrap=False)
        self._title = label("overline", wrap=False)
        self._progress = StepProgress()
        self.chats = ChatList(icons)
        self._time = label("strong")
        self._time_more = label("small")
        self._customer = label("heading")
        self.talk = ChatTalk()
        self.writing = ChatWriting(icons)
        self.side = ChatSide(icons)
        self.pause_button = Button(icons, "pause", look="quiet")
        self.time_button = Button(icons, "clock", look="quiet")
        self.finish_button = Button(icons, "check", look="primary")
        self.confirm = ConfirmBar(icons)
        self.paused = PauseCard(icons)
        self._actions = QStackedWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    # ---- layout --------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        desk = QWidget()
        inside = column(desk, spacing=10)
        columns = row_or_column(spacing=24)
        columns.addWidget(self._left())
        columns.addLayout(self._middle(), 2)
        fix(self.side, width=350, only_lying=True)
        columns.addWidget(self.side, 1)
        inside.addLayout(columns, 1)
        inside.addWidget(self._bottom())
        self._body.addWidget(desk)
        self._body.addWidget(self.paused)
        top = row(spacing=18)
        top.addWidget(self._number)
        top.addWidget(self._title)
        top.addStretch(1)
        outside = column(self, margins=(56, 16, 56, 18), spacing=10)
        outside.addLayout(top)
        outside.addWidget(self._progress)
        outside.addSpacing(4)
        outside.addWidget(self._body, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        fix(left, width=270, only_lying=True)
        inside = column(left, spacing=8)
        inside.addWidget(self.chats)
        inside.addStretch(1)
        inside.addWidget(self._time)
        inside.addWidget(self._time_more)
        return left

    def _middle(self) -> QLayout:
        middle = column(spacing=10)
        card = box()
        inside = column(card, margins=(20, 14, 12, 16), spacing=10)
        inside.addWidget(self._customer)
        inside.addWidget(self.talk, 100)
        inside.addStretch(1)
        middle.addWidget(card, 1)
        middle.addWidget(self.writing)
        return middle

    def _bottom(self) -> QWidget:
        buttons = QWidget()
        layout = row(buttons, spacing=12)
        layout.addWidget(self.pause_button)
        layout.addWidget(self.time_button)
        layout.addStretch(1)
        fix(self.finish_button, min_width=220)
        layout.addWidget(self.finish_button)
        self._actions.addWidget(buttons)
        self._actions.addWidget(self.confirm)
        return self._actions

    def _connect(self) -> None:
        self.bind(self.pause_button.say, "question.pause")
        self.bind(self.finish_button.say, "chats.finish")
        self.chats.opened.connect(self._open)
        self.writing.sent.connect(self._send)
        self.time_button.clicked.connect(self._toggle_time)
        self.pause_button.clicked.connect(self._pause)
        self.paused.resume_button.clicked.connect(self._resume)
        self.finish_button.clicked.connect(self._ask_finish)
        self.confirm.confirmed.connect(self._finish)
        self.confirm.refused.connect(self._stay)

    # ---- what is shown -------------------------------------------------------------------------
    def show_view(self, view: ChatsView) -> None:
        """Show `view`; what is being written stays in each chat until it is stored."""
        before = self._view
        if view == before:
            return
        if before is None or before.key != view.key:
            self.clear()
            before = None
        self._view = view
        self.draw()
        was = (before.active, before.paused) if before is not None else (None, False)
        if was != (view.active, view.paused):
            self._focus()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self._hides_time = False
        self.writing.clear()
        self.chats.clear()
        self.talk.clear()
        self.side.clear()
        self._stay()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text, of, strings = self.strings.text, self.strings.of, self.strings
        number = text("question.progress", number=view.number, total=view.total)
        self._number.setText(number)
        self._progress.show_step(view.number, view.total, number)
        self._title.setText(of(view.title))
        self.chats.show_chats(view.chats, view.active, strings)
        tab = view.active_tab
        customer = of(tab.customer) if tab is not None else ""
        heading = f"{customer} · {of(tab.topic)}" if tab is not None else text("chats.choose")
        self._customer.setText(heading)
        self.talk.setAccessibleName(heading)
        self.talk.show_messages(view.active or "", customer, view.messages, strings, self.factor)
        self.writing.show_chat(view.active, {each.id: each.replies for each in view.chats}, strings)
        self.side.show_side(view.policy, view.note, strings, self.factor)
        self.paused.say(strings)
        self._draw_time(view)
        self._body.setEnabled(not view.ending)
        self._body.setCurrentIndex(1 if view.paused else 0)

    def _draw_time(self, view: ChatsView) -> None:
        text = self.strings.text
        self._time.setText(text("chats.left", time=clock_text(view.left_s)))
        self._time_more.setText(text("chats.left_more" if view.left_s > 0 else "chats.over"))
        for each in (self._time, self._time_more):
            each.setVisible(not self._hides_time)
        self.time_button.say(text("question.show_time" if self._hides_time else "question.hide_time"))

    def _focus(self) -> None:
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def first_focus(self) -> QWidget | None:
        """The reply where a chat is open, else the first customer of the list."""
        if self._view is not None and self._view.paused:
            return self.paused.resume_button
        if self._view is not None and self._view.active is not None:
            return self.writing.box
        return next(iter(self.chats.buttons.values()), self.finish_button)

    # ---- what is wanted ------------------------------------------------------------------------
    @Slot(str)
    def _open(self, chat: str) -> None:
        if self._view is not None and chat == self._view.active:
            self._focus()
        self.intent.emit(intents.OpenChat(chat))

    @Slot(object)
    def _send(self, reply: Reply) -> None:
        self.intent.emit(intents.SendReply(reply.chat, reply.number, reply.text, reply.typing_s))

    @Slot()
    def _toggle_time(self) -> None:
        self._hides_time = not self._hides_time
        self.draw()

    @Slot()
    def _pause(self) -> None:
        self.intent.emit(intents.Pause())

    @Slot()
    def _resume(self) -> None:
        self.intent.emit(intents.Resume())

    @Slot()
    def _ask_finish(self) -> None:
        """Say what would stay undone; nothing of it keeps anybody from going on."""
        view = self._view
        if view is None:
            return
        key = "chats.finish_sure"
        if any(tab.waits_s is not None for tab in view.chats):
            key = "chats.finish_waiting"
        elif not self.side.note.text:
            key = "chats.finish_no_note"
        text = self.strings.text
        self.confirm.say(text(key), text("chats.finish_yes"), text("chats.finish_no"))
        self._actions.setCurrentIndex(1)
        self.confirm.no_button.setFocus()

    @Slot()
    def _finish(self) -> None:
        self._stay()
        self.intent.emit(intents.HandOver(self.side.note.text, self.side.note.typing.typed_s))

    @Slot()
    def _stay(self) -> None:
        self._actions.setCurrentIndex(0)
