"""The lines of a résumé and the sections they stand in, known by their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ehr.resumes.document import ResumeText
from ehr.resumes.facts import Span


class Section(StrEnum):
    """What a part of a résumé is about; OTHER before the first heading."""

    EDUCATION = "education"
    WORK = "work"
    PROJECTS = "projects"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATES = "certificates"
    ABOUT = "about"
    OTHER = "other"


# Patterns see no more of a line than this, so that no line makes them slow.
LONGEST_LINE = 600
_HEADINGS = {
    Section.EDUCATION: r"教育(?:背景|经历|经验|情况)?|学习经历|学历(?:背景)?|"
    r"education(?:al)?(?: background| history)?|academic background",
    Section.WORK: r"(?:工作|实习|职业|任职|从业|社会实践)(?:/实习)?(?:经历|经验|背景|履历|情况)|工作|"
    r"(?:work|professional|employment|career|relevant)(?: experience| history| background)?|"
    r"experience|employment",
    Section.PROJECTS: r"项目(?:经历|经验)|(?:key )?projects?(?: experience)?",
    Section.SKILLS: r"(?:专业|职业|个人|相关|掌握|办公|核心)?(?:技能|能力)(?:特长|专长|与证书|"
    r"及证书|证书|评价|标签)?|技能特长|特长|"
    r"(?:key |core |technical |professional )?(?:skills?|competenc(?:ies|es))(?: (?:and|&) (?:tools|"
    r"certificates|languages))?",
    Section.LANGUAGES: r"(?:语言|外语)(?:能力|水平|技能)?|languages?(?: skills?)?",
    Section.CERTIFICATES: r"(?:所获|获得|职业|资格|技能|专业)?(?:证书|资格)(?:荣誉|与荣誉|情况)?|"
    r"荣誉(?:奖项|证书)?|奖项(?:荣誉)?|获奖(?:情况|经历)?|"
    r"certificat(?:es?|ions?)(?: (?:and|&) (?:awards|licenses))?|licen[cs]es|awards(?: and honou?rs)?",
    Section.ABOUT: r"自我(?:评价|介绍|描述)|个人(?:评价|优势|简介|总结|信息|资料)|基本(?:信息|资料)|"
    r"求职(?:意向|目标)|期望(?:工作|职位)|兴趣爱好|"
    r"(?:about me|(?:professional |personal )?(?:summary|profile|statement)|objective|"
    r"personal (?:details|information|data)|"
    r"interests|hobbies|references)",
}
_HEADING = {
    section: re.compile(
        rf"[\W\d_]{{0,4}}(?:[一二三四五六七八九十][、.])?(?:{pattern})[\W_]{{0,3}}", re.IGNORECASE
    )
    for section, pattern in _HEADINGS.items()
}
_INLINE = {
    Section.SKILLS: re.compile(r"(?:专业|办公)?技能[:：]|skills?:", re.IGNORECASE),
    Section.LANGUAGES: re.compile(r"(?:语言|外语)(?:能力|水平)?[:：]|languages?:", re.IGNORECASE),
    Section.CERTIFICATES: re.compile(
        r"(?:资格|技能|职业)?证书[:：]|certificat(?:es?|"
        r"ions?):",
        re.IGNORECASE,
    ),
    Section.EDUCATION: re.compile(r"学历[:：]|education:", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words without blanks around, where they start in the text, the section it stands in."""

    words: str
    start: int
    section: Section

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in which forbidden words are blanks already, with its lines. Offsets are those of `source.text`."""

    source: ResumeText
    text: str
    lines: tuple[Line, ...]

    def within(self, *sections: Section) -> tuple[Line, ...]:
        """The lines of these sections, in order."""
        return tuple(line for line in self.lines if line.section in sections)

    def span(self, start: int, end: int) -> Span:
        """The span text[start:end] with its page or paragraph."""
        return Span(start, end, self.source.part_at(start))


def reading_of(source: ResumeText, text: str) -> Reading:
    """`text` (of `source`, forbidden words blanked) in lines. A heading ends a section and is no line itself."""
    return Reading(source, text, tuple(_lines(text)))


def _lines(text: str) -> Iterator[Line]:
    section, offset = Section.OTHER, 0
    for raw in text.split("\n"):
        words = raw.strip()
        start = offset + len(raw) - len(raw.lstrip())
        offset += len(raw) + 1
        if not words:
            continue
        heading = _heading(words)
        if heading is not None:
            section = heading
            continue
        yield Line(words[:LONGEST_LINE], start, _inline(words) or section)


def _heading(words: str) -> Section | None:
    if len(words) > 40:
        return None
    return next((section for section, pattern in _HEADING.items() if pattern.fullmatch(words)), None)


def _inline(words: str) -> Section | None:
    return next((section for section, pattern in _INLINE.items() if pattern.match(words)), None)
