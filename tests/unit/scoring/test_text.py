"""Every compared character knows where it stands in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.language import Language
from app.scoring.stems import stem
from app.scoring.text import canon_phrase, read_text


@pytest.mark.parametrize(
    ("original", "part", "quote"),
    [
        ("我来查一下物流", "查物流", "查一下物流"),
        ("您好，ＡＢＣ１２３", "123", "１２３"),
        ("俺马上联系", "我马上", "俺马上"),
        ("嗯那个我嗯来查", "我来查", "我嗯来查"),
    ],
)
def test_chinese_canon_quotes_the_original(original: str, part: str, quote: str) -> None:
    form = read_text(original, Language.ZH).canon
    at = form.chars.index(part)
    start, end = form.origin(at, at + len(part))
    assert original[start:end] == quote


@pytest.mark.parametrize(
    ("original", "part", "quote"),
    [
        ("I'll call the warehouse", "call warehous", "call the warehouse"),
        ("She contacted them", "contact", "contacted"),
        ("I DIDN’T argue", "did not".replace("did", "do"), "DIDN’T"),
    ],
)
def test_english_canon_quotes_the_original(original: str, part: str, quote: str) -> None:
    form = read_text(original, Language.EN).canon
    at = form.chars.index(f" {part} ")
    start, end = form.origin(at + 1, at + 1 + len(part))
    assert original[start:end] == quote


@pytest.mark.parametrize(
    ("one", "other"),
    [("contacted", "contacting"), ("apologise", "apologized"), ("gave", "giving"), ("notes", "noted")],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_adverbs_keep_their_own_meaning() -> None:
    assert stem("privately") != stem("private")


def test_a_phrase_with_a_gap_has_two_parts() -> None:
    assert canon_phrase("听他…说完", Language.ZH) == ("听他", "说完")


@given(st.text(max_size=200), st.sampled_from(Language))
def test_offsets_never_leave_the_original_nor_run_back(original: str, language: Language) -> None:
    text = read_text(original, language)
    for form in (text.normal, text.canon):
        assert len(form.chars) == len(form.starts) == len(form.ends)
        assert list(form.starts) == sorted(form.starts)
        assert all(0 <= a <= b <= len(original) for a, b in zip(form.starts, form.ends, strict=True))
