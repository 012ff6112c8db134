"""What recognisers make up is dropped, in the stated order, with an audit row; real words stay."""

import pytest

from app.analysis.filters import Filters, without_loops
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from tests.unit.analysis.sounds import hiss

FILTERS = Filters()


def speech(length_s: float = 10.0, voiced_s: float | None = None, level_db: float = -20.0) -> Speech:
    voiced = length_s * 0.8 if voiced_s is None else voiced_s
    return Speech(hiss(0.1), 3.0, 3.0 + length_s, voiced, level_db, floor_db=-60.0)


def heard(text: str, no_speech: float = 0.1) -> Heard:
    return Heard(text, 0.9, no_speech)


@pytest.mark.parametrize(
    ("length_s", "voiced_s", "is_refused"),
    [(5.0, 0.24, True), (0.5, 0.25, False), (5.0, 1.4, True), (5.0, 1.5, False), (20.0, 5.9, True)],
)
def test_too_little_speech_is_not_even_recognised(length_s: float, voiced_s: float, is_refused: bool) -> None:
    row = FILTERS.refuse_sound(speech(length_s, voiced_s))
    assert (row is not None) is is_refused
    if row is not None:
        assert (row.rule, row.start_s, row.end_s) == ("too_little_speech", 3.0, 3.0 + length_s)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢观看",
        "謝謝觀看！",
        " 请不吝点赞 订阅 转发 打赏支持明镜与点点栏目 ",
        "請不吝點贊訂閱轉發打賞支持明鏡與點點欄目",
        "字幕由 Amara.org 社区提供",
        "谢谢观看，下期再见",
        "优优独播剧场——YoYo Television Series Exclusive",
        "Thank you for watching!",
        "thanks for watching.",
        "以下是普通话的句子。",
        "京东 京豆 白条 价保 七天无理由",
        "JD.com, CSAT, SKU, work order, price protection.",
    ],
)
@pytest.mark.parametrize("doubt", ["short", "no_speech", "quiet"])
def test_made_up_sentences_are_dropped_in_doubtful_segments(text: str, doubt: str) -> None:
    sound = speech(3.9 if doubt == "short" else 10.0, level_db=-55.0 if doubt == "quiet" else -20.0)
    found = FILTERS.filtered(sound, heard(text, 0.5 if doubt == "no_speech" else 0.1), Language.ZH)
    assert found.text == ""
    assert [(row.rule, row.text) for row in found.dropped] == [("made_up_sentence", text.strip())]


def test_a_candidate_who_really_says_so_keeps_the_words() -> None:
    assert FILTERS.filtered(speech(10.0), heard("谢谢观看"), Language.ZH).text == "谢谢观看"
    long = "我会先道歉，再看订单，最后说谢谢观看我们的直播"
    assert FILTERS.filtered(speech(3.0), heard(long), Language.ZH).text == long
    assert FILTERS.filtered(speech(3.0), heard("谢谢您的理解"), Language.ZH).text == "谢谢您的理解"


@pytest.mark.parametrize("said", ["京东白条", "我会先看价保和运费险，再建工单转给京东售后", "工单"])
def test_words_of_the_trade_in_a_short_answer_stay(said: str) -> None:
    assert FILTERS.filtered(speech(3.0), heard(said), Language.ZH).text == said


@pytest.mark.parametrize(
    ("text", "left", "cut"),
    [
        ("我会处理我会处理我会处理我会处理好", "我会处理好", ("我会处理我会处理我会处理",)),
        ("好的好的好的好的", "好的", ("好的好的好的",)),
        ("好的好的好的", "好的好的好的", ()),
        ("thank you thank you thank you Thank you all", "thank you all", (" thank you thank you Thank you",)),
        ("对对对", "对对对", ()),
        ("no loop at all", "no loop at all", ()),
        ("", "", ()),
    ],
)
def test_loops_are_cut_to_one_round(text: str, left: str, cut: tuple[str, ...]) -> None:
    assert without_loops(text) == (left, cut)


def test_a_cut_loop_is_audited() -> None:
    found = FILTERS.filtered(speech(), heard("好的好的好的好的"), Language.ZH)
    assert [(row.text, row.rule, row.start_s) for row in found.dropped] == [("好的好的好的", "loop", 3.0)]


def test_more_than_9_characters_a_second_are_flagged_not_dropped() -> None:
    text = "今天天气很好我们一起出去走走看看风景吃点东西"
    assert FILTERS.filtered(speech(2.0, voiced_s=2.0), heard(text), Language.ZH).flags == ("too_many_words",)
    assert FILTERS.filtered(speech(8.0), heard(text), Language.ZH).flags == ()


def test_traditional_characters_become_simplified() -> None:
    assert (
        FILTERS.filtered(speech(), heard("請問您的訂單號碼是多少？"), Language.ZH).text
        == "请问您的订单号码是多少？"
    )


def test_the_order_is_kept_the_bag_before_the_loop_cutter() -> None:
    found = FILTERS.filtered(speech(3.0), heard("谢谢观看谢谢观看谢谢观看谢谢观看"), Language.ZH)
    assert [row.rule for row in found.dropped] == ["made_up_sentence"]
