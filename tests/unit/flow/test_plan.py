"""A plan is made from the content: short or full, for the experienced or not, follow-ups by rule."""

from dataclasses import replace

import pytest

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Experience, FollowUp, PlanForm
from app.errors import BugError, KioskError
from app.flow.plan import (
    answer_limit_s,
    budget_s,
    build_plan,
    choose_follow_up,
    preparation_limit_s,
)
from tests.unit.flow.plans import question, words


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


def test_the_short_form_with_its_chats_fits_into_half_an_hour(model: CompetencyModel) -> None:
    plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, Experience.EXPERIENCED)
    assert [q.id for q in plan.questions] == list(model.profile("jd_cs_agent").short_form)
    assert plan.questions[-1].work_sample is not None
    assert budget_s(plan) <= 30 * 60


@pytest.mark.parametrize("profile", ["jd_cs_agent", "livestream_agent"])
@pytest.mark.parametrize("experience", Experience)
def test_the_default_sitting_of_every_job_takes_half_an_hour_at_most(
    model: CompetencyModel, profile: str, experience: Experience
) -> None:
    assert 20 * 60 < budget_s(build_plan(model, profile, PlanForm.SHORT, experience)) <= 30 * 60


@pytest.mark.parametrize("profile", ["jd_cs_agent", "livestream_agent"])
def test_the_full_form_asks_everything_once(model: CompetencyModel, profile: str) -> None:
    plan = build_plan(model, profile, PlanForm.FULL, Experience.INEXPERIENCED)
    assert [q.id for q in plan.questions] == [q.id for q in model.profile(profile).questions]
    assert (plan.content_hash, plan.model_version) == (model.content_hash, model.version)


def test_experience_chooses_the_branch(model: CompetencyModel) -> None:
    prompts = []
    for experience in Experience:
        plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, experience)
        prompts.append(next(q for q in plan.questions if q.id == "JD-Q04").prompt)
    template = next(q for q in model.profile("jd_cs_agent").questions if q.id == "JD-Q04")
    assert template.experienced is not None
    assert prompts[0].zh.endswith(template.experienced.zh)
    assert prompts[0] != prompts[1]


def test_role_plays_have_no_retake(model: CompetencyModel) -> None:
    plan = build_plan(model, "jd_cs_agent", PlanForm.SHORT, Experience.EXPERIENCED)
    retakes = {q.id: q.retakes_allowed for q in plan.questions}
    assert (retakes["JD-Q04"], retakes["JD-Q10"], retakes["JD-Q11"]) == (1, 0, 0)


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(KioskError, match="profile_unknown"):
        build_plan(load_competency_model(content_dir()), "astronaut", PlanForm.SHORT, Experience.EXPERIENCED)


def test_a_second_turn_comes_before_any_other_follow_up() -> None:
    two = replace(
        question(1),
        follow_ups=(
            FollowUp("a", "missing_action", words("what did you do?")),
            FollowUp("b", "always_second_turn", words("and then?")),
        ),
    )
    assert choose_follow_up(two, {"missing_action"}, asked=0) == "b"
    assert choose_follow_up(two, {"missing_action"}, asked=1) is None


@pytest.mark.parametrize(("holding", "chosen"), [({"missing_action"}, "a"), (set(), None), ({"other"}, None)])
def test_a_follow_up_is_asked_only_where_its_rule_holds(holding: set[str], chosen: str | None) -> None:
    assert choose_follow_up(question(1, follow_up="missing_action"), holding, asked=0) == chosen


def test_a_follow_up_is_shorter_than_its_question() -> None:
    long = question(1)
    assert (preparation_limit_s(long, 1), answer_limit_s(long, 1)) == (30, 90)
    assert (preparation_limit_s(long, 2), answer_limit_s(long, 2)) == (10, 60)
    with pytest.raises(BugError):
        answer_limit_s(long, 3)
