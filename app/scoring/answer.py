"""What one answer shows: a result per sub-dimension of its question, and the evidence each rests on."""

from collections.abc import Mapping, Sequence

from app.domain.competency import CompetencyModel, QuestionTemplate
from app.domain.evidence import Evidence
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, NotScored, SubDimensionScore
from app.domain.transcript import NotTranscribed
from app.scoring.addressed import lower_of
from app.scoring.coverage import Shown, general_shown, key_points_shown
from app.scoring.gate import refusal_after_reading, refusal_before_reading
from app.scoring.negatives import Against, speaks_against
from app.scoring.parts import is_note, opens_subject, part_of
from app.scoring.prose import size_of
from app.scoring.quality import quality_shown
from app.scoring.rulebook import Rulebook, Search, profile_of, question_of, read_answer, rulebook_of
from app.scoring.subdimension import FORM, SUBSTANCE, Signs, evidence_of, parts_of, result_of

FULL_SIZE = {
    Language.ZH: 50,
    Language.EN: 30,
}  # own characters or words about the matter that are substantial
TOO_LONG = {Language.ZH: 700, Language.EN: 420}
TOO_LONG_POINTS = -1.0
LIST_BELOW = 0.4


def score_answer(
    model: CompetencyModel,
    profile_id: str,
    language: Language,
    answer: Answer,
    earlier: Answer | None = None,
) -> AnswerScores:
    """What `answer` shows; for a second turn `earlier` is the first turn of the same question.

    Raises:
        KioskError: profile_unknown or question_unknown.
    """
    question = question_of(profile_of(model, profile_id), answer.question_id)
    book = rulebook_of(model, language)
    before = None if earlier is None or answer.turn == 1 else read_words(book, earlier)
    return score_turn(book, question, answer, read_words(book, answer), before)


def score_turn(
    book: Rulebook,
    question: QuestionTemplate,
    answer: Answer,
    search: Search | None,
    before: Search | None,
) -> AnswerScores:
    """score_answer for an answer that was read already; None for words that cannot be read."""
    if not question.scored:
        return AnswerScores(question.id, answer.turn, False, (), ())
    if question.work_sample is not None:  # its chats have nothing to do with each other
        question, before = part_of(question, answer.turn), None
    refused = refusal_before_reading(answer, book.language)
    if refused is not None or search is None:
        return not_scored(question, answer.turn, refused or "no_answer")
    refused = refusal_after_reading(book, question, search)
    if refused is not None:
        return not_scored(question, answer.turn, refused, _flags(search, []))
    if is_note(question, answer.turn) and mean_prose(search) < LIST_BELOW:
        return not_scored(
            question, answer.turn, "note_form"
        )  # terse is right for a note, and no sign of copying
    earlier = [] if before is None else [before]
    own = _scored(book, question, answer, [*earlier, search])
    if not search.reading.addressed:
        return own
    whole = read_answer(book, question.id, answer.turn, search.reading.original, is_whole=True)
    return lower_of(own, _scored(book, question, answer, [*earlier, whole]))


def read_words(book: Rulebook, answer: Answer) -> Search | None:
    """The words of `answer`, read; None where there are none that may be read."""
    if isinstance(answer.words, NotTranscribed) or refusal_before_reading(answer, book.language):
        return None
    return read_answer(book, answer.question_id, answer.turn, answer.words.text)


def not_scored(
    question: QuestionTemplate, turn: int, reason: str, flags: tuple[str, ...] = ()
) -> AnswerScores:
    """Every sub-dimension of `question` not scored for `reason`."""
    scores = tuple(SubDimensionScore(sub, NotScored(reason)) for sub in question.scores)
    return AnswerScores(question.id, turn, True, scores, (), flags)


def _scored(
    book: Rulebook, question: QuestionTemplate, answer: Answer, searches: Sequence[Search]
) -> AnswerScores:
    confidence = None if isinstance(answer.words, NotTranscribed) else answer.words.confidence
    shown = key_points_shown(book, question, searches)
    against = speaks_against(book, question, searches)
    substance = _substance(book.language, searches)
    answered = _answered(shown)
    scores: list[SubDimensionScore] = []
    evidence: list[Evidence] = []
    for sub, share in question.scores.items():
        signs = Signs(
            sub=sub,
            share=share,
            key_points=shown.get(sub, ()),
            general=general_shown(sub, searches, shown.get(sub, ())),
            quality=quality_shown(sub, question, searches),
            against=[each for each in (*against, *_too_long(sub, searches)) if each.sub == sub],
            substance=substance,
            size=sum(search.reading.size for search in searches),
            answered=answered,
            opens=opens_subject(question, answer.turn),
        )
        parts = parts_of(signs)
        result = result_of(signs, parts, answer.turn, confidence)
        scores.append(SubDimensionScore(sub, result))
        if not isinstance(result, NotScored):
            evidence += evidence_of(question.id, sub, parts, answer.turn, searches[-1])
    evidence += _unasked_taboo(question, against, answer.turn, searches[-1])
    flags = _flags(searches[-1], against)
    return AnswerScores(question.id, answer.turn, True, tuple(scores), tuple(evidence), flags)


def _answered(shown: Mapping[str, Sequence[Shown]]) -> float:
    """How far the key points that are not about form are shown, 0..1."""
    credits = [each.credit for sub, points in shown.items() if sub not in FORM for each in points]
    return sum(credits) / len(credits) if credits else 1.0


def _unasked_taboo(
    question: QuestionTemplate, against: Sequence[Against], turn: int, search: Search
) -> list[Evidence]:
    """Taboo language in an answer whose question does not score word choice: a flag, worth no points."""
    if "cm_wording" in question.scores:
        return []
    found = []
    for each in against:
        if each.rule.startswith("taboo.") and each.turn == turn:
            quote = search.reading.original[each.start : each.end]
            found.append(Evidence(question.id, turn, "cm_wording", each.rule, each.start, each.end, quote))
    return found


def _substance(language: Language, searches: Sequence[Search]) -> list[Shown]:
    """Per turn, how far something of substance is said, cited at its longest clause; credits sum to 1."""
    found: list[Shown] = []
    left = 1.0
    for search in searches:
        reading = search.reading
        clauses = [clause for clause in reading.clauses if not reading.is_foreign(clause)] or reading.clauses
        clauses = clauses or search.whole.reading.clauses  # worth nothing, but a score cites something
        if not clauses:
            continue
        start, end = max(clauses, key=lambda clause: (clause[1] - clause[0], -clause[0]))
        credit = min(left, mean_prose(search) * reading.size / FULL_SIZE[language])
        left -= credit
        found.append(Shown(SUBSTANCE, credit, reading.turn, start, end))
    return found


def mean_prose(search: Search) -> float:
    """The prose factor of an answer, weighted by the length of its sentences; 0 without any."""
    spans = search.reading.sentences
    total = sum(end - start for start, end in spans)
    shares = zip(spans, search.reading.prose, strict=True)
    return sum((end - start) * share for (start, end), share in shares) / total if total else 0.0


def _too_long(sub: str, searches: Sequence[Search]) -> list[Against]:
    """Too long to follow (cm_clarity anchor 5), cited at the last sentence."""
    reading = searches[-1].reading
    language = reading.text.language
    if sub != "cm_clarity" or size_of(reading.original, language) <= TOO_LONG[language]:
        return []
    start, end = reading.sentences[-1]
    return [Against(sub, "too_long", TOO_LONG_POINTS, reading.turn, start, end, cap=6.5)]


def _flags(search: Search, against: Sequence[Against]) -> tuple[str, ...]:
    reading = search.whole.reading
    flags = []
    if reading.addressed:
        flags.append("addressed_to_scorer")
    if reading.copied:
        flags.append("prompt_copied")
    if reading.repeated:
        flags.append("repeated")
    if search.reading.sentences and max(mean_prose(search), mean_prose(search.whole)) < LIST_BELOW:
        flags.append("keyword_list")
    rules = {each.rule for each in against if each.turn == reading.turn}
    if any(rule.startswith("taboo.") for rule in rules):
        flags.append("taboo")
    if any(each.is_red_flag for each in against if each.turn == reading.turn):
        flags.append("red_flag")
    return tuple(flags)
