"""The audit log: who did what and when; filter, check, export."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit

from app.office.audit_values import INTERVIEW, AuditFilter, AuditLine, AuditView
from app.office.requests import ExportAudit, FilterAudit, VerifyAudit
from app.office.values import OfficeView
from app.ui.admin.office_base import minute
from app.ui.admin.office_export import ExportingPage, ExportWish
from app.ui.admin.office_words import action_words, actor_words, detail_words, problem_words
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import column, row_or_column

NAME_CHARS = 8  # of what is chosen are seen at least; the list below is as wide as its longest
PERIODS_DAYS = (0, 1, 7, 30, 365)


class AuditPage(ExportingPage):
    """A row is in words; pressed, it shows what lies in the log."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.actor, self.action, self.days = QComboBox(), QComboBox(), QComboBox()
        self.interview = QLineEdit()
        self._raw = 0
        super().__init__(icons, strings)

    def show_view(self, view: OfficeView) -> None:
        """Show the page; no row is open."""
        self._raw = 0
        super().show_view(view)

    def build(self) -> None:
        """Filter and buttons, what was found, the rows."""
        view = self._view
        if not isinstance(view, AuditView):
            return
        head = self.card(self.text("audit.title"))
        self._filters(head, view)
        wish = ExportWish(
            self.text("audit.export"),
            "audit",
            ".jsonl",
            lambda file: self.intent.emit(ExportAudit(file, view.chosen)),
            partial(self.intent.emit, FilterAudit(view.chosen)),
        )
        ends = self.ends(head)
        check = partial(self.intent.emit, VerifyAudit(view.chosen))
        self.button(ends, self.text("audit.verify"), check, icon="check")
        self.export_button(ends, wish, view.places)
        ends.addStretch(1)
        self.export_places(head, wish, view.places)
        self._told(head, view)
        last = view.first + len(view.lines)
        if not view.lines:
            self.card(self.text("audit.none", all=view.all))
            return
        told = {"first": view.first + 1, "last": last, "found": view.found, "all": view.all}
        rows = self.card(self.text("audit.rows", **told))
        for number, each in enumerate(view.lines):
            if number:
                self.rule(rows)
            self._row(rows, each)
        if view.first or last < view.found:
            self._turn(view, last)

    # ---- filter ----------------------------------------------------------------------------------
    def _filters(self, head: QBoxLayout, view: AuditView) -> None:
        line, chosen = row_or_column(spacing=12), view.chosen
        head.addLayout(line)
        people = [(actor_words(self.strings, name), name) for name in view.actors]
        self.actor = self._choice(line, "actor", people, chosen.actor)
        actions = sorted((action_words(self.strings, name), name) for name in view.actions)
        self.action = self._choice(line, "action", actions, chosen.action)
        self.days = self._period(line, chosen.days)
        search = self.line(head)
        self.interview = self.field(search, "audit.interview")
        self.interview.setText(chosen.interview)
        self.interview.returnPressed.connect(self._filter)
        self.button(search, self.text("audit.search"), self._filter)

    def _choice(self, line: QBoxLayout, key: str, names: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        return self._picker(line, key, [(self.text(f"audit.any_{key}"), ""), *names], chosen)

    def _period(self, line: QBoxLayout, chosen: int) -> QComboBox:
        named = {0: self.text("audit.any_time"), 1: self.text("audit.day")}
        listed = [(named.get(days) or self.text("audit.days", days=days), days) for days in PERIODS_DAYS]
        return self._picker(line, "period", listed, chosen)

    def _picker(
        self, line: QBoxLayout, key: str, listed: Sequence[tuple[str, object]], chosen: object
    ) -> QComboBox:
        made = QComboBox()
        made.setProperty("look", "field")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(NAME_CHARS)
        fix(made, min_height=54)
        made.setAccessibleName(self.text(f"audit.{key}"))
        for words, value in listed:
            made.addItem(words, value)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        made.currentIndexChanged.connect(self._filter)
        line.addWidget(made, 1)
        return made

    @Slot()
    def _filter(self) -> None:
        actor, action = str(self.actor.currentData()), str(self.action.currentData())
        interview = self.interview.text().strip()
        self.intent.emit(FilterAudit(AuditFilter(actor, action, int(self.days.currentData()), interview)))

    # ---- rows ------------------------------------------------------------------------------------
    def _told(self, head: QBoxLayout, view: AuditView) -> None:
        if view.problems:
            comma = self.strings.text("review.report.comma")
            codes = comma.join(problem_words(self.strings, each) for each in view.problems)
            self.say(head, "record", self.text("audit.altered", codes=codes))
        elif view.problems is not None:
            self.say(head, "strong", self.text("audit.whole"))
        if view.exported is not None:
            file, chain = view.exported
            self.say(head, "strong", self.text("audit.exported", file=file, head=chain))

    def _row(self, rows: QBoxLayout, each: AuditLine) -> None:
        line = self.line(rows)
        when, what = column(), column(spacing=2)
        line.addLayout(when, 2)
        line.addLayout(what, 7)
        self.say(when, "small", minute(each.at))
        self.say(when, "small", actor_words(self.strings, each.actor))
        self.say(what, "strong", action_words(self.strings, each.action))
        details = detail_words(self.strings, each.details)
        if details:
            self.say(what, "small", details)
        is_open = each.seq == self._raw
        name = self.text("audit.raw", seq=each.seq)
        opens = self.button(line, name, partial(self.open_row, each.seq), icon="info", look="quiet")
        opens.fold()
        opens.setToolTip(name)
        if is_open:
            self._whole_row(rows, each)

    def _whole_row(self, rows: QBoxLayout, each: AuditLine) -> None:
        told = f"{each.seq} {each.actor} {each.action} {each.raw}"
        self.say(rows, "small", told)
        about = next((str(fact.value) for fact in each.details if fact.name == INTERVIEW), "")
        if about:
            ends = self.line(rows)
            only = partial(self.intent.emit, FilterAudit(AuditFilter(interview=about)))
            self.button(ends, self.text("audit.only"), only)
            ends.addStretch(1)

    def open_row(self, seq: int) -> None:
        """Show what lies in the log of this row, or hide it again."""
        self._raw = 0 if seq == self._raw else seq
        self.draw()

    def _turn(self, view: AuditView, last: int) -> None:
        ends = self.line(self.whole)
        for key, step, there in (("newer", -1, view.first > 0), ("older", 1, last < view.found)):
            turned = FilterAudit(replace(view.chosen, page=view.chosen.page + step))
            turn = self.button(ends, self.text(f"audit.{key}"), partial(self.intent.emit, turned))
            turn.setEnabled(there)
        ends.addStretch(1)
