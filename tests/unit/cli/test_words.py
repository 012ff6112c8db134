"""Every word a command prints, and every failure of the store, is there in both languages."""

import ast
import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app.content.paths import resources_dir
from app.ui.strings import read_words

APP = Path(__file__).resolve().parents[3] / "app"
MINE = [
    *sorted((APP / "store").glob("*.py")),
    APP / "sync" / "client.py",
    *sorted((APP / "doctor").glob("*.py")),
    *sorted((APP / "settings").glob("*.py")),
    APP / "domain" / "codec.py",
    APP / "cli_appointments.py",
    APP / "cli_interviews.py",
    APP / "cli_doctor.py",
]
MAKERS = {"KioskError": 0, "ok": 1, "advice": 1, "problem": 1, "Finding": 2, "DeviceState": 2}
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def codes() -> Iterator[str]:
    """Every code that these files name where a KioskError or a Finding is made, or in SQLite's table."""
    for file in MINE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=maker), args=args) if maker in MAKERS:
                    yield from texts(args[MAKERS[maker] :][:1])
                case ast.Assign(targets=[ast.Name(id="CODES")], value=ast.Dict(values=values)):
                    yield from texts(values)


def test_the_words_of_the_commands_are_the_same_in_both_languages() -> None:
    zh, en = (read_words(resources_dir() / "cli" / f"{language}.toml") for language in ("zh", "en"))
    assert zh.keys() == en.keys()
    assert {key: gaps(text) for key, text in zh.items()} == {key: gaps(text) for key, text in en.items()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_failure_has_its_sentence(language: str) -> None:
    messages = tomllib.loads((resources_dir() / "messages" / f"{language}.toml").read_text("utf-8"))
    found = {code for code in codes() if CODE.fullmatch(code)}
    assert {"disk_full", "database_corrupt", "settings_invalid", "doctor_disk_full"} <= found
    assert found - messages.keys() == set()
