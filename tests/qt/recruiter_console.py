"""The console on a real store, in a window of a given size."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTableView, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.review import Review
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.values import AnswerRating
from app.staff.book import Account
from app.store.journal import Journal
from app.ui.recruiter.pages import ReviewPages
from tests.unit.review.interviews import READER, make_desk, ratings_of, store_interview


class Recruiter:
    """Somebody at the console. account: who is signed in; None: nobody any more."""

    def __init__(self, qtbot: QtBot, journal: Journal, model: CompetencyModel, language: Language) -> None:
        self.qtbot, self.journal, self.model = qtbot, journal, model
        self.account: Account | None = READER
        self.colleagues: list[str] = []
        self.review = Review(journal, model, lambda: self.account, language, lambda: tuple(self.colleagues))
        page = self.review.window.page
        assert isinstance(page, ReviewPages)
        self.pages = page
        self.review.window.resize(1280, 800)
        self.review.window.show()

    def list_all(self) -> None:
        """Read the list."""
        with self.qtbot.waitSignal(self.review.worker.done):
            self.review.console.start()

    def open(self, row: int = 0) -> None:
        """Open an interview of the list."""
        index = self.pages.queue.table.model().index(row, 0)
        with self.qtbot.waitSignal(self.review.worker.done):
            self.pages.queue.table.activated.emit(index)

    def rate_all(self) -> None:
        """Rate what is asked, as a person would: answer by answer."""
        rating = self.pages.interview.rating
        assert rating is not None
        for answer in rating.answers[:-1]:
            for choice in answer.choices.values():
                choice.setCurrentIndex(8)
            answer.reason.setText("as anchor seven says")
            rating.next_button.click()
        for choice in rating.answers[-1].choices.values():
            choice.setCurrentIndex(1)
        rating.answers[-1].reason.setText("was not asked for")
        with self.qtbot.waitSignal(self.review.worker.done):
            rating.next_button.click()


def rated_interview(folder: Path, model: CompetencyModel, *, corrected: bool = False) -> Journal:
    """A store with one interview that was rated blind."""
    journal = Journal.open(folder / "kiosk.db", folder / "media")
    store_interview(journal, model, "i-1", corrected=corrected)
    desk = make_desk(journal, model)
    ratings: list[AnswerRating] = ratings_of(desk, "i-1")
    desk.rate("i-1", ratings, 60.0)
    return journal


def seen(root: QWidget) -> str:
    """Every word that can be seen in `root`."""
    found = [each.text() for each in root.findChildren(QLabel) if each.isVisible()]
    found += [each.toPlainText() for each in root.findChildren(QTextEdit) if each.isVisible()]
    for table in root.findChildren(QTableView):
        rows, columns = table.model().rowCount(), table.model().columnCount()
        found += [
            str(table.model().index(row, place).data()) for row in range(rows) for place in range(columns)
        ]
    return "\n".join(found)


Begin = Callable[[Journal, Language], Recruiter]


def consoles(qtbot: QtBot, model: CompetencyModel) -> Iterator[Begin]:
    """What opens consoles; they are closed with their stores."""
    opened: list[Recruiter] = []

    def one(journal: Journal, language: Language) -> Recruiter:
        opened.append(Recruiter(qtbot, journal, model, language))
        return opened[-1]

    yield one
    for each in opened:
        each.review.stop()
        each.journal.close()
        each.review.window.deleteLater()
