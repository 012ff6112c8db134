"""Education, languages and certificates."""

import re
from itertools import zip_longest

from ehr.resumes.facts import Certificate, Education, LanguageSkill, Level
from ehr.resumes.periods import find_period
from ehr.resumes.sections import Line, Reading, Section

_LEVELS = (
    (Level.DOCTORATE, re.compile(r"博士|\b(?:ph\.?d|doctora(?:te|l))\b", re.IGNORECASE)),
    (
        Level.MASTER,
        re.compile(
            r"硕士|研究生|\b(?:master(?:'s|’s)?|m\.?a\.|m\.?sc\.?|"
            r"mba)(?![a-z])",
            re.IGNORECASE,
        ),
    ),
    (
        Level.BACHELOR,
        re.compile(
            r"本科|学士|\b(?:bachelor(?:'s|’s)?|b\.?a\.|b\.?sc\.?|"
            r"undergraduate)(?![a-z])",
            re.IGNORECASE,
        ),
    ),
    (
        Level.JUNIOR_COLLEGE,
        re.compile(
            r"大专|专科|高职|\b(?:associate(?:'s|’s)? degree|"
            r"junior college|diploma)\b",
            re.IGNORECASE,
        ),
    ),
    (Level.VOCATIONAL_SCHOOL, re.compile(r"中专|职高|技校|职业高中|\bvocational\b", re.IGNORECASE)),
    (Level.HIGH_SCHOOL, re.compile(r"高中|\b(?:high school|secondary school|a-levels)\b", re.IGNORECASE)),
)
_SCHOOL = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:大学|学院|职业技术学校|学校|中学|一中|二中|"
    r"党校)(?:[\u4e00-\u9fff]{2,8}学院)?"
    r"|(?:[A-Z][\w&.'’-]*[ ])*(?:University|College|Institute|Academy|"
    r"School)(?:[ ]of(?:[ ](?:and[ ])?[A-Z][\w&.'’-]*)+)?",
)
_SUBJECT = (
    re.compile(r"(?:专业|主修)[:：][ ]*(?P<s>[^\s|｜,，;；（(]{2,20})"),
    re.compile(r"(?P<s>[\u4e00-\u9fff]{2,14}?)[ ]?(?:专业|系)(?![\u4e00-\u9fff]{0,2}(?:课|技能))"),
    re.compile(r"\b(?:in|major(?:ed)?(?: in)?:?|majoring in)[ ](?P<s>[A-Z][A-Za-z& ]{2,40})"),
)
_PLAIN_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:学|管理|贸易|商务|技术|工程|英语|会计|营销|护理|设计|服务|传媒)"
)
_LANGUAGES = {
    "zh": r"中文|汉语|普通话|国语|\b(?:chinese|mandarin|putonghua)\b",
    "yue": r"粤语|广东话|白话|\bcantonese\b",
    "en": r"英语|英文|CET[- ]?[46]|大学英语[四六]级|英语[四六]级|\benglish\b|\bIELTS\b|\bTOEFL\b|雅思|托福",
    "ja": r"日语|日文|\bjapanese\b",
    "ko": r"韩语|朝鲜语|\bkorean\b",
    "fr": r"法语|\bfrench\b",
    "de": r"德语|\bgerman\b",
    "es": r"西班牙语|\bspanish\b",
    "ru": r"俄语|\brussian\b",
    "ar": r"阿拉伯语|\barabic\b",
    "pt": r"葡萄牙语|\bportuguese\b",
    "th": r"泰语|\bthai\b",
    "vi": r"越南语|\bvietnamese\b",
}
_SAID = re.compile(
    r"母语|精通|流利|熟练|良好|一般|基础|入门|CET[- ]?[46]|[四六八]级|[一二]级[甲乙丙]等|N[1-5]|"
    r"雅思[ ]?[\d.]+|托福[ ]?\d+|"
    r"\b(?:native|fluent|proficient|advanced|intermediate|conversational|basic|beginner|"
    r"business level|mother tongue|"
    r"[ABC][12]|IELTS[ ]?[\d.]+|TOEFL[ ]?\d+)\b",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()+-]{2,24}(?:证书|资格证|职业资格|等级证|从业资格|技能等级)|"
    r"CET[- ]?[46]|(?:大学)?英语[四六]级|"
    r"普通话[一二三]级[甲乙丙]等|计算机[一二三四]级|驾驶证|\b(?:ITIL|COPC|HDI|PMP|IELTS|TOEFL|TOEIC|"
    r"JLPT)\b[ ]?[\w.]{0,4}|"
    r"\b(?:[A-Z][\w-]*[ ]){1,6}(?:Certificate|Certification|Licen[cs]e)\b|"
    r"\bCertified(?:[ ][A-Z][\w-]*){1,6}"
)


def find_education(reading: Reading) -> tuple[Education, ...]:
    """Each education: a line with a school or level, and the line after it for what it leaves out."""
    lines = reading.within(Section.EDUCATION)
    found: list[Education] = []
    for line, after in zip_longest(lines, lines[1:]):
        if _SCHOOL.search(line.words) or (_level(line.words) and not found):
            found.append(_education(reading, line, after))
    return tuple(found)


def _education(reading: Reading, line: Line, after: Line | None) -> Education:
    follows = after if after is not None and not _SCHOOL.search(after.words) else None
    more = f"{line.words}\n{follows.words}" if follows else line.words
    school = _SCHOOL.search(line.words)
    dated = find_period(more)
    level = _level(line.words) or _level(more)
    subject = _subject(line.words, school.group() if school else "") or (
        _subject(more, "") if follows else None
    )
    used = follows is not None and (
        find_period(line.words) is None or _level(line.words) is None or subject is None
    )
    known = sum(part is not None for part in (school, level, dated))
    end = follows.end if follows is not None and used else line.end
    return Education(
        level,
        school.group().strip() if school else None,
        subject,
        dated.period if dated else None,
        reading.span(line.start, end),
        (0.4, 0.5, 0.75, 0.9)[known],
    )


def _level(words: str) -> Level | None:
    return next((level for level, pattern in _LEVELS if pattern.search(words)), None)


def _subject(words: str, school: str) -> str | None:
    rest = words.replace(school, " ") if school else words
    hits = (hit for pattern in _SUBJECT if (hit := pattern.search(rest)))
    named = next((hit["s"].strip() for hit in hits), None)
    if named:
        return named
    plain = _PLAIN_SUBJECT.search(rest)
    return plain.group() if plain else None


def find_languages(reading: Reading) -> tuple[LanguageSkill, ...]:
    """The best mention of each language, by code: in a section about languages, or with a level beside it."""
    found = (_language(code, pattern, reading) for code, pattern in _LANGUAGES.items())
    return tuple(language for language in found if language is not None)


def _language(code: str, pattern: str, reading: Reading) -> LanguageSkill | None:
    mentions = []
    for line in reading.lines:
        for hit in re.finditer(pattern, line.words, re.IGNORECASE):
            near = re.split(r"[,，;；、。|｜/]", line.words[hit.start() : hit.start() + 30])[0]
            said = _SAID.search(near)
            listed = line.section in (Section.LANGUAGES, Section.CERTIFICATES, Section.SKILLS)
            if said is None and line.section is not Section.LANGUAGES:
                continue
            end = hit.start() + (max(said.end(), len(hit.group())) if said else len(hit.group()))
            span = reading.span(line.start + hit.start(), line.start + end)
            sure = 0.9 if listed and said else 0.7 if listed else 0.6
            mentions.append(LanguageSkill(code, said.group() if said else None, span, sure))
    return max(mentions, key=lambda mention: mention.confidence, default=None)


def find_certificates(reading: Reading) -> tuple[Certificate, ...]:
    """Certificates known by their words anywhere but in headings, each once, in the order of the text."""
    found: dict[str, Certificate] = {}
    for line in reading.lines:
        if line.section is Section.EDUCATION:
            continue
        sure = 0.9 if line.section is Section.CERTIFICATES else 0.6
        for hit in _CERTIFICATE.finditer(line.words):
            name = hit.group().strip()
            if name.lower() not in found:
                span = reading.span(line.start + hit.start(), line.start + hit.end())
                found[name.lower()] = Certificate(name, span, sure)
    return tuple(found.values())
