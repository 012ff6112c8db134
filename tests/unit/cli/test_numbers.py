"""A number that no command can use is refused before anything is done, with exit code 2."""

import argparse

import pytest

from app import cli
from app.cli_text import seconds


@pytest.mark.parametrize("option", ["--typing-s", "--read-s"])
@pytest.mark.parametrize("number", ["-3", "0", "nan", "inf", "-inf", "1e99", "x", "", "1" * 5000])
def test_no_number_of_seconds(option: str, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["demo", f"{option}={number}"])
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "is no number of seconds from 0.01 to 600" in told
    assert len(told) < 1000


def test_every_number_of_every_command_has_its_limits() -> None:
    parsers, unlimited = [cli._parser([])], []
    while parsers:
        parser = parsers.pop()
        for each in parser._actions:
            if isinstance(each, argparse._SubParsersAction):
                parsers += each.choices.values()
            elif each.type in (int, float) and not each.choices:
                unlimited.append(f"{parser.prog} {each.dest}")
    assert unlimited == []


@pytest.mark.parametrize(("text", "value_s"), [("0.01", 0.01), ("4", 4.0), ("600", 600.0)])
def test_a_number_of_seconds(text: str, value_s: float) -> None:
    assert seconds(text) == value_s
