"""Two to four candidates side by side: the same questions in rows, what was said, whether they can be told apart."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.review.compare_values import ApartLine, Cell, Comparison
from app.ui.icons import Icons
from app.ui.recruiter.card_view import figure
from app.ui.recruiter.score_bar import ScoreBar
from app.ui.recruiter.side_page import SidePage
from app.ui.scale import rescale, space
from app.ui.strings import Strings
from app.ui.widgets.basics import box, column, label, row

ID_SHOWN = 13  # characters, as on the page of one interview


class ComparePage(SidePage):
    """left: back to the list."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "review.console.compare")
        self._shown: Comparison | None = None
        self._words: list[str] = []

    @property
    def words(self) -> str:
        """Everything that is written, line by line."""
        return "\n".join(self._words)

    @property
    def interview_ids(self) -> tuple[str, ...]:
        """Who is compared."""
        return () if self._shown is None else tuple(card.interview_id for card in self._shown.cards)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show `comparison`."""
        self._shown = comparison
        self.draw()

    def clear(self) -> None:
        """Nothing of anybody stays on the page."""
        self._shown = None
        self.draw()

    def draw(self) -> None:
        """Build the page anew: it is another one for each comparison and language."""
        self._words.clear()
        inside = QWidget()
        whole = column(inside, spacing=12)
        if self._shown is not None:
            whole.addWidget(self._apart(self._shown))
            whole.addWidget(self._table(self._shown))
        whole.addStretch(1)
        self.area.setWidget(inside)
        rescale(inside, self.factor)

    def _apart(self, shown: Comparison) -> QFrame:
        card = box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=6)
        inside.addWidget(self._label("heading", self.strings.text("review.console.distinguishable")))
        for pair in shown.pairs:
            inside.addWidget(self._label("desk" if pair.is_apart else "desk-warn", self._pair(pair, shown)))
        inside.addWidget(self._label("small", self.strings.text("review.console.distinguishable_more")))
        return card

    def _pair(self, pair: ApartLine, shown: Comparison) -> str:
        names = (_name(shown, pair.first), _name(shown, pair.second))
        if pair.apart is None or pair.error is None:
            told = self.strings.text("review.console.apart_unknown")
        else:
            key = "review.console.apart" if pair.is_apart else "review.console.not_apart"
            told = self.strings.text(key, points=f"{abs(pair.apart):.1f}", error=f"{pair.error:.1f}")
        return self.strings.text("review.report.pair", name=" – ".join(names), value=told)

    def _table(self, shown: Comparison) -> QFrame:
        card, grid = box(), QGridLayout()
        space(grid, spacing=14)
        outside = column(card, margins=(18, 12, 18, 14))
        outside.addLayout(grid)
        for place, each in enumerate(shown.cards):
            grid.setColumnStretch(place, 1)
            told = row(spacing=6)
            head = column(spacing=4)
            head.addWidget(self._label("desk-strong", _name(shown, place)))
            number = self._label("strong", figure(each.composite))
            number.setWordWrap(False)
            told.addWidget(number)
            bar = ScoreBar(each.pass_line, each.grey_zone)
            bar.show_score(each.composite.value, each.composite.error)
            told.addWidget(bar, 1)
            head.addLayout(told)
            grid.addLayout(head, 0, place)
        for at, question in enumerate(shown.rows):
            title, strip = f"{question.question_id} · {question.title}", box("quiet")
            row(strip, margins=(12, 4, 12, 4)).addWidget(self._label("desk-strong", title))
            grid.addWidget(strip, 2 * at + 1, 0, 1, len(shown.cards))
            for place, cell in enumerate(question.cells):
                grid.addWidget(self._top(*self._cell(cell)), 2 * at + 2, place)
        return card

    def _cell(self, cell: Cell) -> list[QWidget]:
        text = self.strings.text
        if not cell.is_asked:
            return [self._label("desk", text("review.console.not_asked"))]
        found: list[QWidget] = [self._label("strong", "–" if cell.score is None else f"{cell.score:.1f}")]
        if cell.why_not:
            found.append(self._label("desk", cell.why_not))
        for quote in cell.quotes:
            found.append(self._label("desk", text("review.console.quote", words=quote.words)))
            found.append(self._label("tiny", f"{quote.rule} ({quote.points:+.1f})"))
        return found

    @staticmethod
    def _top(*widgets: QWidget) -> QWidget:
        cell = QWidget()
        inside = column(cell, spacing=3)
        for widget in widgets:
            inside.addWidget(widget)
        inside.addStretch(1)
        return cell

    def _label(self, look: str, words: str) -> QLabel:
        made = label(look)
        made.setText(words)
        self._words.append(words)
        return made

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self.back_button


def _name(shown: Comparison, place: int) -> str:
    """What tells a candidate from the others: a letter, and the beginning of the interview's number."""
    return f"{'ABCD'[place]} · {shown.cards[place].interview_id[:ID_SHOWN]}"
