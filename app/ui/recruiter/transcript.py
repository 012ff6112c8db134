"""What was asked and said, to read: quoted pieces marked, the recogniser's own words beside corrected ones."""

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.review.values import AnswerLine, Reading
from app.ui.strings import Strings
from app.ui.theme import look_of

Place = tuple[str, int]


class Transcript(QTextEdit):
    """Read only. Colours: accent for what speaks for a score, warn for what speaks against it."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self._starts: dict[Place, int] = {}
        self._answers: dict[Place, AnswerLine] = {}

    def show_reading(self, reading: Reading, strings: Strings) -> None:
        """Write the whole interview."""
        self.clear()
        self._starts.clear()
        self._answers = {(line.question_id, line.turn): line for line in reading.answers}
        cursor = self.textCursor()
        for line in reading.answers:
            self._write(cursor, line, strings)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self.clear()
        self._starts.clear()
        self._answers = {}

    def marked(self, place: Place) -> list[str]:
        """The pieces of an answer that are marked."""
        line = self._answers[place]
        return [line.text[span.start : span.end] for span in line.spans if span.points]

    def go_to(self, place: Place) -> None:
        """Bring an answer into sight, its question first."""
        cursor = self.textCursor()
        cursor.setPosition(self._starts[place])
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _write(self, cursor: QTextCursor, line: AnswerLine, strings: Strings) -> None:
        look = look_of(self)
        quiet, strong, plain = (QTextCharFormat() for _ in range(3))
        quiet.setForeground(look.colour("ink_soft"))
        strong.setForeground(look.colour("accent_deep"))
        strong.setFontWeight(700)
        plain.setForeground(look.colour("ink"))
        room = QTextBlockFormat()
        room.setTopMargin(14 if self._starts else 0)
        room.setBottomMargin(4)
        if self._starts:
            cursor.insertBlock(room)
        self._starts[line.question_id, line.turn] = cursor.position()
        cursor.insertText(f"{line.question_id} · {line.title}", strong)
        close = QTextBlockFormat()
        close.setBottomMargin(4)
        cursor.insertBlock(close)
        cursor.insertText(line.asked, quiet)
        cursor.insertBlock(close)
        begin = cursor.position()
        words = line.text or strings.text("review.console.no_words", reason=line.not_transcribed)
        cursor.insertText(words, plain if line.text else quiet)
        self._mark(begin, line, look.colour("accent_soft"), look.colour("warn"))
        if line.raw is not None and line.raw != line.text:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(close)
            cursor.insertText(strings.text("review.console.raw", words=line.raw), quiet)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _mark(self, begin: int, line: AnswerLine, good: QColor, bad: QColor) -> None:
        """Weak points last: where both quote one piece, the doubt is what a reader should see."""
        for span in sorted((each for each in line.spans if each.points), key=lambda each: -each.points):
            mark = QTextCharFormat()
            mark.setBackground(good if span.points > 0 else bad)
            mark.setFontUnderline(span.points < 0)  # told apart without colours, too
            mark.setToolTip(f"{span.rule} ({span.points:+g})")
            piece = QTextCursor(self.document())
            piece.setPosition(begin + utf16(line.text[: span.start]))
            piece.setPosition(begin + utf16(line.text[: span.end]), QTextCursor.MoveMode.KeepAnchor)
            piece.mergeCharFormat(mark)


def utf16(text: str) -> int:
    """How many places Qt counts in `text`: two for a character beyond the first 65,536."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
