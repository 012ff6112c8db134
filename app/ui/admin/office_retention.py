"""How long what is kept: terms, what is due, deletion with receipts, a candidate's wish."""

from PySide6.QtWidgets import QBoxLayout, QLineEdit

from app.office.requests import AskDeletion, DeleteDue
from app.office.values import RetentionView, TermLine
from app.ui.admin.office_base import SectionPage, minute
from app.ui.icons import Icons
from app.ui.strings import Strings


class RetentionPage(SectionPage):
    """Nothing goes without a second press."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.interview = QLineEdit()
        super().__init__(icons, strings)

    def build(self) -> None:
        """Due, wish, terms, receipts."""
        view = self._view
        if not isinstance(view, RetentionView):
            return
        self._due(view)
        wish = self.card(self.text("retention.wish"))
        self.say(wish, "body", self.text("retention.wish_more"))
        line = self.line(wish)
        self.interview = self.field(line, "retention.interview")
        self.button(line, self.text("retention.note"), self._note, icon="check")
        if view.requested is not None:
            self.say(wish, "strong", self.text("retention.noted", at=minute(view.requested)))
        terms = self.card(self.text("retention.terms"))
        for each in view.terms:
            self._term(terms, each)
        receipts = self.card(self.text("retention.receipts"))
        for name in view.receipts or (self.text("retention.no_receipts"),):
            self.say(receipts, "body", name)

    def _due(self, view: RetentionView) -> None:
        due = self.card(self.text("retention.due", count=len(view.due)))
        if view.done is not None:
            interviews, recordings = view.done
            told = self.text("retention.done", interviews=interviews, recordings=recordings)
            self.say(due, "strong", told)
        if view.is_clock_odd:
            self.say(due, "warn", self.strings.message("clock_jumped"))
        for each in view.due:
            line = self.line(due)
            self.say(line, "strong", each.interview_id, 4)
            self.say(line, "body", self.text("retention.whole" if each.whole else "retention.recordings"), 3)
            self.say(line, "body", self.text(f"retention.by_{each.reason}"), 3)
        if not view.due:
            self.say(due, "body", self.text("retention.nothing"))
            return
        ends = self.line(due)
        question = self.text("retention.sure", count=len(view.due))
        self.confirm(ends, self.text("retention.delete"), question, lambda: self.intent.emit(DeleteDue()))
        ends.addStretch(1)

    def _term(self, card: QBoxLayout, term: TermLine) -> None:
        line = self.line(card)
        own = f" · {self.text('retention.own')}" if term.is_own else ""
        self.say(line, "strong", f"{term.pack}{own}", 4)
        for key, days in (("recordings", term.recordings), ("whole", term.whole), ("request", term.request)):
            told = self.text("retention.no_term") if days is None else self.text("retention.days", days=days)
            named = self.text("audit.pair", name=self.text(f"retention.{key}"), value=told)
            self.say(line, "body", named, 3)

    def _note(self) -> None:
        interview_id = self.interview.text().strip()
        if interview_id:
            self.intent.emit(AskDeletion(interview_id))
