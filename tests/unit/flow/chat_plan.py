"""A small chat work sample between two plain questions, for the tests of the flow and of the screen."""

from dataclasses import replace

from app.domain.events import QuestionShown, TakeStarted
from app.domain.interview import QuestionType
from app.domain.work_sample import Chat, CustomerLine, PolicyRule, WorkSample
from app.flow.interview import Interview, fold
from tests.unit.flow.plans import OPENING, PLAN, question, words

SAMPLE = WorkSample(
    chats=(
        Chat("late", words("Ms A"), words("late"), (
            CustomerLine(words("where is it?"), 0),
            CustomerLine(words("today?"), 60, after_replies=1),
        )),
        Chat("refund", words("Mr B"), words("refund"), (
            CustomerLine(words("my money?"), 0),
            CustomerLine(words("still not?"), 90),
        )),
        Chat("abusive", words("Mr C"), words("broken"), (CustomerLine(words("answer me!"), 15),)),
    ),
    policy=(PolicyRule(words("refunds"), words("within three days")),),
    note=words("for the next colleague"),
)  # fmt: skip
CHATS = replace(question(2, retakes=0), type=QuestionType.WORK_SAMPLE, work_sample=SAMPLE, answer_s=240)
CHAT_PLAN = replace(PLAN, questions=(question(1), CHATS, question(3)))
ONLY_CHATS = replace(PLAN, questions=(CHATS,))


def at_the_desk() -> Interview:
    """The interview whose work sample has just begun."""
    opening = [replace(event, plan=ONLY_CHATS) if hasattr(event, "plan") else event for event in OPENING]
    return fold([*opening, QuestionShown(CHATS.id, 1), TakeStarted(CHATS.id, 1, 1, typed=True)])
