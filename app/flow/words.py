"""Words of accepted answers that change afterwards: corrected by the candidate, or read later. Pure."""

from dataclasses import replace

from app.domain.events import TranscribedLater
from app.domain.interview import Answer
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import BugError

Answers = tuple[Answer, ...]


def read_later(answers: Answers, later: TranscribedLater) -> Answers:
    """Words from the recording, and what they measure, stand in where there were none; accepted ones stay.

    Raises BugError for an answer that was not accepted.
    """
    at = _index(answers, later.question_id, later.turn)
    if isinstance(answers[at].words, Transcript):
        return answers
    anew = {each.measure for each in later.observations}
    kept = [each for each in answers[at].observations if each.measure not in anew]
    read = replace(answers[at], words=later.words, observations=(*kept, *later.observations))
    return (*answers[:at], read, *answers[at + 1 :])


def corrected(answers: Answers, question_id: str, turn: int, text: str) -> Answers:
    """The answers with `text` as the words of one of them. Raises BugError for one that was not accepted."""
    at = _index(answers, question_id, turn)
    changed = replace(answers[at], words=corrected_words(answers[at], text))
    return (*answers[:at], changed, *answers[at + 1 :])


def corrected_words(answer: Answer, text: str) -> Transcript:
    """The words of `answer` after the candidate corrected them to `text`; the recogniser's stay beside, with their
    times: what was corrected can be played, too.
    """
    old = answer.words
    if not isinstance(old, Transcript):
        return Transcript(text, TranscriptSource.TYPED)
    recognised = old.recognised_text if old.corrected else old.text
    return replace(old, text=text, corrected=True, recognised_text=recognised)


def _index(answers: Answers, question_id: str, turn: int) -> int:
    for index, answer in enumerate(answers):
        if (answer.question_id, answer.turn) == (question_id, turn):
            return index
    raise BugError("only an accepted answer can change its words")
