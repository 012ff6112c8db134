"""The sixty-second card: composite, dimensions, quotes for and against, flags, gaps, what people said."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from app.review.values import Card, Decision, Quote, ScoreLine, ScoreTarget, Stand
from app.ui.recruiter.score_bar import ScoreBar
from app.ui.scale import space
from app.ui.strings import Strings
from app.ui.widgets.basics import box, column, label, row

TOP = Qt.AlignmentFlag.AlignTop
_OTHERS = ("note", "gone")


class CardView(QWidget):
    """Made for one card in one language; the page makes another when either changes.

    In sight at once on a usual screen: scores and flags on the left, quotes on the right. What is read only
    sometimes is below.
    """

    def __init__(self, card: Card, strings: Strings) -> None:
        super().__init__()
        self._card, self._text = card, strings.text
        self._words: list[str] = []
        whole, upper, lower = column(self, spacing=12), row(spacing=12), row(spacing=12)
        if card.is_second or card.stand in (Stand.SECOND, Stand.APART):
            whole.addWidget(self._stand())
        _beside(upper, (self._composite(), self._flags(), self._dimensions()))
        kinds = (("strongest", card.strongest), ("weakest", card.weakest))
        _beside(upper, tuple(self._quotes(key, quotes) for key, quotes in kinds))
        _beside(lower, (self._list("gaps", tuple(map(self._gap, card.gaps))),))
        _beside(lower, (self._list("history", self._history()),))
        whole.addLayout(upper)
        whole.addLayout(lower)
        whole.addStretch(1)

    @property
    def words(self) -> str:
        """Everything the card says, line by line."""
        return "\n".join(self._words)

    def _stand(self) -> QFrame:
        """What a decision still needs; the second reader is told that there was a first one, and no more."""
        banner = box("")
        banner.setProperty("look", "info")
        inside = column(banner, margins=(18, 10, 18, 10))
        key = "is_second" if self._card.is_second else f"stand_{self._card.stand}_more"
        self._say(inside, "strong", self._text(f"review.console.{key}"))
        return banner

    def _composite(self) -> QFrame:
        card, score = box(), self._card.composite
        inside, line = column(card, margins=(18, 6, 18, 12), spacing=2), row(spacing=16)
        self._say(line, "display", figure(score))
        named = column(margins=(0, 8, 0, 8))
        self._say(named, "tiny", self._text("review.console.composite"))
        named.addWidget(self._bar(score))
        line.addLayout(named, 1)
        inside.addLayout(line)
        self._say(inside, "strong", self._card.band)
        low, high = self._card.grey_zone
        self._say(
            inside,
            "tiny",
            self._text("review.console.line", line=self._card.pass_line, low=low, high=high),
        )
        if score.why_not:
            self._say(inside, "desk", score.why_not)
        self._say_changed(inside, score)
        return card

    def _flags(self) -> QFrame:
        """Between the score and its parts, in a colour of their own: nobody decides without having seen them."""
        flags = self._card.flags
        banner = box("")
        banner.setProperty("look", "warning" if flags else "info")
        line, lines = row(banner, margins=(18, 8, 18, 10), spacing=12), column()
        line.addWidget(self._label("desk-strong", self._text("review.console.flags"), wrap=False), 0, TOP)
        line.addLayout(lines, 1)
        for each in flags or (self._text("review.console.none"),):
            self._say(lines, "desk", each)
        return banner

    def _dimensions(self) -> QFrame:
        card, inside = self._part("dimensions")
        grid = QGridLayout()
        space(grid, spacing=4)
        inside.addLayout(grid)
        for at, part in enumerate((5, 2, 0)):
            grid.setColumnStretch(at, part)
        for score in self._card.dimensions:
            self._line(grid, score)
        changed = [each for each in self._card.sub_dimensions if each.changed_to is not None]
        for score in changed:
            self._line(grid, score)
        for words in self._not_shown():
            self._say(inside, "tiny", words)
        shown = [each for each in self._card.sub_dimensions if each.value is not None]
        unproven = sum(each.is_unproven for each in shown)
        if unproven:
            told = self._text("review.console.unproven", count=unproven, all=len(shown))
            self._say(inside, "tiny", told)
        return card

    def _line(self, grid: QGridLayout, score: ScoreLine) -> None:
        """Name, bar, figure; below them what a person made of it, or why there is no figure."""
        at = grid.rowCount()
        weight = "" if score.weight is None else f"\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}{score.weight:g}%"
        grid.addWidget(self._label("desk", score.name + weight), at, 0)
        grid.addWidget(self._bar(score), at, 1)
        number = self._label("desk-strong", figure(score), wrap=False)
        grid.addWidget(number, at, 2)
        more = column()
        if score.why_not and score.why_not != self._card.composite.why_not:  # told above for all of them
            self._say(more, "tiny", score.why_not)
        self._say_changed(more, score)
        if more.count():
            grid.addLayout(more, at + 1, 0, 1, 3)

    def _say_changed(self, layout: QBoxLayout, score: ScoreLine) -> None:
        if score.changed_to is not None:
            told = self._text("review.console.changed_to", value=f"{score.changed_to:g}")
            self._say(layout, "desk-warn", told)

    def _bar(self, score: ScoreLine) -> ScoreBar:
        made = ScoreBar(self._card.pass_line, self._card.grey_zone)
        made.show_score(score.value, score.error)
        return made

    def _not_shown(self) -> list[str]:
        """Sub-dimensions without a score by the reason; one that is among the gaps is not told twice."""
        by_reason: dict[str, list[str]] = {}
        for each in self._card.sub_dimensions:
            gap = next((gap for gap in self._card.gaps if gap.startswith(f"{each.why_not}:")), "")
            if each.value is None and each.name not in gap:
                by_reason.setdefault(each.why_not, []).append(each.name)
        comma = self._text("review.report.comma")
        return [
            self._text("review.report.pair", name=comma.join(names), value=reason)
            for reason, names in by_reason.items()
        ]

    def _quotes(self, key: str, quotes: tuple[Quote, ...]) -> QFrame:
        card, inside = self._part(key)
        for quote in quotes:
            said = column()
            self._say(said, "desk", self._text("review.console.quote", words=quote.words))
            told = f"{quote.question_id} · {quote.rule} ({quote.points:+.1f})"
            self._say(said, "tiny", told)
            inside.addLayout(said)
        if not quotes:
            self._say(inside, "desk", self._text("review.console.none"))
        return card

    def _list(self, key: str, lines: tuple[str, ...]) -> QFrame:
        card, inside = self._part(key)
        for each in lines or (self._text("review.console.none"),):
            self._say(inside, "desk", each)
        return card

    def _gap(self, told: str) -> str:
        """A reason and what it is about, with the marks of the language that is spoken."""
        reason, _, what = told.partition(": ")
        about = self._text("review.report.comma").join(what.split(", "))
        return self._text("review.report.pair", name=reason, value=about) if what else told

    def _history(self) -> tuple[str, ...]:
        return tuple(
            f"{time.strftime('%Y-%m-%d %H:%M', time.localtime(said.at))} · {said.by} · "
            + " · ".join(
                part for part in (said_words(said.what, self._card, self._text), said.reason) if part
            )
            for said in self._card.history
        )

    def _part(self, key: str) -> tuple[QFrame, QVBoxLayout]:
        card = box()
        inside = column(card, margins=(18, 8, 18, 12), spacing=6)
        self._say(inside, "heading", self._text(f"review.console.{key}"))
        return card, inside

    def _say(self, layout: QBoxLayout, look: str, words: str) -> None:
        layout.addWidget(self._label(look, words))

    def _label(self, look: str, words: str, *, wrap: bool = True) -> QWidget:
        made = label(look, wrap=wrap and look != "display")
        made.setText(words)
        self._words.append(words)
        return made


def _beside(line: QBoxLayout, parts: tuple[QWidget, ...]) -> None:
    """Put a column of `parts` at the end of `line`, as wide as every other."""
    holder = QWidget()
    inside = column(holder, spacing=12)
    for each in parts:
        inside.addWidget(each)
    inside.addStretch(1)
    line.addWidget(holder, 1)


def figure(score: ScoreLine) -> str:
    """The score as it is written: with its standard error, or a dash."""
    return "–" if score.value is None else f"{score.value:.1f} ± {score.error or 0:.1f}"


def said_words(what: str, card: Card, text: Callable[..., str]) -> str:
    """An act in words, with the colleague it was handed to; a changed score by its name on the card."""
    act, _, rest = what.partition(" ")
    name, _, value = rest.rpartition(" ")
    for each in (*card.dimensions, *card.sub_dimensions, card.composite):
        if each.target == ScoreTarget(act, name):
            told = text("review.console.changed_to", value=value)
            name = each.name or text("review.console.composite")
            return text("review.report.pair", name=name, value=told)
    if act not in ("rating", "note", "gone", *Decision):
        return what
    told = text(f"review.console.said_{act}" if act in _OTHERS else f"review.console.{act}")
    return " ".join(part for part in (told, rest) if part)
