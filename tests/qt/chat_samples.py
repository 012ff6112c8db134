"""The chat work sample of the content at moments of a sitting, as the page shows it."""

from dataclasses import replace

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import ChatOpened, Event, QuestionShown, ReplySent, TakeStarted
from app.domain.interview import Experience, PlanForm
from app.flow.chats import next_line
from app.flow.interview import Interview, advance, fold, sample_of
from app.flow.plan import build_plan
from app.ui.chat_views import ChatsView
from app.ui.present_chats import chats_view
from tests.unit.flow.plans import OPENING

LATE_REPLY = (
    "王女士您好，明早的飞机，行李箱三天没动，换我也着急，真的很抱歉。我现在就联系物流，四点前回复您结果。"
)


def _begin() -> Interview:
    plan = build_plan(
        load_competency_model(content_dir()), "jd_cs_agent", PlanForm.SHORT, Experience.EXPERIENCED
    )
    only = replace(plan, questions=plan.questions[-1:])
    opening = [replace(event, plan=only) if hasattr(event, "plan") else event for event in OPENING]
    question = only.questions[0]
    return fold([*opening, QuestionShown(question.id, 1), TakeStarted(question.id, 1, 1, typed=True)])


def _after(now: Interview, elapsed_s: float, *events: Event) -> Interview:
    for event in events:
        now = advance(now, event)
    sample = sample_of(now)
    assert sample is not None
    while (line := next_line(sample, now.desk, elapsed_s)) is not None:
        now = advance(now, line)
    return now


def _view(now: Interview, elapsed_s: float) -> ChatsView:
    sample = sample_of(now)
    assert sample is not None
    return chats_view(now, sample, 10, elapsed_s)


_STARTED = _after(_begin(), 18.0)
_OPEN = _after(_STARTED, 64.0, ChatOpened("late", 20.0), ReplySent("late", LATE_REPLY, 21.0, 58.0))
CHATS_START = replace(_view(_STARTED, 18.0), number=10)
CHATS = replace(_view(_OPEN, 76.0), number=10)
CHATS_OVER = replace(_view(_OPEN, 262.0), number=10)
CHATS_PAUSED = replace(CHATS, paused=True)
