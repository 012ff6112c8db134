"""One answer: reasons for no score, what raises and lowers, evidence in the right turn."""

import pytest

from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.transcript import NotTranscribed
from app.errors import KioskError
from app.scoring.answer import score_answer
from tests.unit.scoring.answers import (
    EN,
    GOOD_EN,
    GOOD_ZH,
    JD,
    LS,
    ZH,
    mean,
    model,
    scored,
    spoken,
    typed,
    values,
)

WEAK_ZH = "这是快递的问题，您自己打电话问快递吧，再等等就到了。"
WEAK_EN = "That is the courier's fault, you should call the courier yourself and just wait a bit longer."


@pytest.mark.parametrize(("language", "good", "weak"), [(ZH, GOOD_ZH, WEAK_ZH), (EN, GOOD_EN, WEAK_EN)])
def test_a_good_answer_is_far_above_a_weak_one(language: Language, good: str, weak: str) -> None:
    assert mean(scored("JD-Q08", good, language)) >= 7.0
    assert mean(scored("JD-Q08", weak, language)) <= 3.0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_answer"),
        ("   \n\t ", "no_answer"),
        ("。。。！？", "no_answer"),
        ("😀😀😀😀", "no_answer"),
        ("\x00\x01\x02", "no_answer"),
        ("嗯", "too_short"),
        ("好的", "too_short"),
        ("The weather is lovely today and I like walking in the park", "wrong_language"),
        ("昨天我去爬山，山顶的风景真好，晚上吃了火锅。", "off_topic"),
    ],
)
def test_what_cannot_be_scored_says_why(text: str, reason: str) -> None:
    assert set(values(scored("JD-Q08", text)).values()) == {reason}


def test_a_chinese_answer_in_an_english_interview_is_not_scored() -> None:
    assert set(values(scored("JD-Q08", GOOD_ZH, EN)).values()) == {"wrong_language"}


@pytest.mark.parametrize(("reason", "shown"), [("no_speech", "no_answer"), ("engine_lost", "engine_lost")])
def test_words_that_are_not_there_are_not_scored(reason: str, shown: str) -> None:
    answer = Answer("JD-Q08", 1, 1, NotTranscribed(reason))
    assert set(values(score_answer(model(), JD, ZH, answer)).values()) == {shown}


def test_an_unsure_recogniser_is_not_scored_until_a_person_corrects_the_words() -> None:
    unsure = score_answer(model(), JD, ZH, spoken("JD-Q08", GOOD_ZH, 0.30))
    assert set(values(unsure).values()) == {"low_confidence"}
    checked = score_answer(model(), JD, ZH, spoken("JD-Q08", GOOD_ZH, 0.30, corrected=True))
    assert mean(checked) > 7


def test_a_less_sure_recogniser_makes_a_larger_error() -> None:
    sure, less = (
        score_answer(model(), JD, ZH, spoken("JD-Q08", GOOD_ZH, confidence)).scores[0].result
        for confidence in (0.95, 0.50)
    )
    assert sure.standard_error < less.standard_error  # type: ignore[union-attr]


def test_a_baseline_question_is_not_scored() -> None:
    answer = scored("JD-Q01", "昨天我七点起床，然后去跑步。")
    assert (answer.scored, answer.scores, answer.evidence) == (False, (), ())


def test_every_score_above_the_floor_has_evidence_for_it() -> None:
    for text, language in ((GOOD_ZH, ZH), (GOOD_EN, EN), (WEAK_ZH, ZH)):
        answer = scored("JD-Q08", text, language)
        cited = {evidence.sub_dimension for evidence in answer.evidence}
        for sub, value in values(answer).items():
            if not isinstance(value, str) and value > 1:
                assert sub in cited


def test_the_points_add_up_to_the_score() -> None:
    answer = scored("JD-Q08", GOOD_ZH)
    for sub, value in values(answer).items():
        total = 1 + sum(each.points for each in answer.evidence if each.sub_dimension == sub)
        assert isinstance(value, float)
        assert value == pytest.approx(min(10.0, total), abs=0.26)


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("JD-Q15", "可以啊，我加您微信，把前女友的地址发您，红包我就收下了。", ZH),
        ("JD-Q15", "It depends. I could look up the address for him, nobody would know.", EN),
        ("JD-Q08", "您放心，我保证明天一定能到，绝对没问题的。", ZH),
        ("JD-Q11", "你才是废物，再骂我就挂断。", ZH),
    ],
)
def test_a_red_flag_holds_the_score_down(question: str, text: str, language: Language) -> None:
    answer = scored(question, text, language)
    assert "red_flag" in answer.flags
    assert mean(answer) <= 3.0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我不会让您自己打电话问快递，也不能保证明天到，我来联系物流，一小时内回复您。", ZH),
        ("I will not tell you to call the courier yourself. I will call them and reply within an hour.", EN),
    ],
)
def test_a_red_flag_that_is_denied_is_none(text: str, language: Language) -> None:
    assert "red_flag" not in scored("JD-Q08", text, language).flags


def test_good_words_that_are_denied_earn_nothing() -> None:
    said = "当时我很委屈，先深呼吸，听他说完，事后主动找他沟通，从那以后每次都核对清单。"
    denied = "当时我没有深呼吸，也没有听他说完，事后没有找他沟通，后来也没有核对什么清单。"
    assert mean(scored("JD-Q05", said)) - mean(scored("JD-Q05", denied)) >= 4


def test_a_quoted_customer_is_not_taboo() -> None:
    quoted = scored("JD-Q15", "客户说“你加我微信私下弄，把验证码发我”，我会拒绝，请他在官方页面操作。")
    said = scored("JD-Q15", "你加我微信私下弄吧，把验证码发我，我帮你改。")
    assert "taboo" not in quoted.flags
    assert "taboo" in said.flags


def test_three_apologies_without_action_are_a_loop() -> None:
    text = "对不起，真的对不起，实在抱歉，都是我们不好，对不起，请您原谅我们。"
    answer = scored("JD-Q11", text)
    assert "n1_sorry_loop" in {evidence.rule for evidence in answer.evidence}


def test_soon_without_a_time_is_vague_and_with_one_is_not() -> None:
    vague = scored("JD-Q08", "抱歉，孩子生日，我会联系物流催查，有结果尽快回复您，请您耐心等。")
    exact = scored("JD-Q08", "抱歉，孩子生日，我会联系物流催查，尽快处理，两小时内打电话回复您。")
    assert "n2_vague_time" in {evidence.rule for evidence in vague.evidence}
    assert "n2_vague_time" not in {evidence.rule for evidence in exact.evidence}


def test_a_second_turn_adds_to_the_first_and_cites_its_own_words() -> None:
    first = typed("JD-Q04", "有位客户说冰箱不制冷，很着急，我先听他说完，跟他确认了情况，我联系师傅上门。")
    second = typed("JD-Q04", "后来师傅修好了，第二天我打电话回访，他说没问题了，还给了好评。", turn=2)
    before = values(score_answer(model(), JD, ZH, first))
    after = score_answer(model(), JD, ZH, second, first)
    assert values(after)["ps_closure"] > before["ps_closure"]  # type: ignore[operator]
    text = second.words.text  # type: ignore[union-attr]
    assert all(text[each.start : each.end] == each.quote for each in after.evidence)
    assert {each.turn for each in after.evidence} == {2}


def test_a_second_turn_says_nothing_about_what_it_does_not_touch() -> None:
    first = typed("JD-Q04", "有位客户说冰箱不制冷，很着急，我先听他说完，跟他确认了情况，我联系师傅上门。")
    second = typed("JD-Q04", "就是那样，没有别的要补充了。", turn=2)
    assert "not_observed" in values(score_answer(model(), JD, ZH, second, first)).values()


def test_losing_the_thread_in_turn_two_costs_stability() -> None:
    first = typed("JD-Q11", "退款五天没到账，换谁都着急，抱歉。我现在就帮您查，三分钟后告诉您进度。")
    steady = typed("JD-Q11", "我理解您生气，退款我还在查，下午四点前打电话告诉您结果。", turn=2)
    rattled = typed("JD-Q11", "你凭什么骂我，又不是我的错，我也没办法。", turn=2)
    kept = values(score_answer(model(), JD, ZH, steady, first))["ec_stability"]
    lost = values(score_answer(model(), JD, ZH, rattled, first))["ec_stability"]
    assert isinstance(kept, float)
    assert isinstance(lost, float)
    assert kept - lost >= 3


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(KioskError) as error:
        scored("JD-Q99", "您好")
    assert error.value.code == "question_unknown"


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(KioskError) as error:
        score_answer(model(), "pilot", ZH, typed("JD-Q08", "您好"))
    assert error.value.code == "profile_unknown"


def test_a_question_of_another_profile_is_unknown() -> None:
    with pytest.raises(KioskError):
        scored("JD-Q08", GOOD_ZH, profile=LS)
