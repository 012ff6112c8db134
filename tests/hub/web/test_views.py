"""What pages show of a profile: nothing added, nothing lost, no reason turned into a number."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehr.web.charts import comparison_option, picture_option
from ehr.web.content import content_of
from ehr.web.numbers import ScoreValue, percent
from ehr.web.views.compare import comparison_rows
from ehr.web.views.interview import interview_view, pieces_of
from tests.hub.web import samples


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pieces_of_every_answer_are_its_words(language: str) -> None:
    profile = samples.profile(language)
    view = interview_view(profile, content_of(language))
    for answer, shown in zip(profile["answers"], view.answers, strict=True):
        assert "".join(piece.text for piece in shown.pieces) == answer["transcript"]["text"]
        rows = [row for sub in shown.subs for row in sub.evidence]
        assert sorted(row.quote for row in rows) == sorted(each["quote"] for each in answer["evidence"])


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_overlapping_quotes_lose_no_word(text: str, spans: list[tuple[int, int]]) -> None:
    evidence = [
        {"start": start, "end": start + length, "points": 1.0}
        for start, length in spans
        if start + length <= len(text)
    ]
    numbers = {(each["start"], each["end"]): index for index, each in enumerate(evidence, start=1)}
    pieces = pieces_of(text, evidence, numbers)  # type: ignore[arg-type]
    assert "".join(piece.text for piece in pieces) == text
    assert {number for piece in pieces for number in piece.numbers} <= set(numbers.values())


def test_what_was_not_scored_keeps_its_reason_and_has_no_point_on_a_chart() -> None:
    picture = samples.interview("en").picture
    missing = [each for each in picture.dimensions if each.value.score is None]
    assert missing
    assert all(each.value.reason for each in missing)
    option = picture_option(picture)
    points = next(series for series in option["series"] if series["type"] == "scatter")["data"]
    assert len(points) == len(picture.dimensions) - len(missing)
    bars = [series["data"] for series in option["series"] if series["type"] == "bar"]
    assert [bar.count("-") for bar in bars] == [len(missing), len(missing)]


def test_the_picture_stands_in_the_order_of_the_weights_and_knows_the_line() -> None:
    picture = samples.interview("zh").picture
    weights = [each.weight for each in picture.dimensions]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == 100
    assert picture.line is not None
    assert (picture.line.composite, picture.line.floor) == (6.0, 4.0)


def test_a_composite_without_voice_that_nobody_knows_is_not_beside_the_other() -> None:
    picture = samples.interview("en").picture
    assert picture.affect_matters
    hidden = replace(picture, without_affect=ScoreValue(None, None, "agreement_below"))
    assert not hidden.affect_matters


def test_a_profile_of_an_unknown_job_is_shown_without_a_line() -> None:
    profile = samples.profile("en") | {"job_profile": "unknown_job"}
    view = interview_view(profile, content_of("en"))
    assert view.job_name == "unknown_job"
    assert view.picture.line is None
    assert "markLine" in picture_option(view.picture)["series"][2]


def test_a_comparison_keeps_candidates_apart_by_shape_and_leaves_out_who_has_no_score() -> None:
    dossiers = [samples.dossier("en", number=number) for number in (1, 2)]
    pictures = [each.latest.picture for each in dossiers if each.latest]
    option = comparison_option(["A", "B"], pictures)
    assert [series["symbol"] for series in option["series"]] == ["circle", "rect"]
    rows = comparison_rows(dossiers)
    assert rows[0].dimension[0] != rows[0].dimension[1]


def test_the_resume_stands_beside_sub_dimensions_and_says_what_it_skipped() -> None:
    view = samples.resume("zh")
    assert view.skills["ec_stability"][0].said == "处理投诉"
    assert "年龄" in view.skipped
    shown = str([line.text + line.said for _, lines in view.groups for line in lines])
    assert "女" not in shown
    assert "110101" not in shown
    assert [line.text for line in dict(view.groups)["certificates"] if not line.is_sure] == ["CET-4"]


def test_change_is_shown_of_role_plays_alone_and_not_where_the_policy_locks_it() -> None:
    def changes(question_id: str, reason: str | None) -> int:
        profile = samples.profile("en")
        for answer in profile["answers"]:
            answer["observations"] = []
        answer = profile["answers"][0] | {"question_id": question_id}
        told = {
            "measure": "voice_change",
            "value": None,
            "unit": "z",
            "quality": "not_measured",
            "reason": reason,
        }
        answer["observations"] = [told | {"start_s": 0.0, "end_s": 9.0, "baseline_z": None}]
        return len(interview_view(profile | {"answers": [answer]}, content_of("en")).changes)

    assert changes("JD-Q11", "noisy") == 1
    assert changes("JD-Q11", "policy_locked") == 0
    assert changes("JD-Q11", "is_baseline") == 0
    assert changes("JD-Q04", "noisy") == 0


def test_highest_and_lowest_are_different_sub_dimensions() -> None:
    dossier = samples.dossier("en")
    assert dossier.highest[0].value.score is not None
    assert not {sub.id for sub in dossier.highest} & {sub.id for sub in dossier.lowest}


@given(st.floats(-5, 20))
def test_a_gauge_never_leaves_its_track(score: float) -> None:
    assert 0 <= percent(score) <= 100
    value = ScoreValue(score, 1.0, None)
    assert value.low <= value.place <= value.high
