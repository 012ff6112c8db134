"""What a candidate is told after the interview: strengths in their own words and one tip. No score."""

from dataclasses import dataclass

from app.domain.language import Words


@dataclass(frozen=True, slots=True)
class Feedback:
    """strengths: a sentence each, at most three. tip: None where nothing could be said."""

    strengths: tuple[Words, ...] = ()
    tip: Words | None = None
