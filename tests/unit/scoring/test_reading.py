"""What was denied, quoted, copied or said twice does not count; what was only phrased so does."""

import pytest

from app.domain.language import Language
from app.scoring.reading import Reading, read
from tests.unit.scoring.answers import EN, ZH, model, scored, values


def read_plain(text: str, language: Language) -> Reading:
    return read(text, language, 1, frozenset())


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("我没有联系物流", "联系", True),
        ("我不会给您保证明天到", "保证", True),
        ("我没有反驳，先听他说完", "听他", False),
        ("我没有马上反驳而是听他说完", "听他", False),
        ("您别着急我来查", "我来查", False),
        ("不仅道歉，还联系了仓库", "道歉", False),
        ("有没有联系过物流", "联系", False),
        ("查不到物流我就打电话", "物流", False),
        ("联系物流这种事我可不干", "联系物流", True),
        ("我懒得联系他", "联系", True),
        ("不满意我就换", "换", False),
    ],
)
def test_chinese_negation_reaches_as_far_as_it_means(text: str, word: str, denied: bool) -> None:
    at = text.index(word)
    assert read_plain(text, ZH).is_denied((at, at + len(word))) is denied


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("I did not call the warehouse", "call", True),
        ("I didn't call the warehouse", "call", True),
        ("I would never check the order", "check", True),
        ("I did not argue, I listened to him", "listened", False),
        ("I did not argue but I listened", "listened", False),
        ("I not only apologised, I called", "apologised", False),
        ("I forgot to call them back", "call", True),
        ("Do not worry I will check", "check", False),
        ("No problem, I will check", "check", False),
    ],
)
def test_english_negation_reaches_as_far_as_it_means(text: str, word: str, denied: bool) -> None:
    at = text.index(word)
    assert read_plain(text, EN).is_denied((at, at + len(word))) is denied


@pytest.mark.parametrize(
    ("text", "word", "language", "foreign"),
    [
        ("客户说：“你们就是骗子”，我先道歉", "骗子", ZH, True),
        ("客户说：“你们就是骗子”，我先道歉", "道歉", ZH, False),
        ("我跟他说：“我来帮您查”", "我来帮", ZH, False),
        ("他骂我废物，我就说我理解您", "废物", ZH, True),
        ("他骂我废物我就先道歉", "道歉", ZH, False),
        ("听客户说完我再查", "我再查", ZH, False),
        ("我跟李主管说了换货", "换货", ZH, False),
        ('The customer said "you are useless" and I said "let me check"', "useless", EN, True),
        ('The customer said "you are useless" and I said "let me check"', "let me", EN, False),
    ],
)
def test_other_people_s_words_are_not_the_candidate_s(
    text: str, word: str, language: Language, foreign: bool
) -> None:
    at = text.index(word)
    assert read_plain(text, language).is_foreign((at, at + len(word))) is foreign


def test_a_sentence_said_again_counts_once() -> None:
    reading = read_plain("我来查物流。我来查物流。我来查物流。", ZH)
    assert len(reading.repeated) == 2
    assert reading.size == 5


@pytest.mark.parametrize("language", Language)
def test_the_prompt_read_back_is_no_answer(language: Language) -> None:
    for question in model().profile("jd_cs_agent").questions:
        if question.scored:
            found = values(scored(question.id, question.prompt.text(language), language))
            assert set(found.values()) == {"too_short"}, question.id


@pytest.mark.parametrize("language", Language)
def test_the_rubric_recited_is_no_answer(language: Language) -> None:
    for question in model().profile("jd_cs_agent").questions:
        if question.scored:
            points = ". ".join(point.words.text(language) for point in question.key_points)
            found = values(scored(question.id, points, language)).values()
            assert all(isinstance(value, str) or value <= 3.5 for value in found), question.id
