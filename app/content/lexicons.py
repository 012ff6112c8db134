"""Reads the lexicons: how each rule is recognised in words. Format: docstring of app.content."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field, TypeAdapter

from app.content.files import Files
from app.content.problems import Problems, shown
from app.content.reader import Document, read_document
from app.content.strict import Strict, Text, check
from app.domain.competency import Cue, CueGroup
from app.domain.language import Language, Words

FOLDER = "lexicons/"
QUESTION_ID = re.compile(r"^[A-Z]+-")
REGEX_PREFIX = "re:"
RULE_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*(\.[a-z0-9_]+)*$"

RuleNames = Mapping[str, frozenset[str]]  # question id -> its key points k1..., red flags r1...

Groups = list[Annotated[list[Text], Field(min_length=1)]]


class CueEntry(Strict):
    """One item of a lexicon file."""

    rule: Annotated[str, Field(pattern=RULE_PATTERN)]
    zh: Annotated[Groups, Field(min_length=1)] | None = None
    en: Annotated[Groups, Field(min_length=1)] | None = None
    within: Annotated[int, Field(ge=1, le=2000)] = 120

    def groups(self) -> dict[Language, Groups]:
        """The groups of each language that the entry speaks."""
        named = {Language.ZH: self.zh, Language.EN: self.en}
        return {language: groups for language, groups in named.items() if groups}

    def cue(self) -> Cue:
        """The entry as a domain value; a language it does not speak is absent."""
        groups = {
            language: tuple(CueGroup(tuple(group)) for group in groups)
            for language, groups in self.groups().items()
        }
        return Cue(self.rule, groups, self.within)


CUE_FILE = TypeAdapter(list[CueEntry])


def read_cues(files: Files, rules: RuleNames, problems: Problems) -> tuple[Cue, ...]:
    """The cues of all lexicon files, in the order of names; mistakes are noted."""
    cues: list[Cue] = []
    for name in files:
        if not name.startswith(FOLDER):
            continue
        document = read_document(files, name, problems)
        entries = check(document, CUE_FILE, problems) if document is not None else None
        if document is None or entries is None:
            continue
        for index, entry in enumerate(entries):
            _check_rule(document, index, entry, rules, problems)
            _check_entry(document, index, entry, problems)
        cues.extend(entry.cue() for entry in entries)
    return tuple(cues)


def _check_rule(
    document: Document, index: int, entry: CueEntry, rules: RuleNames, problems: Problems
) -> None:
    """Notes a rule about a question that does not exist, or about a point it does not have."""
    question, point = (*entry.rule.split("."), "")[:2]
    if not QUESTION_ID.match(question):
        return
    points = rules.get(question)
    line = document.line_of((index, "rule"))
    if points is None:
        expected = Words("已有的题目编号", "the id of a question that exists")
        problems.add(document.name, line, "rule", expected, shown(question))
    elif point not in points:
        names = ", ".join(sorted(points))
        problems.add(document.name, line, "rule", Words(f"{names} 之一", f"one of {names}"), shown(point))


def _check_entry(document: Document, index: int, entry: CueEntry, problems: Problems) -> None:
    if not entry.groups():
        expected = Words("zh 或 en 的短语组", "groups of phrases in zh or en")
        problems.add(document.name, document.line_of((index,)), entry.rule, expected, shown(None))
    for language, groups in entry.groups().items():
        for number, group in enumerate(groups):
            line = document.line_of((index, language.value, number))
            for phrase in _broken_patterns(group):
                expected = Words("能编译的正则表达式", "a regular expression that compiles")
                problems.add(document.name, line, f"{entry.rule}.{language.value}", expected, shown(phrase))


def _broken_patterns(phrases: Iterable[str]) -> list[str]:
    """Those `re:` phrases that do not compile or that hit the empty text."""
    broken = []
    for phrase in phrases:
        if not phrase.startswith(REGEX_PREFIX):
            continue
        try:
            pattern = re.compile(phrase.removeprefix(REGEX_PREFIX))
        except re.error:
            broken.append(phrase)
        else:
            if pattern.search(""):
                broken.append(phrase)
    return broken
