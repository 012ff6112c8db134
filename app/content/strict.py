"""Checks a document against a pydantic model and tells each mistake in words a person understands."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from app.content.problems import Problems, same, shown
from app.content.reader import Document, dotted
from app.domain.language import Words

T = TypeVar("T")

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Percent = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Scale = Annotated[float, Field(ge=1, le=10)]
Seconds = Annotated[int, Field(ge=0, le=3600)]
Count = Annotated[int, Field(ge=0)]


GAP = re.compile(r"\{(\w*)\}")


def gaps(text: str) -> frozenset[str]:
    """The words in braces that the program fills in."""
    return frozenset(GAP.findall(text))


class Strict(BaseModel):
    """A model that takes no unknown field and converts nothing."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Bilingual(Strict):
    """A text in both languages; neither may be empty."""

    zh: Text
    en: Text

    @model_validator(mode="after")
    def _same_gaps(self) -> Self:
        if gaps(self.zh) != gaps(self.en):
            raise PydanticCustomError("gaps_differ", "the same words in braces in both languages")
        return self

    def words(self) -> Words:
        """The text as a domain value."""
        return Words(self.zh, self.en)


def check(document: Document, shape: TypeAdapter[T], problems: Problems) -> T | None:
    """The document as `shape`, or None after noting every mistake in it."""
    try:
        return shape.validate_python(document.data, strict=True)
    except ValidationError as error:
        for details in error.errors():
            _note(document, details, problems)
        return None


def _note(document: Document, details: ErrorDetails, problems: Problems) -> None:
    location = details["loc"]
    kind = details["type"]
    found = shown(details["input"])
    if kind == "missing":
        found = Words("没有这个字段", "no such field")
    elif kind == "extra_forbidden":
        found = Words(f"未知字段 {location[-1]}", f"the unknown field {location[-1]}")
    problems.add(document.name, document.line_of(location), dotted(location), _expected(details), found)


_EXPECTED: dict[str, Callable[[dict[str, Any]], Words]] = {
    "missing": lambda _: Words("必填字段", "a required field"),
    "extra_forbidden": lambda _: Words("已知的字段（请检查拼写）", "a known field (check the spelling)"),
    "string_type": lambda _: Words("文字（需要时加引号）", "a text (put it in quotes)"),
    "string_too_short": lambda _: Words("非空文字", "a text that is not empty"),
    "int_type": lambda _: Words("整数", "a whole number"),
    "float_type": lambda _: Words("数字", "a number"),
    "bool_type": lambda _: Words("true 或 false", "true or false"),
    "list_type": lambda _: Words("列表（每项以 - 开头）", "a list (each item starts with -)"),
    "dict_type": lambda _: Words("一组“字段: 值”", "a group of field: value"),
    "model_type": lambda _: Words("一组“字段: 值”", "a group of field: value"),
    "literal_error": lambda c: Words(f"{c['expected']} 之一", f"one of {c['expected']}"),
    "greater_than_equal": lambda c: Words(f"不小于 {c['ge']}", f"at least {c['ge']}"),
    "less_than_equal": lambda c: Words(f"不大于 {c['le']}", f"at most {c['le']}"),
    "greater_than": lambda c: Words(f"大于 {c['gt']}", f"more than {c['gt']}"),
    "too_short": lambda c: Words(f"至少 {c['min_length']} 项", f"at least {c['min_length']} items"),
    "term_missing": lambda _: Words(
        "保存期限 retention_days.transcript_scores_not_hired 或 record_retention_days",
        "a term of keeping, retention_days.transcript_scores_not_hired or record_retention_days",
    ),
    "gaps_differ": lambda _: Words("中英文里花括号内的词一致", "the same words in braces in both languages"),
    "too_long": lambda c: Words(f"至多 {c['max_length']} 项", f"at most {c['max_length']} items"),
}


def _expected(details: ErrorDetails) -> Words:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "string_pattern_mismatch":
        if context["pattern"] == r"\S":
            return _EXPECTED["string_too_short"](context)
        return Words(f"形如 {context['pattern']} 的编号", f"an id like {context['pattern']}")
    make = _EXPECTED.get(kind)
    return make(context) if make else same(details["msg"])
