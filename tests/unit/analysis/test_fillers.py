"""Fillers are counted by their reading, not by their letters."""

from pathlib import Path

import pytest
import yaml

from app.analysis import fillers, gates, pauses, within
from app.analysis.fillers import filler_count
from app.domain.language import Language

CONTENT = Path(__file__).resolve().parents[3] / "resources" / "content" / "speech.yaml"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("嗯，我觉得可以。", 1),
        ("呃呃，那个，我先道歉。", 2),
        ("那个客户很生气", 0),
        ("那个人的订单", 0),
        ("那个那个订单丢了", 1),
        ("这个，我想一下", 1),
        ("那个我就跟他说", 1),
        ("这个问题我会处理", 0),
        ("信用卡额度是多少，金额不对", 0),
        ("额，我想想", 1),
        ("啊，对", 1),
        ("你好啊，请问", 0),
        ("就是，我会先听", 1),
        ("这就是我的办法", 0),
        ("就是说我会跟进", 1),
        ("如果客户不满意的话，我会退款", 0),
        ("退款的话，我来处理", 1),
        ("首先道歉，然后退款", 0),
        ("然后我去了，然后他来了，然后走了", 3),
        ("怎么说呢，反正会解决，对吧", 3),
        ("今天很好", 0),
    ],
)
def test_mandarin(text: str, count: int) -> None:
    assert filler_count(text, Language.ZH) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Um, I would apologise, uh, first.", 2),
        ("I like this job and I would like to help.", 0),
        ("It was, like, really late.", 1),
        ("And like he was angry.", 1),
        ("You know, the parcel was lost.", 1),
        ("Do you know what happened?", 0),
        ("I mean, we can refund it.", 1),
        ("It is kind of slow.", 1),
        ("This kind of problem is common.", 0),
        ("Basically I actually called them.", 2),
        ("The summer number", 0),
    ],
)
def test_english(text: str, count: int) -> None:
    assert filler_count(text, Language.EN) == count


def test_lexicon_and_gates_are_those_of_the_content() -> None:
    speech = yaml.safe_load(CONTENT.read_text("utf-8"))
    for language in Language:
        content = speech["fillers"][language.value]
        hesitations = [word.split("…")[0] for word in content["hesitation"]]
        assert tuple(hesitations) == fillers.HESITATIONS[language]
        assert tuple(content["discourse"]) == fillers.DISCOURSE[language]
    assert tuple(speech["fillers"]["zh"]["demonstrative"]) == fillers.DEMONSTRATIVES
    gate = speech["quality_gate"]
    assert (gate["min_snr_db"], gate["min_speech_s"]) == (gates.MIN_SNR_DB, gates.MIN_SPEECH_S)
    assert gate["max_clipping_ratio"] == gates.MAX_CLIPPING_RATIO
    assert gate["min_asr_confidence"] == gates.DELIVERY_GATE
    assert speech["vad"]["min_silence_ms"] == 1000 * pauses.MIN_PAUSE_S
    assert speech["vad"]["clip_edges_ms"] == 1000 * pauses.EDGE_S
    assert speech["pause_classes_ms"]["long"][0] == 1000 * pauses.LONG_PAUSE_S
    assert speech["within_person"]["min_baseline_windows"] == within.MIN_BASELINE_WINDOWS


@pytest.mark.parametrize("language", list(Language))
def test_every_word_of_the_lexicon_can_count(language: Language) -> None:
    words = fillers.HESITATIONS[language] + fillers.DISCOURSE[language]
    words += fillers.DEMONSTRATIVES if language is Language.ZH else ()
    for word in words:
        assert (
            filler_count(f"{word}，好" if language is Language.ZH else f"Well, {word}, yes", language) == 1
        ), word
