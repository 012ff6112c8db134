"""The words of the running take as they are recognised; only the newest lines are kept in sight."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.scale import fix
from app.ui.widgets.basics import column, label


class _LastLines(QWidget):
    """Wrapped text that grows upwards and is cut at the top, so that the newest words are always seen."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("look", "captions")

    def put(self, text: str) -> None:
        self._text = text
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw from the bottom when the text is too long, else from the top."""
        painter = QPainter(self)
        line_px = painter.fontMetrics().lineSpacing()
        room = self.rect().adjusted(0, 0, 0, -(self.height() % line_px))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        needed = painter.boundingRect(room, flags | Qt.AlignmentFlag.AlignTop, self._text)
        place = Qt.AlignmentFlag.AlignBottom if needed.height() > room.height() else Qt.AlignmentFlag.AlignTop
        painter.setClipRect(room)  # whole lines only: no half one above the oldest that is seen
        painter.drawText(room, flags | place, self._text)
        painter.end()


class Captions(QFrame):
    """Closed segments stay, the open one may still change."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        fix(self, max_height=230, grows=True, only_lying=True)
        self._closed: list[str] = []
        self._open = ""
        self._hint_words = ""
        self.heading = label("small")
        self._hint = label("body")
        self._lines = _LastLines()
        layout = column(self, margins=(22, 14, 22, 16), spacing=8)
        layout.addWidget(self.heading)
        layout.addWidget(self._hint)
        layout.addWidget(self._lines, 1)
        self._draw()

    @property
    def text(self) -> str:
        """All words so far."""
        parts = [*self._closed, self._open] if self._open else self._closed
        return "".join(
            part if index == 0 or not _needs_space(parts[index - 1], part) else f" {part}"
            for index, part in enumerate(parts)
        )

    def add(self, text: str, *, is_final: bool) -> None:
        """Take in one caption."""
        if is_final:
            self._closed.append(text)
            self._open = ""
        else:
            self._open = text
        self._draw()

    def clear(self) -> None:
        """A new take begins."""
        self._closed, self._open = [], ""
        self._draw()

    def say(self, heading: str, hint: str) -> None:
        """The words around the captions; the hint is shown until the first caption."""
        self.heading.setText(heading)
        self._hint.setText(hint)

    def _draw(self) -> None:
        self._lines.put(self.text)
        self._hint.setVisible(not self.text)
        self.setAccessibleDescription(self.text)


def _needs_space(before: str, after: str) -> bool:
    """Words of Latin script are parted by a space, Chinese ones are not."""
    return bool(before and after) and before[-1] < "\u2e80" and after[0] < "\u2e80"
