"""Reads the lexicons: how each rule is recognised in words. Format: docstring of app.content."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from app.content.problems import Problems, shown
from app.content.reader import Document, read_document
from app.content.strict import Strict, Text, check
from app.domain.competency import Cue, CueGroup
from app.domain.language import Language, Words

LEXICONS = "lexicons"
REGEX_PREFIX = "re:"
RULE_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*(\.[a-z0-9_]+)*$"

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


def read_cues(folder: Path, problems: Problems) -> tuple[Cue, ...]:
    """The cues of all files in the subfolder lexicons of the content `folder`, in the order of names."""
    cues: list[Cue] = []
    for path in sorted((folder / LEXICONS).glob("*.yaml")):
        document = read_document(folder, f"{LEXICONS}/{path.name}", problems)
        if document is not None:
            cues.extend(cues_of(document, problems))
    return tuple(cues)


def cues_of(document: Document, problems: Problems) -> tuple[Cue, ...]:
    """The cues of one lexicon file; mistakes are noted."""
    entries = check(document, CUE_FILE, problems)
    if entries is None:
        return ()
    for index, entry in enumerate(entries):
        _check_entry(document, index, entry, problems)
    return tuple(entry.cue() for entry in entries)


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
