"""What `make soak` measures: parts, names, goals; and the table of it."""

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.table import Figure, Goal, is_reached
from tests.soak import day, hub_figures
from tests.soak.power import BLOCK

Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """module: of tests.soak, with run(). wanted: runs of the whole test. few: of the short one."""

    module: str
    wanted: int
    few: int


PARTS: Mapping[str, Part] = {
    "kills": Part("kills", 1000, 3),
    "engine": Part("engine_kills", 200, 1),
    "power": Part("power", 20_000 // BLOCK, 1),
    "unplugs": Part("unplugs", 200, 1),
    "disk": Part("disk_full", 50, 1),
    "clock": Part("clock", 100, 1),
    "day": Part("day", 52, 1),  # an interview of the short form lasts at most 28 minutes: these are a day
    "hub": Part("hub", 10, 1),
    "attacks": Part("attacks", 20, 1),
}
KIOSKS = ("kills", "engine", "unplugs", "disk", "clock", "day")

GOALS: Mapping[str, Goal] = {
    "kill_program_runs": Goal("kills", 1000, "higher"),
    "kill_engine_runs": Goal("kills", 200, "higher"),
    "answers_lost": Goal("answers", 0),
    "questions_repeated_wrongly": Goal("questions", 0),
    "take_seconds_lost_max": Goal("s", 5),
    "unplug_runs": Goal("unplugs", 200, "higher"),
    "disk_full_runs": Goal("times", 50, "higher"),
    "clock_runs": Goal("times", 100, "higher"),
    "powercut_runs": Goal("states", 20_000, "higher"),
    "powercut_failures": Goal("states", 0),
    "soak_interviews": Goal("interviews", 52, "higher"),
    "soak_rss_growth_percent": Goal("%", 5),
    "soak_leaks": Goal("kinds", 0),
    "soak_other_faults": Goal("faults", 0),
    "plaintext_hits": Goal("hits", 0),
    **hub_figures.GOALS,
}


def figures(record: Mapping[str, Lines]) -> list[Figure]:
    """Every figure; one whose part was not run has no value. record: part to the lines of its runs."""
    kiosks = [line for part in KIOSKS for line in record.get(part, ())]
    made: dict[str, Callable[[], Figure | None]] = {
        "kill_program_runs": lambda: _kills(record.get("kills", ())),
        "kill_engine_runs": lambda: _runs("kill_engine_runs", record.get("engine", ()), "engine_lost"),
        "answers_lost": lambda: _sum("answers_lost", kiosks, "lost"),
        "questions_repeated_wrongly": lambda: _sum("questions_repeated_wrongly", kiosks, "repeated"),
        "take_seconds_lost_max": lambda: _take_lost(kiosks),
        "unplug_runs": lambda: _runs(
            "unplug_runs", record.get("unplugs", ()), "microphone_lost", "camera_lost"
        ),
        "disk_full_runs": lambda: _runs("disk_full_runs", record.get("disk", ()), "disk_full"),
        "clock_runs": lambda: _runs("clock_runs", record.get("clock", ())),
        "powercut_runs": lambda: _states(record.get("power", ())),
        "powercut_failures": lambda: _sum("powercut_failures", record.get("power", ()), "faults"),
        "soak_interviews": lambda: _day(record.get("day", ())),
        "soak_rss_growth_percent": lambda: _growth(record.get("day", ())),
        "soak_leaks": lambda: _leaks(record.get("day", ())),
        "soak_other_faults": lambda: _other(kiosks),
        "plaintext_hits": lambda: _plaintext(record.get("kills", ())),
        **hub_figures.made(record),
    }
    return [made[name]() or Figure(name, None, "this part was not run") for name in GOALS]


def _kills(lines: Lines) -> Figure | None:
    resumed = sum(bool(line["resumed"]) for line in lines)
    in_takes = sum(line["phase"] in ("taking", "reading") for line in lines)
    detail = f"{in_takes} in an answer; {resumed} times it was seen how the interview went on"
    return Figure("kill_program_runs", len(lines), detail) if lines else None


def _runs(name: str, lines: Lines, *codes: str) -> Figure | None:
    told = [f"{code} {sum(code in line.get('codes', ()) for line in lines)}x" for code in codes]
    return Figure(name, len(lines), "on the screen: " + ", ".join(told) if told else "") if lines else None


def _sum(name: str, lines: Lines, key: str) -> Figure | None:
    found = [str(each) for line in lines for each in line.get(key, ())]
    return Figure(name, len(found), "; ".join(found[:3])) if lines else None


def _plaintext(lines: Lines) -> Figure | None:
    looks = [line for line in lines if "plaintext" in line]
    found = [str(each) for line in looks for each in line["plaintext"]]
    return (
        Figure("plaintext_hits", len(found), f"{len(looks)} looks at a killed kiosk's disk")
        if looks
        else None
    )


def _take_lost(lines: Lines) -> Figure | None:
    lost = [float(line["take_lost_s"]) for line in lines if line.get("take_lost_s") is not None]
    return Figure("take_seconds_lost_max", max(lost), f"{len(lost)} takes were cut off") if lost else None


def _states(lines: Lines) -> Figure | None:
    return Figure("powercut_runs", sum(line["states"] for line in lines)) if lines else None


def _day(lines: Lines) -> Figure | None:
    hours = sum(line["recorded_s"] for line in lines) / 3600
    answers = sum(line["answers"] for line in lines)
    detail = f"{len(lines) * 28 / 60:.1f} h of the form's limit; {answers} answers, {hours:.1f} h recorded"
    return Figure("soak_interviews", len(lines), detail) if lines else None


def _growth(lines: Lines) -> Figure | None:
    growth = day.growth_percent(lines)
    if growth is None:
        return Figure("soak_rss_growth_percent", None, "the day was too short") if lines else None
    detail = f"{lines[day.WARM_UP]['rss_mb']} MB after {day.WARM_UP} interviews, {lines[-1]['rss_mb']} MB at the end"
    return Figure("soak_rss_growth_percent", round(growth, 2), detail)


def _leaks(lines: Lines) -> Figure | None:
    found = day.leaks(lines)
    return Figure("soak_leaks", len(found), "; ".join(found)) if len(lines) >= 2 * day.ENDS else None


def _other(lines: Lines) -> Figure | None:
    known = [
        fault for line in lines for key in ("lost", "repeated", "plaintext") for fault in line.get(key, ())
    ]
    other = [fault for line in lines for fault in line.get("faults", ()) if fault not in known]
    return Figure("soak_other_faults", len(other), "; ".join(other[:3])) if lines else None


def write_json(path: Path, found: Iterable[Figure]) -> None:
    """The figures as a list of objects."""
    rows = [
        {
            "name": figure.name,
            "value": figure.value,
            "unit": GOALS[figure.name].unit,
            "goal": GOALS[figure.name].value,
            "better": GOALS[figure.name].better,
            "detail": figure.detail,
        }
        for figure in found
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "utf-8")


def table(found: Iterable[Figure]) -> str:
    """The figures for people."""
    rows = [("figure", "value", "goal", "", "")]
    for figure in found:
        goal = GOALS[figure.name]
        sign = "at least" if goal.better == "higher" else "at most"
        verdict = (
            "not measured"
            if figure.value is None
            else "reached"
            if is_reached(figure.value, goal)
            else "MISSED"
        )
        value = "-" if figure.value is None else f"{figure.value:g} {goal.unit}"
        rows.append((figure.name, value, f"{sign} {goal.value:g}", verdict, figure.detail))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def machine() -> str:
    """What all this was measured on, in a few words."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    names = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text("utf-8").splitlines() if "=" in line
    )
    system = names.get("PRETTY_NAME", platform.system()).strip('"')
    return f"{os.cpu_count()} cores, {memory_gb:.0f} GB, {system}, Python {platform.python_version()}"
