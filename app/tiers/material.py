"""What a second reader may be shown of an answer: own, plain sentences, and the key points Tier 0 missed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.competency import CompetencyModel, KeyPoint, QuestionTemplate
from app.domain.evidence import Evidence
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, Score
from app.scoring.addressed import is_addressed
from app.scoring.answer import read_words, score_turn
from app.scoring.lexicon import SECOND_TURN
from app.scoring.parts import opens_subject, part_of
from app.scoring.rulebook import Rulebook, Search, profile_of, question_of, rulebook_of
from app.scoring.subdimension import FORM
from app.scoring.text import Span

LEAST_PROSE = 0.4  # sentences that are less like speech are lists of keywords


@dataclass(frozen=True, slots=True)
class Material:
    """One scored answer. spans: its sentences; missed: key points of which Tier 0 found no sign.

    subs: the sub-dimensions Tier 0 scored; shown: those of which it found a key point. How something is
    said (FORM) is not for a second reader.
    """

    question: QuestionTemplate
    turn: int
    text: str
    spans: tuple[Span, ...]
    subs: tuple[str, ...]
    missed: tuple[KeyPoint, ...]
    shown: frozenset[str]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The words at `spans`."""
        return tuple(self.text[start:end] for start, end in self.spans)

    def evidence(self, sub: str, rule: str, tier: str, span: Span) -> Evidence:
        """The verbatim words at `span` for `rule`, found by `tier`."""
        start, end = span
        quote = self.text[start:end]
        return Evidence(self.question.id, self.turn, sub, f"{rule}@{tier}", start, end, quote)


def materials_of(
    model: CompetencyModel, profile_id: str, language: Language, answers: Sequence[Answer]
) -> tuple[Material, ...]:
    """The answers Tier 0 scored, in order. Raises KioskError profile_unknown or question_unknown."""
    profile, book = profile_of(model, profile_id), rulebook_of(model, language)
    read = {(answer.question_id, answer.turn): read_words(book, answer) for answer in answers}
    found: list[Material] = []
    for answer in answers:
        question = part_of(question_of(profile, answer.question_id), answer.turn)
        search = read[answer.question_id, answer.turn]
        is_follow_up = not opens_subject(question, answer.turn)
        before = read.get((answer.question_id, 1)) if is_follow_up else None
        if search is not None:
            scores = score_turn(book, question, answer, search, before)
            found.append(_material(book, question, search, before, scores))
    return tuple(each for each in found if each.spans and each.subs)


def _material(
    book: Rulebook,
    question: QuestionTemplate,
    search: Search,
    before: Search | None,
    scores: AnswerScores,
) -> Material:
    reading = search.reading
    subs = tuple(
        each.sub_dimension
        for each in scores.scores
        if isinstance(each.result, Score) and each.sub_dimension not in FORM
    )
    said = {each.rule for each in scores.evidence}
    missed = tuple(
        point
        for point in question.key_points
        if point.sub in subs and _is_missed(book, f"{question.id}.{point.id}", said, reading.turn, before)
    )
    spans = tuple(span for span in reading.sentences if _may_speak(search, span))
    shown = frozenset(point.sub for point in question.key_points if f"{question.id}.{point.id}" in said)
    return Material(question, reading.turn, reading.original, spans, subs, missed, shown)


def _is_missed(book: Rulebook, rule: str, said: set[str], turn: int, before: Search | None) -> bool:
    if book.has_mark(rule, SECOND_TURN) and turn == 1:
        return False
    return rule not in said and not (before is not None and before.hits(rule))


def _may_speak(search: Search, span: Span) -> bool:
    """True for the candidate's own plain words. Readers of meaning do not see a "not", so none is shown."""
    reading = search.reading
    denied = any(start < span[1] and span[0] < end for start, end in reading.negated)
    if denied or reading.is_denied(span) or reading.is_foreign(span):
        return False
    return reading.prose_at(span) >= LEAST_PROSE and not is_addressed(reading.text.normal.part(span))
