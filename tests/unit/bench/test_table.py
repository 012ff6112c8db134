"""The figures of `make bench`: every name with unit and goal, a table that says plainly what was reached."""

import importlib.util
import json
from pathlib import Path

import pytest

from tests.bench.table import GOALS, PARTS, Figure, completed, is_reached, shown, summed_up, write_json

NAMES = [
    "pipeline_rtf_ratio",
    "face_frame_ratio",
    "vad_core_share",
    "dropped_audio_blocks",
    "av_offset_p95_ms",
    "engine_rss_mb",
    "ui_stall_p99_ms",
    "cold_start_s",
    "screen_change_p95_ms",
    "last_answer_to_profile_p95_s",
    "tier0_interview_s",
    "gold_composite_r",
    "gold_composite_qwk",
    "gold_worst_subdimension_r",
    "counterfactual_max_delta",
    "asr_error_max_delta",
    "hub_ingest_ratio",
    "hub_ingest_p99_ms",
    "dossier_search_p95_ms",
    "dossier_page_p95_ms",
    "recruiter_open_p95_ms",
    "recruiter_seek_p95_ms",
    "recruiter_scroll_p95_ms",
    "recruiter_list_first_s",
    "recruiter_refresh_p95_ms",
    "recruiter_append_ratio",
    "injection_effective",
]


def figures(value: float | None) -> list[Figure]:
    return [Figure(name, value, "made from nothing") for name in GOALS]


def test_every_name_of_the_architecture_has_a_goal_and_a_part_that_exists() -> None:
    assert sorted(GOALS) == sorted(NAMES)
    assert all(goal.unit for goal in GOALS.values())
    for part in PARTS:
        assert importlib.util.find_spec(f"tests.bench.{part}") is not None, part


@pytest.mark.parametrize(
    ("name", "value", "reached"),
    [
        ("dropped_audio_blocks", 0.0, True),
        ("dropped_audio_blocks", 1.0, False),
        ("gold_composite_r", 0.80, True),
        ("gold_composite_r", 0.79, False),
    ],
)
def test_a_goal_is_reached_or_not(name: str, value: float, reached: bool) -> None:
    assert is_reached(value, GOALS[name]) is reached


def test_the_table_shows_each_figure_with_goal_and_verdict() -> None:
    lines = shown([*figures(0.0), Figure("cold_start_s", None, "no 屏幕")]).splitlines()
    assert len(lines) == len(GOALS) + 2
    cells = {line.split()[0]: line for line in lines[1:-1]}
    assert "≤ 1.3" in cells["pipeline_rtf_ratio"]
    assert "reached" in cells["pipeline_rtf_ratio"]
    assert "MISSED" in cells["gold_composite_r"]
    assert lines[-1].split()[:2] == ["cold_start_s", "-"]
    assert lines[-1].endswith("not measured  no 屏幕")


def test_what_a_part_does_not_give_is_said_to_be_missing() -> None:
    found = completed("live", [Figure("av_offset_p95_ms", 12.0)], "the part failed")
    assert found == [
        Figure("dropped_audio_blocks", None, "the part failed"),
        Figure("av_offset_p95_ms", 12.0),
    ]
    assert summed_up(found) == "1 reached, 0 missed, 1 not measured"
    with pytest.raises(ValueError, match="speed_of_light"):
        completed("live", [Figure("speed_of_light", 1.0)], "")


def test_the_file_holds_a_list_of_objects(tmp_path: Path) -> None:
    write_json(
        tmp_path / "out" / "bench.json", [Figure("cold_start_s", 1.5), Figure("ui_stall_p99_ms", None)]
    )
    first, second = json.loads((tmp_path / "out" / "bench.json").read_text("utf-8"))
    assert first == {
        "name": "cold_start_s",
        "value": 1.5,
        "unit": "s",
        "goal": 3,
        "better": "lower",
        "detail": "",
    }
    assert second["value"] is None
