"""The matrix of measures: what was not measured is never a figure, what is doubtful says so."""

from typing import Any

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.review.measure_table import measure_table
from app.review.report_values import MeasureCell
from app.sync.report_words import Names, ReportWords


@pytest.fixture(scope="module")
def names() -> Names:
    words = ReportWords.read(resources_dir() / "report", Language.EN)
    return Names.of(load_competency_model(content_dir()), Language.EN, words)


def observed(measure: str, value: float | None, **other: Any) -> dict[str, Any]:
    quality, reason = ("ok", None) if value is not None else ("not_measured", "typed")
    usual = {"unit": "dB", "quality": quality, "reason": reason, "baseline_z": None}
    return {"measure": measure, "value": value, "start_s": 0.0, "end_s": 9.0, **usual, **other}


def answer(question: str, turn: int, *observations: dict[str, Any]) -> dict[str, Any]:
    spoken = observed("speech_s", 4.0, unit="s")
    return {"question_id": question, "turn": turn, "observations": [spoken, *observations]}


def test_a_cell_is_a_figure_only_where_something_was_measured(names: Names) -> None:
    table = measure_table(
        [
            answer("JD-Q01", 1, observed("loudness", -16.25)),
            answer("JD-Q04", 1, observed("loudness", -0.004, baseline_z=2.0)),
            answer("JD-Q04", 2, observed("loudness", 0.25, quality="low", reason="noisy", baseline_z=-1.9)),
            answer("JD-Q05", 1, observed("loudness", None)),
        ],
        names,
    )
    assert table.columns == ("Q01", "Q04", "Q04/2", "Q05")
    row = next(each for each in table.rows if each.name == "Loudness")
    assert row.unit == "dB"
    assert row.cells == (
        MeasureCell("−16.2", is_far=False, is_doubtful=False),
        MeasureCell(">−0.01", is_far=True, is_doubtful=False),
        MeasureCell("0.25", is_far=False, is_doubtful=True),
        MeasureCell("", is_far=False, is_doubtful=False),
    )
    assert table.doubts == (("too noisy", "Q04/2"),)


def test_what_few_answers_have_is_a_line_and_what_none_has_is_neither(names: Names) -> None:
    few = [answer("JD-Q01", 1, observed("snr", 20.5), observed("loudness", None))]
    table = measure_table([*few, answer("JD-Q02", 1), answer("JD-Q04", 1)], names)
    assert [each.name for each in table.rows] == ["Speech"]
    assert table.once == (("Signal to noise", "20.5 dB (Q01)"),)


@pytest.mark.parametrize(
    ("value", "told"),
    [(2.98, "3.0"), (-0.997, "−1.0"), (0.994, "0.99"), (9.97, "10.0"), (3.0, "3"), (1.04, "1.0"), (0.0, "0")],
)
def test_figures_of_one_row_are_as_precise_as_each_other(names: Names, value: float, told: str) -> None:
    """A value that was rounded keeps its decimal: "3" between 2.6 and 4.4 would look counted."""
    found = [answer(f"JD-Q0{each}", 1, observed("loudness", value)) for each in (1, 4, 5)]
    row = next(each for each in measure_table(found, names).rows if each.name == "Loudness")
    assert [each.value for each in row.cells] == [told] * 3
