"""What went wrong with a recording, as far as the one who spoke can do something about it. Pure."""

from enum import StrEnum

from app.domain.messages import TakeDone
from app.domain.transcript import CHECK_WORDS_BELOW, NotTranscribed, Transcript


class Fault(StrEnum):
    """Told in plain words before the interview goes on; none of them ever lowers a score."""

    NO_SPEECH = "no_speech"
    TOO_QUIET = "too_quiet"
    CLIPPED = "clipped"
    UNSURE = "unsure"
    FACE_MISSING = "face_missing"


def faults(done: TakeDone, *, may_see_face: bool) -> tuple[Fault, ...]:
    """What to tell about this take, worst first; empty: nothing.

    may_see_face: the candidate agreed that the face is looked for; else nothing is ever said about it.
    """
    words = done.words
    silent = isinstance(words, NotTranscribed) and words.reason == Fault.NO_SPEECH
    if silent or Fault.NO_SPEECH in done.flags:
        found = [Fault.NO_SPEECH]
    else:
        found = [fault for fault in (Fault.TOO_QUIET, Fault.CLIPPED) if fault in done.flags]
    if (
        isinstance(words, Transcript)
        and words.confidence is not None
        and words.confidence < CHECK_WORDS_BELOW
    ):
        found.append(Fault.UNSURE)
    # In a dark picture nobody can be found: that is no word about how the candidate sits.
    if may_see_face and Fault.FACE_MISSING in done.flags and "too_dark" not in done.flags:
        found.append(Fault.FACE_MISSING)
    return tuple(found)


def needs_check(done: TakeDone, *, may_see_face: bool) -> bool:
    """True when the candidate should read the words, or learn what went wrong, before going on."""
    return isinstance(done.words, NotTranscribed) or bool(faults(done, may_see_face=may_see_face))
