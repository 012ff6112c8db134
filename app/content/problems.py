"""What is wrong in the content, and where: every mistake of a folder, told at once."""

from dataclasses import dataclass, field

from app.domain.language import Language, Words
from app.errors import KioskError

FOUND_MAX_CHARS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. line: from 1, or 0 when the whole file is meant. field: dotted path, may be empty."""

    file: str
    line: int
    field: str
    expected: Words
    found: Words

    def sentence(self, language: Language) -> str:
        """File, line, field, what was expected and what was found, in one sentence of `language`."""
        expected, found = self.expected.text(language), self.found.text(language)
        if language is Language.ZH:
            line = f" 第 {self.line} 行" if self.line else ""
            name = f"，字段 {self.field}" if self.field else ""
            return f"{self.file}{line}{name}：应为{expected}，实际是{found}"
        line = f" line {self.line}" if self.line else ""
        name = f", field {self.field}" if self.field else ""
        return f"{self.file}{line}{name}: expected {expected}, found {found}"


class ContentError(KioskError):
    """The content has mistakes; `problems` holds all of them in the order of files and lines.

    The param `details` tells each in every language of the kiosk: who edits need not be who reads.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        details = "\n".join(problem.sentence(language) for problem in problems for language in Language)
        super().__init__("content_invalid", count=len(problems), details=details)
        self.problems = problems

    def __str__(self) -> str:
        lines = (problem.sentence(Language.EN) for problem in self.problems)
        return "\n".join([f"{self.code} ({len(self.problems)})", *lines])


@dataclass(slots=True)
class Problems:
    """Collects mistakes while a folder is read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, name: str, expected: Words, found: Words) -> None:
        """Note one mistake."""
        self.found.append(Problem(file, line, name, expected, found))

    def raise_if_any(self) -> None:
        """Raises ContentError with everything noted so far, if there is something."""
        if self.found:
            raise ContentError(tuple(sorted(self.found, key=lambda problem: (problem.file, problem.line))))


NOTHING = Words("没有内容", "nothing")


def same(text: str) -> Words:
    """A text that reads the same in every language: an id, a number, a name."""
    return Words(text, text)


def shown(value: object) -> Words:
    """How a value of the file is told to a person: short, with its kind where that helps."""
    match value:
        case None:
            return NOTHING
        case bool():
            return same("true" if value else "false")
        case int() | float():
            return same(f"{value:g}" if isinstance(value, float) else str(value))
        case str() if not value.strip():
            return Words("空文字", "an empty text")
        case str():
            short = value if len(value) <= FOUND_MAX_CHARS else value[: FOUND_MAX_CHARS - 1] + "…"
            return Words(f"“{short}”", f'"{short}"')
        case list():
            return Words(f"{len(value)} 项的列表", f"a list of {len(value)}")
        case dict():
            return Words(f"{len(value)} 个字段的一组", f"a group of {len(value)} fields")
    return same(type(value).__name__)
