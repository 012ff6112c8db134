"""Words of accepted answers that change afterwards: corrected by the candidate, or read later. Pure."""

from dataclasses import replace

from app.domain.interview import Answer
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import BugError

Answers = tuple[Answer, ...]


def read_later(answers: Answers, question_id: str, turn: int, words: Transcript) -> Answers:
    """Words from the recording stand in where there were none; words that were accepted stay.

    Raises BugError for an answer that was not accepted.
    """
    at = _index(answers, question_id, turn)
    if isinstance(answers[at].words, Transcript):
        return answers
    return (*answers[:at], replace(answers[at], words=words), *answers[at + 1 :])


def corrected(answers: Answers, question_id: str, turn: int, text: str) -> Answers:
    """The answers with `text` as the words of one of them. Raises BugError for one that was not accepted."""
    at = _index(answers, question_id, turn)
    changed = replace(answers[at], words=corrected_words(answers[at], text))
    return (*answers[:at], changed, *answers[at + 1 :])


def corrected_words(answer: Answer, text: str) -> Transcript:
    """The words of `answer` after the candidate corrected them to `text`; the recogniser's stay beside."""
    old = answer.words
    if not isinstance(old, Transcript):
        return Transcript(text, TranscriptSource.TYPED)
    recognised = old.recognised_text if old.corrected else old.text
    return replace(old, text=text, corrected=True, recognised_text=recognised, segments=())


def _index(answers: Answers, question_id: str, turn: int) -> int:
    for index, answer in enumerate(answers):
        if (answer.question_id, answer.turn) == (question_id, turn):
            return index
    raise BugError("only an accepted answer can change its words")
