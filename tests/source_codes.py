"""The error codes that the program's source can raise, read from its syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Raised:
    """One place where a failure gets its code. params: names of its gaps; None where not written out."""

    code: str
    params: frozenset[str] | None
    where: str


# Calls whose argument at this place is a code that a person may be shown.
CODE_ARGUMENT = {"KioskError": 0, "EngineProblem": 0, "EngineGone": 0, "DeviceAlarm": 1}


def raised_codes(root: Path) -> list[Raised]:
    """Every code written out in a call of CODE_ARGUMENT, or of a child of KioskError, below `root`."""
    texts = {path: path.read_text("utf-8") for path in sorted(root.rglob("*.py"))}
    # To parse the whole program takes seconds; a file that names none of these calls has none of them.
    trees = {
        path: ast.parse(text) for path, text in texts.items() if any(name in text for name in CODE_ARGUMENT)
    }
    return [raised for path, tree in trees.items() for raised in _in_file(path, tree)]


def _in_file(path: Path, tree: ast.Module) -> Iterator[Raised]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from _in_call(node, name, constants, path)
        elif isinstance(node, ast.ClassDef) and any("KioskError" in ast.unparse(base) for base in node.bases):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield from _in_call(call, "KioskError", constants, path)


def _in_call(call: ast.Call, name: str, constants: dict[str, ast.expr], path: Path) -> Iterator[Raised]:
    place = CODE_ARGUMENT.get(name)
    if place is None or len(call.args) <= place:
        return
    names = [keyword.arg for keyword in call.keywords]
    written_out = name == "KioskError" and None not in names
    params = frozenset(each for each in names if each) if written_out else None
    for code in _texts(call.args[place], constants):
        yield Raised(code, params, f"{path}:{call.lineno}")


def _texts(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The texts this expression can have: itself, both sides of an if, a constant of the module."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _texts(node.body, constants)
            yield from _texts(node.orelse, constants)
        case ast.Name(id=name) if name in constants:
            yield from _texts(constants[name], {})
