"""Disks as a cut of the power leaves them, opened as the program would. Also `python -m ... FOLDER FIRST STATES`."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from app.errors import KioskError
from app.sealed.stream import unseal
from app.store.journal import Journal
from tests.crash.replay import MODES, Write, disk_after, read_log
from tests.crash.workload import PIECES, interview_id, piece

ROUNDS = 6
BLOCK = 50
ROOT = Path(__file__).resolve().parents[2]


def record(folder: Path) -> tuple[Path, list[Write]]:
    """The folder the workload wrote in, and everything it wrote. Needs gcc."""
    library, log, disk = folder / "recorder.so", folder / "log", folder / "disk"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
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
    """What had been acknowledged by then; of what grows, e.g. a recording, how much at last."""
    text = b"".join(write.data for write in writes if write.op == "W" and write.path.endswith("/ACK"))
    lines = (line.split() for line in text.decode().splitlines())
    return list({tuple(line[:-1] if len(line) > 2 else line): line for line in lines}.values())


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
                fine = _holds(journal, media_dir, name, line[2], int(line[3]))
        except (KioskError, OSError) as error:
            fine, line = False, [*line, repr(error)]
        if not fine:
            found.append(" ".join(line))
    return found


def _may_be_deleted(name: str, acknowledged: list[list[str]]) -> bool:
    """Its deletion has begun: it is asked for right after the interview of the next round was assessed."""
    number = int(name[-2:])
    return number % 3 == 1 and ["assessed", interview_id(number + 1), "1"] in acknowledged


def _holds(journal: Journal, media_dir: Path, name: str, file: str, safe_bytes: int) -> bool:
    recording = f"{name}/{file}"
    content = unseal((media_dir / recording).read_bytes(), journal.media_key(name), recording).content
    sound = b"".join(piece(int(name[-2:]), at) for at in range(PIECES))
    return len(content) >= safe_bytes and (file.endswith(".mkv") or sound.startswith(content))


def failure(disk: Path, writes: list[Write], number: int, chance: random.Random) -> str | None:
    """What was wrong with the disk of cut `number`, or None. KIOSK_KEY_DIR leads to the keys on that disk."""
    mode, cut = MODES[number % len(MODES)], chance.randint(0, len(writes))
    lay_out(disk_after(writes[:cut], mode, chance), disk)
    try:
        journal = Journal.open(disk / "data" / "kiosk.db", disk / "data" / "media")
    except KioskError as error:
        return f"{number} {mode} {cut}: {error}"
    problems = [each.code for each in journal.verify().problems if not each.code.startswith("media_")]
    missing = lost(journal, disk / "data" / "media", told(writes[:cut]))
    journal.close()
    return f"{number} {mode} {cut}: {problems[:2]} {missing[:2]}" if problems or missing else None


def main() -> None:
    """Print a line of JSON for each block of states: how many there were, and what failed."""
    folder, first, states = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    disk, writes = record(folder)
    os.environ["KIOSK_KEY_DIR"] = str(disk / "keys")
    for start in range(first, first + states, BLOCK):
        numbers = range(start, min(start + BLOCK, first + states))
        found = [failure(disk, writes, number, random.Random(f"cut {number}")) for number in numbers]
        faults = [each for each in found if each is not None]
        sys.stdout.write(json.dumps({"states": len(numbers), "faults": faults}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
