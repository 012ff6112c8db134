"""Power cuts at any moment: the store opens, nothing acknowledged is missing, nothing deleted comes back."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.errors import KioskError
from app.sealed.stream import unseal
from app.store.journal import Journal
from tests.crash.replay import MODES, Write, disk_after, read_log
from tests.crash.workload import PIECES, interview_id, piece

STATES = int(os.environ.get("KIOSK_POWER_CUTS", "700"))
ROUNDS = 6
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Write]]:
    """The folder the workload wrote in, and everything it wrote."""
    compiler = shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("the recorder of writes needs gcc on Linux")
    folder = tmp_path_factory.mktemp("power")
    library, log, disk = folder / "recorder.so", folder / "log", folder / "disk"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    disk.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.crash.workload", disk / "data", disk / "ACK", str(ROUNDS)],
        cwd=ROOT,
        env={
            **os.environ,
            "LD_PRELOAD": str(library),
            "POWER_LOG": str(log),
            "POWER_DIR": str(disk),
            "KIOSK_KEY_DIR": str(disk / "keys"),
        },
        check=True,
    )
    return disk, read_log(log)


def lay_out(files: dict[str, bytes], disk: Path) -> None:
    """The disk as the cut left it."""
    shutil.rmtree(disk)
    (disk / "data" / "media").mkdir(parents=True)
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)


def told(writes: list[Write]) -> list[list[str]]:
    """What had been acknowledged by then."""
    text = b"".join(write.data for write in writes if write.op == "W" and write.path.endswith("/ACK"))
    return [line.split() for line in text.decode().splitlines()]


def lost(journal: Journal, media_dir: Path, acknowledged: list[list[str]]) -> list[str]:
    """Acknowledged facts that are not so."""
    deleted = {line[1] for line in acknowledged if line[0] == "deleted"}
    found = []
    for line in acknowledged:
        what, name = line[0], line[1] if len(line) > 1 else ""
        try:
            if what == "deleted":
                fine = name not in {each.id for each in journal.interviews()}
            elif what == "rotated" or name in deleted or _may_be_deleted(name, acknowledged):
                fine = True
            elif what == "events":
                fine = len(journal.events(name)) >= int(line[2])
            elif what == "assessed":
                fine = journal.profile_json(name) is not None
            else:
                fine = _holds(journal, media_dir, name, int(line[2]))
        except (KioskError, OSError) as error:
            fine, line = False, [*line, repr(error)]
        if not fine:
            found.append(" ".join(line))
    return found


def _may_be_deleted(name: str, acknowledged: list[list[str]]) -> bool:
    """Its deletion has begun: it is asked for right after the interview of the next round was assessed."""
    number = int(name[-2:])
    return number % 3 == 1 and ["assessed", interview_id(number + 1), "1"] in acknowledged


def _holds(journal: Journal, media_dir: Path, name: str, pieces: int) -> bool:
    recording = f"{name}/q1.pcm"
    content = unseal((media_dir / recording).read_bytes(), journal.media_key(name), recording).content
    wanted = b"".join(piece(int(name[-2:]), at) for at in range(PIECES))
    return wanted.startswith(content) and len(content) >= pieces * len(piece(0, 0))


def test_the_recorder_saw_every_kind_of_write(recorded: tuple[Path, list[Write]]) -> None:
    counts = Counter(write.op for write in recorded[1])
    assert set("OWTSUR") <= counts.keys()
    assert {"kiosk.db-wal", "keys.db", "keys.json.part", "q1.pcm"} <= {
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
    bad = []
    for number in range(STATES):
        mode, cut = MODES[number % len(MODES)], chance.randint(0, len(writes))
        lay_out(disk_after(writes[:cut], mode, chance), disk)
        try:
            journal = Journal.open(disk / "data" / "kiosk.db", disk / "data" / "media")
        except KioskError as error:
            bad.append((number, mode, cut, str(error)))
            continue
        problems = [each for each in journal.verify().problems if not each.code.startswith("media_")]
        missing = lost(journal, disk / "data" / "media", told(writes[:cut]))
        journal.close()
        if problems or missing:
            bad.append((number, mode, cut, str(problems[:2]), str(missing[:2])))
    assert bad == []
