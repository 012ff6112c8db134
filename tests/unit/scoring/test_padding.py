"""What is beside the point of a question earns nothing, hides nothing, and takes nothing away."""

from collections.abc import Iterator

import pytest

from app.domain.language import Language
from app.domain.score import AnswerScores
from app.scoring.rulebook import read_answer, rulebook_of
from tests.gold.gold import Gold, read_gold, scored_turns
from tests.injection.attacks import Attack, raised, read_attacks, values_of
from tests.unit.scoring.answers import EN, GOOD_EN, GOOD_ZH, ZH, model, scored, values

PADDING = read_attacks("padding")
# Without stops nobody can tell where an answer ends and what is beside the point begins.
ANSWERS = [
    gold
    for gold in read_gold()
    if gold.half == "dev" and len(gold.turns) == 1 and gold.kind not in ("recogniser_errors", "empty")
]
EACH = 7  # sentences put to each answer, other ones from answer to answer
MOST_TAKEN = 0.02  # share of them that may pass for the matter: they happen to share its words


def padded() -> Iterator[tuple[Gold, Attack, str]]:
    """Answers with one sentence after them."""
    for at, gold in enumerate(ANSWERS):
        own = [each for each in PADDING if each.language is gold.language]
        gap = "" if gold.language is ZH else " "
        for step in range(EACH):
            chosen = own[(at * EACH + step) % len(own)]
            yield gold, chosen, f"{gold.turns[1]}{gap}{chosen.text}"


def is_taken(gold: Gold, text: str) -> bool:
    """True if what stands after the answer in `text` passes for a part of it."""
    reading = read_answer(rulebook_of(model(), gold.language), gold.question, 1, text).reading
    last = len(text.rstrip(" .。")) - 1
    return not any(start <= last < end for start, end in (*reading.asides, *reading.addressed))


def score_of(gold: Gold, text: str) -> AnswerScores:
    return scored_turns(model(), gold.language, gold.question, {1: text})[0]


def test_the_padding_is_of_many_kinds_in_both_languages() -> None:
    for language in Language:
        own = [each for each in PADDING if each.language is language]
        assert len({each.text for each in own}) >= 40
        assert sum(each.kind != "neutral" for each in own) >= 8


def test_a_sentence_beside_the_point_changes_nothing_at_all() -> None:
    taken, plain = [], {gold.id: score_of(gold, gold.turns[1]) for gold in ANSWERS}
    everything = list(padded())
    for gold, chosen, text in everything:
        before, after = plain[gold.id], score_of(gold, text)
        if is_taken(gold, text):
            taken.append((gold.id, chosen.text))
            continue
        assert raised(before, after) == {}, (gold.id, chosen.text)
        if not any(each.start >= len(gold.turns[1]) for each in after.evidence):  # nothing against it
            assert values_of(after) == values_of(before), (gold.id, chosen.text)
            assert after.evidence == before.evidence
    assert len(taken) <= MOST_TAKEN * len(everything), taken


@pytest.mark.parametrize("language", Language)
def test_ten_sentences_of_padding_earn_nothing(language: Language) -> None:
    weak = {
        ZH: "这是快递的问题，您自己打电话问快递吧。",
        EN: "That is the courier's problem. Call them yourself.",
    }
    words = [each.text for each in PADDING if each.language is language][:10]
    before = scored("JD-Q08", weak[language], language)
    after = scored("JD-Q08", " ".join((weak[language], *words)), language)
    assert raised(before, after) == {}


@pytest.mark.parametrize(
    ("language", "good", "noise"),
    [
        (ZH, GOOD_ZH, "那天下着小雨，路上的人不多。"),
        (EN, GOOD_EN, "It was raining that day and the road was empty."),
    ],
)
def test_it_does_not_matter_where_padding_stands(language: Language, good: str, noise: str) -> None:
    stop = "。" if language is ZH else ". "
    first, rest = good.split(stop, 1)
    expected = values(scored("JD-Q08", good, language))
    for text in (f"{good} {noise}", f"{noise} {good}", f"{first}{stop}{noise} {rest}"):
        assert values(scored("JD-Q08", text, language)) == expected


def test_what_speaks_against_an_answer_counts_beside_the_point_too() -> None:
    polite = "您好，我理解您着急，我现在就帮您查这笔退款，三分钟内告诉您卡在哪里。"
    insulted = scored("JD-Q11", f"{polite}那天下着小雨，你傻子。")
    assert values(scored("JD-Q11", polite))["ec_stability"] > 2
    assert values(insulted)["ec_stability"] <= 2
    assert any("傻子" in each.quote for each in insulted.evidence if each.points < 0)


def test_a_time_beside_the_point_makes_up_for_no_vague_promise() -> None:
    vague = "您好，您的订单我会尽快联系物流处理，有消息了稍后通知您，请您放心。"
    before, after = scored("JD-Q08", vague), scored("JD-Q08", f"{vague}我昨天下午三点看了一场足球比赛。")
    assert any(each.rule == "n2_vague_time" for each in after.evidence)
    assert values(after) == values(before)


def test_an_answer_in_words_nobody_foresaw_is_not_called_off_topic() -> None:
    odd = "有一次同事的杯子碎了，我扫干净又买了一个新的放在桌上，同事看见笑了。"
    assert set(values(scored("JD-Q04", odd)).values()) == {"no_evidence"}
    assert set(values(scored("JD-Q13", "今天天气很好，我早上跑步，中午吃面。")).values()) == {"off_topic"}
