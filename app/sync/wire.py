"""The profile of contract v1: what the kiosk writes and the hub reads (contract/v1/README.md)."""

import json
from collections.abc import Mapping, Sequence

from app.domain.codec import SURROGATE
from app.domain.evidence import Evidence
from app.domain.interview import Answer, MediaRef
from app.domain.observation import Observation
from app.domain.profile import InterviewFacts
from app.domain.score import (
    AnswerScores,
    Assessment,
    Composite,
    DimensionScore,
    NotScored,
    Result,
    Score,
    SubDimensionScore,
)
from app.domain.transcript import DroppedText, NotTranscribed, Transcript
from app.errors import BugError

SCHEMA = "profile/1"
DECIMALS = 6  # below every measure's resolution; keeps bytes equal where the last bits of a float differ

Json = dict[str, object]


def profile_json(interview: InterviewFacts, answers: Sequence[Answer], assessment: Assessment) -> Json:
    """The profile of one interview, keys in the order of the contract.

    Raises:
        BugError: A quote is not in its transcript at its offsets, scores belong to no answer, or the
            assessment was made by another scorer than the facts say.
    """
    if interview.scorer != assessment.scorer:
        raise BugError(f"scored by {assessment.scorer}, said to be {interview.scorer}")
    scored = {(each.question_id, each.turn): each for each in assessment.answers}
    asked = {(answer.question_id, answer.turn) for answer in answers}
    if len(asked) != len(answers) or len(scored) != len(assessment.answers) or not scored.keys() <= asked:
        raise BugError("each turn of a question has one answer, and scores only where there is an answer")
    return {
        "schema": SCHEMA,
        **_facts(interview),
        "answers": [
            _answer(answer, scored.get((answer.question_id, answer.turn)), interview.follow_ups)
            for answer in answers
        ],
        "dimensions": [_dimension(dimension) for dimension in assessment.dimensions],
        "composite": _composite(assessment.composite),
        "composite_without_affect": _composite(assessment.composite_without_affect),
        "notes": [
            {"id": note.id, "text": note.text, "components": list(note.components)}
            for note in assessment.notes
        ],
        "flags": list(assessment.flags),
        "candidate_question": interview.candidate_question,
    }


def dumps_profile(profile: Mapping[str, object]) -> str:
    """The one text of a profile: the same profile gives the same bytes on every machine, in UTF-8."""
    text = json.dumps(profile, ensure_ascii=False, allow_nan=False, indent=2)
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def _facts(interview: InterviewFacts) -> Json:
    return {
        "interview_id": interview.interview_id,
        "started_at": interview.started_at,
        "finished_at": interview.finished_at,
        "language": interview.language.value,
        "job_profile": interview.job_profile,
        "plan_form": interview.plan_form.value,
        "competency_model": {"version": interview.model_version, "content_hash": interview.content_hash},
        "provenance": {
            "scorer": interview.scorer,
            "engines": list(interview.engines),
            "packs": list(interview.packs),
            "policy_pack": interview.policy_pack,
        },
        "consents": [{"purpose": each.purpose.value, "given": each.given} for each in interview.consents],
    }


def _answer(answer: Answer, scores: AnswerScores | None, follow_ups: Mapping[str, str]) -> Json:
    text = answer.words.text if isinstance(answer.words, Transcript) else ""
    return {
        "question_id": answer.question_id,
        "turn": answer.turn,
        "follow_up": follow_ups.get(answer.question_id) if answer.turn > 1 else None,
        "take": answer.take,
        "scored": scores.scored if scores else False,
        "scores": [_sub_dimension_of_answer(each) for each in scores.scores] if scores else [],
        "transcript": _transcript(answer.words),
        "observations": [_observation(each) for each in answer.observations],
        "evidence": [_evidence(each, text) for each in scores.evidence] if scores else [],
        "recording": _recording(answer.media),
        "flags": list(dict.fromkeys((*answer.flags, *(scores.flags if scores else ())))),
    }


def _transcript(words: Transcript | NotTranscribed) -> Json:
    if isinstance(words, NotTranscribed):
        return {
            "text": "",
            "source": None,
            "confidence": None,
            "corrected": False,
            "not_transcribed_reason": words.reason,
            "recognised_text": None,
            "segments": [],
            "dropped": [_dropped(each) for each in words.dropped],
        }
    return {
        "text": words.text,
        "source": words.source.value,
        "confidence": _number(words.confidence),
        "corrected": words.corrected,
        "not_transcribed_reason": None,
        "recognised_text": words.recognised_text,
        "segments": [
            {
                "text": each.text,
                "start_s": _number(each.start_s),
                "end_s": _number(each.end_s),
                "confidence": _number(each.confidence),
            }
            for each in words.segments
        ],
        "dropped": [_dropped(each) for each in words.dropped],
    }


def _dropped(each: DroppedText) -> Json:
    start_s, end_s = _number(each.start_s), _number(each.end_s)
    return {"text": each.text, "start_s": start_s, "end_s": end_s, "rule": each.rule}


def _observation(each: Observation) -> Json:
    return {
        "measure": each.measure,
        "value": _number(each.value),
        "unit": each.unit,
        "quality": each.quality.value,
        "reason": each.reason,
        "start_s": _number(each.start_s),
        "end_s": _number(each.end_s),
        "baseline_z": _number(each.baseline_z),
    }


def _evidence(each: Evidence, text: str) -> Json:
    if text[each.start : each.end] != each.quote:
        raise BugError(
            f"{each.question_id}: the quote of {each.rule} is not in the transcript at its offsets"
        )
    return {
        "sub_dimension": each.sub_dimension,
        "rule": each.rule,
        "start": each.start,
        "end": each.end,
        "quote": each.quote,
        "points": _number(each.points),
    }


def _recording(media: MediaRef | None) -> Json | None:
    """What was recorded, without its place: clips stay on the kiosk."""
    if media is None:
        return None
    return {
        "tracks": list(media.tracks),
        "duration_s": _number(media.duration_s),
        "sha256": media.sha256,
        "truncated": media.truncated,
    }


def _sub_dimension_of_answer(each: SubDimensionScore) -> Json:
    return {"sub_dimension": each.sub_dimension, **_result(each.result)}


def _dimension(dimension: DimensionScore) -> Json:
    return {
        "id": dimension.dimension,
        **_result(dimension.result),
        "sub_dimensions": [
            {"id": each.sub_dimension, **_result(each.result), "questions": each.questions}
            for each in dimension.sub_dimensions
        ],
        "flags": list(dimension.flags),
    }


def _composite(composite: Composite) -> Json:
    return {**_result(composite.result), "band": composite.band.value}


def _result(result: Result) -> Json:
    match result:
        case Score(value, standard_error):
            score, error = _number(value), _number(standard_error)
            return {"score": score, "standard_error": error, "not_scored_reason": None}
        case NotScored(reason):
            return {"score": None, "standard_error": None, "not_scored_reason": reason}


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
