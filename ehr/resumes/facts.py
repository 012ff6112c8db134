"""What a résumé may tell: the facts that the work asks for, each with the span of the text it came from.

There is no field for a photo, age, sex, marriage, ID number, origin, faith, party or health, and none may be added:
`forbidden` takes their words away before a field is looked for. Confidence (0..1) says how sure the reading is, never
how true the claim or how good the person.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end], in code points; `part` is the page or paragraph it begins on, from 1."""

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a résumé; month is None where only the year stands."""

    year: int
    month: int | None = None

    def index(self, at_start: bool) -> int:
        """Months since year 0. A year alone means its January as a start, its December as an end."""
        month = self.month if self.month is not None else (1 if at_start else 12)
        return self.year * 12 + month - 1


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, or to today (`end` None)."""

    start: Month
    end: Month | None


class Level(StrEnum):
    """How far an education went."""

    DOCTORATE = "doctorate"
    MASTER = "master"
    BACHELOR = "bachelor"
    JUNIOR_COLLEGE = "junior_college"
    VOCATIONAL_SCHOOL = "vocational_school"
    HIGH_SCHOOL = "high_school"


@dataclass(frozen=True, slots=True)
class Education:
    """One education. What does not stand there is None."""

    level: Level | None
    school: str | None
    subject: str | None
    period: Period | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Job:
    """One employment. in_service: its title or duties name customer service."""

    employer: str | None
    title: str | None
    period: Period
    in_service: bool
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class StatedYears:
    """Years of customer-service work as the résumé claims them in words."""

    years: float
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class CountedYears:
    """Years of customer-service work by the dates of the jobs, months that overlap counted once."""

    years: float
    spans: tuple[Span, ...]
    confidence: float


class TypingUnit(StrEnum):
    """What is counted: Chinese résumés say characters, English ones words."""

    CHARACTERS = "characters/min"
    WORDS = "words/min"


@dataclass(frozen=True, slots=True)
class TypingSpeed:
    """A claimed speed; the work sample of the interview measures the real one."""

    value: float
    unit: TypingUnit
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class LanguageSkill:
    """A language (ISO 639 code) and what is said about it, in the résumé's own words."""

    code: str
    said: str | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class SkillMention:
    """One mention of a skill of the controlled list (`skills.yaml`)."""

    skill: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate in the résumé's own words."""

    name: str
    span: Span
    confidence: float


class ForbiddenTopic(StrEnum):
    """What is skipped: the law forbids to use it, or it says nothing about the work."""

    AGE = "age"
    SEX = "sex"
    MARRIAGE = "marriage"
    ID_NUMBER = "id_number"
    ORIGIN = "origin"
    FAITH_OR_PARTY = "faith_or_party"
    HEALTH_OR_BODY = "health_or_body"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Words that no field was taken from; they can be covered when a person reads the text blind."""

    topic: ForbiddenTopic
    span: Span


@dataclass(frozen=True, slots=True)
class ResumeFacts:
    """Everything found. An empty tuple or None means: the text does not say so in a way that was understood."""

    education: tuple[Education, ...]
    jobs: tuple[Job, ...]
    stated_years: StatedYears | None
    counted_years: CountedYears | None
    typing: TypingSpeed | None
    languages: tuple[LanguageSkill, ...]
    skills: tuple[SkillMention, ...]
    certificates: tuple[Certificate, ...]
    skipped: tuple[Skipped, ...]
