"""The fixture that looks for leaks sees them; otherwise it would prove nothing."""

import subprocess
import sys
import threading

import pytest

from tests.leaks import end_qt_threads, left_over, running


def test_nothing_started_is_nothing_left() -> None:
    assert left_over(running(), qt_threads=False, patience_s=0) == []


def test_a_thread_that_goes_on_is_seen() -> None:
    before, end = running(), threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    thread.start()
    try:
        assert left_over(before, qt_threads=False, patience_s=0) == ["thread forgotten"]
    finally:
        end.set()
        thread.join()


def test_a_thread_that_ends_in_time_is_forgiven() -> None:
    before, end = running(), threading.Event()
    thread = threading.Thread(target=end.wait, args=(0.1,))
    thread.start()
    assert left_over(before, qt_threads=False) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_child_process_that_goes_on_is_seen() -> None:
    before = running()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        leaks = left_over(before, qt_threads=False, patience_s=0)
    assert [line.split(":")[0] for line in leaks] == [f"child process {child.pid}"]
    assert left_over(before, qt_threads=False) == []


def test_a_qt_thread_that_goes_on_is_seen(qapp: object) -> None:
    from PySide6.QtCore import QThread

    before, thread = running(), QThread()
    thread.setObjectName("forgotten")
    thread.start()
    try:
        assert left_over(before, qt_threads=True, patience_s=0) == ["Qt thread QThread forgotten"]
    finally:
        thread.quit()
        thread.wait(2000)


def test_a_qt_thread_that_is_left_is_ended_and_one_that_does_not_end_is_destroyed_by_nobody(
    qapp: object,
) -> None:
    from app.workers.thread import Background

    before, begun, may_end, ended = running(), threading.Event(), threading.Event(), threading.Event()

    def work(_: object) -> None:
        begun.set()
        may_end.wait(30.0)
        ended.set()

    idle, busy = Background("idle", str), Background("busy", work)
    busy.submit(None)
    assert begun.wait(10.0)
    try:
        assert sorted(left_over(before, qt_threads=True, patience_s=0)) == [
            "Qt thread QThread busy",
            "Qt thread QThread idle",
        ]
        end_qt_threads(patience_s=0.1)
        assert not idle._thread.isRunning()
        assert left_over(before, qt_threads=True, patience_s=0) == []
        del busy  # which aborts the process where its thread is still its own
    finally:
        may_end.set()
    assert ended.wait(10.0)
