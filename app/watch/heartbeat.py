"""A small file that says the program lives: whoever watches from outside looks how old it is."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from app import __version__

NAME = "heartbeat.json"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """at: Unix seconds, UTC. uptime_s: of the computer; it goes on where a clock is set back.

    busy: an interview runs. free_mb: room on the disk.
    """

    at: float
    uptime_s: float
    busy: bool
    free_mb: int


def beat(data_dir: Path, heartbeat: Heartbeat) -> None:
    """Write the file anew. Not synced: it says something about now only. A full disk stops it, nothing else."""
    path = data_dir / NAME
    part = path.with_name(path.name + ".part")
    data = {**asdict(heartbeat), "pid": os.getpid(), "program": __version__}
    try:
        part.write_text(json.dumps(data), "utf-8")
        part.replace(path)
    except OSError:
        return
