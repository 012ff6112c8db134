"""The audit log: who did what and when; filter, check, export."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFileDialog, QWidget

from app.office.requests import ExportAudit, FilterAudit, VerifyAudit
from app.office.values import AuditFilter, AuditView
from app.ui.admin.office_base import SectionPage, minute
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings

PERIODS_DAYS = (0, 1, 7, 30, 365)
_SHOWN = 13  # of an id or a seal: enough to tell it from others
_LONG = re.compile(r"[0-9a-f-]{24,}")


def ask_file(parent: QWidget, title: str, name: str) -> str:
    """The file somebody chooses, or empty."""
    return QFileDialog.getSaveFileName(parent, title, name)[0]


class AuditPage(SectionPage):
    """ask_file: how a file is chosen."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.ask_file: Callable[[QWidget, str, str], str] = ask_file
        self.actor, self.action, self.days = QComboBox(), QComboBox(), QComboBox()
        super().__init__(icons, strings)

    def build(self) -> None:
        """Filter and buttons, what was found, the rows."""
        view = self._view
        if not isinstance(view, AuditView):
            return
        head = self.card(self.text("audit.title"))
        line = self.line(head)
        self.actor = self._choice(line, "actor", view.actors, view.chosen.actor)
        self.action = self._choice(line, "action", view.actions, view.chosen.action)
        self.days = self._period(line, view.chosen.days)
        chosen = view.chosen
        ends = self.line(head)
        self.button(
            ends, self.text("audit.verify"), lambda: self.intent.emit(VerifyAudit(chosen)), icon="check"
        )
        self.button(ends, self.text("audit.export"), lambda: self._export(chosen), icon="send")
        ends.addStretch(1)
        self._told(head, view)
        rows = self.card(self.text("audit.rows", shown=len(view.lines), found=view.found, all=view.all))
        for each in view.lines:
            row = self.line(rows)
            self.say(row, "small", str(each.seq), 1)
            self.say(row, "small", minute(each.at), 3)
            self.say(row, "strong", each.actor, 3)
            self.say(row, "body", each.action, 4)
            self.say(row, "small", _short(each.details), 8)

    def _choice(self, line: QBoxLayout, key: str, names: tuple[str, ...], chosen: str) -> QComboBox:
        listed = [(self.text(f"audit.any_{key}"), ""), *((name, name) for name in names)]
        return self._picker(line, key, listed, chosen)

    def _period(self, line: QBoxLayout, chosen: int) -> QComboBox:
        named = (
            (self.text("audit.days", days=days) if days else self.text("audit.any_time"))
            for days in PERIODS_DAYS
        )
        return self._picker(line, "period", list(zip(named, PERIODS_DAYS, strict=True)), chosen)

    def _picker(
        self, line: QBoxLayout, key: str, listed: Sequence[tuple[str, object]], chosen: object
    ) -> QComboBox:
        made = QComboBox()
        made.setProperty("look", "field")
        fix(made, min_height=54)
        made.setAccessibleName(self.text(f"audit.{key}"))
        for words, value in listed:
            made.addItem(words, value)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        made.currentIndexChanged.connect(self._filter)
        line.addWidget(made, 1)
        return made

    def _told(self, head: QBoxLayout, view: AuditView) -> None:
        if view.problems is not None:
            if view.problems:
                told = self.text("audit.altered", codes=", ".join(view.problems))
                self.say(head, "record", told)
            else:
                self.say(head, "strong", self.text("audit.whole"))
        if view.exported is not None:
            file, chain = view.exported
            self.say(head, "strong", self.text("audit.exported", file=file, head=chain))

    @Slot()
    def _filter(self) -> None:
        actor, action = str(self.actor.currentData()), str(self.action.currentData())
        chosen = AuditFilter(actor, action, int(self.days.currentData()))
        self.intent.emit(FilterAudit(chosen))

    def _export(self, chosen: AuditFilter) -> None:
        file = self.ask_file(self, self.text("audit.export"), "audit.jsonl")
        if file:
            self.intent.emit(ExportAudit(Path(file), chosen))


def _short(details: str) -> str:
    """Seals and ids cut, and room to break lines; the export has all of it."""
    cut = _LONG.sub(lambda found: f"{found[0][:_SHOWN]}…", details)
    return cut.replace(",", ",\u200b").replace(":", ":\u200b")
