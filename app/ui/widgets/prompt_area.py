"""The question in large type; a role play as a conversation. Scrolls only when there is no room."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.scale import rescale
from app.ui.scene import scene
from app.ui.strings import Strings
from app.ui.views import ChatLine, QuestionView, Speaker
from app.ui.widgets.basics import column, label, set_look
from app.ui.widgets.chat_bubble import ChatBubble

_LONG, _LONGEST = 110, 240  # characters; a Chinese one counts twice
_HISTORY_CHARACTERS = 160


def prompt_look(text: str) -> str:
    """The type size for a text of this length."""
    length = sum(2 if character >= "\u2e80" else 1 for character in text)
    if length > _LONGEST:
        return "prompt-longest"
    return "prompt-long" if length > _LONG else "prompt"


class _Content(QWidget):
    """grown: its words, or their size, changed."""

    grown = Signal()

    def event(self, event: QEvent) -> bool:
        """Notice new sizes."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()
        return handled


class PromptArea(QScrollArea):
    """As high as its words, as long as the page allows it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._content = _Content()
        self._layout = column(self._content, margins=(0, 0, 8, 0), spacing=12)
        self._setting = label("prompt")
        self._task = label("task")
        self._bubbles: list[ChatBubble] = []
        self._layout.addWidget(self._setting)
        self._layout.addWidget(self._task)
        self.setWidgetResizable(True)
        self.setWidget(self._content)
        self._content.grown.connect(self._fit)

    @property
    def bubbles(self) -> tuple[ChatBubble, ...]:
        """The lines of the conversation, oldest first."""
        return tuple(self._bubbles)

    @property
    def prompt(self) -> str:
        """The words outside the bubbles."""
        return self._setting.text()

    def show_question(self, view: QuestionView, strings: Strings, factor: float) -> None:
        """Show the question of `view`."""
        shown = (view.prompt, view.is_role_play, view.history, strings.language)
        if shown == self._shown:
            return
        self._shown = shown
        text = strings.of(view.prompt)
        parts = scene(text) if view.is_role_play else None
        lines = [*self._past(view.history, strings)]
        if parts is not None and parts.line:
            lines.append((Speaker.CUSTOMER, parts.line))
            self._put(parts.setting, "lead", parts.task)
        else:
            self._put(text, prompt_look(text), "")
        self._talk(lines, strings, factor)
        self._fit()

    def _past(self, history: tuple[ChatLine, ...], strings: Strings) -> list[tuple[Speaker, str]]:
        lines = []
        for line in history:
            words = strings.of(line.words)
            if line.speaker is Speaker.CUSTOMER:
                words = scene(words).line or words
            if len(words) > _HISTORY_CHARACTERS:
                words = f"{words[:_HISTORY_CHARACTERS]}…"
            lines.append((line.speaker, words))
        return lines

    def _put(self, setting: str, look: str, task: str) -> None:
        for part, words in ((self._setting, setting), (self._task, task)):
            part.setText(words)
            part.setVisible(bool(words))
        set_look(self._setting, look)

    def _talk(self, lines: list[tuple[Speaker, str]], strings: Strings, factor: float) -> None:
        for old in self._bubbles:
            self._layout.removeWidget(old)
            old.deleteLater()
        self._bubbles = []
        for speaker, words in lines:
            bubble = ChatBubble(speaker)
            is_last = len(self._bubbles) == len(lines) - 1
            name = strings.text("question.customer" if speaker is Speaker.CUSTOMER else "question.you")
            bubble.say(name, words, "prompt-longest" if is_last else "body")
            rescale(bubble, factor)
            self._layout.insertWidget(self._layout.count() - 1, bubble)
            self._bubbles.append(bubble)

    @Slot()
    def _fit(self) -> None:
        """Ask for exactly the height of the words; the page's layout decides what there is."""
        wanted = self._layout.totalHeightForWidth(self.viewport().width())
        self.setMaximumHeight(max(1, wanted))
        self.setMinimumHeight(min(wanted, self.fontMetrics().height() * 4))
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if len(self._bubbles) > 1 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width asks for another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
