"""A day of interviews in one program, at high speed: does it grow, does anything stay behind?"""

import os
import statistics
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.engine.preview_memory import BLOCKS, PREFIX
from app.log import OLD_FILES
from app.store.backup import DAILY, FOLDER, HOURLY, backups
from tests.soak import checks
from tests.soak.lane import Lane, Manner, children
from tests.soak.plan import Plan
from tests.soak.record import Record
from tests.soak.told import Told

SPEED = 10.0
TYPING_S = 1.0
INTERVIEW_S = 240.0  # the longest one may take here
WARM_UP = 10  # interviews after which caches are full
ENDS = 5  # how many interviews the beginning and the end of the day are
SAMPLES = 20  # what the last interview leaves ends within this time
SAMPLE_S = 0.1
COUNTED = ("threads", "descriptors", "processes", "files", "shared_memory")


def run(record: Record, plan: Plan) -> None:
    """One interview after the other until the record is complete. A day that was stopped begins anew."""
    record.lines.clear()
    with Lane(plan.work / "day", plan.on_recordings, speed=SPEED) as lane:
        lane.renew()
        manner = Manner(film=plan.film, typing_s=TYPING_S)
        pid = lane.start(manner)
        lane.until(lambda told: told != [], INTERVIEW_S)
        while not record.is_complete:
            begun = lane.told()
            before = _over(begun)
            if not lane.until(lambda told, before=before: _over(told) > before, INTERVIEW_S):
                raise TimeoutError(f"an interview stands still at {lane.told()[-1]}")
            lane.until(lambda told: told[-1].page == "WelcomeView", INTERVIEW_S)
            line = _measured(pid, lane.data_dir)
            with checks.store_of_one, checks.archive_of(lane.data_dir, lane.key_dir) as archive:
                over = [told.interview for told in lane.told() if told.is_over][-1]
                answers = [each.answer for each in archive.answers(over)]
            recorded_s = sum(each.media.duration_s for each in answers if each.media is not None)
            faults = checks.turned_back(lane.told())
            record.add(
                {**line, "answers": len(answers), "recorded_s": round(recorded_s, 1), "faults": faults}
            )


def growth_percent(lines: Sequence[dict[str, Any]]) -> float | None:
    """How much more memory the program had at the end than after its warm-up; None for too short a day."""
    if len(lines) < WARM_UP + 2 * ENDS:
        return None
    first, last = lines[WARM_UP : WARM_UP + ENDS], lines[-ENDS:]
    before = statistics.median(line["rss_mb"] for line in first)
    return 100.0 * (statistics.median(line["rss_mb"] for line in last) / before - 1.0)


def leaks(lines: Sequence[dict[str, Any]]) -> list[str]:
    """What there was more of at the end than after the warm-up."""
    if len(lines) < 2 * ENDS:
        return []
    start = min(WARM_UP, len(lines) - 2 * ENDS)
    first, last = lines[start : start + ENDS], lines[-ENDS:]
    most = {name: (max(line[name] for line in first), min(line[name] for line in last)) for name in COUNTED}
    return [f"{name}: {before} became {after}" for name, (before, after) in most.items() if after > before]


def _over(told: Sequence[Told]) -> int:
    return len({line.interview for line in told if line.is_over})


def files(data_dir: Path) -> list[str]:
    """Names of the files that may not become more: all but recordings, and the copies and logs kept by design."""
    found = [path.relative_to(data_dir) for path in data_dir.rglob("*") if path.is_file()]
    kept = {each.path.relative_to(data_dir) for each in backups(data_dir / FOLDER)[: HOURLY + DAILY]}
    kept |= {Path("log", f"kiosk.log.{number}") for number in range(1, OLD_FILES + 1)}
    return sorted(str(name) for name in found if "media" not in name.parts and name not in kept)


def _measured(pid: int, data_dir: Path) -> dict[str, Any]:
    """Memory, and the least there was of everything while the last interview's helpers went."""
    pause, found = threading.Event(), []
    for _ in range(SAMPLES):
        found.append(
            {
                "threads": len(list(Path(f"/proc/{pid}/task").iterdir())),
                "descriptors": len(list(Path(f"/proc/{pid}/fd").iterdir())),
                "processes": len(children(pid)),
            }
        )
        pause.wait(SAMPLE_S)
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return {
        "rss_mb": round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1),
        **{name: min(sample[name] for sample in found) for name in found[0]},
        "files": len(files(data_dir)),
        "shared_memory": len(list(BLOCKS.glob(f"{PREFIX}{pid}-*"))),
    }
