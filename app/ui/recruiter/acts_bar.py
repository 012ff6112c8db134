"""Under the card: four decisions, a changed score, a note; one key each, and a few words before they count."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.review.values import Card, Decision, ScoreLine, ScoreTarget
from app.ui.icons import Icons
from app.ui.recruiter.drafts import Draft, Form, new_key
from app.ui.recruiter.rating_view import LEAST_REASON_CHARS, MOST_REASON_CHARS, VALUES
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row, row_or_column
from app.ui.widgets.short_box import ShortBox

CHANGE_KEY, NOTE_KEY = "5", "6"
CHANGE, NOTE = "change", "note"
_NAME_LETTERS = 14
KEYS = {Decision.INVITE: "1", Decision.SECOND_LOOK: "2", Decision.HAND_OVER: "3", Decision.DECLINE: "4"}


class ActsBar(QWidget):
    """decided: (Decision, reason, colleague or ""). changed: (ScoreTarget, value, reason). noted: the words.

    What is written stays until it is known to be stored, each decision's words for themselves: `draft` holds it
    while another form is open, and longer than the bar.
    """

    decided = Signal(object, str, str)
    noted = Signal(str)
    changed = Signal(object, float, str)

    def __init__(self, icons: Icons, strings: Strings, draft: Draft) -> None:
        super().__init__()
        self._text, self._draft = strings.text, draft
        self._name, self.key = "", ""
        self.buttons = {decision: Button(icons, look="choice") for decision in Decision}
        self.change_button, self.note_button = Button(icons, look="quiet"), Button(icons, look="quiet")
        self.target, self.value, self.colleague = ShortBox(), QComboBox(), ShortBox()
        self.now, self._present = label("strong", wrap=False), [""]
        for box in (self.target, self.colleague):
            box.be_field(_NAME_LETTERS)
        self.reason, self._asked = QLineEdit(), label("strong", wrap=False)
        self.reason.setMaxLength(MOST_REASON_CHARS)
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
        self._form.hide()

    def _speak(self) -> None:
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
        self.cancel_button.clicked.connect(self._cancel)
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
        """The scores that may be changed are those of `card`; it can be handed to one of `colleagues`.

        What was begun about this interview stands there again.
        """
        self.colleague.addItem(self._text("review.console.choose_colleague"), "")
        for name in colleagues:
            self.colleague.addItem(name, name)
        self.target.addItem(self._text("review.console.choose_score"), None)
        for score in (card.composite, *card.dimensions, *card.sub_dimensions):
            self._present.append(_present(score))
            self.target.addItem(score.name or self._text("review.console.composite"), score.target)
        if self._draft.shown:
            self._open(self._draft.shown)
        self.setEnabled(not self._draft.is_sent)

    def keep(self) -> None:
        """Hold what is written now, for the form that comes after this one."""
        if self._name:
            self._draft.keep(self._name, self._written)
        self._draft.shown = self._name if self._name in self._draft.forms else ""

    def try_again(self, *, anew: bool = False) -> None:
        """It was not stored, as far as anybody knows: it stands there as it was written. anew: as a form of its own."""
        self.setEnabled(True)
        if self._name:
            self.key = new_key() if anew else self.key
            if self.isVisible():
                self.reason.setFocus()

    def stored(self, key: str) -> None:
        """What was written in the form with this key is in the store."""
        self.setEnabled(True)
        if self._name and key == self.key:
            self._close()

    @property
    def _written(self) -> Form:
        target, value = self.target.currentData(), self.value.currentData()
        asks = self._name == CHANGE
        return Form(
            self.key,
            self.reason.text(),
            target if asks and isinstance(target, ScoreTarget) else None,
            float(value) if asks and value is not None else None,
            str(self.colleague.currentData() or "") if self._wants_colleague else "",
        )

    @Slot()
    def _pressed(self) -> None:
        self._turn_to(next(str(each) for each, button in self.buttons.items() if button is self.sender()))

    @Slot()
    def _change(self) -> None:
        self._turn_to(CHANGE)

    @Slot()
    def _note(self) -> None:
        self._turn_to(NOTE)

    def _turn_to(self, name: str) -> None:
        """Open another form; what was written in the one before waits there, but no choice without words."""
        if name != self._name:
            self.keep()
            if not self.reason.text().strip():
                self._draft.drop(self._name)
            self._open(name)
        else:
            self.reason.setFocus()

    @property
    def _decision(self) -> Decision | None:
        return None if self._name in ("", CHANGE, NOTE) else Decision(self._name)

    @property
    def _wants_colleague(self) -> bool:
        """Where nobody else has an account, it is handed over by word of mouth."""
        return self._name == Decision.HAND_OVER and self.colleague.count() > 1

    def _open(self, name: str) -> None:
        self._name, form = name, self._draft.forms.get(name) or Form()
        self.key = form.key
        what = self._text(f"review.console.{name}") if self._decision else ""
        key = {CHANGE: "change", NOTE: "note_more"}.get(name, "why")
        self._asked.setText(self._text(f"review.console.{key}", what=what))
        wanted = self._text("review.console.note_words" if name == NOTE else "review.console.reason")
        self.reason.setPlaceholderText(wanted)
        self.reason.setAccessibleName(wanted)
        for box, is_shown, chosen in (
            (self.target, name == CHANGE, form.target),
            (self.value, name == CHANGE, form.value),
            (self.colleague, self._wants_colleague, form.to),
        ):
            box.setVisible(is_shown)
            places = range(1, box.count())
            box.setCurrentIndex(next((at for at in places if box.itemData(at) == chosen), 0))
        self.reason.setText(form.words)
        self._may_save()
        self._form.show()
        self.lead()

    @property
    def is_open(self) -> bool:
        """Somebody is writing."""
        return bool(self._name)

    def lead(self) -> None:
        """The keyboard goes to what is asked for first in the form that is open."""
        first = {CHANGE: self.target, Decision.HAND_OVER: self.colleague}.get(self._name, self.reason)
        (self.reason if first.isHidden() or self.reason.text() else first).setFocus()

    @Slot()
    def _cancel(self) -> None:
        self._draft.drop(self._name)
        self._close()

    def _close(self) -> None:
        self._name = ""
        self.reason.clear()
        self._form.hide()

    @Slot()
    def _may_save(self) -> None:
        """Everything that is asked for was chosen and written; and what a chosen score is now."""
        present = self._present[max(0, self.target.currentIndex())] if self._name == CHANGE else ""
        self.now.setText(self._text("review.console.present", value=present) if present else "")
        self.now.setVisible(bool(present))
        has_words = len(self.reason.text().strip()) >= LEAST_REASON_CHARS
        is_known = not self._wants_colleague or bool(self.colleague.currentData())
        is_chosen = self._name != CHANGE or None not in (self.target.currentData(), self.value.currentData())
        self.save_button.setEnabled(has_words and is_known and is_chosen)

    @Slot()
    def _save(self) -> None:
        form, decision = self._written, self._decision
        self.setEnabled(False)  # until it is stored, or is known not to be
        self._draft.is_sent = True
        if self._name == NOTE:
            self.noted.emit(form.words)
        elif decision is not None:
            self.decided.emit(decision, form.words, form.to)
        elif form.target is not None and form.value is not None:
            self.changed.emit(form.target, form.value, form.words)


def _present(score: ScoreLine) -> str:
    """What counts now: a person's value before the program's."""
    value = score.value if score.changed_to is None else score.changed_to
    return "–" if value is None else f"{value:.1f}"
