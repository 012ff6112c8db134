"""What goes to the hub: how the last talk went, what waits, what it refused."""

from functools import partial

from app.office.requests import SendAgain
from app.office.values import SyncView
from app.ui.admin.office_base import SectionPage, minute

ROWS = 50  # the oldest; who has more sends them all again


class SyncPage(SectionPage):
    """Parked records with the hub's words, and a way to send them again."""

    def build(self) -> None:
        """The state, then what is parked."""
        view = self._view
        if not isinstance(view, SyncView):
            return
        state = self.card(self.text("sync.state"))
        self.checks(state, view.checks)
        if not view.checks:
            self.say(state, "body", self.text("sync.no_hub"))
        told = self.text("sync.waiting", count=view.waiting)
        if view.oldest_at is not None:
            told = f"{told} {self.text('sync.oldest', at=minute(view.oldest_at))}"
        self.say(state, "body", told)
        parked = self.card(self.text("sync.parked", count=len(view.parked)))
        if not view.parked:
            self.say(parked, "body", self.text("sync.none"))
            return
        self.say(parked, "body", self.strings.text("parked.lead"))
        ids = tuple(each.id for each in view.parked)
        ends = self.line(parked)
        self.button(
            ends, self.strings.text("parked.all"), lambda: self._again(ids), icon="again", look="primary"
        )
        ends.addStretch(1)
        for each in view.parked[:ROWS]:
            line = self.line(parked)
            kind = self.strings.text(f"parked.kind_{each.kind}")
            head = self.strings.text("parked.line", kind=kind, at=minute(each.at), status=each.status)
            self.say(line, "strong", head, 3)
            self.say(line, "body", each.words or self.strings.text("parked.no_words"), 5)
            again = self.strings.text("parked.again")
            self.button(line, again, partial(self._again, (each.id,)), icon="again", about=head)

    def _again(self, ids: tuple[str, ...]) -> None:
        self.intent.emit(SendAgain(ids))
