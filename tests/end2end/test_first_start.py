"""`kiosk run` asks its administrator once, before the first candidate, and never a candidate in the middle."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.events import InterviewStarted
from app.domain.language import Language
from app.store.journal import Journal
from tests.end2end.demo_process import environment

pytestmark = pytest.mark.slow


def seen(data_dir: Path) -> list[str]:
    """The windows of one start, in their order."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.end2end.first_start_process"],
        env=environment(None, None) | {"KIOSK_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_offer_comes_before_the_kiosk_once_and_not_between_a_candidate_and_the_next_question(
    tmp_path: Path,
) -> None:
    """Three starts of the real program, each a process: some seconds."""
    (tmp_path / "media").mkdir()
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    journal.append("i-1", (InterviewStarted("i-1", Language.ZH),), now=time.time())
    journal.close()
    assert seen(tmp_path) == ["kiosk"]
    assert seen(tmp_path) == ["offer", "kiosk"]
    assert seen(tmp_path) == ["kiosk"]
