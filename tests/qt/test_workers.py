"""Slow work runs elsewhere, its results arrive on the UI thread, and what is started is stopped."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.domain.observation import Observation
from app.errors import BugError, KioskError
from app.workers.thread import Background
from app.workers.ticker import Ticker

Start = Callable[..., Background]
OBSERVATION = Observation("pause_fraction", 0.2, "1")


def test_works_elsewhere_and_answers_on_the_ui_thread(qtbot: QtBot, background: Start) -> None:
    threads: list[threading.Thread] = []

    def score(answer: str) -> Observation:
        threads.append(threading.current_thread())
        return OBSERVATION

    scoring = background(score)
    scoring.done.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(scoring.done) as done:
        scoring.submit("answer")

    assert done.args == [OBSERVATION]
    worked, answered = threads
    assert worked is not threading.main_thread()
    assert answered is threading.main_thread()


@pytest.mark.parametrize(
    ("raised", "reported"), [(KioskError("disk_full"), KioskError), (KeyError("face"), BugError)]
)
def test_a_failure_is_reported_and_the_next_request_served(
    qtbot: QtBot, background: Start, raised: Exception, reported: type[Exception]
) -> None:
    def score(answer: str) -> Observation:
        if answer == "bad":
            raise raised
        return OBSERVATION

    scoring = background(score)
    with qtbot.waitSignal(scoring.failed) as failed:
        scoring.submit("bad")
    assert failed.args is not None
    assert isinstance(failed.args[0], reported)

    with qtbot.waitSignal(scoring.done) as done:
        scoring.submit("good")
    assert done.args == [OBSERVATION]


def test_requests_are_served_one_after_the_other_and_in_order(qtbot: QtBot, background: Start) -> None:
    running: list[int] = []
    most: list[int] = []
    answers: list[int] = []

    def work(number: int) -> int:
        running.append(number)
        most.append(len(running))
        running.remove(number)
        return number

    worker = background(work)
    worker.done.connect(answers.append)
    for number in range(20):
        worker.submit(number)
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))
    assert max(most) == 1


def test_stop_that_takes_too_long_is_a_bug(qtbot: QtBot) -> None:
    let_go, at_work = threading.Event(), threading.Event()

    def wait(_: object) -> bool:
        at_work.set()
        return let_go.wait(5)

    slow = Background("slow", wait)
    slow.submit(None)
    assert at_work.wait(2)
    with pytest.raises(BugError, match="slow still busy"):
        slow.stop(timeout_ms=20)
    let_go.set()
    slow.stop()


def test_the_ticker_runs_at_once_and_again(qtbot: QtBot, background: Start) -> None:
    seen: list[int] = []
    worker = background(seen.append)
    numbers = iter(range(1000))
    ticker = Ticker(worker, lambda: next(numbers), every_s=0.01)
    ticker.start()
    qtbot.waitUntil(lambda: len(seen) >= 3)
    ticker.stop()
    assert seen[:3] == [0, 1, 2]


def test_the_ticker_never_runs_twice_at_once_and_survives_a_failure(qtbot: QtBot, background: Start) -> None:
    let_go = threading.Event()
    asked: list[int] = []

    def work(number: int) -> int:
        let_go.wait(5)
        if number == 0:
            raise KioskError("disk_full")
        return number

    def request() -> int:
        asked.append(len(asked))
        return asked[-1]

    ticker = Ticker(background(work), request, every_s=60)
    ticker.start()
    ticker.run_now()
    ticker.run_now()
    assert asked == [0]
    assert ticker.is_busy
    let_go.set()
    qtbot.waitUntil(lambda: not ticker.is_busy)
    ticker.run_now()
    assert asked == [0, 1]
    qtbot.waitUntil(lambda: not ticker.is_busy)
    ticker.stop()
