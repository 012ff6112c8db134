"""What goes to the hub: how the last talk went, what waits, what it refused."""

from functools import partial

from PySide6.QtWidgets import QBoxLayout

from app.office.requests import ExportRefusals, LookAtRecord, SendAgain, Show
from app.office.values import ParkedLine, RecordFacts, Section, SyncView
from app.ui.admin.office_base import minute
from app.ui.admin.office_export import ExportingPage, ExportWish
from app.ui.widgets.basics import column, row, row_or_column

ROWS = 50  # the oldest; who has more sends them all again


class SyncPage(ExportingPage):
    """Refused records with the hub's words, what can be told of one, and a way to send them again."""

    def build(self) -> None:
        """The state, what somebody looks at, then what is parked."""
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
        if view.opened is not None:
            self._opened(view.opened)
        parked = self.card(self.text("sync.parked", count=len(view.parked)))
        if view.exported:
            self.say(parked, "strong", self.text("sync.exported", file=view.exported))
        if not view.parked:
            self.say(parked, "body", self.text("sync.none"))
            return
        self._every(parked, view)
        for each in view.parked[:ROWS]:
            self.rule(parked)
            self._record(parked, each)
        if len(view.parked) > ROWS:
            self.say(parked, "body", self.text("sync.more", count=len(view.parked) - ROWS))

    def _every(self, parked: QBoxLayout, view: SyncView) -> None:
        self.say(parked, "body", self.strings.text("parked.lead"))
        wish = ExportWish(
            self.text("sync.export"),
            "refusals",
            ".json",
            lambda file: self.intent.emit(ExportRefusals(file)),
            partial(self.intent.emit, Show(Section.SYNC)),
        )
        send = partial(self._again, tuple(each.id for each in view.parked))
        ends = self.ends(parked)
        self.button(ends, self.strings.text("parked.all"), send, icon="again", look="primary")
        self.export_button(ends, wish, view.places)
        ends.addStretch(1)
        self.export_places(parked, wish, view.places)

    def _record(self, parked: QBoxLayout, each: ParkedLine) -> None:
        whole, words, buttons = row_or_column(spacing=12), column(spacing=2), row(spacing=12)
        parked.addLayout(whole)
        whole.addLayout(words, 1)
        whole.addLayout(buttons)
        head = self.strings.text("parked.line", kind=self._kind(each), at=minute(each.at), status=each.status)
        self.say(words, "strong", head)
        self.say(words, "body", each.words or self.strings.text("parked.no_words"))
        look = partial(self.intent.emit, LookAtRecord(each.id))
        self.button(buttons, self.text("sync.look"), look, icon="eye", about=head)
        again = partial(self._again, (each.id,))
        self.button(buttons, self.strings.text("parked.again"), again, icon="again", about=head)

    def _opened(self, facts: RecordFacts) -> None:
        line, text = facts.line, self.text
        card = self.card(text("sync.opened", id=line.id))
        for key, value in (
            ("kind", self._kind(line)),
            ("interview", facts.interview_id),
            ("at", minute(line.at)),
            ("tries", str(line.tries)),
            ("words", f"{line.status} {line.words}".strip()),
            ("size", f"{text('sync.bytes', size=facts.size_bytes)} · {facts.sha256}"),
        ):
            if value:
                told = self.line(card)
                self.say(told, "body", text(f"sync.{key}"), 2)
                self.say(told, "strong", value, 7)
        self.say(card, "small", text("sync.withheld"))

    def _kind(self, line: ParkedLine) -> str:
        if line.kind == "media":
            return self.text("sync.kind_media")
        return self.strings.text(f"parked.kind_{line.kind}")

    def _again(self, ids: tuple[str, ...]) -> None:
        self.intent.emit(SendAgain(ids))
