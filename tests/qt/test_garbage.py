"""Garbage dies on the UI thread, however much a worker allocates: a window that died on a worker ended the program."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.garbage import Garbage, collect_due
from app.workers.thread import Background


class Dropped:
    """Part of a cycle, as a window that knows its own buttons; says on which thread it died."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        self.itself = self
        self.died_on = died_on

    def __del__(self) -> None:
        self.died_on.append(threading.current_thread())


def allocate(_: object) -> int:
    """What makes the interpreter look for garbage many times, were it left to itself."""
    kept: list[list[object]] = [[] for _ in range(100_000)]
    return len(kept)


def test_what_a_window_leaves_dies_on_its_own_thread_while_a_worker_allocates(qtbot: QtBot) -> None:
    gc.enable()  # as in every program that just begins
    owner = QObject()
    garbage = Garbage(owner)
    garbage._look()  # what was there before stays
    worker = Background("test", allocate)
    done: list[object] = []
    worker.done.connect(done.append)
    died_on: list[threading.Thread] = []
    Dropped(died_on)
    worker.submit(None)
    qtbot.waitUntil(lambda: done == [100_000])
    worker.stop()
    assert all(thread is threading.main_thread() for thread in died_on)
    for _ in range(1_000):  # as the UI goes on
        cycle: list[object] = []
        cycle.append(cycle)
    qtbot.waitUntil(lambda: died_on == [threading.main_thread()])
    owner.deleteLater()


def test_nothing_is_looked_for_before_it_is_due() -> None:
    gc.collect()
    died_on: list[threading.Thread] = []
    Dropped(died_on)
    collect_due()
    assert died_on == []
    while gc.get_count()[0] <= gc.get_threshold()[0]:
        cycle: list[object] = []
        cycle.append(cycle)
    collect_due()
    assert died_on == [threading.main_thread()]
