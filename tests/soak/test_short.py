"""The fault tests in a few runs each, all at once: the whole of them is `make soak`."""

import os
from pathlib import Path

import pytest

from tests.soak import clock, disk_full, engine_kills, kills, unplugs
from tests.soak.figures import PARTS
from tests.soak.plan import Plan, in_lanes
from tests.soak.record import Record

pytestmark = [pytest.mark.slow, pytest.mark.media]

RUNS = {
    "kills": kills.run,
    "engine": engine_kills.run,
    "unplugs": unplugs.run,
    "clock": clock.run,
    "disk": disk_full.run,
}
PACE = 0.3


@pytest.mark.timeout(600)  # five kiosks at once, and as many engines, on a machine that may be busy
def test_nothing_is_lost(tmp_path: Path, media_dir: Path) -> None:
    film = str(media_dir / "video" / "candidate_zh_52s.mp4")
    parts = [part for part in RUNS if part != "disk" or os.geteuid() == 0]  # only root may mount a small disk
    files = [tmp_path / f"{part}.jsonl" for part in parts]
    records = [Record(file, file.stem, PARTS[file.stem].few, go_on=False) for file in files]

    def run(number: int) -> None:
        part, record = parts[number], records[number]
        RUNS[part](record, Plan(tmp_path / part, film, seed=7, lanes=1, pace=PACE))

    try:
        in_lanes(len(parts), run)
    finally:
        for record in records:
            record.close()
    assert [record.part for record in records if not record.is_complete] == []
    assert [line for record in records for line in record.lines if line["faults"]] == []
