"""Under the card: four decisions, a changed score, a note; one key each, and a few words before they count."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.review.values import Card, Decision, ScoreLine, ScoreTarget
from app.ui.icons import Icons
from app.ui.recruiter.rating_view import LEAST_REASON_CHARS, VALUES
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row, row_or_column
from app.ui.widgets.short_box import ShortBox

CHANGE_KEY, NOTE_KEY = "5", "6"
_NAME_LETTERS = 14
KEYS = {Decision.INVITE: "1", Decision.SECOND_LOOK: "2", Decision.HAND_OVER: "3", Decision.DECLINE: "4"}


class ActsBar(QWidget):
    """decided: (Decision, reason, colleague or ""). changed: (ScoreTarget, value, reason). noted: the words.

    What is written stays until it is known to be stored: then whoever holds the bar makes a new one.
    """

    decided = Signal(object, str, str)
    noted = Signal(str)
    changed = Signal(object, float, str)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__()
        self._text = strings.text
        self._decision: Decision | None = None
        self.buttons = {decision: Button(icons, look="choice") for decision in Decision}
        self.change_button, self.note_button = Button(icons, look="quiet"), Button(icons, look="quiet")
        self.target, self.value, self.colleague = ShortBox(), QComboBox(), ShortBox()
        self.now, self._present = label("strong", wrap=False), [""]
        self._is_note = self._asks_score = False
        for box in (self.target, self.colleague):
            box.be_field(_NAME_LETTERS)
        self.reason, self._asked = QLineEdit(), label("strong", wrap=False)
        self.save_button, self.cancel_button = Button(icons, "check", look="primary"), Button(icons)
        self._form = QWidget()
        self._lay_out()
        for decision, button in self.buttons.items():
            button.say(f"{KEYS[decision]} · {self._text(f'review.console.{decision}')}")
            button.clicked.connect(self._pressed)
            QShortcut(QKeySequence(KEYS[decision]), self, button.click)
        for button, key, name, do in (
            (self.change_button, CHANGE_KEY, "change", self._change),
            (self.note_button, NOTE_KEY, "note_write", self._note),
        ):
            button.say(f"{key} · {self._text(f'review.console.{name}')}")
            button.clicked.connect(do)
            QShortcut(QKeySequence(key), self, button.click)
        self._speak()
        self._close()

    def _speak(self) -> None:
        self.reason.setPlaceholderText(self._text("review.console.reason"))
        self.reason.setAccessibleName(self._text("review.console.reason"))
        self.target.setAccessibleName(self._text("review.console.change"))
        self.value.setAccessibleName(self._text("review.console.new_value"))
        self.value.addItem(self._text("review.console.choose_value"), None)
        for value in VALUES:
            self.value.addItem(f"{value:g}", value)
        self.save_button.say(self._text("review.console.save"))
        self.cancel_button.say(self._text("review.console.cancel"))
        self.save_button.clicked.connect(self._save)
        self.reason.returnPressed.connect(self.save_button.click)
        self.reason.textChanged.connect(self._may_save)
        self.cancel_button.clicked.connect(self._close)
        self.colleague.setAccessibleName(self._text("review.console.colleague"))
        for box in (self.target, self.value, self.colleague):
            box.currentIndexChanged.connect(self._may_save)

    def _lay_out(self) -> None:
        buttons, decisions, others = row_or_column(spacing=8), row(spacing=8), row(spacing=8)
        for button in self.buttons.values():
            decisions.addWidget(button, 1)
        for button in (self.change_button, self.note_button):
            others.addWidget(button, 1)
        buttons.addLayout(decisions, 4)
        buttons.addLayout(others, 2)
        scores, ends = row(spacing=8), row(spacing=8)
        for part in (self._asked, self.target, self.now, self.value, self.colleague):
            scores.addWidget(part)
        ends.addWidget(self.reason, 1)
        ends.addWidget(self.cancel_button)
        ends.addWidget(self.save_button)
        inside = row_or_column(self._form, spacing=8)
        inside.addLayout(scores)
        inside.addLayout(ends, 1)
        whole = column(self, spacing=8)
        whole.addWidget(self._form)
        whole.addLayout(buttons)

    def show_card(self, card: Card, colleagues: tuple[str, ...] = ()) -> None:
        """The scores that may be changed are those of `card`; it can be handed to one of `colleagues`."""
        self._close()
        self.colleague.clear()
        self.colleague.addItem(self._text("review.console.choose_colleague"), "")
        for name in colleagues:
            self.colleague.addItem(name, name)
        self.target.clear()
        self._present = [""]
        self.target.addItem(self._text("review.console.choose_score"), None)
        for score in (card.composite, *card.dimensions, *card.sub_dimensions):
            self._present.append(_present(score))
            self.target.addItem(score.name or self._text("review.console.composite"), score.target)

    def take_over(self, before: "ActsBar") -> None:
        """Stand as `before` stands, which is about the same interview: it may speak another language."""
        if before._form.isHidden():
            return
        if before._decision is not None:
            self.buttons[before._decision].click()
        else:
            (self.note_button if before._is_note else self.change_button).click()
        for box, other in (
            (self.target, before.target),
            (self.value, before.value),
            (self.colleague, before.colleague),
        ):
            box.setCurrentIndex(max(0, other.currentIndex()))
        self.reason.setText(before.reason.text())
        self.setEnabled(before.isEnabled())

    def try_again(self) -> None:
        """It was not stored, as far as anybody knows: it stands there as it was written."""
        self.setEnabled(True)
        if not self._form.isHidden():
            self.reason.setFocus()

    @Slot()
    def _pressed(self) -> None:
        self._is_note = False
        self._decision = next(each for each, button in self.buttons.items() if button is self.sender())
        asked = self._text("review.console.why", what=self._text(f"review.console.{self._decision}"))
        self._open(asked, colleague=self._wants_colleague)
        if self._wants_colleague:
            self.colleague.setFocus()

    @Slot()
    def _change(self) -> None:
        self._decision, self._is_note = None, False
        self._open(self._text("review.console.change"), scores=True)
        self.target.setFocus()

    @Slot()
    def _note(self) -> None:
        self._decision, self._is_note = None, True
        self._open(self._text("review.console.note_more"))

    @property
    def _wants_colleague(self) -> bool:
        """Where nobody else has an account, it is handed over by word of mouth."""
        return self._decision is Decision.HAND_OVER and self.colleague.count() > 1

    def _open(self, asked: str, *, scores: bool = False, colleague: bool = False) -> None:
        self._asked.setText(asked)
        self._asks_score = scores
        for box, is_shown in ((self.target, scores), (self.value, scores), (self.colleague, colleague)):
            box.setVisible(is_shown)
            box.setCurrentIndex(0)
        self.reason.clear()
        self._may_save()
        self._form.show()
        self.reason.setFocus()

    @Slot()
    def _close(self) -> None:
        self.reason.clear()
        self._form.hide()

    @Slot()
    def _may_save(self) -> None:
        """Everything that is asked for was chosen and written; and what a chosen score is now."""
        present = self._present[max(0, self.target.currentIndex())] if self._asks_score else ""
        self.now.setText(self._text("review.console.present", value=present) if present else "")
        self.now.setVisible(bool(present))
        has_words = len(self.reason.text().strip()) >= LEAST_REASON_CHARS
        is_known = not self._wants_colleague or bool(self.colleague.currentData())
        is_chosen = not self._asks_score or None not in (self.target.currentData(), self.value.currentData())
        self.save_button.setEnabled(has_words and is_known and is_chosen)

    @Slot()
    def _save(self) -> None:
        reason, decision = self.reason.text(), self._decision
        to = self.colleague.currentData() if self._wants_colleague else ""
        self.setEnabled(False)  # until it is stored, or is known not to be
        if self._is_note:
            self.noted.emit(reason)
        elif decision is not None:
            self.decided.emit(decision, reason, str(to or ""))
        elif isinstance(target := self.target.currentData(), ScoreTarget):
            self.changed.emit(target, float(self.value.currentData()), reason)


def _present(score: ScoreLine) -> str:
    """What counts now: a person's value before the program's."""
    value = score.value if score.changed_to is None else score.changed_to
    return "–" if value is None else f"{value:.1f}"
