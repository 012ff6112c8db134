"""How far people and program agree: by sub-dimension, question, site and model version, with intervals."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.agreement.gate import By
from app.agreement.raters import Rater
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.ui.icons import Icons
from app.ui.recruiter import agreement_words
from app.ui.recruiter.side_page import SidePage
from app.ui.scale import rescale, space
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import box, column, label

STRETCH = {"icc": 3, "kappa": 3, "bias": 3, "pairs": 1, "name": 3, "standing": 4}
COLUMNS = ("name", "pairs", "icc", "kappa", "bias", "exact", "standing")


class AgreementPage(SidePage):
    """left: back to the list."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "review.console.agreement", "review.console.agreement_more")
        self._groups: tuple[AgreementGroup, ...] = ()
        self.cells: dict[tuple[By, str, str], QLabel] = {}
        self.raters: dict[str, QLabel] = {}
        self.notices: list[str] = []

    def show_groups(self, groups: tuple[AgreementGroup, ...]) -> None:
        """Show `groups`, one card each."""
        self._groups = groups
        self.draw()

    def clear(self) -> None:
        """Nothing stays."""
        self.show_groups(())

    def draw(self) -> None:
        """Build the tables anew."""
        self.cells.clear()
        self.raters.clear()
        self.notices.clear()
        inside = QWidget()
        whole = column(inside, spacing=12)
        for words in agreement_words.notices(self._groups, self.strings.text):
            banner = Banner(self.icons)
            banner.say(words, Tone.WARNING)
            whole.addWidget(banner)
            self.notices.append(words)
        for group in self._groups:
            whole.addWidget(self._card(group))
            if group.raters:
                whole.addWidget(self._raters(group.raters))
        whole.addStretch(1)
        self.area.setWidget(inside)
        rescale(inside, self.factor)

    def _card(self, group: AgreementGroup) -> QFrame:
        text, card = self.strings.text, box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=8)
        heading = label("heading")
        heading.setText(text(f"review.console.by_{group.by.name.lower()}"))
        inside.addWidget(heading)
        if not group.lines:
            none = label("body")
            none.setText(text("review.console.no_ratings"))
            inside.addWidget(none)
            return card
        grid = QGridLayout()
        space(grid, spacing=10)
        columns = [each for each in COLUMNS if each != "standing" or group.by is By.SUB_DIMENSION]
        for place, column_name in enumerate(columns):
            head = label("small")
            head.setText(text(f"review.console.column_{column_name}"))
            grid.addWidget(head, 0, place)
            grid.setColumnStretch(place, STRETCH.get(column_name, 2))
        for each in group.lines:
            self._rows(grid, group.by, each, columns)
        inside.addLayout(grid)
        return card

    def _raters(self, raters: tuple[Rater, ...]) -> QFrame:
        """Counts and bias of each person, by name; only administrators are given any."""
        text, card = self.strings.text, box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=8)
        for look, key in (("heading", "by_rater"), ("small", "by_rater_more")):
            told = label(look)
            told.setText(text(f"review.agreement.{key}"))
            inside.addWidget(told)
        for each in raters:
            line = label("body-ink")
            line.setText(agreement_words.rater(each, text))
            self.raters[each.name] = line
            inside.addWidget(line)
        return card

    def _rows(self, grid: QGridLayout, by: By, each: AgreementLine, columns: list[str]) -> None:
        """Person and program; below, where it is known, two people in the same columns; then the rest in words."""
        text, at = self.strings.text, grid.rowCount()
        for place, name in enumerate(columns):
            words = agreement_words.cell(each, each.agreement, name, text)
            self._put(grid, (at, place, 1), words, "body-ink", (by, each.name, name))
        if each.people is not None:
            at += 1
            for place, name in enumerate(columns):
                words = agreement_words.people_cell(each, each.people, name, text)
                self._put(grid, (at, place, 1), words, "small", (by, each.name, f"people_{name}"))
        words = agreement_words.more(each, text)
        self._put(grid, (at + 1, 0, len(columns)), words, "small", (by, each.name, "more"))

    def _put(
        self, grid: QGridLayout, place: tuple[int, int, int], words: str, look: str, key: tuple[By, str, str]
    ) -> None:
        """place: row, column, columns it takes."""
        cell = label(look)
        cell.setText(words)
        self.cells[key] = cell
        grid.addWidget(cell, place[0], place[1], 1, place[2])

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self.back_button
