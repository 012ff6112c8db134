"""How long preparation and answer may last for this person: the plan's limits, longer where staff said so. Pure."""

from app.flow.interview import Interview
from app.flow.plan import answer_limit_s, preparation_limit_s


def preparation_s(now: Interview) -> float:
    """Seconds to prepare the current turn. Raises BugError outside the questions."""
    return preparation_limit_s(now.question, now.turn) * now.accommodations.time.factor


def answer_s(now: Interview, turn: int | None = None) -> float:
    """Seconds for the answer of `turn`, else of the current one. Raises BugError outside the questions."""
    return answer_limit_s(now.question, now.turn if turn is None else turn) * now.accommodations.time.factor
