"""Every screen of console and administration, and every paper, in both languages: of what `kiosk demo` held.

    python -m tests.end2end.console_screens --out DIR [--data DATA ...]

--data: the data folder of a demo with a strong and a weak candidate, once for Chinese and once for English, or one for
both; it is copied and stays as it is. Without it two interviews are held first.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.application import application
from app.bootstrap.review import Review
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.gold import gold_set
from app.review.report_values import Report
from app.review.training_values import TrainingItem, TrainingResult
from app.review.values import AnswerRating, Decision
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.paper_ports import AskPaper, PaperWish
from app.ui.recruiter.ports import (
    AskAgreement,
    AskComparison,
    AskInterview,
    AskQueue,
    AskRoom,
    SaveDecision,
    SaveRating,
)
from app.ui.recruiter.training_ports import AskTraining, GiveTraining, GoOnTraining, StartTraining
from tests.end2end.demo_process import demo_command
from tests.end2end.office_screens import office_pictures, settings_of

WAIT_MS = 20_000
SIZE_PX = (1440, 900)
READER = "reader-1"


class Photographer:
    """Goes from screen to screen of one console and takes a picture of each."""

    def __init__(self, journal: Journal, model: CompetencyModel, language: Language, out: Path) -> None:
        self._reader: str | None = READER
        self._language, self._out, self._shots = language, out, 0
        self.review = Review(journal, model, self._who, language, lambda: (READER, "reader-2"))
        pages = self.review.pages
        assert isinstance(pages, ReviewPages)
        self.pages = pages
        self.review.window.resize(*SIZE_PX)
        self.review.window.show()
        self.ids = [each.id for each in journal.interviews()]

    def _who(self) -> Account | None:
        return None if self._reader is None else Account(self._reader, Role.RECRUITER, "")

    def ask(self, request: object, is_so: Callable[[], object]) -> None:
        """Hand the worker a request and wait for what it brings onto the screen."""
        self.review.worker.submit(request)
        self.until(is_so)

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for it. Raises AssertionError when it does not come."""
        deadline = QDeadlineTimer(WAIT_MS)
        while not is_so():
            assert not deadline.hasExpired(), f"it did not come after {self._shots} pictures"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        for _ in range(3):  # laid out, drawn
            QApplication.processEvents()

    def take(self, name: str) -> None:
        """One picture."""
        self.take_of(self.review.window, name)

    def take_of(self, window: QWidget, name: str) -> None:
        """One picture of any window."""
        self._save(window.grab().toImage(), name)

    def _save(self, picture: QImage, name: str) -> None:
        self._shots += 1
        assert picture.save(str(self._out / f"{self._language}-{self._shots:02}-{name}.png"))

    @property
    def count(self) -> int:
        """How many pictures were taken."""
        return self._shots

    def all(self) -> None:
        """Every screen of the console once."""
        pages, language = self.pages, self._language
        self.ask(AskQueue(language, is_first=True), lambda: self.shows(pages.queue))
        self.take("list")
        weak, strong = self.ids
        self.ask(AskInterview(strong, language), lambda: self.shows(pages.interview))
        self.take("blind-rating")
        self._training()  # whoever has passed: their ratings stand in the agreement
        for each, low in ((strong, 7.0), (weak, 2.0)):
            self._rate(each, low)
        self._interview(weak, "card-weak")
        self._plays_corrected()
        self._interview(strong, "card-strong")
        self._acts()
        self._plays()
        self.ask(
            SaveDecision(weak, language, Decision.DECLINE, "two answers were rude", 40.0),
            lambda: self.shows(pages.queue),
        )
        self.take("list-decided")
        self._reader = "reader-2"
        self._interview(weak, "second-reader")
        self._reader = READER
        self.ask(AskComparison((strong, weak), language), lambda: self.shows(pages.compare))
        self.take("comparison")
        self.ask(AskRoom(), lambda: self.shows(pages.room))
        self.take("terminals")
        self._papers(strong)
        self.ask(AskAgreement(language), lambda: self.shows(pages.agreement))
        self.take("agreement")
        self._reader = None
        self.ask(AskQueue(language), lambda: pages.stack.currentIndex() == 0)
        self.take("nobody")

    def shows(self, page: QWidget) -> bool:
        """True once `page` is what is shown."""
        return self.pages.stack.currentWidget() is page

    def _rate(self, interview_id: str, low: float) -> None:
        page, language, given = self.pages.interview, self._language, cycle((low, low + 2, low + 1))
        self.ask(AskInterview(interview_id, language), lambda: page.interview_id == interview_id)
        opened = page._opened
        assert opened is not None
        ratings = []
        for each in opened.reading.answers:
            values = tuple((sub.sub_dimension, next(given)) for sub in each.to_rate)
            if values:
                ratings.append(AnswerRating(each.question_id, each.turn, values, "as the anchor says"))
        self.ask(SaveRating(interview_id, language, tuple(ratings), 300.0), lambda: page.card is not None)

    def _interview(self, interview_id: str, name: str) -> None:
        page = self.pages.interview
        self.ask(
            AskInterview(interview_id, self._language),
            lambda: page.interview_id == interview_id and page.card is not None and self.shows(page),
        )
        self.take(name)

    def _acts(self) -> None:
        acts = self.pages.interview.acts
        assert acts is not None
        acts.buttons[Decision.HAND_OVER].click()
        self.until(acts.reason.isVisible)
        self.take("decision-asks-why")
        acts.change_button.click()
        self.until(acts.target.isVisible)
        self.take("change-a-score")
        acts.cancel_button.click()

    def _plays(self) -> None:
        player = self.pages.interview.player
        player.go_to(("JD-Q14", 1))
        player.toggle()
        self.until(lambda: player.film.position_ms > 500 and player.view.has_picture)
        self.take("player")
        player.film.close()

    def _plays_corrected(self) -> None:
        """Where there is one: the quotes of an answer that was said and corrected, on the timeline."""
        player = self.pages.interview.player
        place = next((track.place for track in player._tracks.values() if track.changes), None)
        if place is None:
            return
        player.go_to(place)
        player.toggle()
        self.until(lambda: player.film.position_ms > 500 and player.view.has_picture)
        self.take("player-corrected")
        player.film.close()

    def _papers(self, interview_id: str) -> None:
        """Each page of each report, as it is saved."""
        for report in Report:
            file = self._out / f"{self._language}-{report}.pdf"
            self.ask(AskPaper(interview_id, self._language, PaperWish(report, file)), file.exists)
            paper = QPdfDocument()
            paper.load(str(file))
            for number in range(paper.pageCount()):
                sheet = QImage(paper.pagePointSize(number).toSize() * 2, QImage.Format.Format_RGB32)
                sheet.fill(Qt.GlobalColor.white)
                painter = QPainter(sheet)
                painter.drawImage(0, 0, paper.render(number, sheet.size()))
                painter.end()
                self._save(sheet, f"paper-{report}-{number + 1}")
            paper.close()

    def _training(self) -> None:
        page, language = self.pages.training, self._language
        self.ask(AskTraining(), lambda: self.shows(page))
        self.take("training")
        answers = gold_set(resources_dir(), language, "a").answers
        self.ask(StartTraining(language), lambda: page.rating is not None)
        self.take("training-answer")
        for number in range(len(answers)):
            shown = page.transcript.toPlainText()
            gold = next(each for each in answers if each.text in shown)
            self.ask(GiveTraining(tuple(gold.scores.items())), lambda: page.rating is None)
            if number == 0:
                self.take("training-gap")
            next_is = TrainingResult if number == len(answers) - 1 else TrainingItem
            self.ask(GoOnTraining(), lambda wanted=next_is: isinstance(page._state, wanted))
        self.take("training-passed")


def main(out: Path, data: list[Path]) -> int:
    """0 when every screen was drawn."""
    out.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory(prefix="console-screens-") as scratch:
        held = data or [_held(Path(scratch))]
        for language, store in zip(Language, (*held, *held), strict=False):
            copy = Path(scratch) / f"copy-{language}"
            shutil.copytree(store, copy)
            journal = Journal.open(copy / "kiosk.db", copy / "media")
            photographer = Photographer(journal, load_competency_model(content_dir()), language, out)
            try:
                photographer.all()
                settings = settings_of(copy, language)
                model, take = load_competency_model(content_dir()), photographer.take_of
                office_pictures(journal, model, settings, take, photographer.until)
            finally:
                photographer.review.stop()
                journal.close()
            sys.stdout.write(f"{photographer.count} pictures of the console in {language}: {out}\n")
    app.processEvents()
    return 0


def _held(folder: Path) -> Path:
    """Two interviews in one store."""
    data = folder / "strong" / "data"
    for words in (("--candidate", "strong"), ("--candidate", "weak", "--data", str(data))):
        command = demo_command(folder / words[1], "--no-screens", *words)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return data


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, action="append", default=[])
    given = parser.parse_args()
    sys.exit(main(given.out, given.data))
