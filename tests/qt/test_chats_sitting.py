"""A chat work sample through the controller: lines by the clock, replies stored one by one, pause, crash, leaving."""

from collections.abc import Iterator

import pytest

from app.domain.events import HandedOver
from app.domain.messages import StartTake
from app.domain.transcript import Transcript
from app.errors import KioskError
from app.flow.interview import Phase, Step, fold
from app.ui import intents as wish
from app.ui.chat_views import ChatsView
from app.ui.views import ErrorView, InterruptedView, QuestionView
from tests.qt.desk import Desk, open_desk
from tests.unit.flow.chat_plan import ONLY_CHATS


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A sitting whose only question is a chat work sample."""
    with open_desk(plan=ONLY_CHATS) as opened:
        yield opened


def to_chats(desk: Desk) -> None:
    desk.to_question()
    assert isinstance(desk.view, QuestionView)
    assert desk.view.will_type
    desk.wish(wish.StartAnswer())
    tick(desk, 0.0)


def tick(desk: Desk, seconds: float) -> None:
    """The clock moves, and the controller looks at it."""
    desk.clock[0] += seconds
    desk.controller._tick()
    desk.controller._tick()  # one line a look


def chats(desk: Desk) -> ChatsView:
    assert isinstance(desk.view, ChatsView)
    return desk.view


def test_customers_write_by_the_clock_and_after_replies(desk: Desk) -> None:
    to_chats(desk)
    assert [tab.id for tab in chats(desk).chats] == ["late", "refund"]
    tick(desk, 16.0)
    assert [tab.waits_s for tab in chats(desk).chats] == [16, 16, 0]
    desk.wish(wish.OpenChat("late"), wish.SendReply("late", 0, "I am looking", 4.0))
    tick(desk, 0.1)
    assert [message.from_customer for message in chats(desk).messages] == [True, False, True]


def test_nothing_is_recorded_while_somebody_types_to_customers(desk: Desk) -> None:
    to_chats(desk)
    assert not [message for message in desk.engine.sent if isinstance(message, StartTake)]


def test_a_double_click_sends_once_and_every_reply_becomes_an_answer(desk: Desk) -> None:
    to_chats(desk)
    reply = wish.SendReply("late", 0, "I am looking", 4.0)
    desk.wish(reply, reply, wish.SendReply("late", 1, "It comes today", 4.0), wish.HandOver("note", 3.0))
    now = desk.controller.interview
    assert now.step is Step.FINISHED
    assert [answer.turn for answer in now.answers] == [1, 2, 3, 4]
    words = now.answers[0].words
    assert isinstance(words, Transcript)
    assert words.text == "I am looking\nIt comes today"


def test_a_pause_stops_the_clock_of_the_chats(desk: Desk) -> None:
    to_chats(desk)
    tick(desk, 10.0)
    desk.wish(wish.Pause())
    for _ in range(5):
        desk.wish(wish.StillHere())
        tick(desk, 100.0)
    assert chats(desk).paused
    assert chats(desk).left_s == 230
    desk.wish(wish.Resume())
    tick(desk, 4.0)
    assert [tab.id for tab in chats(desk).chats] == ["late", "refund"]
    tick(desk, 2.0)
    assert [tab.id for tab in chats(desk).chats] == ["late", "refund", "abusive"]


def test_over_the_time_nobody_is_interrupted(desk: Desk) -> None:
    to_chats(desk)
    desk.wish(wish.OpenChat("late"))
    for _ in range(3):
        desk.wish(wish.StillHere())
        tick(desk, 100.0)
    assert chats(desk).left_s == -60
    desk.wish(wish.SendReply("late", 0, "still here", 2.0))
    assert desk.controller.interview.desk.replies("late")[0].text == "still here"


def test_a_reply_that_could_not_be_stored_is_tried_again(desk: Desk) -> None:
    to_chats(desk)
    desk.store.refuse = KioskError("disk_full")
    desk.wish(wish.SendReply("late", 0, "important", 2.0))
    assert isinstance(desk.view, ErrorView)
    desk.wish(wish.GoOn())
    assert [said.text for said in desk.controller.interview.desk.replies("late")] == ["important"]


def test_leaving_in_the_middle_keeps_the_replies_as_answers(desk: Desk) -> None:
    to_chats(desk)
    desk.wish(wish.SendReply("refund", 0, "I see it", 2.0), wish.Pause(), wish.Leave())
    now = desk.controller.interview
    assert now.step is Step.ABANDONED
    assert isinstance(now.answers[1].words, Transcript)


@pytest.mark.parametrize("handed_over", [False, True])
def test_after_a_crash_the_chats_go_on_as_they_were(desk: Desk, handed_over: bool) -> None:
    to_chats(desk)
    tick(desk, 20.0)
    desk.wish(wish.OpenChat("refund"), wish.SendReply("refund", 0, "I see it", 2.0))
    stored = list(desk.store.events)
    if handed_over:
        stored.append(HandedOver("", 0.0, 20.0))
    interrupted = fold(stored)
    with open_desk(plan=ONLY_CHATS) as after:
        after.controller.resume(interrupted)
        assert isinstance(after.view, InterruptedView) != handed_over
        after.wish(wish.GoOn())
        now = after.controller.interview
        if handed_over:
            assert (now.step, len(now.answers)) == (Step.FINISHED, 4)
            return
        assert (now.phase, now.desk) == (Phase.TAKING, interrupted.desk)
        assert chats(after).left_s == 220
