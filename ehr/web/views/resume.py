"""A résumé's facts in words, and which of them stand beside which sub-dimension. Never part of a score."""

from collections.abc import Mapping
from dataclasses import dataclass

from ehr.resumes.document import PartKind, ResumeText
from ehr.resumes.facts import Month, Period, ResumeFacts, Span
from ehr.resumes.skills import skill_list
from ehr.web.words import Words

SURE = 0.75


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact with the résumé's own words behind it. is_sure: False where a person should look."""

    text: str
    said: str
    place: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class ResumeView:
    """Facts by group (a key of the words, section `resume`), skills by sub-dimension, what was skipped."""

    groups: tuple[tuple[str, tuple[FactLine, ...]], ...]
    skills: Mapping[str, tuple[FactLine, ...]]
    skipped: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def headline(self) -> tuple[tuple[str, FactLine], ...]:
        """The first fact of each group."""
        return tuple((group, lines[0]) for group, lines in self.groups)


def resume_view(source: ResumeText, facts: ResumeFacts, words: Words) -> ResumeView:
    """`facts` of `source` in the language of `words`."""
    place = _Places(source, words)
    groups = (
        ("service_years", _years(facts, place, words)),
        ("jobs", tuple(
            place.line(" · ".join(filter(None, (job.title, job.employer, period_text(job.period, words)))),
                       job.span, job.confidence) for job in facts.jobs)),
        ("education", tuple(
            place.line(" · ".join(filter(None, (
                words(f"level.{each.level}") if each.level else None, each.subject, each.school,
                period_text(each.period, words) if each.period else None))), each.span, each.confidence)
            for each in facts.education)),
        ("languages", tuple(
            place.line(" ".join(filter(None, (words.code("language", each.code), each.said))), each.span,
                       each.confidence) for each in facts.languages)),
        ("typing", () if facts.typing is None else (
            place.line(words(f"resume.{facts.typing.unit.name.lower()}", n=f"{facts.typing.value:.0f}"),
                       facts.typing.span, facts.typing.confidence),)),
        ("certificates", tuple(place.line(each.name, each.span, each.confidence) for each in facts.certificates)),
    )  # fmt: skip
    return ResumeView(
        groups=tuple((group, lines) for group, lines in groups if lines),
        skills=_beside(facts, place, words),
        skipped=tuple(sorted({words(f"skipped.{each.topic}") for each in facts.skipped})),
        notices=tuple(sorted(words(f"notice.{notice}") for notice in source.notices)),
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Cuts the words of a span out of the text and says where they stand."""

    source: ResumeText
    words: Words

    def line(self, text: str, span: Span, confidence: float) -> FactLine:
        said = " ".join(self.source.text[span.start : span.end].split())
        kind = "page" if self.source.part_kind is PartKind.PAGE else "paragraph"
        place = self.words(f"resume.{kind}", n=span.part)
        return FactLine(text, said[:200], place, confidence >= SURE)


def _years(facts: ResumeFacts, place: _Places, words: Words) -> tuple[FactLine, ...]:
    lines = []
    if facts.counted_years is not None:
        counted = facts.counted_years
        text = words("resume.counted_years", n=f"{counted.years:g}")
        lines.append(place.line(text, counted.spans[0], counted.confidence))
    if facts.stated_years is not None:
        stated = facts.stated_years
        lines.append(
            place.line(words("resume.stated_years", n=f"{stated.years:g}"), stated.span, stated.confidence)
        )
    return tuple(lines)


def _beside(facts: ResumeFacts, place: _Places, words: Words) -> dict[str, tuple[FactLine, ...]]:
    mentions = {mention.skill: mention for mention in facts.skills}
    found: dict[str, list[FactLine]] = {}
    for skill in skill_list():
        mention = mentions.get(skill.id)
        if mention is None:
            continue
        line = place.line(skill.names[words.language], mention.span, mention.confidence)
        for sub in skill.beside:
            found.setdefault(sub, []).append(line)
    return {sub: tuple(lines) for sub, lines in found.items()}


def period_text(period: Period, words: Words) -> str:
    """`2021-03 – 至今`."""
    return f"{_month_text(period.start)} – {_month_text(period.end) if period.end else words('resume.today')}"


def _month_text(month: Month) -> str:
    return f"{month.year}-{month.month:02}" if month.month else str(month.year)
