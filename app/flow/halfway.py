"""The break that is offered once, in the middle of a plan, with the clock stopped. Pure.

It needs no event of its own: the middle question is paused before its first second.
"""

from app.domain.events import Event, Paused, QuestionShown
from app.domain.interview import Plan
from app.flow.interview import Interview, Phase, Step
from app.flow.timing import IDLE_WARNING_S

BREAK_S = 300.0  # then the screen asks whether anybody is there; nobody is hurried on
FROM_QUESTIONS = 6  # a shorter plan is over before anybody is tired


def middle(plan: Plan) -> int | None:
    """Index of the question before which a break is offered; None in a short plan."""
    count = len(plan.questions)
    return count // 2 if count >= FROM_QUESTIONS else None


def offered_after(event: Event, now: Interview) -> Event | None:
    """Stops the clock when the middle question has just come; never again when it goes on."""
    return Paused(0.0) if isinstance(event, QuestionShown) and _is_middle(now) and not now.paused else None


def is_break(now: Interview) -> bool:
    """True while the candidate may rest."""
    return now.paused and now.elapsed_s == 0 and _is_middle(now)


def allowed_s(now: Interview) -> float:
    """Seconds that nobody need touch anything beyond the usual ones."""
    return BREAK_S - IDLE_WARNING_S if is_break(now) else 0.0


def _is_middle(now: Interview) -> bool:
    if now.step is not Step.QUESTION or now.plan is None or now.phase is not Phase.PREPARING:
        return False
    return (now.index, now.turn, now.take) == (middle(now.plan), 1, 0)
