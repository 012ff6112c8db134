"""The fault tests in a few runs each: the whole of them is `make soak`."""

import os
from pathlib import Path

import pytest

from tests.soak import clock, disk_full, engine_kills, kills, unplugs
from tests.soak.figures import PARTS
from tests.soak.plan import Plan
from tests.soak.record import Record

pytestmark = [pytest.mark.slow, pytest.mark.media]

RUNS = {
    "kills": kills.run,
    "engine": engine_kills.run,
    "unplugs": unplugs.run,
    "clock": clock.run,
    "disk": disk_full.run,
}


@pytest.mark.parametrize("part", RUNS)
def test_nothing_is_lost(part: str, tmp_path: Path, media_dir: Path) -> None:
    if part == "disk" and os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    record = Record(tmp_path / "record.jsonl", part, PARTS[part].few, go_on=False)
    film = media_dir / "video" / "candidate_zh_52s.mp4"
    RUNS[part](record, Plan(tmp_path / "work", str(film), seed=7, lanes=1))
    record.close()
    assert len(record.lines) >= PARTS[part].few
    assert [line["faults"] for line in record.lines if line["faults"]] == []
