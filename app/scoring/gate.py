"""Whether an answer can be scored at all, and if not, why not."""

import re

from app.domain.competency import QuestionTemplate
from app.domain.interview import Answer, QuestionType
from app.domain.language import Language
from app.domain.transcript import CHECK_WORDS_BELOW, NotTranscribed, Transcript, TranscriptSource
from app.scoring.parts import opens_subject
from app.scoring.rulebook import Rulebook, Search
from app.scoring.similarity import overlap, sentence_terms

TOO_SHORT = {Language.ZH: 6, Language.EN: 4}  # own Chinese characters or English words
FOREIGN_SHARE = 0.7
OFF_TOPIC_OVERLAP = 0.05
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_NOTHING_SAID = frozenset({"no_speech", "skipped", "empty", "no_answer"})


def refusal_before_reading(answer: Answer, language: Language) -> str | None:
    """Why the words of `answer` are not read at all, or None."""
    words = answer.words
    if isinstance(words, NotTranscribed):
        return "no_answer" if words.reason in _NOTHING_SAID else words.reason
    if not any(char.isalnum() for char in words.text):
        return "no_answer"
    if is_unsure(words):
        return "low_confidence"
    return "wrong_language" if _is_foreign(words.text, language) else None


def is_unsure(words: Transcript) -> bool:
    """True if a recogniser was too unsure of the words and no person has corrected them."""
    if words.corrected or words.source is TranscriptSource.TYPED or words.confidence is None:
        return False
    return words.confidence < CHECK_WORDS_BELOW


def _is_foreign(text: str, language: Language) -> bool:
    han, latin = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    other, own = (latin, han / 1.6) if language is Language.ZH else (han / 1.6, latin)
    return other >= 4 and other > FOREIGN_SHARE * (other + own)


def refusal_after_reading(book: Rulebook, question: QuestionTemplate, search: Search) -> str | None:
    """Why what was read cannot be scored, or None. What speaks against an answer is never too short."""
    if _is_damning(question, search.whole):
        return None
    if search.whole.reading.size < TOO_SHORT[book.language]:
        return "too_short"
    if not opens_subject(
        question, search.whole.reading.turn
    ):  # what follows up need not name the topic again
        return None
    if search.reading.sentences:
        return "off_topic" if _is_off_topic(book, question, search) else None
    return "off_topic" if _is_off_topic(book, question, search.whole) else "no_evidence"


def _is_damning(question: QuestionTemplate, search: Search) -> bool:
    flags = [f"{question.id}.r{number}" for number in range(1, len(question.red_flags) + 1)]
    low = [f"low.{sub}" for sub in question.scores]
    return bool(search.taboo()) or any(
        search.has(rule) for rule in (*flags, *low, "neg.insult", "neg.pass_on")
    )


def _is_story(search: Search) -> bool:
    """True for something that happened and was acted on: any such story may answer a question on the past."""
    return search.has("star.situation") and search.has("star.action")


def _is_off_topic(book: Rulebook, question: QuestionTemplate, search: Search) -> bool:
    """True if neither a key point nor the question's own words nor the world of service appear."""
    if any(search.hits(f"{question.id}.{point.id}") for point in question.key_points):
        return False
    if question.type is QuestionType.PAST_BEHAVIOUR and _is_story(search):
        return False
    if search.has("topic.service") or any(len(search.full(f"high.{sub}")) >= 2 for sub in question.scores):
        return False
    return overlap(book.topics[question.id], sentence_terms(search.reading)) < OFF_TOPIC_OVERLAP
