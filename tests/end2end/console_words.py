"""What demos left behind, as their profiles say it, and every word of a window."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QTextEdit, QWidget

from app.domain.language import Language
from app.store.journal import Journal
from tests.end2end.demo_process import CANDIDATES, Demos

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy of what two demos left behind. profiles: as profile.json has them, by candidate."""

    data: Path
    language: Language
    profiles: dict[str, Json]

    def id_of(self, candidate: str) -> str:
        """The interview's number."""
        return str(self.profiles[candidate]["interview_id"])

    def open(self) -> Journal:
        """The store, as the console opens it."""
        return Journal.open(self.data / "kiosk.db", self.data / "media")


def kept(demos: Demos, language: Language, to: Path) -> Kept:
    """The store of both candidates of a language, to be changed at will."""
    runs = {each: demos.of(language, each) for each in CANDIDATES}
    assert all(run.code == 0 for run in runs.values()), [run.errors for run in runs.values()]
    shutil.copytree(runs["strong"].data, to)
    return Kept(to, language, {name: run.profile for name, run in runs.items()})


def words_of(root: QWidget) -> Iterable[str]:
    """Texts, tool tips, entries of lists, cells of tables, and what a screen reader is told."""
    yield root.windowTitle()
    for each in (root, *root.findChildren(QWidget)):
        yield from (each.toolTip(), each.accessibleName(), each.accessibleDescription())
        heard = QAccessible.queryAccessibleInterface(each)
        if heard is not None:
            yield from (
                heard.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText
            )
        match each:
            case QLabel() | QAbstractButton() | QLineEdit():
                yield each.text()
            case QComboBox():
                yield from (each.itemText(place) for place in range(each.count()))
            case QTextEdit():
                yield each.toPlainText()
                yield from _tips(each)
            case QTableView():
                yield from _cells(each)


def _tips(editor: QTextEdit) -> Iterable[str]:
    block = editor.document().begin()
    while block.isValid():
        yield from (each.format.toolTip() for each in block.textFormats())
        block = block.next()


def _cells(table: QTableView) -> Iterable[str]:
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield from (str(model.index(row, column).data(role.value)) for role in roles)


def figures_of(profile: Json) -> list[str]:
    """Every score of dimensions and composite as the console writes it, with its error."""
    dimensions = profile["dimensions"]
    scores = [
        profile["composite"],
        *dimensions,
        *(sub for each in dimensions for sub in each["sub_dimensions"]),
    ]
    return [
        f"{each['score']:.1f} ± {each['standard_error']:.1f}" for each in scores if each["score"] is not None
    ]


def texts_of(profile: Json) -> dict[tuple[str, int], str]:
    """What was said, by answer."""
    return {
        (a["question_id"], a["turn"]): a["transcript"]["text"] for a in profile["answers"] if a["transcript"]
    }


def told_since(journal: Journal, before: int) -> list[tuple[str, str, Json]]:
    """The rows of the audit log after the first `before`: who, what, and its details."""
    return [(each.actor, each.action, json.loads(each.body)) for each in journal.audit()[0][before:]]
