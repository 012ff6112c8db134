"""The fixture that looks for leaks sees them; otherwise it would prove nothing."""

import subprocess
import sys
import threading

import pytest

from tests.leaks import left_over, running


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
