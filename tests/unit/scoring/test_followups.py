"""Which second question is asked follows from what the first answer leaves out."""

import pytest

from app.domain.language import Language
from app.errors import KioskError
from app.scoring.followups import missing
from tests.unit.scoring.answers import EN, JD, LS, ZH, demo_answers, model

CASES = [
    ("JD-Q03", ZH, "夜班有点累。", {"always_offer"}),
    ("JD-Q10", EN, "Please unplug it.", {"always_second_turn"}),
    ("JD-Q04", ZH, "有个客户特别生气，嫌东西不好。", {"missing_action", "missing_result"}),
    ("JD-Q04", ZH, "有个客户冰箱坏了，我联系师傅上门，后来他说修好了，很感谢。", set()),
    (
        "JD-Q04",
        EN,
        "A customer was upset. I called the depot. In the end it arrived and she thanked me.",
        set(),
    ),
    ("JD-Q05", EN, "My boss told me off and it was unfair.", {"missing_emotion_strategy", "missing_change"}),
    ("JD-Q06", ZH, "电视坏了，我就修好了。", {"missing_diagnosis"}),
    ("JD-Q06", EN, "I started by checking the fuse, then I asked the neighbour.", set()),
    ("JD-Q07", ZH, "我填错了发票。", {"missing_disclosure"}),
    ("JD-Q07", EN, "I entered a wrong date. I called him before he noticed.", set()),
    ("JD-Q08", ZH, "抱歉，我来催物流，一小时回复您。", {"no_alternative"}),
    ("JD-Q08", EN, "Sorry, I can send a replacement by same-day delivery.", set()),
    ("JD-Q09", ZH, "超过七天了，不能退。", {"only_refuses"}),
    ("JD-Q09", ZH, "按规定不能退，不过我可以帮您申请换码。", set()),
    ("JD-Q09", EN, "I would just refund it so that she does not write the review.", {"grants_outside_rules"}),
    ("JD-Q12", EN, "First the formula, then the double charge, then the rest.", {"no_help_mentioned"}),
    ("JD-Q12", ZH, "先处理奶粉，量太大就找组长分流。", set()),
    ("JD-Q13", ZH, "推荐您买这款最新的。", {"recommends_without_asking"}),
    ("JD-Q13", EN, "What is your budget, and what does she use it for?", set()),
    ("JD-Q14", ZH, "不好意思，是我同事没写备注。", {"blames_colleague"}),
    ("JD-Q14", EN, "We are sorry, I will see it through.", set()),
    ("JD-Q15", EN, "No, I cannot do that, it is not allowed.", {"only_refuses"}),
    ("LS-Q05", ZH, "有人在群里笑我。", {"missing_action"}),
    ("LS-Q07", EN, "We had to finish the booth in two hours and one did not come.", {"missing_outcome"}),
    ("LS-Q08", ZH, "大码有的，券在左下角，三天发货。", {"ignored_negative"}),
    ("LS-Q09", EN, "We never said that, it was always 199.", {"denies_mistake"}),
    ("LS-Q09", ZH, "抱歉刚才口误了，正确价格是199元。", set()),
    ("LS-Q10", ZH, "麻烦把手机号打在公屏上，我帮您查。", {"public_data_exposure"}),
    ("LS-Q10", ZH, "请私信客服发订单号，不要把手机号打在公屏上。", set()),
    ("LS-Q14", EN, "Yes you can use it, it is absolutely safe.", {"gives_guarantee"}),
    ("LS-Q14", ZH, "我不能保证，先看成分，耳后试用一下。", set()),
    ("LS-Q15", ZH, "领导让我说我就照做。", {"obeys"}),
    ("LS-Q15", EN, "I would not read that, it is against the law. I suggest today's price instead.", set()),
]


@pytest.mark.parametrize(("question", "language", "text", "expected"), CASES)
def test_what_is_missing_is_asked(question: str, language: Language, text: str, expected: set[str]) -> None:
    assert missing(model(), JD if question.startswith("JD") else LS, question, language, text) == expected


@pytest.mark.parametrize("language", Language)
def test_a_strong_candidate_is_asked_less_than_a_weak_one(language: Language) -> None:
    def asked(who: str) -> int:
        return sum(
            len(missing(model(), JD, answer.question_id, language, answer.words.text))  # type: ignore[union-attr]
            for answer in demo_answers(language, who)
            if answer.turn == 1
        )

    assert asked("strong") + 6 <= asked("weak")


def test_an_empty_answer_misses_what_is_asked_for() -> None:
    assert missing(model(), JD, "JD-Q04", ZH, "") == {"missing_action", "missing_result"}


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(KioskError) as error:
        missing(model(), JD, "JD-Q77", ZH, "您好")
    assert error.value.code == "question_unknown"


def test_every_rule_of_the_content_is_known() -> None:
    from app.scoring.followups import ALWAYS
    from app.scoring.rulebook import rulebook_of

    for language in Language:
        rules = rulebook_of(model(), language).rules
        for profile in model().profiles:
            for question in profile.questions:
                for rule in question.follow_ups:
                    known = rule.when in ALWAYS or {f"when.{rule.when}", f"unless.{rule.when}"} & set(rules)
                    assert known, (question.id, rule.when)
