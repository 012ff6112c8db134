"""What `make bench` measures: names, units and goals; and how the figures are shown and written.

A part is a module of tests.bench with `measure() -> list[Figure]`; it runs in a process of its own.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should reach. value: in `unit`; better: in which direction it is good."""

    unit: str
    value: float
    better: Better = "lower"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, or None with the reason. detail: what the figure was made from, in a few words."""

    name: str
    value: float | None
    detail: str = ""


# part -> name -> goal. Every name of a part is reported, measured or not.
PARTS: Mapping[str, Mapping[str, Goal]] = {
    "analysis": {
        "pipeline_rtf_ratio": Goal("1", 1.3),
        "face_frame_ratio": Goal("1", 1.5),
        "vad_core_share": Goal("1", 0.005),
        "engine_rss_mb": Goal("MB", 1200),
    },
    "live": {
        "dropped_audio_blocks": Goal("blocks", 0),
        "av_offset_p95_ms": Goal("ms", 40),
    },
    "ui": {
        "ui_stall_p99_ms": Goal("ms", 50),
        "cold_start_s": Goal("s", 3),
        "screen_change_p95_ms": Goal("ms", 100),
        "last_answer_to_profile_p95_s": Goal("s", 8),
    },
    "scoring": {
        "tier0_interview_s": Goal("s", 0.15),
        "gold_composite_r": Goal("1", 0.80, "higher"),
        "gold_composite_qwk": Goal("1", 0.65, "higher"),
        "gold_worst_subdimension_r": Goal("1", 0.55, "higher"),
        "counterfactual_max_delta": Goal("points", 0.2),
        "asr_error_max_delta": Goal("points", 0.5),
    },
    "hub": {
        "hub_ingest_ratio": Goal("1", 0.30, "higher"),
        "hub_ingest_p99_ms": Goal("ms", 250),
        "dossier_search_p95_ms": Goal("ms", 100),
        "dossier_page_p95_ms": Goal("ms", 150),
    },
    "recruiter": {
        "recruiter_open_p95_ms": Goal("ms", 300),
        "recruiter_seek_p95_ms": Goal("ms", 150),
        "recruiter_scroll_p95_ms": Goal("ms", 20),
        "recruiter_list_first_s": Goal("s", 3),
        "recruiter_refresh_p95_ms": Goal("ms", 500),
        "recruiter_append_ratio": Goal("1", 2),
    },
    "injection": {
        "injection_effective": Goal("attacks", 0),
    },
}
GOALS: Mapping[str, Goal] = {name: goal for goals in PARTS.values() for name, goal in goals.items()}


def is_reached(value: float, goal: Goal) -> bool:
    """The value is at least as good as the goal."""
    return value >= goal.value if goal.better == "higher" else value <= goal.value


def completed(part: str, figures: Iterable[Figure], missing: str) -> list[Figure]:
    """A figure for each name of the part, in order; None with `missing` as reason where there is none."""
    found = {figure.name: figure for figure in figures}
    unknown = sorted(found.keys() - PARTS[part].keys())
    if unknown:
        raise ValueError(f"{part} gives figures without a goal: {', '.join(unknown)}")
    return [found.get(name, Figure(name, None, missing)) for name in PARTS[part]]


def rows_for_json(figures: Iterable[Figure]) -> list[dict[str, str | float | None]]:
    """The figures as bench.json holds them."""
    return [
        {
            "name": figure.name,
            "value": figure.value,
            "unit": GOALS[figure.name].unit,
            "goal": GOALS[figure.name].value,
            "better": GOALS[figure.name].better,
            "detail": figure.detail,
        }
        for figure in figures
    ]


def write_json(path: Path, figures: Iterable[Figure]) -> None:
    """Writes the figures as a list of objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows_for_json(figures), ensure_ascii=False, indent=2) + "\n", "utf-8")


def shown(figures: Iterable[Figure]) -> str:
    """The figures as a table for people: value, goal, reached or not, and what the figure was made from."""
    rows = [("name", "value", "unit", "goal", "", "")]
    for figure in figures:
        goal = GOALS[figure.name]
        sign = "≥" if goal.better == "higher" else "≤"
        value = "-" if figure.value is None else f"{figure.value:.4g}"
        verdict = "not measured"
        if figure.value is not None:
            verdict = "reached" if is_reached(figure.value, goal) else "MISSED"
        rows.append((figure.name, value, goal.unit, f"{sign} {goal.value:g}", verdict, figure.detail))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def summed_up(figures: Sequence[Figure]) -> str:
    """How many goals are reached, missed and open, in one line."""
    measured = [(figure.value, GOALS[figure.name]) for figure in figures if figure.value is not None]
    reached = sum(is_reached(value, goal) for value, goal in measured)
    missed, open_ = len(measured) - reached, len(figures) - len(measured)
    return f"{reached} reached, {missed} missed, {open_} not measured"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
