"""The disk fills up at random moments, to the last byte, and is emptied again."""

import os
import random
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.soak.lane import Lane, Manner
from tests.soak.plan import Plan
from tests.soak.record import Record
from tests.soak.running import Running

DISK_MB = 320
LEAST_FREE_MB = 100
BALLAST_MB = 16
MOMENT_S = 8.0
FULL_S = 8.0  # the longest
TOP_UP_S = 0.2  # what the program gives up, its ballast, is taken at once
CHUNK = bytes(1 << 20)


def run(record: Record, plan: Plan) -> None:
    """Fill the disk until the record is complete. Needs root, to mount a small one.

    Raises:
        PermissionError: This user may not mount.
    """
    chance = random.Random(f"{plan.seed}/disk/{len(record.lines)}")
    limits = {"KIOSK_MEDIA_MIN_FREE_MB": str(LEAST_FREE_MB), "KIOSK_MEDIA_BALLAST_MB": str(BALLAST_MB)}
    with (
        small_disk(plan.work / "disk") as disk,
        Lane(plan.work / "disk-kiosk", plan.on_recordings | limits, disk=disk) as lane,
    ):
        running = Running(lane, Manner(film=plan.film))
        while not record.is_complete:
            running.at_work()
            running.wait(chance.uniform(0.0, MOMENT_S * plan.pace))
            since = running.count()
            with full(disk / "filler"):
                running.wait(chance.uniform(0.0, FULL_S * plan.pace))
            record.add(running.looked(since))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own of a few hundred MB."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        raise PermissionError("only root may mount a small disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def full(filler: Path) -> Iterator[None]:
    """In the block there is no room on the disk of `filler`, whatever is given back meanwhile."""
    ended = threading.Event()

    def fill() -> None:
        descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            while not ended.is_set():
                _fill_up(descriptor)
                ended.wait(TOP_UP_S)
        finally:
            os.close(descriptor)

    filling = threading.Thread(target=fill)
    filling.start()
    try:
        yield
    finally:
        ended.set()
        filling.join()
        filler.unlink()


def _fill_up(descriptor: int) -> None:
    size = len(CHUNK)
    while size:
        try:
            os.write(descriptor, CHUNK[:size])
        except OSError:
            size //= 16
