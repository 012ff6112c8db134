"""A chat work sample part by part: each chat, and the hand-over note, is judged on what belongs to it."""

from dataclasses import replace

from app.domain.competency import QuestionTemplate
from app.domain.language import Words
from app.domain.work_sample import NOTE


def part_of(question: QuestionTemplate, turn: int) -> QuestionTemplate:
    """What `turn` of the question is judged on: of a work sample the key points of its part, else all.

    The shares of a part sum to 1: within a chat they say how much each sub-dimension is asked for.
    """
    sample = question.work_sample
    if sample is None:
        return question
    name = sample.parts[turn - 1]
    points = tuple(point for point in question.key_points if point.part == name)
    subs = {point.sub for point in points}
    whole = sum(share for sub, share in question.scores.items() if sub in subs)
    shares = {sub: share / whole for sub, share in question.scores.items() if sub in subs}
    return replace(question, key_points=points, scores=shares)


def is_note(question: QuestionTemplate, turn: int) -> bool:
    """True for the hand-over note of a work sample."""
    sample = question.work_sample
    return sample is not None and sample.parts[turn - 1] == NOTE


def said_to(question: QuestionTemplate) -> tuple[Words, ...]:
    """What the customers of a work sample write; nothing for any other question."""
    chats = question.work_sample.chats if question.work_sample is not None else ()
    return tuple(line.words for chat in chats for line in chat.lines)


def opens_subject(question: QuestionTemplate, turn: int) -> bool:
    """True for a turn that has to say what it is about: a first one, and each part of a work sample."""
    return turn == 1 or question.work_sample is not None
