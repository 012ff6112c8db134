"""The sixty-second card: composite, dimensions, quotes for and against, flags, gaps, what people said."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from app.review.values import Card, Decision, Quote, ScoreLine, Stand
from app.ui.recruiter.score_bar import ScoreBar
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import box, column, label, row

_OTHERS = ("note", "gone")


class CardView(QWidget):
    """Made for one card in one language; the page makes another when either changes."""

    def __init__(self, card: Card, strings: Strings) -> None:
        super().__init__()
        self._card, self._text = card, strings.text
        self._words: list[str] = []
        whole = column(self, spacing=12)
        if card.is_second or card.stand in (Stand.SECOND, Stand.APART):
            whole.addWidget(self._stand())
        whole.addWidget(self._composite())
        whole.addWidget(self._dimensions())
        for key, quotes in (("strongest", card.strongest), ("weakest", card.weakest)):
            whole.addWidget(self._quotes(key, quotes))
        for key, lines in (("flags", card.flags), ("gaps", card.gaps), ("history", self._history())):
            whole.addWidget(self._list(key, lines))
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
        card, inside = self._part("composite")
        line, score = row(spacing=16), self._card.composite
        self._say(line, "display", figure(score))
        bar = ScoreBar(self._card.pass_line, self._card.grey_zone)
        bar.show_score(score.value, score.error)
        line.addWidget(bar, 1)
        inside.addLayout(line)
        self._say(inside, "strong", self._card.band)
        low, high = self._card.grey_zone
        told = self._text("review.console.line", line=self._card.pass_line, low=low, high=high)
        self._say(inside, "small", told)
        if score.why_not:
            self._say(inside, "body", score.why_not)
        if score.changed_to is not None:
            self._say(inside, "warn", self._text("review.console.changed_to", value=f"{score.changed_to:g}"))
        return card

    def _dimensions(self) -> QFrame:
        card, inside = self._part("dimensions")
        for score in (*self._card.dimensions, *self._hidden_or_changed()):
            line = row(spacing=12)
            name = score.name if score.weight is None else f"{score.name} · {score.weight:g}%"
            line.addWidget(self._label("body-ink", name), 3)
            bar = ScoreBar(self._card.pass_line, self._card.grey_zone)
            bar.show_score(score.value, score.error)
            line.addWidget(bar, 3)
            told = figure(score)
            if score.changed_to is not None:
                told += " · " + self._text("review.console.changed_to", value=f"{score.changed_to:g}")
            number = self._label("strong", told)
            fix(number, min_width=110)
            line.addWidget(number, 2)
            inside.addLayout(line)
            if score.why_not:
                self._say(inside, "small", score.why_not)
        shown = [each for each in self._card.sub_dimensions if each.value is not None]
        unproven = sum(each.is_unproven for each in shown)
        if unproven:
            told = self._text("review.console.unproven", count=unproven, all=len(shown))
            self._say(inside, "small", told)
        return card

    def _hidden_or_changed(self) -> list[ScoreLine]:
        """Sub-dimensions that a reader has to know about; all others are in their dimension."""
        return [
            each for each in self._card.sub_dimensions if each.changed_to is not None or each.value is None
        ]

    def _quotes(self, key: str, quotes: tuple[Quote, ...]) -> QFrame:
        card, inside = self._part(key)
        for quote in quotes:
            self._say(inside, "body-ink", self._text("review.console.quote", words=quote.words))
            told = f"{quote.question_id} {quote.title} · {quote.rule} ({quote.points:+.1f})"
            self._say(inside, "small", told)
        if not quotes:
            self._say(inside, "body", self._text("review.console.none"))
        return card

    def _list(self, key: str, lines: tuple[str, ...]) -> QFrame:
        card, inside = self._part(key)
        for each in lines or (self._text("review.console.none"),):
            self._say(inside, "body", each)
        return card

    def _history(self) -> tuple[str, ...]:
        return tuple(
            f"{time.strftime('%Y-%m-%d %H:%M', time.localtime(said.at))} · {said.by} · "
            + " · ".join(part for part in (said_words(said.what, self._text), said.reason) if part)
            for said in self._card.history
        )

    def _part(self, key: str) -> tuple[QFrame, QVBoxLayout]:
        card = box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=6)
        self._say(inside, "heading", self._text(f"review.console.{key}"))
        return card, inside

    def _say(self, layout: QBoxLayout, look: str, words: str) -> None:
        layout.addWidget(self._label(look, words))

    def _label(self, look: str, words: str) -> QWidget:
        made = label(look, wrap=look != "display")
        made.setText(words)
        self._words.append(words)
        return made


def figure(score: ScoreLine) -> str:
    """The score as it is written: with its standard error, or a dash."""
    return "–" if score.value is None else f"{score.value:.1f} ± {score.error or 0:.1f}"


def said_words(what: str, text: Callable[[str], str]) -> str:
    """An act in words, with the colleague it was handed to; a changed score as it is."""
    act, _, to = what.partition(" ")
    if act not in ("rating", "note", "gone", *Decision):
        return what
    return " ".join(
        part
        for part in (text(f"review.console.said_{act}" if act in _OTHERS else f"review.console.{act}"), to)
        if part
    )
