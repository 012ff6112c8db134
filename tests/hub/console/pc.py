"""A recruiter's PC: the console in its window over a real socket to a hub, and whoever sits at it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.bootstrap.review_hub import HubReview, line_to
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.gold import gold_set
from app.review.values import Decision
from app.settings import HubSettings
from app.sync.calls import NOBODY, Answer, Call
from app.sync.client import HubClient
from app.ui.recruiter.hub_pages import HubPages
from ehr.database import system
from tests.hub.console.people import PASSWORD, Person
from tests.hub.world import World


@dataclass
class Line:
    """The real line, which can be cut: before a call gets there, or its answer on the way back."""

    client: HubClient
    is_cut: Callable[[Call], bool] = lambda _call: False
    loses: Callable[[Call], bool] = lambda _call: False
    calls: list[Call] = field(default_factory=list)

    def ask(self, call: Call) -> Answer:
        self.calls.append(call)
        if self.is_cut(call):
            return Answer(NOBODY)
        answer = self.client.ask(call)
        return Answer(NOBODY) if self.loses(call) else answer

    def forget(self) -> None:
        self.client.forget()


class Desk:
    """A console, and whoever sits at it."""

    def __init__(self, qtbot: QtBot, url: str, model: CompetencyModel, language: Language) -> None:
        over = threading.Event()
        self.client = line_to(url, HubSettings(), over)
        self.line = Line(self.client)
        self.qtbot, self.review = qtbot, HubReview(self.line, url, model, language, None, over)
        assert isinstance(self.review.pages, HubPages)
        self.pages = self.review.pages
        self.review.window.resize(1280, 800)
        self.review.window.show()
        self.review.room.start()
        qtbot.waitUntil(lambda: not self.pages.sign_in.again_button.isVisible())

    @property
    def is_shut(self) -> bool:
        return self.pages.stack.currentWidget() is self.pages.sign_in

    def sign_in(self, person: Person) -> None:
        page = self.pages.sign_in
        page.name.setText(person.name)
        page.password.setText(PASSWORD)
        page.enter_button.click()
        if person.codes:
            self.qtbot.waitUntil(page.code.isVisible)
            page.code.setText(person.codes[0])
            page.enter_button.click()
        self.qtbot.waitUntil(lambda: self.pages.is_at_queue, timeout=10_000)

    def open(self, interview_id: str) -> None:
        rows = self.pages.queue.model
        found = [rows.row_at(number) for number in range(rows.rowCount())]
        self.pages.queue.chosen.emit(next(each for each in found if each.interview_id == interview_id))
        self.qtbot.waitUntil(lambda: self.pages.interview.interview_id == interview_id, timeout=10_000)

    def fill_rating(self) -> None:
        """Everything but the last press."""
        rating = self.pages.interview.rating
        assert rating is not None
        for answer in rating.answers:
            for choice in answer.choices.values():
                choice.setCurrentIndex(8)
            answer.reason.setText("as the anchor says")
            if answer is not rating.answers[-1]:
                rating.next_button.click()

    def save_rating(self) -> None:
        assert self.pages.interview.rating is not None
        self.pages.interview.rating.next_button.click()

    def press(self, button: QAbstractButton) -> None:
        """Until the page of training shows something else."""
        page = self.pages.training
        shown = page._state
        button.click()
        self.qtbot.waitUntil(lambda: page._state is not shown, timeout=10_000)

    def train(self, apart: float = 0.0, name: str = "a", *, is_ended: bool = True) -> None:
        """A round of the set `name`, every value `apart` points from gold. is_ended: its end is stored and shown."""
        page, language = self.pages.training, self.pages.strings.language
        gold = {each.text: each for each in gold_set(resources_dir(), language, name).answers}
        for _ in range(len(gold)):
            self.press(page.next_button)
            assert page.rating is not None
            shown = page.transcript.toPlainText()
            scores = next(each.scores for text_of, each in gold.items() if text_of in shown)
            for sub, choice in page.rating.choices.items():
                choice.setCurrentIndex(choice.findText(f"{min(10.0, max(1.0, scores[sub] + apart)):g}"))
            self.press(page.next_button)
        if is_ended:
            self.press(page.next_button)
        else:
            page.next_button.click()

    def decide(self, decision: Decision, reason: str) -> None:
        acts = self.pages.interview.acts
        assert acts is not None
        acts.buttons[decision].click()
        acts.reason.setText(reason)
        acts.save_button.click()

    def words(self) -> str:
        """Every word that can be seen."""
        return "\n".join(each.text() for each in self.review.window.findChildren(QLabel) if each.isVisible())

    def close(self) -> None:
        self.review.stop()
        self.review.window.deleteLater()
        self.client.close()


def actions(world: World) -> list[str]:
    with world.database.work(system("test")) as session:
        return [row.action for row in session.execute(text("select action from audit_log"))]


def stored(world: World, kind: str) -> int:
    with world.database.work(system("test")) as session:
        found = session.scalar(text("select count(*) from review_acts where kind = :kind"), {"kind": kind})
        return int(found or 0)


Sit = Callable[..., Desk]
Hire = Callable[..., Person]
