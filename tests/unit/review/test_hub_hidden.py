"""The list of a hub while a score is hidden: no composite that counts it, and nothing worked out twice."""

from typing import Any

import pytest

from app.domain.competency import CompetencyModel
from app.review.hub_account import HubAccount
from app.review.hub_hidden import HubCovers
from app.review.hub_list import HubList
from tests.fakes.hub_line import FakeLine, signed_in_replies, told

JOB = "jd_cs_agent"
Json = dict[str, Any]


def listed(scores: list[tuple[str, str, float | None]] | None, **more: Any) -> Json:
    sub_scores = None
    if scores is not None:
        sub_scores = [
            {"dimension": dimension, "name": name, "score": score, "standard_error": score and 0.5}
            for dimension, name, score in scores
        ]
    line = {"job_profile": JOB, "must_rate": False, "composite": 6.0, "standard_error": 0.4}
    return line | {"flags": ["below_floor", "red_flag"], "sub_scores": sub_scores, **more}


BOTH: list[tuple[str, str, float | None]] = [
    ("problem_solving", "ps_need", 8.0),
    ("problem_solving", "ps_solution", 2.0),
    ("problem_solving", "ps_closure", 8.0),
    ("communication", "cm_clarity", 8.0),
    ("communication", "cm_wording", 8.0),
]


def covered(model: CompetencyModel, line: Json, *hidden: str) -> Json:
    return dict(HubCovers(model).covered({"i-1": line}, frozenset(hidden))["i-1"])


def test_a_hidden_score_counts_neither_in_composite_nor_floor_nor_flags(model: CompetencyModel) -> None:
    found = covered(model, listed(BOTH), "ps_solution")
    assert found["composite"] == pytest.approx(8.0)
    assert found["least_dimension"] == pytest.approx(8.0)
    assert found["standard_error"] > 0
    assert found["flags"] == ("red_flag",)


def test_a_line_without_a_hidden_score_stays_as_it_was_stored(model: CompetencyModel) -> None:
    line = listed([*BOTH, ("teamwork", "it_team", None)])
    assert covered(model, line, "it_team") == line
    assert covered(model, line, "co_empathy") == line


@pytest.mark.parametrize("line", [listed(None), listed(BOTH, job_profile="of_another_content")])
def test_where_nobody_knows_what_is_in_a_composite_there_is_none(model: CompetencyModel, line: Json) -> None:
    found = covered(model, line, "ps_solution")
    assert (found["composite"], found["standard_error"], found["least_dimension"]) == (None, None, None)


def test_an_older_hub_that_tells_no_scores_gives_no_composite(model: CompetencyModel) -> None:
    line = {name: value for name, value in listed(None).items() if name != "sub_scores"}
    assert covered(model, line, "ps_solution")["composite"] is None


def test_of_an_interview_that_waits_nothing_is_made_and_nothing_is_made_twice(model: CompetencyModel) -> None:
    waiting = listed(None, must_rate=True, composite=None, standard_error=None, flags=[])
    lines = {"i-1": waiting, "i-2": listed(BOTH)}
    covers = HubCovers(model)
    assert covers.covered(lines, frozenset()) is lines
    first = covers.covered(lines, frozenset({"ps_solution"}))
    assert first["i-1"] is waiting
    assert covers.covered(lines, frozenset({"ps_solution"}))["i-2"] is first["i-2"]
    other = covers.covered(lines, frozenset({"ps_need"}))
    assert other["i-2"]["composite"] != first["i-2"]["composite"]
    assert list(other) == ["i-1", "i-2"]


def test_scores_are_asked_for_once_some_are_hidden_and_then_of_the_whole_list() -> None:
    line = FakeLine(**signed_in_replies())
    account = HubAccount(line, "https://hub.example", lambda: 0.0)
    account.sign_in("user-1", "a long passphrase")
    ids = {"kiosk": "k", "flags": []}
    pages = {
        "": told({"items": [{"id": "h-2", "interview_id": "i-2", **ids}], "next": "two"}),
        "two": told({"items": [{"id": "h-1", "interview_id": "i-1", **ids}], "next": None}),
    }
    line.replies["GET /review/interviews"] = lambda call: pages["two" if "cursor=two" in call.path else ""]
    known = HubList(account, lambda: 0.0)

    def asked(*, with_scores: bool) -> list[bool]:
        before = len(line.asked)
        assert list(known.read(with_scores=with_scores)) == ["i-2", "i-1"]
        return ["scores=true" in call.path for call in line.asked[before:]]

    assert asked(with_scores=False) == [False, False]
    assert asked(with_scores=False) == [False]
    assert asked(with_scores=True) == [True, True]
    assert asked(with_scores=True) == [True]
