"""The reply to the open chat. Each chat has its own draft; a reply leaves the box when it is stored, not before."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.flow.typing_time import TypingTime
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, row
from app.ui.widgets.reply_box import ReplyBox


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply on its way. number: how many replies the chat had before it."""

    chat: str
    number: int
    text: str
    typing_s: float


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str = ""
    typing: TypingTime = TypingTime()  # noqa: RUF009 - frozen


class ChatWriting(QWidget):
    """sent: a Reply; the same again when somebody presses twice before it is stored."""

    sent = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._chat: str | None = None
        self._replies: Mapping[str, int] = {}
        self._drafts: dict[str, _Draft] = {}
        self._on_its_way: Reply | None = None
        self.box = ReplyBox(sends=True)
        self.button = Button(icons, "send", look="primary")
        fix(self.box, min_height=96, max_height=96, grows=True)
        layout = column(self, spacing=10)
        layout.addWidget(self.box)
        below = row()
        below.addStretch(1)
        below.addWidget(self.button)
        layout.addLayout(below)
        self.box.sent.connect(self._send)
        self.box.textChanged.connect(self._draw)
        self.button.clicked.connect(self._send)

    def show_chat(self, chat: str | None, replies: Mapping[str, int], strings: Strings) -> None:
        """Write to `chat`. replies: how many each chat has; one more than before: the reply is stored."""
        self._replies = replies
        sent = self._on_its_way
        if sent is not None and replies.get(sent.chat, 0) > sent.number:
            self._on_its_way = None
            self._forget(sent)
        if chat != self._chat:
            if self._chat is not None:
                self._drafts[self._chat] = _Draft(self.box.toPlainText(), self.box.typing)
            self._chat = chat
            draft = self._drafts.pop(chat, _Draft()) if chat is not None else _Draft()
            self.box.put(draft.text, draft.typing)
        self.button.say(strings.text("chats.send"))
        self.box.setAccessibleName(strings.text("chats.reply"))
        self.box.setPlaceholderText(strings.text("chats.reply_hint"))
        self._draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._chat, self._replies, self._drafts, self._on_its_way = None, {}, {}, None
        self.box.put("", TypingTime())

    def _forget(self, sent: Reply) -> None:
        """A stored reply is no draft any more; what was changed meanwhile stays."""
        if sent.chat == self._chat and self.box.text == sent.text:
            self.box.put("", TypingTime())
        elif sent.chat in self._drafts and self._drafts[sent.chat].text.strip() == sent.text:
            del self._drafts[sent.chat]

    @Slot()
    def _draw(self) -> None:
        self.box.setEnabled(self._chat is not None)
        self.button.setEnabled(self._chat is not None and bool(self.box.text))

    @Slot()
    def _send(self) -> None:
        if self._chat is None or not self.box.text:
            return
        number = self._replies.get(self._chat, 0)
        self._on_its_way = Reply(self._chat, number, self.box.text, self.box.typing.typed_s)
        self.sent.emit(self._on_its_way)
