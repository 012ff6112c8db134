"""The chat work sample: lines come in order, no reply is lost, a pause and a crash change nothing."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.events import (
    AnswerAccepted,
    ChatLineArrived,
    ChatOpened,
    EngineLost,
    Event,
    HandedOver,
    Paused,
    QuestionSkipped,
    ReplySent,
    Resumed,
    TakeDiscarded,
    TakeStopped,
)
from app.domain.interview import Answer
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import BugError
from app.flow.chat_answers import leaving, next_part
from app.flow.chat_measures import CHAT_MEASURES, observed_in
from app.flow.chats import next_line
from app.flow.interview import Interview, Phase, Step, advance, recover
from tests.unit.flow.chat_plan import SAMPLE, at_the_desk

CHAT_IDS = [chat.id for chat in SAMPLE.chats]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 40)),
        st.tuples(st.sampled_from(["open", "reply"]), st.sampled_from(CHAT_IDS)),
        st.tuples(st.sampled_from(["pause", "lost", "crash"]), st.none()),
    ),
    max_size=40,
)


@dataclass
class Walk:
    """An interview at the desk, its clock, and everything that happened."""

    now: Interview = field(default_factory=at_the_desk)
    clock_s: float = 0.0
    events: list[Event] = field(default_factory=list)

    def happen(self, event: Event) -> None:
        self.now = advance(self.now, event)
        self.events.append(event)

    def wait(self, seconds: float) -> None:
        self.clock_s += seconds
        self.lines()

    def lines(self) -> None:
        while (line := next_line(SAMPLE, self.now.desk, self.clock_s)) is not None:
            self.happen(line)

    def open(self, chat: str) -> None:
        self.happen(ChatOpened(chat, self.clock_s))

    def reply(self, chat: str, text: str, typing_s: float = 6.0) -> None:
        self.happen(ReplySent(chat, text, typing_s, self.clock_s))
        self.lines()

    def hand_over(self, note: str = "") -> tuple[Answer, ...]:
        self.happen(HandedOver(note, 0.0, self.clock_s))
        while (event := next_part(self.now)) is not None:
            self.happen(event)
        return self.now.answers

    def step(self, what: str, value: int | str | None) -> None:
        match what, value:
            case "wait", int(seconds):
                self.wait(seconds)
            case "open" | "reply", str(chat) if self.now.desk.lines(chat):
                act = self.open if what == "open" else lambda to: self.reply(to, f"reply {len(self.events)}")
                act(chat)
            case "pause", _:
                self.happen(Paused(self.clock_s))
                self.happen(Resumed())
            case "lost", _:
                self.happen(EngineLost("engine_gone"))
            case "crash", _:
                before = self.now.desk
                for event in recover(self.now):
                    self.happen(event)
                assert self.now.desk == before


def walked(steps: list[tuple[str, int | str | None]]) -> Walk:
    walk = Walk()
    walk.lines()
    for what, value in steps:
        walk.step(what, value)
    return walk


@given(STEPS)
def test_every_sent_reply_is_in_the_answer_of_its_chat_in_order(
    steps: list[tuple[str, int | str | None]],
) -> None:
    walk = walked(steps)
    sent = [(event.chat, event.text) for event in walk.events if isinstance(event, ReplySent)]
    answers = walk.hand_over()
    for turn, chat in enumerate(CHAT_IDS, start=1):
        texts = [text for to, text in sent if to == chat]
        words = answers[turn - 1].words
        assert answers[turn - 1].turn == turn
        assert (words.text.split("\n") if isinstance(words, Transcript) else []) == texts
    assert walk.now.step is Step.FINISHED


@given(STEPS)
def test_leaving_in_the_middle_keeps_what_was_sent(steps: list[tuple[str, int | str | None]]) -> None:
    walk = walked(steps)
    sent = {event.chat for event in walk.events if isinstance(event, ReplySent)}
    for event in leaving(walk.now, "left"):
        walk.happen(event)
    assert walk.now.step is Step.ABANDONED
    kept = {CHAT_IDS[a.turn - 1] for a in walk.now.answers if isinstance(a.words, Transcript)}
    assert kept == sent


@given(STEPS)
def test_lines_come_in_order_and_the_clock_runs_forwards(steps: list[tuple[str, int | str | None]]) -> None:
    walk = walked(steps)
    times = [said.at_s for said in walk.now.desk.said]
    assert all(one <= two for one, two in pairwise(times))
    for chat in SAMPLE.chats:
        lines = walk.now.desk.lines(chat.id)
        assert [said.line for said in lines] == list(range(len(lines)))
    if walk.clock_s >= 90:
        assert all(len(walk.now.desk.lines(chat.id)) == len(chat.lines) for chat in SAMPLE.chats)


@given(STEPS)
def test_the_state_is_the_fold_of_the_events(steps: list[tuple[str, int | str | None]]) -> None:
    walk = walked(steps)
    again = at_the_desk()
    for event in walk.events:
        again = advance(again, event)
    assert again == walk.now


def test_a_line_comes_after_a_reply_or_at_its_time() -> None:
    walk = walked([])
    assert [said.chat for said in walk.now.desk.said] == ["late", "refund"]
    walk.reply("late", "I am looking")
    assert len(walk.now.desk.lines("late")) == 2  # after one reply, long before its 60 s
    walk.reply("refund", "one moment")
    walk.wait(89)
    assert len(walk.now.desk.lines("refund")) == 1  # that line waits for its time alone
    walk.wait(1)
    assert len(walk.now.desk.lines("refund")) == 2


def test_nobody_waits_once_answered_until_the_next_line() -> None:
    walk = walked([])
    walk.wait(10)
    assert walk.now.desk.waits_since_s("refund") == 0.0
    walk.reply("refund", "I see it")
    assert walk.now.desk.waits_since_s("refund") is None
    walk.wait(80)
    assert walk.now.desk.waits_since_s("refund") == 90.0


@pytest.mark.parametrize(
    "event",
    [
        TakeStopped(1.0),
        TakeDiscarded("device_alarm"),
        QuestionSkipped("T-Q02", 1),
        ReplySent("abusive", "too early: the chat has not begun", 1.0, 1.0),
        ReplySent("late", "  ", 1.0, 1.0),
        ReplySent("nobody", "hello", 1.0, 1.0),
        ChatOpened("abusive", 1.0),
        ChatLineArrived("late", 0, 1.0),
        ChatLineArrived("late", 2, 1.0),
    ],
)
def test_what_would_lose_a_reply_or_break_the_order_cannot_happen(event: Event) -> None:
    with pytest.raises(BugError):
        advance(walked([]).now, event)


def test_the_clock_cannot_run_backwards_and_chats_need_a_work_sample() -> None:
    walk = walked([("wait", 20)])
    with pytest.raises(BugError):
        advance(walk.now, ChatOpened("late", 3.0))
    walk.hand_over()
    with pytest.raises(BugError):
        advance(walk.now, ChatOpened("late", 30.0))


def test_order_first_reply_and_typing_are_observed() -> None:
    walk = walked([("wait", 20)])
    walk.open("abusive")
    walk.reply("abusive", "I am sorry, I will sort it out", typing_s=10.0)
    walk.open("late")
    walk.wait(5)
    walk.reply("late", "short", typing_s=1.0)
    answers = walk.hand_over("Ms A: chase the parcel, reply by four.")
    seen = [{o.measure: o for o in answer.observations} for answer in answers]
    late, refund, abusive, note = seen
    assert (abusive["open_order"].value, late["open_order"].value) == (1.0, 2.0)
    assert (abusive["reply_order"].value, late["reply_order"].value) == (1.0, 2.0)
    assert (abusive["first_reply"].value, late["first_reply"].value) == (0.0, 25.0)
    assert abusive["typing_rate"].value == 6 * len("I am sorry, I will sort it out")
    assert late["typing_rate"].reason == "too_little_typed"
    assert {refund[name].reason for name in ("first_reply", "reply_order", "typing_rate")} == {"no_reply"}
    assert refund["open_order"].reason == "not_opened"
    assert note["note_present"].value == 1.0
    assert isinstance(answers[1].words, NotTranscribed)


def test_no_note_is_an_observation_too_and_every_measure_is_described() -> None:
    walk = walked([])
    observations = [*observed_in(walk.now.desk, "note"), *observed_in(walk.now.desk, "late")]
    assert {each.measure for each in observations} == set(CHAT_MEASURES)
    assert observations[0].value == 0.0
    assert {each.measure: each.unit for each in observations} == {
        name: measure.unit for name, measure in CHAT_MEASURES.items()
    }


def test_parts_are_accepted_one_by_one_and_a_crash_between_them_loses_none() -> None:
    walk = walked([])
    walk.reply("late", "I am looking")
    walk.happen(HandedOver("", 0.0, 1.0))
    first = next_part(walk.now)
    assert isinstance(first, AnswerAccepted)
    walk.happen(first)
    assert (walk.now.phase, walk.now.turn, recover(walk.now)) == (Phase.READING, 2, ())
    for event in leaving(walk.now, "interrupted"):
        walk.happen(event)
    assert [answer.turn for answer in walk.now.answers] == [1, 2, 3]
    assert walk.now.left_reason == "interrupted"


def test_over_the_time_is_a_flag_and_nothing_else() -> None:
    walk = walked([("wait", 241)])
    walk.reply("late", "a late reply still counts")
    answers = walk.hand_over()
    assert all("overrun" in answer.flags for answer in answers)
    assert isinstance(answers[0].words, Transcript)
