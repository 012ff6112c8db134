"""kill -9 in the middle of a chat work sample: every reply that was committed is there, in order."""

import signal
import subprocess
import sys
from pathlib import Path

from app.flow.interview import Phase, fold, recover
from app.store.archive import Archive


def test_a_killed_program_loses_no_reply(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.end2end.chat_writer", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(5)]
        process.send_signal(signal.SIGKILL)
    assert told == ["0", "1", "2", "3", "4"]
    archive = Archive.open(tmp_path / "kiosk.db", tmp_path)
    now = fold(archive.events("i-1"))
    assert archive.verify().is_ok
    archive.close()
    texts = [said.text for said in now.desk.replies("late")]
    assert texts[:5] == [f"reply {number}" for number in range(5)]
    assert texts == [f"reply {number}" for number in range(len(texts))]
    assert (now.phase, recover(now), now.elapsed_s) == (Phase.TAKING, (), len(texts) - 1.0)
