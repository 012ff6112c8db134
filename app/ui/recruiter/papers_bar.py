"""Reports of the open interview: which one, on paper or as a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.review.report_values import Report
from app.ui.icons import Icons
from app.ui.recruiter.paper_ports import PaperWish
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, row
from app.ui.widgets.short_box import ShortBox

_LETTERS = 16
AskFile = Callable[[QWidget, str, str], str]


def ask_file(parent: QWidget, title: str, name: str) -> str:
    """The file somebody chooses, or empty."""
    return QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")[0]


class PapersBar(QWidget):
    """Made for one interview in one language. wished: a PaperWish."""

    wished = Signal(object)

    def __init__(self, interview_id: str, icons: Icons, strings: Strings, file: AskFile = ask_file) -> None:
        super().__init__()
        self._interview_id, self._text, self.ask_file = interview_id, strings.text, file
        self.choice = ShortBox()
        self.choice.be_field(_LETTERS)
        self.choice.setAccessibleName(self._text("review.papers.which"))
        for report in Report:
            self.choice.addItem(self._text(f"review.papers.{report.name.lower()}"), report)
        self.print_button, self.save_button = Button(icons), Button(icons)
        self.print_button.say(self._text("review.papers.print"))
        self.save_button.say(self._text("review.papers.save"))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        line = row(self, spacing=8)
        line.addWidget(self.choice, 1)
        for each in (self.print_button, self.save_button):
            line.addWidget(each)

    @property
    def chosen(self) -> Report:
        """Which paper."""
        return Report(self.choice.currentData())

    @Slot()
    def _print(self) -> None:
        self.wished.emit(PaperWish(self.chosen))

    @Slot()
    def _save(self) -> None:
        name = f"{self._interview_id}-{self.chosen}.pdf"
        chosen = self.ask_file(self, self._text("review.papers.save"), name)
        if chosen:
            self.wished.emit(PaperWish(self.chosen, Path(chosen)))
