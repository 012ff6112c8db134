"""kill -9 at any moment: what the program said it stored is there, whole, and the chains hold."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store.journal import Journal

KILLS = int(os.environ.get("KIOSK_KILLS", "30"))
LONGEST_LIFE_S = 0.3
REPOSITORY = Path(__file__).resolve().parents[3]


def live_and_die(database: Path, life: int, lives_s: float) -> list[str]:
    """What a child acknowledged before it was killed `lives_s` seconds after its first word.

    Every fifth child is killed while it opens the database: no word is waited for.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.store.killed", str(database), str(life)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    first = "" if life % 5 == 4 else child.stdout.readline()
    timer = threading.Timer(lives_s, child.kill)
    timer.start()
    rest = child.stdout.read()
    timer.join()
    child.wait(timeout=10)
    child.stdout.close()
    assert child.returncode == -9
    return [line for line in (first + rest).splitlines(keepends=False) if line]


def missing(journal: Journal, acknowledged: list[str]) -> list[str]:
    """Acknowledged facts that the journal does not hold."""
    lost = []
    for line in acknowledged:
        what, interview_id, *number = line.split()
        try:
            if what == "answer":
                answers = {stored.answer.question_id for stored in journal.answers(interview_id)}
                held = f"JD-Q0{number[0]}" in answers
            else:
                held = journal.profile_json(interview_id) is not None
        except KioskError:
            held = False
        if not held:
            lost.append(line)
    return lost


@pytest.mark.slow
@pytest.mark.timeout(400)  # thirty programs start: a busy machine takes two minutes
def test_nothing_acknowledged_is_lost_to_kill_9(tmp_path: Path) -> None:
    chance = random.Random(20_260_101)
    database = tmp_path / "kiosk.db"
    Journal.open(database, tmp_path).close()
    acknowledged: list[str] = []
    for life in range(KILLS):
        acknowledged += live_and_die(database, life, chance.uniform(0.0, LONGEST_LIFE_S))
    journal = Journal.open(database, tmp_path)
    assert len(acknowledged) > KILLS
    assert missing(journal, acknowledged) == []
    report = journal.verify()
    assert report.is_ok, report.problems
    assert report.outbox_due == sum(item.state == "assessed" for item in journal.interviews())
    journal.close()
