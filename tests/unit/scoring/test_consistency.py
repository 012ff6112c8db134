"""Notes for a human: two components, one of them from the words, and never part of a score."""

from dataclasses import replace

from app.domain.interview import Answer
from app.domain.observation import Observation
from app.domain.score import Assessment
from app.scoring.assess import assess
from tests.unit.scoring.answers import EN, JD, PACK, ZH, model, typed

CLAIM = typed("JD-Q05", "我很有耐心，老师批评我的时候我先听他说完，事后写了总结。")
RATTLED = "你凭什么骂我，又不是我的错，我也没办法，退款是银行的事。"
WINDOWS = tuple(
    Observation(name, 1.0, "1", start_s=at, end_s=at + 5, baseline_z=3.0)
    for name in ("articulation_rate", "loudness")
    for at in (5.0, 10.0, 15.0)
)


def assessed(answers: list[Answer], pack: str = PACK, **options: bool) -> Assessment:
    return assess(model(), JD, pack, ZH, answers, **options)


def test_a_claim_of_patience_and_a_rattled_scene_are_noted_with_the_place() -> None:
    scene = replace(typed("JD-Q11", RATTLED), observations=WINDOWS)
    note = assessed([CLAIM, scene]).notes[0]
    assert note.id == "claim_patient_delivery_tense"
    assert "第 5 至 20 秒" in note.text
    assert "role_play_interruptive_or_defensive_moves" in note.components
    assert len(note.components) == 3


def test_a_changed_voice_alone_is_no_note() -> None:
    steady = "退款五天没到账，换谁都着急，抱歉，我现在就帮您查，三分钟后告诉您。"
    scene = replace(typed("JD-Q11", steady), observations=WINDOWS)
    assert assessed([CLAIM, scene]).notes == ()


def test_the_words_alone_are_no_note_here() -> None:
    assert assessed([CLAIM, typed("JD-Q11", RATTLED)]).notes == ()


def test_a_denied_claim_is_none() -> None:
    denied = typed("JD-Q05", "说实话我没有说我很有耐心，老师批评我的时候我先听他说完。")
    scene = replace(typed("JD-Q11", RATTLED), observations=WINDOWS)
    assert assessed([denied, scene]).notes == ()


def test_locked_packs_and_accommodations_get_no_notes() -> None:
    answers = [CLAIM, replace(typed("JD-Q11", RATTLED), observations=WINDOWS)]
    assert assessed(answers, "eu").notes == ()
    assert assessed(answers, accommodation=True).notes == ()


def test_promises_of_follow_through_without_a_time_are_noted() -> None:
    vague = typed("JD-Q08", "抱歉，孩子生日，我会跟进到底的，我联系一下物流看看情况。")
    assert [note.id for note in assessed([vague]).notes] == ["claim_follow_through_no_time"]
    exact = typed("JD-Q08", "抱歉，孩子生日，我会跟进到底的，我联系物流，四十分钟内打电话确认收到没有。")
    assert assessed([exact]).notes == ()


def test_a_note_changes_no_score() -> None:
    scene = replace(typed("JD-Q11", RATTLED), observations=WINDOWS)
    assert assessed([CLAIM, scene]).dimensions == assessed([CLAIM, scene], accommodation=True).dimensions


def test_english_claims_are_known_too() -> None:
    answers = [
        typed("JD-Q08", "Sorry about the birthday. I will follow through, I will call the courier and see.")
    ]
    notes = assess(model(), JD, PACK, EN, answers).notes
    assert [note.id for note in notes] == ["claim_follow_through_no_time"]
