"""Calibration training: what it is for, an answer to rate, its gap to gold, how the round ended."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.review.training_values import (
    GapLine,
    Interval,
    TrainingGap,
    TrainingItem,
    TrainingResult,
    TrainingStand,
)
from app.review.values import Reading
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.rating_view import OneAnswer
from app.ui.recruiter.transcript import Transcript
from app.ui.scale import fix, rescale
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.long_scroll import LongScroll

Begun = tuple[dict[str, int], str]  # as OneAnswer has it
State = TrainingStand | TrainingItem | TrainingGap | TrainingResult


class TrainingPage(Page):
    """left: back to the list. begun: a round. given: ((sub-dimension, value), ...). gone_on: the gap was read."""

    left = Signal()
    begun = Signal()
    given = Signal(object)
    gone_on = Signal()

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._state: State | None = None
        self._drawn: State | None = None
        self._is_sent = False  # nothing is sent a second time before it is answered
        self._title = label("title", wrap=False)
        self.back_button, self.next_button = Button(icons, "list"), Button(icons, "arrow", look="primary")
        self.transcript = Transcript()
        self.area = LongScroll()
        self.rating: OneAnswer | None = None
        self.words: list[str] = []
        self._lay_out()
        self.bind(self.back_button.say, "review.console.back")
        self.bind(self.transcript.setAccessibleName, "review.training.answer")
        self.back_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self._next)

    def _lay_out(self) -> None:
        head, columns, foot = row(spacing=16), row(spacing=16), row()
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        columns.addWidget(self.transcript, 5)
        columns.addWidget(self.area, 6)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        fix(self.next_button, min_width=220)
        whole = column(self, margins=(24, 12, 24, 16), spacing=10)
        whole.addLayout(head)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)

    def show_state(self, state: State) -> None:
        """Show where the training is; beside a gap the answer stays that it is about."""
        self._state, self._is_sent = state, False
        if isinstance(state, TrainingItem):
            self.transcript.show_reading(Reading("", "", (state.line,), True), self.strings)
        elif not isinstance(state, TrainingGap):
            self.transcript.forget()
        self.draw()

    @Slot()
    def try_again(self) -> None:
        """What was sent was not taken: it stands there as it was chosen."""
        self._is_sent = False
        self._may_go_on()

    def clear(self) -> None:
        """Nothing stays."""
        self._state, self._is_sent = None, False
        self.transcript.forget()
        self.draw()

    def draw(self) -> None:
        """Build the right side anew; what is chosen for an answer stays chosen."""
        text, state = self.strings.text, self._state
        begun = None if self.rating is None or self._drawn is not state else self.rating.begun
        self._drawn, self.rating, self.words = state, None, []
        inside = QWidget()
        whole = column(inside, spacing=12)
        self._title.setText(text("review.training.title"))
        self.transcript.setVisible(isinstance(state, TrainingItem | TrainingGap))
        match state:
            case TrainingStand():
                self._draw_stand(whole, state)
            case TrainingItem():
                self._draw_item(whole, state, begun)
            case TrainingGap():
                self._draw_gap(whole, state)
            case TrainingResult():
                self._draw_result(whole, state)
        whole.addStretch(1)
        self.area.setWidget(inside)
        rescale(inside, self.factor)
        self._draw_button()

    def _draw_button(self) -> None:
        keys = {
            TrainingStand: "start",
            TrainingItem: "compare",
            TrainingGap: "go_on",
            TrainingResult: "start_again",
        }
        key = keys.get(type(self._state)) if self._state is not None else None
        self.next_button.setVisible(key is not None)
        if key is not None:
            self.next_button.say(self.strings.text(f"review.training.{key}"))
        self._may_go_on()

    def first_focus(self) -> QWidget | None:
        """The first choice of an answer, else the way on."""
        return next(iter(self.rating.choices.values())) if self.rating is not None else self.next_button

    # ---- what each state says --------------------------------------------------------------------
    def _draw_stand(self, whole: QVBoxLayout, stand: TrainingStand) -> None:
        text = self.strings.text
        inside = self._card(whole, text("review.training.what"))
        mark = text("review.training.mark", icc=f"{stand.least_icc:.2f}", bias=f"{stand.most_bias:g}")
        for words in (text("review.training.more"), mark, text("review.training.why")):
            self._say(inside, "body", words)
        self._say_stand(whole, stand)

    def _say_stand(self, whole: QVBoxLayout, stand: TrainingStand) -> None:
        text = self.strings.text
        inside = self._card(whole, text("review.training.yours"))
        until = "" if stand.good_until is None else f"{datetime.fromtimestamp(stand.good_until):%Y-%m-%d}"
        key = "good" if stand.is_good else "over" if until else "none"
        self._say(inside, "strong", text(f"review.training.stand_{key}", until=until))
        self._say(inside, "body", text("review.training.rounds", count=stand.rounds))
        if stand.left_out is not None:
            self._say(inside, "body", text("review.training.left_out", count=stand.left_out))

        if stand.same is not None:
            where = "hub" if stand.is_hub else "kiosk"
            key = f"review.training.same_{where}" if stand.same else f"review.training.alone_{where}"
            self._say(inside, "body", text(key, names=text("review.training.and").join(stand.same)))

    def _draw_item(self, whole: QVBoxLayout, item: TrainingItem, begun: Begun | None) -> None:
        told = {"number": item.number, "all": item.all}
        self._title.setText(self.strings.text("review.training.item", **told))
        self.rating = OneAnswer(item.line, self.strings, is_training=True)
        if begun is not None:
            self.rating.go_on(*begun)
        self.rating.changed.connect(self._may_go_on)
        whole.addWidget(self.rating)

    def _draw_gap(self, whole: QVBoxLayout, gap: TrainingGap) -> None:
        text = self.strings.text
        self._title.setText(text("review.training.gap", number=gap.number, all=gap.all))
        for line in gap.lines:
            self._draw_line(whole, line)
        self._say(self._card(whole, text("review.training.reason")), "body-ink", gap.reason)

    def _draw_line(self, whole: QVBoxLayout, line: GapLine) -> None:
        text, apart = self.strings.text, line.given - line.gold
        inside = self._card(whole, line.name)
        told = {"given": f"{line.given:g}", "gold": f"{line.gold:g}", "gap": f"{apart:+g}" if apart else "0"}
        self._say(inside, "strong", text("review.training.figures", **told))
        anchor = text("review.report.anchor", level=line.anchor.level, words=line.anchor.words)
        self._say(inside, "body", anchor)

    def _draw_result(self, whole: QVBoxLayout, result: TrainingResult) -> None:
        text = self.strings.text
        inside = self._card(whole, text(f"review.training.{'passed' if result.passed else 'failed'}"))
        mark = {"icc": f"{result.stand.least_icc:.2f}", "bias": f"{result.stand.most_bias:g}"}
        self._say(inside, "body", text("review.training.mark", **mark))
        unknown = text("review.training.unknown")
        figures = (
            ("icc", _interval(result.icc) or unknown),
            ("bias", _interval(result.bias, sign=True) or unknown),
            ("kappa", unknown if result.kappa is None else f"{result.kappa:.2f}"),
            ("exact", unknown if result.exact is None else f"{result.exact:.0%}"),
            ("adjacent", unknown if result.adjacent is None else f"{result.adjacent:.0%}"),
        )
        for key, value in figures:
            named = text("review.report.pair", name=text(f"review.training.{key}"), value=value)
            self._say(inside, "body-ink", named)
        self._say(inside, "small", text("review.training.pairs", count=result.pairs))
        self._say_stand(whole, result.stand)

    def _card(self, whole: QVBoxLayout, heading: str) -> QVBoxLayout:
        card: QFrame = box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=6)
        self._say(inside, "heading", heading)
        whole.addWidget(card)
        return inside

    def _say(self, layout: QVBoxLayout, look: str, words: str) -> None:
        made = label(look)
        made.setText(words)
        self.words.append(words)
        layout.addWidget(made)

    # ---- the one way on --------------------------------------------------------------------------
    @Slot()
    def _may_go_on(self) -> None:
        self.next_button.setEnabled(not self._is_sent and (self.rating is None or self.rating.is_whole))

    @Slot()
    def _next(self) -> None:
        self._is_sent = True
        self._may_go_on()
        match self._state:
            case TrainingItem() if self.rating is not None:
                values = self.rating.rating.values
                self.given.emit(tuple((sub, value) for sub, value in values if value is not None))
            case TrainingGap():
                self.gone_on.emit()
            case _:
                self.begun.emit()


def _interval(found: Interval | None, *, sign: bool = False) -> str:
    if found is None:
        return ""
    value, low, high = (f"{each:+.2f}" if sign else f"{each:.2f}" for each in found)
    return f"{value} ({low} … {high})"
