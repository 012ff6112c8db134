"""A choice whose entries may be longer than its room."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.ui.theme import look_of

_LEAST_LETTERS = 4
_LEAST_SIZE = 0.75  # of its letters
_LINE_EM = 1.2  # from one of its two lines to the next
_EDGE_PX = 3  # of the focus, the widest
_HOW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip


class ShortBox(QComboBox):
    """Shows a long entry on two lines, in smaller letters if need be; what is longer still ends with dots.

    Its list shows the whole, and so does a pointer on it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "compact")
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self.setToolTip)

    def be_field(self, letters: int) -> None:
        """As high as buttons are, and as wide as `letters` ask for."""
        self.setProperty("look", "field")
        self.setMinimumContentsLength(letters)

    @property
    def room(self) -> QRect:
        """Where the entry is written: between the edges, beside the arrow."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return QRect(field.left(), _EDGE_PX, field.width(), self.height() - 2 * _EDGE_PX)

    def lines(self, words: str) -> tuple[list[str], QFont]:
        """One line or two that show as much of `words` as there is room for, and the letters they are written in."""
        room, font = self.room, QFont(self.font())
        if self.fontMetrics().horizontalAdvance(words) <= room.width():
            return [words], font
        most = self.fontInfo().pixelSize()  # where no style sheet gives it one, a font has none
        least = round(most * _LEAST_SIZE)
        lines = [words]
        for size in range(max(least, min(most, int(room.height() / 2 / _LINE_EM))), least - 1, -1):
            font.setPixelSize(size)
            lines = _broken(words, font, room.width())
            if words.endswith(lines[-1]):
                break
        return lines, font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's signature
        """Field, arrow, and as much of the entry as there is room for."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        lines, font = self.lines(self.currentText())
        painter.setFont(font)
        painter.setPen(look_of(self).colour("ink" if self.isEnabled() else "ink_soft"))
        pitch, room = round(QFontInfo(font).pixelSize() * _LINE_EM), self.room
        top = room.center().y() + 1 - pitch * len(lines) // 2
        for at, words in enumerate(lines):
            where = QRect(room.left(), top + at * pitch, room.width(), pitch)
            painter.drawText(where, _HOW, words)
        painter.end()


def _broken(words: str, font: QFont, width_px: int) -> list[str]:
    """One line or two; dots at the end of the second where more does not fit."""
    layout = QTextLayout(words, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width_px)
    layout.endLayout()
    end = first.textLength()
    rest = QFontMetrics(font).elidedText(words[end:], Qt.TextElideMode.ElideRight, width_px)
    return [each for each in (words[:end].rstrip(), rest) if each]
