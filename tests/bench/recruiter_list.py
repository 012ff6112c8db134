"""The list over ten thousand interviews in a real store: its first reading, its refresh, and who waits for it."""

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from app.domain.competency import CompetencyModel
from app.domain.events import Event
from app.domain.language import Language
from app.review.desk import ReviewDesk
from app.store.journal import Journal
from app.ui.recruiter.queue_page import QueuePage
from tests.bench.recruiter_store import multiply
from tests.bench.table import Figure
from tests.unit.review.interviews import interview_events, make_desk, ratings_of, store_interview

ROWS, CONSOLES, REFRESHES, APPENDS = 10_000, 2, 40, 240
REST_S = 0.5  # of a console between two refreshes; the real ones rest for 5 s
FIRST, REFRESH, APPEND = "recruiter_list_first_s", "recruiter_refresh_p95_ms", "recruiter_append_ratio"


def measure_list(folder: Path, model: CompetencyModel, page: QueuePage) -> list[Figure]:
    """The three figures. page: shows the rows, as a console would."""
    journal = Journal.open(folder / "kiosk.db", folder)
    try:
        store_interview(journal, model, "i-1")
        desk = make_desk(journal, model)
        desk.queue(Language.ZH)
        desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
        multiply(journal, "i-1", [f"x-{number:05d}" for number in range(ROWS)])
        first = _first(journal, model)
        events = _events(model)
        refresh = _refresh(journal, model, page, events)
        return [first, refresh, _append(journal, model, events)]
    finally:
        journal.close()


def _events(model: CompetencyModel) -> Iterator[tuple[str, Event]]:
    """One real interview after another, event by event."""
    for number in range(10_000):
        name = f"live-{number}"
        for event in interview_events(model, name):
            yield name, event


def _first(journal: Journal, model: CompetencyModel) -> Figure:
    """From nothing to the rows of the whole list."""
    gc.collect()
    began_s, cpu_s = time.monotonic(), time.process_time()
    rows = make_desk(journal, model).queue(Language.ZH)
    took_s, cpu_s = time.monotonic() - began_s, time.process_time() - cpu_s
    return Figure(FIRST, took_s, f"{len(rows)} rows, once; processor time {cpu_s:.2f} s")


def _refresh(
    journal: Journal, model: CompetencyModel, page: QueuePage, events: Iterator[tuple[str, Event]]
) -> Figure:
    """Reading and showing the list again, each time after an event of a running interview."""
    desk = make_desk(journal, model)
    page.show_rows(desk.queue(Language.ZH))
    read_ms, shown_ms = [], []
    for _ in range(REFRESHES):
        name, event = next(events)
        journal.append(name, [event], now=time.time())
        began_s = time.monotonic()
        rows = desk.queue(Language.ZH)
        read_s = time.monotonic()
        page.show_rows(rows)
        read_ms.append(1000 * (read_s - began_s))
        shown_ms.append(1000 * (time.monotonic() - read_s))
    whole_ms = np.array(read_ms) + np.array(shown_ms)
    told = f"median {np.median(whole_ms):.0f} ms, of it on the screen's thread {np.median(shown_ms):.0f} ms"
    return Figure(
        REFRESH, float(np.percentile(whole_ms, 95)), f"{REFRESHES} refreshes, each of a change; {told}"
    )


def _append(journal: Journal, model: CompetencyModel, events: Iterator[tuple[str, Event]]) -> Figure:
    """What a candidate's events take while consoles refresh, ten times as often as they do, against alone."""
    desks = [make_desk(journal, model) for _ in range(CONSOLES)]
    for desk in desks:
        desk.queue(Language.ZH)
    alone_ms = _appends(journal, events)
    ended = threading.Event()
    threads = [threading.Thread(target=_go_on, args=(desk, ended)) for desk in desks]
    for thread in threads:
        thread.start()
    beside_ms = _appends(journal, events)
    ended.set()
    for thread in threads:
        thread.join()
    alone, beside = (float(np.percentile(each, 95)) for each in (alone_ms, beside_ms))
    medians = f"median {np.median(alone_ms):.1f} alone, {np.median(beside_ms):.1f} beside"
    told = f"p95 {alone:.1f} ms alone, {beside:.1f} ms beside {CONSOLES} consoles, a refresh each {REST_S} s; {medians}"
    return Figure(APPEND, beside / alone, f"{APPENDS} events each; {told}")


def _go_on(desk: ReviewDesk, ended: threading.Event) -> None:
    while not ended.wait(REST_S):
        desk.queue(Language.ZH)


def _appends(journal: Journal, events: Iterator[tuple[str, Event]]) -> list[float]:
    taken_ms = []
    for _ in range(APPENDS):
        name, event = next(events)
        began_s = time.monotonic()
        journal.append(name, [event], now=time.time())
        taken_ms.append(1000 * (time.monotonic() - began_s))
    return taken_ms
