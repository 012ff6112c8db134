"""What a chat work sample shows beside its words: observations, never part of a score. Pure."""

from dataclasses import dataclass

from app.domain.observation import Observation, not_measured
from app.domain.work_sample import NOTE
from app.flow.chats import Desk, Said

DECIMALS = 4
TYPED_LEAST, TYPING_LEAST_S = 20, 5.0  # less typing than this says nothing about a person's speed


@dataclass(frozen=True, slots=True)
class ChatMeasure:
    """One measure: its unit, what it is, and what it is read from."""

    unit: str
    words: str
    source: str


_CLOCK = "clock of the take, pauses out"
CHAT_MEASURES = {
    "first_reply": ChatMeasure(
        "s", "from the customer's first line on the screen to the first reply", _CLOCK
    ),
    "typing_rate": ChatMeasure(
        "char/min", "characters sent over the time of typing them; gaps over 3 s are left out", "keys"
    ),
    "open_order": ChatMeasure("1", "which chat was opened first (1), second ...", "order of events"),
    "reply_order": ChatMeasure(
        "1", "which chat had its first reply first (1), second ...", "order of events"
    ),
    "note_present": ChatMeasure("1", "1 where a hand-over note was written, else 0", "text"),
}


def observed_in(desk: Desk, part: str) -> tuple[Observation, ...]:
    """The observations of one part, a chat or the hand-over note; each measured, or with the reason why not."""
    if part == NOTE:
        note = Said(NOTE, 0.0, text=desk.note.strip(), typing_s=desk.note_typing_s)
        present = _measured("note_present", 1.0 if note.text else 0.0)
        return (present, _typing_rate((note,), "no_note"))
    replies = desk.replies(part)
    return (
        _first_reply(desk, part),
        _typing_rate(replies, "no_reply"),
        _place("open_order", part, [chat for chat, _ in desk.opened], "not_opened"),
        _place("reply_order", part, [said.chat for said in desk.said if said.line is None], "no_reply"),
    )


def _first_reply(desk: Desk, chat: str) -> Observation:
    lines, replies = desk.lines(chat), desk.replies(chat)
    if not replies:
        return _not_measured("first_reply", "no_reply")
    begin_s, end_s = lines[0].at_s, replies[0].at_s
    return _measured("first_reply", end_s - begin_s, begin_s, end_s)


def _typing_rate(texts: tuple[Said, ...], none_reason: str) -> Observation:
    count = sum(len(said.text) for said in texts)
    typing_s = sum(said.typing_s for said in texts)
    if count == 0:
        return _not_measured("typing_rate", none_reason)
    if count < TYPED_LEAST or typing_s < TYPING_LEAST_S:
        return _not_measured("typing_rate", "too_little_typed")
    return _measured("typing_rate", 60.0 * count / typing_s)


def _place(measure: str, chat: str, order: list[str], none_reason: str) -> Observation:
    first_times = list(dict.fromkeys(order))
    if chat not in first_times:
        return _not_measured(measure, none_reason)
    return _measured(measure, first_times.index(chat) + 1.0)


def _measured(measure: str, value: float, start_s: float = 0.0, end_s: float = 0.0) -> Observation:
    unit = CHAT_MEASURES[measure].unit
    return Observation(measure, round(value, DECIMALS), unit, start_s=start_s, end_s=end_s)


def _not_measured(measure: str, reason: str) -> Observation:
    return not_measured(measure, CHAT_MEASURES[measure].unit, reason)
