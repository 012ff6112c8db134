"""Measures of an interview as one matrix, measures over answers. Observations, never scores. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.review.report_values import Facts, MeasureCell, MeasureRow, MeasureTable
from app.sync.report_answers import main_observations
from app.sync.report_numbers import MINUS, value_text
from app.sync.report_words import Names

ROW_FROM = 3  # answers; what fewer have is told in a line
FAR_Z = 2.0  # this many deviations from the own warm-up are marked
SMALLEST, AS_IN_WORDS = 0.01, 10.0
NOTHING = MeasureCell("", is_far=False, is_doubtful=False)
Json = dict[str, Any]


def measure_table(answers: Sequence[Json], names: Names) -> MeasureTable:
    """The matrix; what one answer alone has is a line beside it."""
    found = {
        column_of(each): {one["measure"]: one for one, _ in main_observations(each["observations"])}
        for each in answers
    }
    order = tuple(dict.fromkeys(measure for each in found.values() for measure in each))
    wide = [each for each in order if sum(_is_measured(one.get(each)) for one in found.values()) >= ROW_FROM]
    chats = {each for each in wide if not any(_voiced(one) and each in one for one in found.values())}
    rows = [each for each in wide if each not in chats]
    columns = tuple(
        column for column, one in found.items() if any(_is_measured(one.get(each)) for each in rows)
    )
    return MeasureTable(
        columns,
        tuple(_row(each, [found[column] for column in columns], names) for each in rows),
        _once([each for each in order if each not in rows], found, names),
        _doubts(found, names),
    )


def column_of(answer: Json) -> str:
    """A short name of an answer: the number of its question, and of the turn if it is not the first."""
    question = str(answer["question_id"]).rpartition("-")[2]
    return question if answer["turn"] == 1 else f"{question}/{answer['turn']}"


def _is_measured(observation: Json | None) -> bool:
    return observation is not None and observation["quality"] != "not_measured"


def _voiced(observations: dict[str, Json]) -> bool:
    """True for an answer that was spoken or typed before a camera, false for a chat of a work sample."""
    return "speech_s" in observations


def _row(measure: str, answers: Sequence[dict[str, Json]], names: Names) -> MeasureRow:
    seen = next(each[measure] for each in answers if _is_measured(each.get(measure)))
    unit = names.words.code("unit", seen["unit"])
    return MeasureRow(
        names.words.code("measure", measure),
        unit,
        tuple(_cell(each.get(measure), unit, names) for each in answers),
    )


def _cell(observation: Json | None, unit: str, names: Names) -> MeasureCell:
    if observation is None or not _is_measured(observation):
        return NOTHING
    change = observation.get("baseline_z")
    is_far = change is not None and abs(change) >= FAR_Z
    return MeasureCell(_short(observation, unit, names), is_far, observation["quality"] == "low")


def _short(observation: Json, unit: str, names: Names) -> str:
    """The value without its unit, at most two decimals: a matrix has no room for more. None where it was counted."""
    value, size = observation["value"], abs(observation["value"])
    if observation["measure"].endswith("_ratio") or size >= AS_IN_WORDS or float(value).is_integer():
        return value_text(observation, names.words).removesuffix(unit).rstrip()
    sign = MINUS if value < 0 else ""
    if size < SMALLEST:
        return f"{'>' if sign else '<'}{sign}{SMALLEST:g}"
    return f"{sign}{size:.1f}" if round(size, 2) >= 1 else f"{sign}{size:.2f}"


def _once(measures: Sequence[str], found: dict[str, dict[str, Json]], names: Names) -> Facts:
    """Name and values, and where."""
    lines = []
    for measure in measures:
        told = [
            f"{value_text(one[measure], names.words)} ({column})"
            for column, one in found.items()
            if _is_measured(one.get(measure))
        ]
        if told:
            lines.append((names.words.code("measure", measure), names.words.label("separator").join(told)))
    return tuple(lines)


def _doubts(found: dict[str, dict[str, Json]], names: Names) -> Facts:
    """Why something is not reliable, and in which answers."""
    where: dict[str, dict[str, None]] = defaultdict(dict)
    for column, one in found.items():
        for each in one.values():
            if each["quality"] == "low":
                where[each["reason"]][column] = None
    comma = names.words.label("separator")
    return tuple(
        (names.words.code("reason", reason), comma.join(columns)) for reason, columns in where.items()
    )
