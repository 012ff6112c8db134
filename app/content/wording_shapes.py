"""The form of the files about wording: service moves, taboo language, texts for candidates."""

from typing import Annotated, Literal

from pydantic import Field

from app.content.strict import Bilingual, Id, Strict, Text
from app.domain.competency import NegativePattern, ServiceMove, TabooCategory, TabooPhrase
from app.domain.language import Language, Words


class Lists(Strict):
    """A few texts in each language."""

    zh: Annotated[list[Text], Field(min_length=1)]
    en: Annotated[list[Text], Field(min_length=1)]

    def value(self) -> dict[Language, tuple[str, ...]]:
        """The texts by language."""
        return {Language.ZH: tuple(self.zh), Language.EN: tuple(self.en)}


class MoveShape(Strict):
    """One service move."""

    id: Id
    name: Bilingual
    cue: Lists
    when: Bilingual | None = None
    limit: Bilingual | None = None

    def value(self) -> ServiceMove:
        """The move as a domain value."""
        return ServiceMove(self.id, self.name.words(), self.cue.value())


class NegativePatternShape(Strict):
    """A pattern that speaks against an answer."""

    id: Id
    name: Bilingual
    rule: Bilingual

    def value(self) -> NegativePattern:
        """The pattern as a domain value."""
        return NegativePattern(self.id, self.name.words(), self.rule.words())


class MovesShape(Strict):
    """service_moves.yaml."""

    note: Bilingual
    items: Annotated[list[MoveShape], Field(min_length=1)]
    negative_patterns: list[NegativePatternShape]


class TabooPhraseShape(Bilingual):
    """A phrase and the better way to say it."""

    better: Bilingual


class TabooCategoryShape(Strict):
    """A group of taboo phrases."""

    id: Id
    name: Bilingual
    severity: Literal["normal", "high"]
    examples: Annotated[list[TabooPhraseShape], Field(min_length=1)]

    def value(self) -> TabooCategory:
        """The category as a domain value."""
        phrases = tuple(TabooPhrase(each.words(), each.better.words()) for each in self.examples)
        return TabooCategory(self.id, self.name.words(), self.severity, phrases)


class TabooMatchingShape(Strict):
    """A hit is a hint, never more."""

    negation_aware: bool
    quotation_aware: bool
    action: Literal["evidence_flag_only"]
    recall_of_customer_words_excluded: bool


class TabooShape(Strict):
    """taboo.yaml."""

    matching: TabooMatchingShape
    categories: Annotated[list[TabooCategoryShape], Field(min_length=1)]


class CandidateTextsShape(Strict):
    """candidate_texts.yaml."""

    welcome: Bilingual
    accommodation: Bilingual
    demographics_voluntary: Bilingual
    explanation_template: Bilingual
    forbidden_questions: Lists

    def texts(self) -> dict[str, Words]:
        """The texts by name."""
        return {
            "welcome": self.welcome.words(),
            "accommodation": self.accommodation.words(),
            "demographics_voluntary": self.demographics_voluntary.words(),
            "explanation_template": self.explanation_template.words(),
        }
