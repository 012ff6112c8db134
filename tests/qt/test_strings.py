"""Words exist in every language, with the same gaps."""

import re
import string
from pathlib import Path

import pytest

from app.domain.language import Language, Words
from app.errors import BugError
from app.ui.strings import NEUTRAL_CODE, Strings, load_strings, read_words


def gaps(text: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("folder", ["i18n", "messages"])
def test_both_languages_have_the_same_keys_and_gaps(resources: Path, folder: str) -> None:
    zh, en = (read_words(resources / folder / f"{language}.toml") for language in Language)
    assert set(zh) == set(en)
    assert {key: gaps(text) for key, text in zh.items()} == {key: gaps(text) for key, text in en.items()}


@pytest.mark.parametrize("folder", ["i18n", "messages"])
def test_no_text_is_empty_and_none_is_left_untranslated(resources: Path, folder: str) -> None:
    zh, en = (read_words(resources / folder / f"{language}.toml") for language in Language)
    assert all(text.strip() for text in [*zh.values(), *en.values()])
    same = {key for key in zh if zh[key] == en[key]} - {"language.zh", "language.en"}
    assert not same


def test_the_neutral_sentence_is_there(resources: Path) -> None:
    for strings in load_strings(resources).values():
        assert strings.message(NEUTRAL_CODE)


def test_a_key_without_words_is_a_bug() -> None:
    strings = Strings(Language.ZH, {"a.b": "字"}, {})
    assert strings.text("a.b") == "字"
    with pytest.raises(BugError, match="missing"):
        strings.text("missing")


@pytest.mark.parametrize("params", [{}, {"other": 1}])
def test_an_open_gap_is_a_bug(params: dict[str, int]) -> None:
    strings = Strings(Language.EN, {"left": "{count} left"}, {})
    assert strings.text("left", count=3) == "3 left"
    with pytest.raises(BugError, match="left"):
        strings.text("left", **params)


def test_an_unknown_code_gets_the_neutral_sentence(caplog: pytest.LogCaptureFixture) -> None:
    strings = Strings(
        Language.EN, {}, {"unexpected": "Something went wrong.", "disk_full": "{name} is full."}
    )
    assert strings.message("disk_full", name="Disk") == "Disk is full."
    assert strings.message("never_heard_of") == "Something went wrong."
    assert strings.message("disk_full") == "Something went wrong."
    assert "never_heard_of" in caplog.text


def test_a_reason_is_told_only_when_nothing_is_left_open() -> None:
    strings = Strings(Language.EN, {}, {"whole": "Too quiet.", "open": "{name} failed."})
    assert [strings.reason(code) for code in ("whole", "open", "unknown")] == ["Too quiet.", "", ""]


def test_a_code_whose_parameters_nobody_kept_still_has_a_sentence() -> None:
    strings = Strings(
        Language.EN, {"a.b": "word"}, {"open": "Wait {wait_s:.0f} s, {name}.", "whole": "Too quiet."}
    )
    assert [strings.gist(code) for code in ("open", "whole", "unknown")] == ["Wait … s, ….", "Too quiet.", ""]
    assert (strings.known("a.b"), strings.known("a.c")) == ("word", "")


def test_content_is_given_in_the_language() -> None:
    words = Words("您好", "hello")
    assert Strings(Language.ZH, {}, {}).of(words) == "您好"
    assert Strings(Language.EN, {}, {}).of(words) == "hello"


def test_a_value_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "zh.toml"
    file.write_text('[a]\nb = "字"\nc = 3\n', "utf-8")
    with pytest.raises(BugError, match=r"a\.c"):
        read_words(file)


# What is counted in them is never one: a whole interview's questions, or "of" so many.
NEVER_ONE = {
    "welcome.minutes",
    "welcome.minutes_more",
    "preview.more",
    "consent.kept_both",
    "consent.kept_media",
    "consent.kept_words",
    "office.audit.days",  # one has words of its own
    "office.sync.bytes",
    "passphrase_short",
    "staff_pin_weak",
    "review.agreement.bias",
}
# A number, perhaps a word, then the name of what is counted in the plural. Decimals ("1.0 points") are right, and so
# is who answers.
COUNTED = re.compile(
    r"(?<!of )\{(?!url|host|hub|file)\w+\} (?:\w+ )?"
    r"(?:answers|appointments|characters|cores|days|events|files|interviews|minutes|mistakes|questions|ratings|"
    r"recordings|records|reports|rows|scores|seconds|stretches|things|times|values|windows)\b"
)


@pytest.mark.parametrize("name", ["i18n/en", "messages/en", "report/words.en", "report/readers.en", "cli/en"])
def test_no_english_words_are_wrong_for_one(resources: Path, name: str) -> None:
    """ "(1 minutes)": a number that can be one stands beside a unit, or behind the name of what is counted."""
    words = read_words(resources / f"{name}.toml")
    assert words
    wrong = {key: text for key, text in words.items() if COUNTED.search(text) and key not in NEVER_ONE}
    assert wrong == {}


def test_the_search_for_wrong_words_finds_them() -> None:
    wrong = ("{at} ({minutes} minutes)", "{count} more answers, in the program.", "Last {days} days")
    right = ("{at} ({minutes} min)", "{count} of {all} questions", "Answers: {count}", "{left} left")
    assert all(COUNTED.search(each) for each in wrong)
    assert not any(COUNTED.search(each) for each in right)
