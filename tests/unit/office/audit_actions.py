"""What the program writes into its audit log, read from its source: each action, and the names of facts beside it."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.cli_keys import ACTIONS
from app.ui.desk_ports import StaffAct

APP = Path(__file__).resolve().parents[3] / "app"
# Where a row is written: the function's name, and which argument names the action.
WRITERS = {"record": 1, "append_audit": 2}
# Actions that no constant of the call says, by file and expression.
ELSEWHERE = {
    ("app/bootstrap/desk_task.py", "act.value"): tuple(each.value for each in StaffAct),
    ("app/bootstrap/staff_task.py", "_action(request)"): (
        "staff_set_up",
        "unlock_code_used",
        "screen_opened",
    ),
    ("app/cli_keys.py", "ACTIONS[args.run]"): tuple(ACTIONS.values()),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A call that writes a row. actions: empty where it only passes on what its caller says."""

    where: str
    actions: tuple[str, ...]
    facts: tuple[str, ...]


@cache
def written() -> tuple[Written, ...]:
    """Every call of the program that writes a row; read once. Raises AssertionError for one that cannot be read."""
    return tuple(
        each
        for path in sorted(APP.rglob("*.py"))
        for each in written_in(path.relative_to(APP.parent).as_posix(), ast.parse(path.read_text("utf-8")))
    )


def written_in(file: str, tree: ast.Module) -> Iterator[Written]:
    """The same of one file."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    passers = {name: at for each in functions for name, at in _passes_on(each)}
    for function in functions:
        for call in _calls(function):
            at = {**passers, **WRITERS}.get(_name(call.func))
            if at is None or len(call.args) <= at:
                continue
            facts = tuple(_facts(call.args[at + 1], function)) if len(call.args) > at + 1 else ()
            yield Written(f"{file}:{call.lineno}", _actions(file, call.args[at], function), facts)


def _calls(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """Its calls, without those of functions inside it, which are read by themselves."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef):
            waiting += ast.iter_child_nodes(node)


def _passes_on(function: ast.FunctionDef) -> Iterator[tuple[str, int]]:
    """A function of the file that is given the action, and writes it."""
    names = [each.arg for each in function.args.args if each.arg != "self"]
    for call in _calls(function):
        if (at := WRITERS.get(_name(call.func))) is not None:
            said = call.args[at] if len(call.args) > at else None
            if isinstance(said, ast.Name) and said.id in names and function.name not in WRITERS:
                yield function.name, names.index(said.id)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _actions(file: str, said: ast.expr, function: ast.FunctionDef) -> tuple[str, ...]:
    match said:
        case ast.Constant(value=str(action)):
            return (action,)
        case ast.IfExp(body=one, orelse=other):
            return (*_actions(file, one, function), *_actions(file, other, function))
        case ast.Name(id=name) if name in [each.arg for each in function.args.args]:
            return ()
        case ast.Name(id=name):
            module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
            found = getattr(module, name, None)
            assert isinstance(found, str), f"{file}: what is {name}?"
            return (found,)
    assert (file, ast.unparse(said)) in ELSEWHERE, f"{file}: which actions are {ast.unparse(said)}?"
    return ELSEWHERE[file, ast.unparse(said)]


def _facts(said: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """Names of facts, where the call or its function spells them out."""
    if isinstance(said, ast.Name):
        for each in ast.walk(function):
            if isinstance(each, ast.Assign) and any(ast.unparse(to) == said.id for to in each.targets):
                yield from _facts(each.value, function)
    elif isinstance(said, ast.Dict):
        yield from (
            key.value for key in said.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
        )
    elif isinstance(said, ast.BinOp):
        yield from (*_facts(said.left, function), *_facts(said.right, function))
