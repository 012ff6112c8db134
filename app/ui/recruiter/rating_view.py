"""Rating blind, one answer at a time: each sub-dimension on its anchors, and one reason."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.review.values import AnswerLine, AnswerRating, ToRate
from app.ui.icons import Icons
from app.ui.recruiter.drafts import Draft, RatingDraft, new_key
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, row

VALUES = tuple(half / 2 for half in range(20, 1, -1))  # 10, 9.5 ... 1
LEAST_REASON_CHARS = 3
MOST_REASON_CHARS = 4000  # as a hub has it: much longer ones it takes from no kiosk either


class OneAnswer(QWidget):
    """What is to be rated on one answer. changed: something was chosen or written.

    is_training: everything can be observed, and nobody asks for a reason.
    """

    changed = Signal()

    def __init__(self, line: AnswerLine, strings: Strings, *, is_training: bool = False) -> None:
        super().__init__()
        self._line, self._is_training = line, is_training
        self.choices = {each.sub_dimension: QComboBox() for each in line.to_rate}
        self.reason = QLineEdit()
        self.reason.setMaxLength(MOST_REASON_CHARS)
        whole = column(self, spacing=12)
        for each in line.to_rate:
            whole.addWidget(self._card(each, self.choices[each.sub_dimension], strings))
        self.reason.setPlaceholderText(strings.text("review.console.reason"))
        self.reason.setAccessibleName(strings.text("review.console.reason"))
        self.reason.textChanged.connect(self.changed)
        whole.addWidget(self.reason)
        self.reason.setVisible(not is_training)

    def _card(self, each: ToRate, choice: QComboBox, strings: Strings) -> QWidget:
        card = box()
        inside = column(card, margins=(18, 12, 18, 14), spacing=6)
        head = row(spacing=12)
        name = label("heading")
        name.setText(each.name)
        choice.addItem(strings.text("review.console.choose"), "")
        if not self._is_training:
            choice.addItem(strings.text("review.console.not_observed"), None)
        for value in VALUES:
            choice.addItem(f"{value:g}", value)
        choice.setAccessibleName(each.name)
        choice.currentIndexChanged.connect(self.changed)
        head.addWidget(name, 1)
        head.addWidget(choice)
        inside.addLayout(head)
        for anchor in reversed(each.anchors):
            words = label("small")
            words.setText(f"{anchor.level} · {anchor.words}")
            inside.addWidget(words)
        return card

    @property
    def is_whole(self) -> bool:
        """True once everything is chosen and there is a reason."""
        return not self.unchosen and self.has_reason

    @property
    def unchosen(self) -> tuple[str, ...]:
        """The names of what nothing was chosen for yet."""
        return tuple(
            each.name for each in self._line.to_rate if self.choices[each.sub_dimension].currentIndex() <= 0
        )

    @property
    def has_reason(self) -> bool:
        """Somebody can tell later why, or is not asked."""
        return self._is_training or len(self.reason.text().strip()) >= LEAST_REASON_CHARS

    @property
    def rating(self) -> AnswerRating:
        """What was chosen."""
        values = tuple((sub, choice.currentData()) for sub, choice in self.choices.items())
        return AnswerRating(self._line.question_id, self._line.turn, values, self.reason.text())

    @property
    def begun(self) -> tuple[dict[str, int], str]:
        """Places in the lists of choices, and the reason, for `go_on`."""
        return {sub: each.currentIndex() for sub, each in self.choices.items()}, self.reason.text()

    def go_on(self, chosen: Mapping[str, int], reason: str) -> None:
        """Stand as it stood then: the lists have the same order in every language."""
        for sub, choice in self.choices.items():
            choice.setCurrentIndex(chosen.get(sub, 0))
        self.reason.setText(reason)


class RatingView(QWidget):
    """moved: another answer is rated now, with its (question, turn). whole: every AnswerRating, in a tuple.

    foot: the way on, and what it waits for; the page that holds the view puts it where it is always in sight.

    more: key of why it is asked for. draft: what was begun before. untrained: why a rating by this reader does not
    count, or empty. key: of this rating, which is stored once.
    """

    moved = Signal(str, int)
    whole = Signal(object)

    def __init__(
        self,
        lines: tuple[AnswerLine, ...],
        icons: Icons,
        strings: Strings,
        more: str,
        draft: Draft,
        *,
        untrained: str = "",
    ) -> None:
        super().__init__()
        self._strings, self.counts = strings, not untrained
        self._lines = tuple(line for line in lines if line.to_rate)
        self.answers = tuple(OneAnswer(line, strings) for line in self._lines)
        self._at, self._draft, self._is_stored = 0, draft, False
        self.key = new_key() if draft.rating is None else draft.rating.key
        self._title, self._more = label("title"), label("body")
        self._more.setText(strings.text(more))
        self.back_button, self.next_button = Button(icons), Button(icons, "arrow", look="primary")
        self.back_button.say(strings.text("review.console.answer_before"))
        self.foot, self._open = QWidget(), label("small")
        foot = row(self.foot, spacing=12)
        foot.addWidget(self.back_button)
        foot.addWidget(self._open, 1)
        foot.addStretch()
        foot.addWidget(self.next_button)
        inside = column(self, spacing=12)
        inside.addWidget(self._title)
        inside.addWidget(self._more)
        if untrained:
            told = label("warn")
            told.setText(untrained)
            inside.addWidget(told)
        for each in self.answers:
            each.changed.connect(self._draw)
            each.reason.returnPressed.connect(self.next_button.click)
            inside.addWidget(each)
        inside.addStretch(1)
        self.back_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._next)
        self._go_on(draft.rating)
        self._draw()

    @property
    def place(self) -> tuple[str, int]:
        """The answer that is rated now."""
        return self._lines[self._at].question_id, self._lines[self._at].turn

    @Slot()
    def _draw(self) -> None:
        text, last = self._strings.text, len(self.answers) - 1
        for place, each in enumerate(self.answers):
            each.setVisible(place == self._at)
        title = self._lines[self._at].title if self._lines else ""
        told = text("review.console.rate_title", number=self._at + 1, all=len(self.answers), title=title)
        self._title.setText(told if self.answers else text("review.console.none"))
        self.back_button.setEnabled(self._at > 0)
        self.next_button.say(
            text("review.console.rate_save" if self._at >= last else "review.console.answer_next")
        )
        self.next_button.setEnabled(not self.answers or self.answers[self._at].is_whole)
        self._say_open()

    def _say_open(self) -> None:
        """Why there is no way on yet."""
        is_open = bool(self.answers) and not self.answers[self._at].is_whole
        self._open.setVisible(is_open)
        if not is_open:
            return
        text, answer = self._strings.text, self.answers[self._at]
        parts = [*answer.unchosen, *(() if answer.has_reason else (text("review.console.reason_open"),))]
        what = text("review.report.comma").join(parts)
        self._open.setText(text("review.console.rate_open", what=what))

    def setEnabled(self, enabled: bool) -> None:  # noqa: N802
        """The foot, which stands elsewhere, with it."""
        super().setEnabled(enabled)
        self.foot.setEnabled(enabled)

    @Slot()
    def _back(self) -> None:
        self._go(self._at - 1)

    @Slot()
    def _next(self) -> None:
        if self._at < len(self.answers) - 1:
            self._go(self._at + 1)
        else:
            self.setEnabled(False)  # until it is stored, or is known not to be
            self._draft.is_sent = True
            self.whole.emit(tuple(each.rating for each in self.answers))

    def keep(self) -> None:
        """Hold what is given so far, for the view that comes after this one."""
        if self.answers and not self._is_stored:
            given = tuple(each.begun for each in self.answers)
            self._draft.rating = RatingDraft(self.key, self._at, given)

    def stored(self, key: str) -> None:
        """It is in the store; whoever holds the view shows the card next."""
        self._is_stored = self._is_stored or key == self.key

    def _go_on(self, begun: RatingDraft | None) -> None:
        if begun is None:
            return
        for each, given in zip(self.answers, begun.answers, strict=False):
            each.go_on(*given)
        self._at = min(begun.at, max(0, len(self.answers) - 1))
        self.setEnabled(not self._draft.is_sent)

    def try_again(self) -> None:
        """It was not stored, as far as anybody knows: it stands there as it was given."""
        self.setEnabled(True)

    def _go(self, place: int) -> None:
        self._at = place
        self._draw()
        self.begin()
        self.moved.emit(*self.place)

    def begin(self) -> None:
        """The keyboard is at the first choice of the answer that is rated now."""
        if self.answers:
            next(iter(self.answers[self._at].choices.values())).setFocus()
