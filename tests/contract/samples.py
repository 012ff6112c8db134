"""A made-up interview in each language, with every kind of value a profile can hold. Nobody's data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.evidence import Evidence
from app.domain.interview import Answer, Consent, MediaRef, PlanForm, Purpose
from app.domain.language import Language
from app.domain.observation import Observation, Quality, not_measured
from app.domain.profile import InterviewFacts
from app.domain.score import (
    AnswerScores,
    Assessment,
    Band,
    Composite,
    DimensionScore,
    Note,
    NotScored,
    Result,
    Score,
    SubDimensionScore,
)
from app.domain.transcript import DroppedText, NotTranscribed, Segment, Transcript, TranscriptSource
from tests.contract.sample_texts import CITED, NOTES, TEXTS, Cited

SCORER = "tier0/1.0.0"
DIGEST = hashlib.sha256(b"example").hexdigest()
QUESTIONS = {Language.ZH: "夜班怎么排？", Language.EN: "How are night shifts planned?"}
REFUSED = frozenset({Purpose.RECORDING_VIDEO, Purpose.FACE_OBSERVATION, Purpose.RESEARCH_REUSE})
UNASKED = frozenset({Purpose.RECORDING_TRANSFER})  # no shipped policy pack asks for it

MODEL: Mapping[str, tuple[str, ...]] = {
    "customer_orientation": ("co_listening", "co_empathy", "co_proactive"),
    "communication": ("cm_intelligibility", "cm_pace", "cm_wording", "cm_clarity"),
    "emotional_control": ("ec_stability", "ec_recovery", "ec_boundary"),
    "problem_solving": ("ps_need", "ps_solution", "ps_closure"),
    "integrity_teamwork": ("it_rules", "it_team"),
}
SUB_SCORES: Mapping[str, Result] = {
    "co_listening": Score(7.0, 0.9),
    "co_empathy": Score(6.5, 0.8),
    "co_proactive": Score(7.5, 1.1),
    "cm_intelligibility": NotScored("needs_human_listener"),
    "cm_pace": NotScored("needs_human_listener"),
    "cm_wording": Score(5.5, 0.9),
    "cm_clarity": Score(6.0, 1.2),
    "ec_stability": Score(6.0, 1.0),
    "ec_recovery": NotScored("not_observed"),
    "ec_boundary": NotScored("not_observed"),
    "ps_need": Score(6.5, 1.0),
    "ps_solution": Score(7.0, 0.8),
    "ps_closure": Score(7.5, 0.9),
    "it_rules": NotScored("not_observed"),
    "it_team": NotScored("not_observed"),
}
ANSWER_SCORES: Mapping[tuple[str, int], Mapping[str, Result]] = {
    ("JD-Q04", 1): {
        "co_listening": Score(7.0, 1.4),
        "co_empathy": Score(6.0, 1.4),
        "ps_closure": Score(7.5, 1.4),
    },
    ("JD-Q08", 1): {
        "co_empathy": Score(7.0, 1.3),
        "co_proactive": Score(7.5, 1.3),
        "ps_solution": Score(7.0, 1.3),
        "ps_closure": Score(7.5, 1.3),
        "cm_clarity": Score(6.0, 1.3),
    },
    ("JD-Q10", 1): {
        "co_listening": Score(7.0, 1.5),
        "co_empathy": Score(6.5, 1.5),
        "ps_need": Score(6.5, 1.5),
        "ps_solution": NotScored("not_observed"),
        "cm_wording": Score(4.0, 1.5),
    },
    ("JD-Q10", 2): {"ps_solution": Score(7.0, 1.6), "cm_wording": Score(7.0, 1.6)},
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What `profile_json` takes."""

    facts: InterviewFacts
    answers: tuple[Answer, ...]
    assessment: Assessment


def sample(language: Language) -> Sample:
    """The made-up interview in `language`."""
    answers = (
        _warm_up(language),
        _typed(language, "JD-Q04", 1, _typed_observations()),
        _unsure(language),
        _typed(language, "JD-Q08", 1, ()),
        _spoken(language),
        _typed(language, "JD-Q10", 2, ()),
        Answer("JD-Q11", 1, 2, NotTranscribed("no_speech"), (), None, ("device_alarm",)),
    )
    assessment = Assessment(
        answers=tuple(_scores(language, answer) for answer in answers),
        dimensions=_dimensions(),
        composite=Composite(Score(6.55, 0.52), Band.GREY_ZONE),
        composite_without_affect=Composite(Score(6.5, 0.52), Band.GREY_ZONE),
        notes=(Note("claim_follow_through_no_time", NOTES[language], ("time_commitment_count",)),),
        scorer=SCORER,
        flags=("grey_zone",),
    )
    return Sample(_facts(language), answers, assessment)


def _facts(language: Language) -> InterviewFacts:
    return InterviewFacts(
        interview_id=f"example-{language.value}",
        started_at="2026-03-02T01:30:00Z",
        finished_at="2026-03-02T01:56:40Z",
        language=language,
        job_profile="jd_cs_agent",
        plan_form=PlanForm.SHORT,
        model_version="2026.1.0",
        content_hash=DIGEST,
        scorer=SCORER,
        engines=("silero-vad/6", "faster-whisper/1.2.1"),
        packs=(f"whisper-base/{DIGEST[:12]}",),
        policy_pack="cn_default",
        consents=tuple(
            Consent(purpose, purpose not in REFUSED) for purpose in Purpose if purpose not in UNASKED
        ),
        follow_ups={"JD-Q10": "a"},
        candidate_question=QUESTIONS[language],
    )


def _warm_up(language: Language) -> Answer:
    text = TEXTS[language]["JD-Q01", 1]
    words = Transcript(
        text, TranscriptSource.FASTER_WHISPER, 0.91, segments=(Segment(text, 0.42, 19.8, 0.91),)
    )
    return Answer("JD-Q01", 1, 1, words, _spoken_observations(), _media(21.5))


def _typed(language: Language, question: str, turn: int, observations: tuple[Observation, ...]) -> Answer:
    words = Transcript(TEXTS[language][question, turn], TranscriptSource.TYPED)
    return Answer(question, turn, 1, words, observations)


def _unsure(language: Language) -> Answer:
    """Recognised with so little confidence that nothing is scored."""
    text = TEXTS[language]["JD-Q05", 1]
    words = Transcript(
        text,
        TranscriptSource.POCKETSPHINX,
        0.31,
        segments=(Segment(text, 1.1, 9.4, 0.31),),
        dropped=(DroppedText("…", 10.2, 11.0, "no_speech_probability"),),
    )
    return Answer("JD-Q05", 1, 1, words, (), _media(12.0), ("low_confidence", "noisy"))


def _spoken(language: Language) -> Answer:
    """Recognised, then corrected by the candidate."""
    text = TEXTS[language]["JD-Q10", 1]
    words = Transcript(
        text, TranscriptSource.FASTER_WHISPER, 0.83, corrected=True, recognised_text=text.replace("，", "")
    )
    return Answer("JD-Q10", 1, 1, words, _spoken_observations(), _media(48.2))


def _media(duration_s: float) -> MediaRef:
    return MediaRef("example.mka", ("audio",), duration_s, DIGEST)


def _typed_observations() -> tuple[Observation, ...]:
    return (
        Observation("speech_s", 0.0, "s"),
        not_measured("speech_rate", "syllable/min", "no_speech"),
        not_measured("articulation_rate", "syllable/s", "no_speech"),
    )


def _spoken_observations() -> tuple[Observation, ...]:
    return (
        Observation("speech_s", 39.4, "s", end_s=48.2),
        Observation("snr", 21.8, "dB", end_s=48.2),
        Observation("speech_rate", 212.0, "syllable/min", end_s=48.2, baseline_z=1.2),
        Observation("articulation_rate", 4.7, "syllable/s", end_s=48.2, baseline_z=0.9),
        Observation("pause_ratio", 0.18, "1", end_s=48.2, baseline_z=-0.4),
        Observation("pause_ratio", 0.21, "1", start_s=0.0, end_s=10.0),
        Observation("pause_ratio", 0.15, "1", start_s=10.0, end_s=20.0),
        Observation("filler_rate", 38.0, "1/1000 words", Quality.LOW, "too_few_words", end_s=48.2),
        Observation("loudness", -23.4, "dB", end_s=48.2, baseline_z=0.6),
        not_measured("pitch_median", "semitone", "too_little_voice"),
        not_measured("face_present_ratio", "1", "not_consented"),
        not_measured("gaze_away_ratio", "1", "not_consented"),
        not_measured("blink_rate", "1/min", "not_consented"),
    )


def _scores(language: Language, answer: Answer) -> AnswerScores:
    key = (answer.question_id, answer.turn)
    if answer.question_id == "JD-Q01":
        return AnswerScores(*key, False, (), ())
    if key not in ANSWER_SCORES:
        subs = {"JD-Q05": ("ec_stability", "ec_recovery")}.get(
            answer.question_id, ("ec_stability", "ec_boundary")
        )
        reason = "low_confidence" if answer.question_id == "JD-Q05" else "no_answer"
        return AnswerScores(*key, True, tuple(SubDimensionScore(sub, NotScored(reason)) for sub in subs), ())
    scores = tuple(SubDimensionScore(sub, result) for sub, result in ANSWER_SCORES[key].items())
    text = TEXTS[language][key]
    evidence = tuple(_evidence(key, text, cited) for cited in CITED[language].get(key, ()))
    flags = (
        ("taboo",) if any(cited.rule.startswith("taboo.") for cited in CITED[language].get(key, ())) else ()
    )
    return AnswerScores(*key, True, scores, evidence, flags)


def _evidence(key: tuple[str, int], text: str, cited: Cited) -> Evidence:
    start = text.index(cited.quote)
    end = start + len(cited.quote)
    return Evidence(*key, cited.sub, cited.rule, start, end, cited.quote, cited.points)


def _dimensions() -> tuple[DimensionScore, ...]:
    means: dict[str, tuple[Result, tuple[str, ...]]] = {
        "customer_orientation": (Score(7.02, 0.54), ()),
        "communication": (Score(5.78, 0.76), ()),
        "emotional_control": (Score(6.0, 1.0), ("low_confidence",)),
        "problem_solving": (Score(6.95, 0.52), ()),
        "integrity_teamwork": (NotScored("not_observed"), ("low_confidence",)),
    }
    found = []
    for dimension, subs in MODEL.items():
        result, flags = means[dimension]
        parts = tuple(
            SubDimensionScore(sub, SUB_SCORES[sub], 2 if isinstance(SUB_SCORES[sub], Score) else 0)
            for sub in subs
        )
        found.append(DimensionScore(dimension, result, parts, flags))
    return tuple(found)
