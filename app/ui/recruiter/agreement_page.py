"""How far people and program agree: by sub-dimension, question, site and model version, with intervals."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.agreement.gate import By
from app.agreement.measures import Estimate, NotEstimated
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.ui.icons import Icons
from app.ui.recruiter.side_page import SidePage
from app.ui.scale import rescale, space
from app.ui.strings import Strings
from app.ui.widgets.basics import box, column, label

STRETCH = {"icc": 3, "bias": 4, "pairs": 1, "name": 3, "standing": 4}
COLUMNS = ("name", "pairs", "icc", "kappa", "bias", "exact", "standing")


class AgreementPage(SidePage):
    """left: back to the list."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "review.console.agreement", "review.console.agreement_more")
        self._groups: tuple[AgreementGroup, ...] = ()
        self.cells: dict[tuple[By, str, str], QLabel] = {}

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
        inside = QWidget()
        whole = column(inside, spacing=12)
        for group in self._groups:
            whole.addWidget(self._card(group))
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
        for at, each in enumerate(group.lines, start=1):
            for place, column_name in enumerate(columns):
                cell = label("body-ink")
                cell.setText(self._words(each, column_name))
                self.cells[group.by, each.name, column_name] = cell
                grid.addWidget(cell, at, place)
        inside.addLayout(grid)
        return card

    def _words(self, each: AgreementLine, column_name: str) -> str:
        found = each.agreement
        match column_name:
            case "name":
                return each.name
            case "pairs":
                return str(found.pairs)
            case "icc":
                return self._figure(found.icc)
            case "kappa":
                return self._figure(found.kappa)
            case "bias":
                return self._figure(found.bias, sign="+")
            case "exact":
                return f"{self._share(found.exact)} / {self._share(found.adjacent)}"
            case _:
                told = self.strings.text(f"review.console.standing_{each.standing}")
                return f"{told} (≥\N{NO-BREAK SPACE}{each.least_icc:.2f})"

    def _figure(self, value: Estimate | NotEstimated | float, sign: str = "") -> str:
        """Value and interval, or the words why there is none."""
        if isinstance(value, NotEstimated):
            return self.strings.text(f"review.console.{value.reason}")
        if isinstance(value, Estimate):
            return f"{value.value:{sign}z.2f} [{value.low:{sign}z.2f}, {value.high:{sign}z.2f}]"
        return f"{value:{sign}z.2f}"

    def _share(self, value: NotEstimated | float) -> str:
        return "–" if isinstance(value, NotEstimated) else f"{value:.0%}"

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self.back_button
