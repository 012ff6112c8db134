"""One kiosk with a data folder of its own, that is started, watched, killed and started again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from app.staff.book import StaffBook
from app.staff.secret import Hashing
from tests.soak.told import Listener, Told

ROOT = Path(__file__).resolve().parents[2]
LOOK_S = 0.05
PIN = "27182845"
ENGINE = b"app.engine"


@dataclass(frozen=True, slots=True)
class Manner:
    """How the candidate behaves. typing_s: at least so long an answer is written or said."""

    typing_s: float = 0.5
    read_s: float = 0.05
    language: str = "zh"
    candidate: str = "weak"
    spoken: tuple[str, ...] = ()
    film: str | None = None


@dataclass(slots=True)
class Lane:
    """A kiosk in `folder`. environment: settings of the program. server_environment: of what forks its lives.

    disk: where its data lie, if not in `folder`. speed: how fast recordings play; None: as fast as life.
    Use as a context; lives that still run are killed at its end.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    server_environment: Mapping[str, str] = field(default_factory=dict)
    disk: Path | None = None
    speed: float | None = None
    process: int | None = None
    lives: int = 0
    _server: "subprocess.Popen[str] | None" = None
    _listener: Listener = field(default_factory=lambda: Listener(Path(os.devnull)))

    def __enter__(self) -> "Lane":
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
        self._server = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.soak.terminal"],
            cwd=ROOT,
            env={
                **kept,
                "QT_QPA_PLATFORM": "offscreen",
                "LC_ALL": "C.UTF-8",
                "HF_HUB_OFFLINE": "1",
                **self.server_environment,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        if self._server is not None:
            self._server.communicate(timeout=20)  # the end of its input ends it

    @property
    def data_dir(self) -> Path:
        """Where the program keeps everything."""
        return (self.disk or self.folder) / "data"

    @property
    def key_dir(self) -> Path:
        """Where the machine key lies."""
        return self.folder / "keys"

    @property
    def told_file(self) -> Path:
        """What the screen of the newest life said."""
        return self.folder / f"told-{self.lives}.jsonl"

    def renew(self) -> None:
        """A new kiosk: an empty data folder, and an administrator."""
        for old in (self.data_dir, self.key_dir):
            shutil.rmtree(old, ignore_errors=True)
        for told in self.folder.glob("told-*.jsonl"):
            told.unlink()
        self.data_dir.mkdir(parents=True, mode=0o700)
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody tries this PIN
        StaffBook(self.data_dir, Hashing(quick)).set_up("admin", PIN)

    def start(self, manner: Manner) -> int:
        """The process id of the program that has been started."""
        self.lives += 1
        self._listener = Listener(self.told_file)
        order = {
            "told": str(self.told_file),
            "speed": self.speed,
            "log": str(self.folder / "program.log"),
            "env": {
                "KIOSK_DATA_DIR": str(self.data_dir),
                "KIOSK_KEY_DIR": str(self.key_dir),
                "KIOSK_LOUDSPEAKER": "false",
                "KIOSK_MEDIA_BALLAST_MB": "8",  # the usual 256 would be written, and read, again and again
                "KIOSK_ASR_ENGINE": "none",
                "KIOSK_LANGUAGE": manner.language,
                **self.environment,
            },
            **{name: getattr(manner, name) for name in Manner.__slots__},
        }
        self.process = int(self._asked({"start": order}).split()[1])
        return self.process

    def told(self) -> list[Told]:
        """What the screen of the newest life has said so far."""
        return self._listener.told()

    def until(self, holds: Callable[[list[Told]], bool], within_s: float) -> bool:
        """True as soon as what was told is so; False when it did not become so in time."""
        pause, end_s = threading.Event(), time.monotonic() + within_s
        while not holds(self.told()):
            if time.monotonic() > end_s:
                return False
            pause.wait(LOOK_S)
        return True

    def engine(self) -> int | None:
        """The process id of the media engine, or None while there is none."""
        return next((pid for pid in children(self.process or 0) if ENGINE in command(pid)), None)

    def kill(self, *, everything: bool = True) -> float | None:
        """SIGKILL for the program, and for all it started; the moment (time.monotonic), or None if it had ended."""
        if self.process is None:
            return None
        others = [pid for child in children(self.process) for pid in (child, *children(child))]
        at_s = time.monotonic()
        killed = _killed(self.process)
        for pid in others if everything else ():
            _killed(pid)
        code = self._asked({"wait": True}).split()[1]
        self.process = None
        return at_s if killed and code == str(-signal.SIGKILL) else None

    def _asked(self, order: dict[str, Any]) -> str:
        assert self._server is not None
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        answer = self._server.stdout.readline()
        if not answer:
            raise RuntimeError("the process that starts the program has ended")
        return answer


def children(pid: int) -> list[int]:
    """The processes that `pid` started and that live."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(each) for each in file.read_text().split()]
        except OSError:
            continue  # the thread ended while we looked
    return found


def command(pid: int) -> bytes:
    """The command line of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
