"""The question in large type; a role play as a conversation. Scrolls only when there is no room."""

from PySide6.QtCore import Slot

from app.ui.scale import rescale
from app.ui.scene import scene
from app.ui.strings import Strings
from app.ui.views import ChatLine, QuestionView, Speaker
from app.ui.widgets.basics import label, set_look
from app.ui.widgets.chat_bubble import ChatBubble
from app.ui.widgets.fitted_scroll import FittedScroll

_LONG, _LONGEST = 110, 240
_HISTORY_LENGTH = 140


def prompt_look(text: str) -> str:
    """The type size for a text of this length."""
    length = _length(text)
    if length > _LONGEST:
        return "prompt-longest"
    return "prompt-long" if length > _LONG else "prompt"


class PromptArea(FittedScroll):
    """What is asked, and what was said before."""

    def __init__(self) -> None:
        super().__init__(right_px=8, spacing=12)
        self._shown: tuple[object, ...] = ()
        self._setting = label("prompt")
        self._task = label("task")
        self._bubbles: list[ChatBubble] = []
        self.inside.addWidget(self._setting)
        self.inside.addWidget(self._task)
        self.verticalScrollBar().rangeChanged.connect(self._keep_newest_in_sight)

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
        self.fit_soon()

    def clear(self) -> None:
        """Nothing was asked, and nothing said."""
        self._shown = ()
        for part in (self._setting, self._task):
            part.clear()
        self._drop_bubbles()

    def _past(self, history: tuple[ChatLine, ...], strings: Strings) -> list[tuple[Speaker, str]]:
        lines = []
        for line in history:
            words = strings.of(line.words)
            if line.speaker is Speaker.CUSTOMER:
                words = scene(words).line or words
            while _length(words) > _HISTORY_LENGTH:
                words = f"{words[:-2]}…"
            lines.append((line.speaker, words))
        return lines

    def _put(self, setting: str, look: str, task: str) -> None:
        for part, words in ((self._setting, setting), (self._task, task)):
            part.setText(words)
            part.setVisible(bool(words))
        set_look(self._setting, look)

    def _talk(self, lines: list[tuple[Speaker, str]], strings: Strings, factor: float) -> None:
        self._drop_bubbles()
        for speaker, words in lines:
            bubble = ChatBubble(speaker)
            is_last = len(self._bubbles) == len(lines) - 1
            name = strings.text("question.customer" if speaker is Speaker.CUSTOMER else "question.you")
            bubble.say(name, words, "prompt-longest" if is_last else "body")
            rescale(bubble, factor)
            self.inside.insertWidget(self.inside.count() - 1, bubble)
            self._bubbles.append(bubble)

    def _drop_bubbles(self) -> None:
        for old in self._bubbles:
            self.inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._bubbles = []

    @Slot()
    def _keep_newest_in_sight(self) -> None:
        """The room changes when the text box opens, too: the line to answer must not slip below the edge."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum() if len(self._bubbles) > 1 else 0)


def _length(text: str) -> int:
    """Room that the text takes: a Chinese character is as wide as two others."""
    return sum(2 if character >= "\u2e80" else 1 for character in text)
