"""Somebody at the console's real window over a copy of a demo's store: every key and click goes to the window."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from app.bootstrap.review import Review
from app.demo.chat_hands import type_text
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.report_values import Report
from app.review.values import AnswerRating
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.ui.recruiter.acts_bar import ActsBar
from app.ui.recruiter.card_view import CardView
from app.ui.recruiter.pages import ReviewPages
from app.ui.recruiter.papers_bar import PapersBar
from app.ui.recruiter.ports import AskInterview, SaveRating
from app.ui.recruiter.queue_words import COLUMNS
from app.ui.recruiter.rating_view import RatingView
from tests.end2end.console_words import words_of

# What Qt's player says of a machine without sound server and graphics.
SAID_BY_PLAYERS = ("pipewire", "pa_context_connect", "No audio device", "No RHI", "propagateSizeHints")
FIRST, SECOND = "reader-1", "reader-2"
TABS = 80
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Person:
    """keys, clicks: pressed so far. account: who is signed in; None: nobody any more."""

    def __init__(self, qtbot: QtBot, journal: Journal, model: CompetencyModel, language: Language) -> None:
        self.qtbot, self.journal, self.model, self._language = qtbot, journal, model, language
        self.account: Account | None = Account(FIRST, Role.RECRUITER, "hashed")
        self.keys = self.clicks = 0
        self._sit()

    def _sit(self) -> None:
        who, others = (lambda: self.account), (lambda: (FIRST, SECOND))
        self.review = Review(self.journal, self.model, who, self._language, others)
        page = self.review.window.page
        assert isinstance(page, ReviewPages)
        self.pages = page
        self.review.window.resize(1280, 800)
        self.review.window.show()
        self.review.window.activateWindow()
        self.until(self.review.window.isActiveWindow)

    def leave(self) -> None:
        """The window goes, with its thread."""
        self.review.stop()
        self.review.window.deleteLater()

    # ---- hands ---------------------------------------------------------------------------------------
    def key(self, which: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key where the focus is, as a keyboard does."""
        if not self.review.window.isActiveWindow():  # the one of the test before went only now
            self.review.window.activateWindow()
            self.until(self.review.window.isActiveWindow)
        self.keys += 1
        self.qtbot.keyClick(self.review.window.windowHandle(), which, held)

    def type(self, words: str) -> None:
        """Words where the focus is, whatever their script."""
        self.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        focus = QApplication.focusWidget()
        assert focus is not None
        self.keys += len(words)
        type_text(focus, words)

    def click(self, target: QWidget, at: QPoint | None = None) -> None:
        """The left button over something that can be seen, once the page is laid out."""
        self.qtbot.waitUntil(lambda: target.isVisible() and target.isEnabled())
        self.clicks += 1
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rect().center() if at is None else at)

    def tab_to(self, target: QWidget) -> None:
        """Reach a control with the Tab key alone."""
        self.qtbot.waitUntil(target.isVisible)
        for _ in range(TABS):
            if QApplication.focusWidget() is target:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {target.accessibleName() or target}")

    def choose(self, box: QComboBox, words: str) -> None:
        """An entry of a list, by Tab and the arrow keys."""
        self.tab_to(box)
        wanted = box.findText(words)
        assert wanted >= 0, words
        self.key(Qt.Key.Key_Home)
        while box.currentIndex() < wanted:
            self.key(Qt.Key.Key_Down)

    def until(self, is_so: Callable[[], object], timeout_ms: int = 40_000) -> None:
        """Wait for what a key or click brings."""
        try:
            self.qtbot.waitUntil(lambda: bool(is_so()), timeout=timeout_ms)
        except QtTimeout as error:
            told = [each.text() for each in self.pages.banner.findChildren(QLabel)]
            chosen = self.pages.queue.selected_ids
            raise AssertionError(
                f"it did not come; told {told}, selected {chosen}, focus {QApplication.focusWidget()}"
            ) from error

    # ---- ways ----------------------------------------------------------------------------------------
    def come(self) -> None:
        """The list is read."""
        self.review.console.start()
        self.until(lambda: self.pages.is_at_queue and self.pages.queue.table.model().rowCount())

    def take_over(self, name: str) -> None:
        """Another account, in a window of its own."""
        self.leave()
        self._sit()
        self.account = Account(name, Role.RECRUITER, "hashed")
        self.come()

    def go_to(self, interview_id: str) -> None:
        """The row of an interview, by the arrow keys."""
        table = self.pages.queue.table
        table.setFocus()
        rows = table.model().rowCount()
        for key in (Qt.Key.Key_Up,) * rows + (Qt.Key.Key_Down,) * rows:
            now = table.currentIndex()
            told = str(now.siblingAtColumn(COLUMNS.index("interview")).data()).strip(" …")
            if now.isValid() and told and interview_id.startswith(told):  # numbers are shown shortened
                return
            self.key(key)
        raise AssertionError(f"the arrow keys never reach {interview_id}")

    def open(self, interview_id: str) -> None:
        """An interview of the list, by Return on its row."""
        self.go_to(interview_id)
        self.key(Qt.Key.Key_Return)
        page = self.pages.interview
        self.until(lambda: page.interview_id == interview_id and page.isVisible())

    def back(self) -> None:
        """To the list, by Escape."""
        self.key(Qt.Key.Key_Escape)
        self.until(lambda: self.pages.is_at_queue)

    def rate_blind(self, words: str = "7") -> None:
        """Each answer on its anchors, by Tab, arrows and Space alone; what can be seen then is the card."""
        rating = self.rating
        for number, answer in enumerate(rating.answers):
            assert answer.isVisible()
            for choice in answer.choices.values():
                self.choose(choice, words)
            self.tab_to(answer.reason)
            self.type(f"anchor {words}, answer {number + 1}")
            self.tab_to(rating.next_button)
            self.key(Qt.Key.Key_Space)
        self.until(lambda: self.pages.interview.card is not None)

    def rate_at_once(self, interview_id: str, given: Callable[[str, int, str], float | None]) -> None:
        """A blind rating without hands, where it is not what a test is about. given: the value of each sub-dimension.

        The list is open again afterwards.
        """
        language, worker = self.pages.strings.language, self.review.worker
        page = self.pages.interview
        worker.submit(AskInterview(interview_id, language))
        self.until(lambda: page.interview_id == interview_id)
        ratings = tuple(
            AnswerRating(line.question_id, line.turn, values, "as the anchor says")
            for line in self.rating._lines
            if (
                values := tuple(
                    (each.sub_dimension, given(line.question_id, line.turn, each.sub_dimension))
                    for each in line.to_rate
                )
            )
        )
        worker.submit(SaveRating(interview_id, language, ratings, 60.0))
        self.until(lambda: page.card is not None)
        self.back()

    def act(self, which: Qt.Key) -> None:
        """The key of an act, once the card is laid out."""
        self.until(lambda: self.pages.interview.acts is not None and self.acts.isVisible())
        self.key(which)

    def decide(self, which: Qt.Key, reason: str) -> None:
        """One key, a few words, Return."""
        self.act(which)
        self.type(reason)
        self.key(Qt.Key.Key_Return)
        self.until(lambda: self.pages.is_at_queue)

    def save_paper(self, report: Report, file: Path) -> bytes:
        """A report as a file. The only thing that is not pressed is the file dialog of the desktop."""
        papers = self.papers
        papers.ask_file = lambda *_: str(file)
        papers.choice.setFocus()
        self.key(Qt.Key.Key_Home)
        while papers.chosen is not report:
            self.key(Qt.Key.Key_Down)
        self.click(papers.save_button)
        self.until(lambda: self.pages.banner.isVisible() and file.exists())
        return file.read_bytes()

    def click_on_words(self, words: str, question: str, turn: int) -> None:
        """Click on the first character of `words` in what was said to a question."""
        transcript = self.pages.interview.transcript
        begin = transcript._answers[question, turn].text.index(words)
        where = transcript._cursor((question, turn), begin, begin)
        transcript.setTextCursor(where)
        transcript.ensureCursorVisible()
        self.click(transcript.viewport(), transcript.cursorRect(where).center() + QPoint(3, 0))

    # ---- what is there -------------------------------------------------------------------------------
    @property
    def card(self) -> CardView:
        """The card that is open."""
        assert self.pages.interview.card is not None
        return self.pages.interview.card

    @property
    def rating(self) -> RatingView:
        """The blind rating that is open."""
        assert self.pages.interview.rating is not None
        return self.pages.interview.rating

    @property
    def acts(self) -> ActsBar:
        """The decisions below the card."""
        assert self.pages.interview.acts is not None
        return self.pages.interview.acts

    @property
    def papers(self) -> PapersBar:
        """The reports beside the title."""
        assert self.pages.interview.papers is not None
        return self.pages.interview.papers

    @property
    def everything(self) -> str:
        """Every word of the window and for who cannot see it, hidden ones too, and what can be copied out of it."""
        return "\n".join((*words_of(self.review.window), *self._copied()))

    def _copied(self) -> Iterable[str]:
        for each in self.review.window.findChildren(QTextEdit):
            where = each.textCursor()
            each.selectAll()
            each.copy()
            where.movePosition(QTextCursor.MoveOperation.Start)
            each.setTextCursor(where)
            yield QGuiApplication.clipboard().text()
        QGuiApplication.clipboard().clear()
