"""The frozen list of questions of one interview, made from a job profile."""

from collections.abc import Collection

from app.domain.competency import CompetencyModel, JobProfile, QuestionTemplate
from app.domain.interview import Experience, FollowUp, Plan, PlanForm, Question
from app.domain.language import Words
from app.errors import BugError, KioskError

ALWAYS = frozenset({"always_second_turn", "always_offer"})
FOLLOW_UP_ANSWER_S = 60  # a follow-up asks one thing: shorter than the question it follows
FOLLOW_UP_PREP_S = 10  # the customer goes on: a moment to read the line, not to rehearse


def build_plan(model: CompetencyModel, profile_id: str, form: PlanForm, experience: Experience) -> Plan:
    """The plan of `profile_id` in `form`, with the branch for `experience` already chosen.

    Raises:
        KioskError: profile_unknown, the content has no such job profile.
    """
    try:
        profile = model.profile(profile_id)
    except KeyError:
        raise KioskError("profile_unknown", profile=profile_id) from None
    wanted = set(profile.short_form)
    templates = [t for t in profile.questions if form is PlanForm.FULL or t.id in wanted]
    questions = tuple(_question(profile, template, experience) for template in templates)
    return Plan(profile_id, form, experience, questions, model.content_hash, model.version)


def choose_follow_up(
    question: Question, holding: Collection[str], *, asked: int, max_follow_ups: int = 1
) -> str | None:
    """Id of the follow-up to ask now, or None.

    A second turn that is part of the question comes first; then the first follow-up whose rule
    holds for the answer. `asked` counts the follow-ups this question already had.
    """
    if asked >= max_follow_ups:
        return None
    for follow_up in question.follow_ups:
        if follow_up.when in ALWAYS:
            return follow_up.id
    for follow_up in question.follow_ups:
        if follow_up.when in holding:
            return follow_up.id
    return None


def budget_s(plan: Plan) -> int:
    """Seconds the sitting takes when every limit is used, certain second turns included."""
    total = 0
    for question in plan.questions:
        turns = 2 if any(follow_up.when in ALWAYS for follow_up in question.follow_ups) else 1
        for turn in range(1, turns + 1):
            total += preparation_limit_s(question, turn) + answer_limit_s(question, turn)
    return total


def preparation_limit_s(question: Question, turn: int) -> int:
    """Seconds to prepare `turn` (1 or 2). Raises BugError for another turn."""
    return question.prep_s if _known(turn) == 1 else min(question.prep_s, FOLLOW_UP_PREP_S)


def answer_limit_s(question: Question, turn: int) -> int:
    """Seconds for the answer of `turn` (1 or 2). Raises BugError for another turn."""
    return question.answer_s if _known(turn) == 1 else min(question.answer_s, FOLLOW_UP_ANSWER_S)


def _known(turn: int) -> int:
    if turn not in {1, 2}:
        raise BugError(f"a question has two turns at most, not {turn}")
    return turn


def _question(profile: JobProfile, template: QuestionTemplate, experience: Experience) -> Question:
    branch = template.experienced if experience is Experience.EXPERIENCED else template.inexperienced
    is_two_turn = any(rule.when in ALWAYS for rule in template.follow_ups)
    return Question(
        id=template.id,
        type=template.type,
        scored=template.scored,
        title=template.title,
        prompt=_with_branch(template.prompt, branch),
        prep_s=template.timing.prep_s,
        answer_s=template.timing.answer_s,
        follow_ups=tuple(FollowUp(r.id, r.when, r.prompt) for r in template.follow_ups),
        content_warning=template.content_warning,
        simpler=_with_branch(template.simpler, branch) if template.simpler else None,
        retakes_allowed=0 if is_two_turn or template.work_sample else profile.retakes_allowed,
        work_sample=template.work_sample,
    )


def _with_branch(prompt: Words, branch: Words | None) -> Words:
    if branch is None:
        return prompt
    return Words(prompt.zh + branch.zh, f"{prompt.en} {branch.en}")
