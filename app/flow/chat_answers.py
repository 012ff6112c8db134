"""From a finished chat work sample to its answers: one for each chat, one for the hand-over note. Pure."""

from app.domain.events import AnswerAccepted, Event, HandedOver, Left, Resumed
from app.domain.interview import Answer
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.domain.work_sample import NOTE
from app.flow.chat_measures import observed_in
from app.flow.chats import reply_text
from app.flow.interview import Interview, Phase, advance, sample_of
from app.flow.limits import answer_s


def next_part(now: Interview) -> AnswerAccepted | None:
    """The acceptance of the next part of a work sample that was handed over; None where there is none."""
    sample = sample_of(now)
    if sample is None or now.phase is not Phase.READING:
        return None
    part = sample.parts[now.turn - 1]
    text = now.desk.note.strip() if part == NOTE else reply_text(now.desk, part)
    words = Transcript(text, TranscriptSource.TYPED) if text else NotTranscribed("no_answer")
    overran = now.elapsed_s > answer_s(now, 1)
    flags = ("not_recorded", "overrun") if overran else ("not_recorded",)
    observations = observed_in(now.desk, part)
    return AnswerAccepted(Answer(now.question.id, now.turn, now.take, words, observations, flags=flags))


def way_out(now: Interview, reason: str) -> Event | None:
    """The next event on the way out of an interview; None when it is over.

    In a running work sample the replies become answers first: what was sent counts, whatever comes after it.
    A note that was not written is not handed over, so that leaving is still told from finishing.
    """
    if now.is_over:
        return None
    sample = sample_of(now)
    if sample is None:
        return Left(reason)
    if now.paused:
        return Resumed()
    if now.phase is Phase.TAKING:
        return HandedOver("", 0.0, now.elapsed_s)
    is_at_note = sample.parts[now.turn - 1] == NOTE
    return Left(reason) if is_at_note and not now.desk.note else next_part(now)


def leaving(now: Interview, reason: str) -> tuple[Event, ...]:
    """The events that end the interview here and keep everything that was sent."""
    events: list[Event] = []
    while (event := way_out(now, reason)) is not None:
        events.append(event)
        now = advance(now, event)
    return tuple(events)
