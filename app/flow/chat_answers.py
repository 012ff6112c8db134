"""From a finished chat work sample to its answers: one for each chat, one for the hand-over note. Pure."""

from app.domain.events import AnswerAccepted, Event, HandedOver, Left, Resumed
from app.domain.interview import Answer
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.domain.work_sample import NOTE
from app.flow.chat_measures import observed_in
from app.flow.chats import reply_text
from app.flow.interview import Interview, Phase, advance, sample_of
from app.flow.plan import answer_limit_s


def next_part(now: Interview) -> AnswerAccepted | None:
    """The acceptance of the next part of a work sample that was handed over; None where there is none."""
    sample = sample_of(now)
    if sample is None or now.phase is not Phase.READING:
        return None
    part = sample.parts[now.turn - 1]
    text = now.desk.note.strip() if part == NOTE else reply_text(now.desk, part)
    words = Transcript(text, TranscriptSource.TYPED) if text else NotTranscribed("no_answer")
    overran = now.elapsed_s > answer_limit_s(now.question, 1)
    flags = ("not_recorded", "overrun") if overran else ("not_recorded",)
    observations = observed_in(now.desk, part)
    return AnswerAccepted(Answer(now.question.id, now.turn, now.take, words, observations, flags=flags))


def wrap_up(now: Interview) -> Event | None:
    """The next event that turns what was written in a running work sample into answers; None when done.

    Used before an interview is left: a sent reply counts, whatever comes after it.
    """
    if sample_of(now) is None:
        return None
    if now.paused:
        return Resumed()
    return next_part(now) or HandedOver("", 0.0, now.elapsed_s)


def leaving(now: Interview, reason: str) -> tuple[Event, ...]:
    """The events that end the interview here and keep everything that was sent."""
    events: list[Event] = []
    while (event := wrap_up(now)) is not None:
        events.append(event)
        now = advance(now, event)
    return (*events, Left(reason)) if not now.is_over else tuple(events)
