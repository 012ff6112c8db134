"""Which follow-up rules hold for an answer: what is missing in it, or calls for a second question."""

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.scoring.rulebook import Search, profile_of, question_of, read_answer, rulebook_of

ALWAYS = ("always_offer", "always_second_turn")


def missing(
    model: CompetencyModel, profile_id: str, question_id: str, language: Language, text: str
) -> set[str]:
    """The `when` rules of the question that hold for `text`, a first answer to it.

    Raises:
        KioskError: profile_unknown or question_unknown.
    """
    question = question_of(profile_of(model, profile_id), question_id)
    search = read_answer(rulebook_of(model, language), question_id, 1, text).whole
    return {rule.when for rule in question.follow_ups if rule.when in ALWAYS or _holds(rule.when, search)}


def _holds(when: str, search: Search) -> bool:
    """True if the lexicon's when.<rule> is hit, or is not written, and its unless.<rule> is not hit."""
    rules = search.book.rules
    asks, falls = f"when.{when}", f"unless.{when}"
    if asks not in rules and falls not in rules:
        return False
    return (asks not in rules or search.has(asks)) and not search.has(falls)
