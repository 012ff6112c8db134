"""Whatever happened in an interview is read back exactly as it was."""

import json
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codec import canonical, decode, encode
from app.domain.competency import QuestionTemplate, Timing
from app.domain.events import AnswerAccepted, Event, TakeStopped
from app.domain.evidence import Evidence
from app.domain.interview import Answer, MediaRef, Question, QuestionType
from app.domain.language import Language, Words
from app.domain.observation import Observation, Quality, not_measured
from app.domain.score import NotScored, Score, SubDimensionScore
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import KioskError

FINITE = st.floats(allow_nan=False, allow_infinity=False)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
st.register_type_strategy(float, FINITE)
st.register_type_strategy(str, ANY_TEXT)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    quality = draw(st.sampled_from(Quality))
    value = None if quality is Quality.NOT_MEASURED else draw(FINITE)
    reason = None if quality is Quality.OK else draw(ANY_TEXT)
    z = draw(st.none() | FINITE)
    return Observation(draw(ANY_TEXT), value, "1", quality, reason, draw(FINITE), draw(FINITE), z)


st.register_type_strategy(Observation, observations())


def there_and_back(value: object, declared: Any) -> object:
    return decode(declared, json.loads(canonical(encode(value, declared))))


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_is_read_back_exactly(kind: type) -> None:
    @given(st.from_type(kind))
    def check(event: object) -> None:
        assert there_and_back(event, kind) == event
        assert there_and_back(event, Event) == event

    check()


ANSWER = Answer(
    question_id="JD-Q01",
    turn=1,
    take=2,
    words=Transcript("您好", TranscriptSource.TYPED),
    observations=(not_measured("f0_median", "st", "no_microphone"),),
    media=MediaRef("one.mka", ("audio",), 3.5),
)


def test_the_class_is_named_only_where_the_declared_type_leaves_a_choice() -> None:
    data = encode(AnswerAccepted(ANSWER))
    assert "kind" not in data
    assert data["answer"]["words"]["kind"] == "Transcript"
    assert encode(AnswerAccepted(ANSWER), Event)["kind"] == "AnswerAccepted"
    assert "kind" not in data["answer"]["media"]


def test_a_choice_between_classes_is_kept() -> None:
    untranscribed = replace(ANSWER, words=NotTranscribed("no_speech"))
    assert there_and_back(untranscribed, Answer) == untranscribed
    for result in (Score(7.5, 0.4), NotScored("off_topic")):
        value = SubDimensionScore("ec_empathy", result)
        assert there_and_back(value, SubDimensionScore) == value


def test_fields_from_the_future_are_left_out_and_missing_ones_take_their_default() -> None:
    data = encode(ANSWER)
    data["mood"] = "unknown"
    del data["flags"], data["media"]
    assert decode(Answer, data) == replace(ANSWER, media=None)


def test_maps_and_fixed_tuples_are_read_back() -> None:
    template = QuestionTemplate(
        id="JD-Q01",
        type=QuestionType.ROLE_PLAY,
        scored=True,
        title=Words("一", "one"),
        prompt=Words("二", "two"),
        timing=Timing(10, 60),
        scores={"a": 0.25, "b": 0.75},
        key_points=(),
        red_flags=(),
        follow_ups=(),
    )
    assert there_and_back(template, QuestionTemplate) == template


@dataclass(frozen=True)
class Box:
    pair: tuple[int, float] = (1, 2.0)
    cues: dict[Language, tuple[str, ...]] | None = None
    flag: bool = False


def test_keys_that_are_enums_come_back_as_enums() -> None:
    box = Box(cues={Language.ZH: ("好",)})
    back = there_and_back(box, Box)
    assert back == box
    assert isinstance(back, Box)
    assert [type(key) for key in back.cues or {}] == [Language]


def test_numbers_of_numpy_are_kept_as_plain_numbers() -> None:
    event = TakeStopped(float(np.float32(1.5)))
    assert encode(TakeStopped(np.float32(1.5)))["elapsed_s"] == 1.5  # type: ignore[arg-type]
    assert there_and_back(TakeStopped(np.float64(1.5)), TakeStopped) == event


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (TakeStopped(float("nan")), "finite"),
        (TakeStopped("1"), "str is not"),  # type: ignore[arg-type]
        (TakeStopped(True), "bool is not"),
        (Box(pair=(1, 2.0, 3)), "3 elements"),  # type: ignore[arg-type]
        (Box(flag=1), "int is not"),  # type: ignore[arg-type]
        (Language.ZH, "no dataclass"),
    ],
)
def test_what_could_not_be_read_back_is_refused_at_once(value: object, complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        encode(value)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"turn": None}, "Answer.turn"),
        ({"turn": "1"}, "Answer.turn"),
        ({"turn": True}, "Answer.turn"),
        ({"question_id": 5}, "Answer.question_id"),
        ({"words": {"kind": "Song"}}, "Answer.words"),
        ({"words": {"text": "secret words"}}, "Answer.words"),
        ({"observations": {}}, "Answer.observations"),
        ({"observations": ["secret words"]}, "Answer.observations"),
        ({"media": {"name": "x"}}, "Answer.media.tracks"),
        (
            {"words": {"kind": "Transcript", "text": "secret words", "source": "dream"}},
            "Answer.words.source",
        ),
    ],
)
def test_data_that_does_not_fit_is_refused_with_its_field_and_without_its_content(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(KioskError) as caught:
        decode(Answer, {**encode(ANSWER), **change})
    assert caught.value.code == "record_unreadable"
    assert caught.value.params["field"] == field
    assert "secret" not in str(caught.value)


def test_a_value_its_own_class_refuses_is_unreadable() -> None:
    data = encode(Evidence("JD-Q01", 1, "ec", "rule", 0, 2, "您好"))
    with pytest.raises(KioskError, match="record_unreadable"):
        decode(Evidence, {**data, "quote": ""})
    with pytest.raises(KioskError, match="record_unreadable"):
        decode(Box, {"pair": [1]})


def test_a_question_survives_with_its_nested_words() -> None:
    question = Question("Q", QuestionType.CHOICE, False, Words("一", "a"), Words("二", "b"), 0, 30)
    assert there_and_back(question, Question) == question
