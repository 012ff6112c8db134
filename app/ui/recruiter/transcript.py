"""What was asked and said, to read: quoted pieces marked, the recogniser's own words beside corrected ones."""

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit

from app.review.track import Change, Piece, Track
from app.review.values import AnswerLine, Reading
from app.ui.strings import Strings
from app.ui.theme import Theme, look_of

Place = tuple[str, int]


class Transcript(QTextEdit):
    """Read only. Colours: accent for what speaks for a score, warn for what speaks against it.

    clicked: (question, turn, character of the answer's text) of the word that was clicked.
    """

    clicked = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )  # large type on a narrow screen
        self._starts: dict[Place, int] = {}
        self._begins: dict[Place, int] = {}
        self._answers: dict[Place, AnswerLine] = {}
        self._found: list[QTextCursor] = []
        self._sought = ""
        self._shown: tuple[Reading, Strings, Theme] | None = None
        self._said: QTextCursor | None = None
        self._said_at: tuple[Place, Piece] | None = None
        # Not at once: the event comes from within the style sheet's walk over every widget of the window.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._recolour)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Whatever is left: it scrolls by itself, and what is being said is never below the edge of a page."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_reading(self, reading: Reading, strings: Strings) -> None:
        """Write the whole interview."""
        self.forget()
        self._shown = reading, strings, look_of(self).theme
        self._answers = {(line.question_id, line.turn): line for line in reading.answers}
        tracks = {track.place: track for track in reading.tracks}
        cursor = self.textCursor()
        cursor.beginEditBlock()  # laid out once
        for place, line in self._answers.items():
            self._write(cursor, line, tracks.get(place), strings)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self.clear()
        self._starts.clear()
        self._begins.clear()
        self._answers = {}
        self._found, self._said, self._said_at = [], None, None
        self._shown, self._sought = None, ""
        self._show_selections()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """What was written has the colours of its theme: in another it is written anew, when the events in hand are
        done."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._shown is not None:
            self._soon.start()

    @Slot()
    def _recolour(self) -> None:
        """At the same place, if the theme is another one by now."""
        if self._shown is None or self._shown[2] is look_of(self).theme:
            return
        reading, strings, _ = self._shown
        sought, said_at, place = self._sought, self._said_at, self.verticalScrollBar().value()
        self.show_reading(reading, strings)
        self.search(sought)
        if said_at is not None:
            self.follow(*said_at)
        self.verticalScrollBar().setValue(place)

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

    def follow(self, place: Place | None, piece: Piece | None = None) -> None:
        """Show which stretch is being said, and keep it in sight; None: none."""
        wanted = (place, piece) if place in self._begins and place is not None and piece is not None else None
        if wanted == self._said_at:
            return
        self._said_at = wanted
        self._said = None if wanted is None else self._cursor(wanted[0], wanted[1].start, wanted[1].end)
        self._show_selections()
        if self._said is not None:
            self._bring(self._said)

    @property
    def said(self) -> str:
        """The words that are shown as being said now."""
        return "" if self._said is None else self._said.selectedText()

    def search(self, words: str) -> int:
        """How many places hold `words`, letters in any case; all of them are marked."""
        self._found, words = [], words.strip()
        self._sought = words
        cursor = QTextCursor(self.document())
        while words and not (cursor := self.document().find(words, cursor)).isNull():
            self._found.append(QTextCursor(cursor))
        self._show_selections()
        return len(self._found)

    def show_found(self, number: int) -> tuple[str, int, int] | None:
        """Bring a found place into sight; (question, turn, character) where it is in somebody's answer."""
        cursor = self._found[number]
        self._bring(cursor)
        return self._char_at(cursor.selectionStart())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a word, not the end of a selection, asks for its moment."""
        super().mouseReleaseEvent(event)
        where = self._char_at(self.cursorForPosition(event.position().toPoint()).position())
        if where is not None and not self.textCursor().hasSelection():
            self.clicked.emit(*where)

    def _char_at(self, position: int) -> tuple[str, int, int] | None:
        for place, begin in self._begins.items():
            text = self._answers[place].text
            if begin <= position < begin + utf16(text):
                return (*place, chars(text, position - begin))
        return None

    def _write(self, cursor: QTextCursor, line: AnswerLine, track: Track | None, strings: Strings) -> None:
        look, place = look_of(self), (line.question_id, line.turn)
        quiet, strong, plain = (QTextCharFormat() for _ in range(3))
        quiet.setForeground(look.colour("ink_soft"))
        strong.setForeground(look.colour("accent_deep"))
        strong.setFontWeight(700)
        plain.setForeground(look.colour("ink"))
        room, close = QTextBlockFormat(), QTextBlockFormat()
        room.setTopMargin(14 if self._starts else 0)
        for each in (room, close):
            each.setBottomMargin(4)
        if self._starts:
            cursor.insertBlock(room)
        self._starts[place] = cursor.position()
        cursor.insertText(f"{line.question_id} · {line.title}", strong)
        is_scene = track is not None and track.is_role_play
        cursor.insertBlock(close)
        if is_scene:
            cursor.insertText(strings.text("review.player.turn_customer", turn=line.turn) + " ", strong)
        cursor.insertText(line.asked, quiet)
        cursor.insertBlock(close)
        if is_scene:
            cursor.insertText(strings.text("review.player.turn_candidate", turn=line.turn) + " ", strong)
        self._begins[place] = cursor.position()
        words = line.text or strings.text("review.console.no_words", reason=line.not_transcribed)
        cursor.insertText(words, plain if line.text else quiet)
        self._mark(place, line, look.colour("accent_soft"), look.colour("warn"))
        if line.raw is not None and line.raw != line.text:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(close)
            told = strings.text("review.console.raw", words=line.raw)
            begin = cursor.position() + utf16(told[: told.rindex(line.raw)])
            cursor.insertText(told, quiet)
            self._show_changes(place, line.raw, begin, () if track is None else track.changes)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _mark(self, place: Place, line: AnswerLine, good: QColor, bad: QColor) -> None:
        """Weak points last: where both quote one piece, the doubt is what a reader should see."""
        for span in sorted((each for each in line.spans if each.points), key=lambda each: -each.points):
            mark = QTextCharFormat()
            mark.setBackground(good if span.points > 0 else bad)
            mark.setFontUnderline(span.points < 0)  # told apart without colours, too
            mark.setToolTip(f"{span.rule} ({span.points:+g})")
            self._cursor(place, span.start, span.end).mergeCharFormat(mark)

    def _show_changes(self, place: Place, raw: str, raw_begin: int, changes: tuple[Change, ...]) -> None:
        """What a person wrote is bold in the text, what the recogniser had is struck out in its words."""
        written, gone = QTextCharFormat(), QTextCharFormat()
        written.setFontWeight(700)
        gone.setFontStrikeOut(True)
        for change in changes:
            self._cursor(place, change.start, change.end).mergeCharFormat(written)
            piece = QTextCursor(self.document())
            piece.setPosition(raw_begin + utf16(raw[: change.raw_start]))
            piece.setPosition(raw_begin + utf16(raw[: change.raw_end]), QTextCursor.MoveMode.KeepAnchor)
            piece.mergeCharFormat(gone)

    def _cursor(self, place: Place, start: int, end: int) -> QTextCursor:
        text, begin = self._answers[place].text, self._begins[place]
        piece = QTextCursor(self.document())
        piece.setPosition(begin + utf16(text[:start]))
        piece.setPosition(begin + utf16(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return piece

    def _bring(self, cursor: QTextCursor) -> None:
        """Bring it into sight; where its end is not, its beginning goes to the upper third."""
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        self.setTextCursor(start)
        room, top = self.viewport().rect(), self.cursorRect(start).top()
        if top < room.top() or self.cursorRect(end).bottom() > room.bottom():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - room.height() // 3)

    def _show_selections(self) -> None:
        look, shown = look_of(self), []
        if self._said is not None and self._said_at is not None:
            place, piece = self._said_at
            shown.append(_selection(self._said, look.colour("accent_line"), look.colour("ink")))
            for span in sorted(self._answers[place].spans, key=lambda each: -each.points):  # as in _mark
                start, end = max(span.start, piece.start), min(span.end, piece.end)
                if span.points and start < end:
                    is_good = span.points > 0
                    back, front = ("accent", "surface") if is_good else ("warn_line", "ink")
                    quoted = self._cursor(place, start, end)
                    shown.append(_selection(quoted, look.colour(back), look.colour(front)))
        shown += [_selection(each, look.colour("customer_line"), look.colour("ink")) for each in self._found]
        self.setExtraSelections(shown)


def _selection(cursor: QTextCursor, back: QColor, front: QColor) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format.setBackground(back)
    made.format.setForeground(front)
    return made


def utf16(text: str) -> int:
    """How many places Qt counts in `text`: two for a character beyond the first 65,536."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def chars(text: str, places: int) -> int:
    """How many characters of `text` Qt counts as so many places; half a character is none."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * places].decode("utf-16-le", "ignore"))
