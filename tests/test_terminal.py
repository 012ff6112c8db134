"""What is printed is seen: no character in it moves the cursor, turns the text round or cannot be written."""

import io
import json
import sys

import pytest

from app.terminal import letters_only, overwrite, seen
from tests.tricks import TRICKS, acting


@pytest.mark.parametrize("name", sorted(TRICKS))
def test_nothing_that_acts_is_left(name: str) -> None:
    text = seen(TRICKS[name])
    assert acting(text) == []
    assert text.encode()  # also half of a pair can be written


def test_letters_stay_as_they_are() -> None:
    words = "您好，paper boat – é 🙂\n\tnext line"
    assert seen(words) == words


def test_json_stays_json_and_says_the_same() -> None:
    for text in TRICKS.values():
        assert json.loads(seen(json.dumps({"text": text}, ensure_ascii=False)))["text"] == text


def test_print_goes_through_it_and_bytes_do_not(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with letters_only():
        print("a\u202eb")  # noqa: T201
        print("c\x1bd", file=sys.stderr)  # noqa: T201
        sys.stdout.flush()
        sys.stdout.buffer.write(b"\x1b\xff")
        assert sys.stdout.isatty() is False
    printed = capsysbinary.readouterr()
    assert printed.out == b"a\\u202eb\n\x1b\xff"
    assert printed.err == b"c\\u001bd\n"


def test_a_line_that_is_drawn_again_is_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with letters_only():
        overwrite("50 % \x1b[2J", end="")
    assert stream.getvalue() == "\r\x1b[K50 % \\u001b[2J"
