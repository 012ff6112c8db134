"""Power cuts at any moment: the store opens, nothing acknowledged is missing, nothing deleted comes back."""

import os
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.store.journal import Journal
from tests.crash.power_cut import failure, lay_out, lost, record, told
from tests.crash.replay import Write, disk_after

STATES = int(os.environ.get("KIOSK_POWER_CUTS", "700"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Write]]:
    """The folder the workload wrote in, and everything it wrote."""
    if sys.platform != "linux":
        pytest.skip("the recorder of writes needs Linux")
    assert shutil.which("gcc"), "the recorder of writes needs gcc: make setup installs it"
    return record(tmp_path_factory.mktemp("power"))


def test_the_recorder_saw_every_kind_of_write(recorded: tuple[Path, list[Write]]) -> None:
    counts = Counter(write.op for write in recorded[1])
    assert set("OWTSUR") <= counts.keys()
    assert {"kiosk.db-wal", "keys.db", "keys.json.part", "q1.pcm", "q1.mkv"} <= {
        Path(write.path).name for write in recorded[1] if write.op != "O"
    }
    assert ["rotated"] in told(recorded[1])


def test_without_syncs_acknowledged_facts_would_be_lost(recorded: tuple[Path, list[Write]]) -> None:
    """The simulator has teeth: the same writes on a disk where no sync was asked for."""
    disk, writes = recorded
    lay_out(disk_after([write for write in writes if write.op != "S"], "none", random.Random(1)), disk)
    journal = Journal.open(disk / "data" / "kiosk.db", disk / "data" / "media")
    assert lost(journal, disk / "data" / "media", told(writes))
    journal.close()


@pytest.mark.slow
def test_whatever_a_power_cut_leaves_opens_and_holds_what_was_acknowledged(
    recorded: tuple[Path, list[Write]], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, writes = recorded
    monkeypatch.setenv("KIOSK_KEY_DIR", str(disk / "keys"))
    chance = random.Random(20_260_601)
    found = [failure(disk, writes, number, chance) for number in range(STATES)]
    assert [each for each in found if each is not None] == []
