"""Reads one YAML file into plain values and remembers the line of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.content.files import Files, text_of
from app.content.problems import NOTHING, Problems, same
from app.domain.language import Words

Location = tuple[str | int, ...]

YAML_TAG = "tag:yaml.org,2002:"
SCALARS = frozenset({"str", "bool", "int", "float"})
PLAIN = Words("普通的 YAML 值", "a plain YAML value")

SHOWN = Words("看得见的文字", "text that can be seen")
# Control characters but the line feed, what turns the direction of writing round, and halves of a pair.
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST_NUMBER = 20

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML 1.2 scalars: only true and false are booleans; `on`, `no` and 12:30 stay texts."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 PyYAML's name


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says. lines: where each value stands, from 1."""

    name: str
    data: object
    lines: Mapping[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of the value at `location`, or of the nearest thing around it."""
        for length in range(len(location), -1, -1):
            line = self.lines.get(location[:length])
            if line is not None:
                return line
        return 1


@dataclass(slots=True)
class _Builder:
    """Turns YAML nodes into values; notes what plain content may not hold."""

    name: str
    problems: Problems
    lines: dict[Location, int] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, at: Location) -> object:
        """The plain value of `node`."""
        line = node.start_mark.line + 1
        self.lines.setdefault(at, line)
        if id(node) in self.seen:
            self._problem(line, at, PLAIN, Words("别名（*）", "an alias (*)"))
            return None
        self.seen.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, at)
            case yaml.SequenceNode():
                return [self.value(child, (*at, index)) for index, child in enumerate(node.value)]
            case _:
                return self._scalar(node, at, line)

    def _mapping(self, node: yaml.MappingNode, at: Location) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, child in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(
                    line, at, Words("文字作字段名", "a text as the name of a field"), same("{}, []")
                )
                continue
            key = str(key_node.value)
            if HIDDEN.search(key):
                self._problem(line, at, SHOWN, same(ascii(key)))
                continue
            if key in result:
                expected = Words("每个字段只写一次", "each field only once")
                self._problem(line, (*at, key), expected, Words(f"重复的 {key}", f"{key} again"))
                continue
            self.lines[(*at, key)] = line
            result[key] = self.value(child, (*at, key))
        return result

    def _scalar(self, node: yaml.Node, at: Location, line: int) -> object:
        text = str(node.value)
        hidden = HIDDEN.search(text)
        if hidden is not None:  # a page, a terminal and a report would each show something else
            self._problem(line, at, SHOWN, same(f"U+{ord(hidden[0]):04X}"))
            return None
        tag = node.tag.removeprefix(YAML_TAG)
        if tag in SCALARS and _language_of(at) is not None:
            return text
        match tag:
            case "str":
                return text
            case "bool":
                return text == "true"
            case "int" if len(text) > LONGEST_NUMBER:
                self._problem(line, at, PLAIN, same(f"{len(text)} digits"))
                return None
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "null":
                return None
            case _:
                self._problem(line, at, PLAIN, same(tag))
                return None

    def _problem(self, line: int, at: Location, expected: Words, found: Words) -> None:
        self.problems.add(self.name, line, dotted(at), expected, found)


def _language_of(location: Location) -> str | None:
    """The language whose text stands here, or None: below `zh` and `en`, 199 and true are texts too."""
    key = next((part for part in reversed(location) if isinstance(part, str)), "")
    return key if key in ("zh", "en") else None


def dotted(location: Location) -> str:
    """`location` as people read it: key_points[2].zh, counting from 1 like an editor does."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


def read_document(files: Files, name: str, problems: Problems) -> Document | None:
    """What the file `name` says, or None after noting why it cannot be read."""
    text = text_of(files, name, problems)
    if text is None:
        return None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = same(f"{error.problem or error.context}")
        problems.add(name, mark.line + 1 if mark else 1, "", Words("正确的 YAML", "well-formed YAML"), found)
        return None
    except (yaml.YAMLError, RecursionError) as error:
        problems.add(name, 1, "", Words("正确的 YAML", "well-formed YAML"), same(type(error).__name__))
        return None
    finally:
        loader.dispose()
    if node is None:
        problems.add(name, 0, "", Words("有内容的文件", "a file with content"), NOTHING)
        return None
    before = len(problems.found)
    builder = _Builder(name, problems)
    try:
        data = builder.value(node, ())
    except RecursionError:
        problems.add(name, 1, "", PLAIN, Words("套得太深的值", "values nested too deep"))
    return Document(name, data, builder.lines) if len(problems.found) == before else None
