"""Whatever the console's worker is asked: who asked stands in the audit chain, and who may not gets nothing."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from argon2 import PasswordHasher
from pytestqt.qtbot import QtBot

from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_task import ReviewTask
from app.content.paths import resources_dir
from app.domain.check_in import CallReason
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.gold import gold_set
from app.review.store_desk import StoreDesk
from app.staff.book import Account, Role, StaffBook
from app.staff.secret import Hashing
from app.store.journal import Journal
from app.ui.recruiter.ports import AskQueue, SaveRating
from app.ui.strings import load_strings
from tests.end2end.console_requests import CASES, At, Case, known_requests
from tests.end2end.console_words import Kept, told_since
from tests.unit.review.interviews import ratings_of
from tests.unit.review.trained import training_at

pytestmark = [pytest.mark.slow, pytest.mark.media, pytest.mark.timeout(300)]
CHEAP = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
READER = Account("li.na", Role.RECRUITER, "hashed")
NAMES = [each.name for each in CASES]


@dataclass
class Worker:
    """The console's worker on a demo's store. who: the account that is signed in."""

    task: ReviewTask
    journal: Journal
    at: At
    who: Callable[[], Account | None] = lambda: READER

    def ask(self, case: Case) -> None:
        """What comes before, and the request."""
        for each in case.before(self.at):
            self.task(each)

    @property
    def changes(self) -> tuple[int, int]:
        """How many rows were ever written, and how many files lie in the folder of reports."""
        return self.journal._db.conn.total_changes, len(list(self.at.folder.iterdir()))


@pytest.fixture
def worker(qtbot: QtBot, store: Kept, model: CompetencyModel, tmp_path: Path) -> Iterator[Worker]:
    """The weak one was rated blind, the strong one was not; somebody raised a hand."""
    journal, folder = store.open(), tmp_path / "reports"
    folder.mkdir()
    made: list[Worker] = []
    desk = StoreDesk(journal, model, lambda: made[0].who(), time.time)
    reports = ReportMaker(desk, load_strings(resources_dir()), lambda _: False)
    task = ReviewTask(desk, reports, training_at(desk))
    journal.front_desk.call(CallReason.HELP, None, now=desk.clock_s())
    gold = tuple(each.scores for each in gold_set(resources_dir(), Language.ZH, "a").answers)
    open_id, blind_id = store.id_of("weak"), store.id_of("strong")
    made.append(Worker(task, journal, At(open_id, blind_id, (), 0, folder, gold)))
    task(AskQueue(Language.ZH))
    (waiting,) = journal.front_desk.open_calls()
    rating = tuple(ratings_of(desk, blind_id))
    made[0].at = At(open_id, blind_id, rating, waiting.number, folder, gold)
    task(SaveRating(open_id, Language.ZH, tuple(ratings_of(desk, open_id)), 60.0))
    yield made[0]
    journal.close()


def test_no_request_is_missing_here() -> None:
    named = {each.name.split()[0] for each in CASES}
    assert named == {each.__name__ for each in known_requests()}


zh_only = pytest.mark.parametrize("store", [Language.ZH], indirect=True)  # the audit log has no language


@zh_only
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_each_request_is_exactly_these_rows_of_the_chain(worker: Worker, case: Case) -> None:
    worker.ask(case)
    before = len(worker.journal.audit()[0])
    request = case.made(worker.at)
    assert type(request).__name__ == case.name.split()[0]
    worker.task(request)
    told = told_since(worker.journal, before)
    wanted = case.rows(worker.at)
    assert [(actor, action) for actor, action, _ in told] == [(READER.name, action) for action, _ in wanted]
    for (_, _, body), (_, details) in zip(told, wanted, strict=True):
        assert details.items() <= body.items()
        assert "planted" not in str(body)  # the words of people are not in the log, their hash is
    assert worker.journal.verify().problems == ()


def removed(book: StaffBook) -> Callable[[], Account | None]:
    """Who is there, by the book, after the account was removed in another process."""
    book.set_up("admin", "27182845")
    book.add("li.na", Role.RECRUITER, "correct horse 5")
    book.remove("li.na")
    return lambda: next((each for each in book.accounts() if each.name == "li.na"), None)


@zh_only
@pytest.mark.parametrize("who", ["nobody", "no right", "removed"])
def test_whoever_may_not_gets_nothing_and_changes_nothing(worker: Worker, tmp_path: Path, who: str) -> None:
    """Both roles that there are may review; what a third one would be is refused, too."""
    for case in CASES:
        worker.who = lambda: READER
        if not case.name.startswith(("SaveRating", "AskComparison", "AskRecording")):
            worker.ask(case)
        match who:
            case "nobody":
                worker.who = lambda: None
            case "no right":
                worker.who = lambda: Account("guest", cast("Role", "guest"), "hashed")
            case _:
                (tmp_path / case.name).mkdir()
                worker.who = removed(StaffBook(tmp_path / case.name, CHEAP))
        before = worker.changes
        with pytest.raises(KioskError) as refused:
            worker.task(case.made(worker.at))
        assert refused.value.code == ("staff_role_missing" if who == "no right" else "staff_signed_out"), (
            case.name
        )
        assert worker.changes == before, case.name
