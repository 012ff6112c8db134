"""An interview made of events, as a program would write them."""

import hashlib
from pathlib import Path

from app.domain.events import (
    AnswerAccepted,
    ConsentGiven,
    DeviceCheckPassed,
    Event,
    InterviewStarted,
    LanguageChosen,
    Left,
    QuestionShown,
    TakeStarted,
    TakeStopped,
    TranscriptCorrected,
)
from app.domain.evidence import Evidence
from app.domain.interview import (
    Answer,
    Consent,
    Experience,
    MediaRef,
    Plan,
    PlanForm,
    Purpose,
    Question,
    QuestionType,
)
from app.domain.language import Language, Words
from app.domain.observation import Observation, Quality, not_measured
from app.domain.score import (
    AnswerScores,
    Assessment,
    Band,
    Composite,
    DimensionScore,
    NotScored,
    Score,
    SubDimensionScore,
)
from app.domain.transcript import Transcript, TranscriptSource
from tests.fakes.keyed import media_key, seal

NOW = 1_790_000_000.25
ONE = "0190b1de-0000-7000-8000-000000000001"
TWO = "0190b1de-0000-7000-8000-000000000002"
TEXT = "您好，我理解您的着急，先帮您查订单。"
PROFILE = '{"interview_id": "one", "composite": {"score": 7.5}}'
FACTS = {"policy_pack": "cn_default", "engines": ["pocketsphinx/5.1.1"]}


def question(number: int) -> Question:
    return Question(
        f"JD-Q{number:02}", QuestionType.SITUATIONAL, True, Words("题", "q"), Words("问", "ask"), 10, 90
    )


def plan(questions: int = 2) -> Plan:
    return Plan(
        job_profile="jd_cs_agent",
        form=PlanForm.SHORT,
        experience=Experience.INEXPERIENCED,
        questions=tuple(question(number) for number in range(1, questions + 1)),
        content_hash="c" * 64,
        model_version="1.0.0",
    )


def answer(interview_id: str, number: int, *, media: bool = True) -> Answer:
    return Answer(
        question_id=f"JD-Q{number:02}",
        turn=1,
        take=1,
        words=Transcript(TEXT, TranscriptSource.SHERPA_ONNX, 0.91),
        observations=(
            Observation("speech_rate", 4.25, "char/s", end_s=31.5, baseline_z=-0.5),
            Observation("loudness", -31.0, "dB", Quality.LOW, "clipped"),
            not_measured("f0_median", "st", "too_short"),
        ),
        media=MediaRef(f"{interview_id}/q{number}.mkv", ("audio", "video"), 32.0) if media else None,
        flags=("clipped",),
    )


def opening(interview_id: str) -> list[Event]:
    return [
        InterviewStarted(interview_id, Language.EN),
        LanguageChosen(Language.ZH),
        ConsentGiven((Consent(Purpose.AI_SCORING, True),), "cn_default", plan()),
        DeviceCheckPassed(microphone=True, camera=False),
    ]


def answered(interview_id: str, number: int, *, media: bool = True) -> list[Event]:
    return [
        QuestionShown(f"JD-Q{number:02}", 1),
        TakeStarted(f"JD-Q{number:02}", 1, 1, typed=False),
        TakeStopped(32.0),
        AnswerAccepted(answer(interview_id, number, media=media), follow_up=None),
    ]


def whole(interview_id: str, *, media: bool = True) -> list[Event]:
    return [
        *opening(interview_id),
        *answered(interview_id, 1, media=media),
        TranscriptCorrected("JD-Q01", 1, TEXT + "谢谢"),
        *answered(interview_id, 2, media=media),
    ]


def record_media(media_dir: Path, interview_id: str) -> None:
    """The files the interview's answers name, and one of a take that was discarded."""
    folder = media_dir / interview_id
    folder.mkdir(parents=True)
    for name in ("q1.mkv", "q2.mkv", "q2-discarded.mkv"):
        seal(folder / name, hashlib.sha256(name.encode()).digest(), media_key(media_dir, interview_id))


def left(reason: str) -> Left:
    return Left(reason)


def assessment(value: float = 7.5) -> Assessment:
    sub = SubDimensionScore("ec_empathy", Score(value, 0.5))
    silent = SubDimensionScore("sp_solution", NotScored("not_observed"), questions=0)
    found = Evidence("JD-Q01", 1, "ec_empathy", "m1_ack", 3, 10, TEXT[3:10], 1.5)
    return Assessment(
        answers=(AnswerScores("JD-Q01", 1, True, (sub, silent), (found,)),),
        dimensions=(
            DimensionScore("emotional", Score(value, 0.4), (sub,)),
            DimensionScore("solving", NotScored("not_observed"), (silent,)),
        ),
        composite=Composite(Score(value, 0.4), Band.ABOVE),
        composite_without_affect=Composite(Score(value, 0.4), Band.ABOVE),
        notes=(),
        scorer="tier0/1.0.0",
    )
