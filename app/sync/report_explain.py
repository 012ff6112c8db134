"""A profile explained: the candidate's sentence for each dimension, and when each quote was said."""

from collections.abc import Sequence
from typing import Any

from app.domain.competency import CompetencyModel
from app.domain.evidence import Evidence
from app.domain.language import Language
from app.domain.score import (
    AnswerScores,
    Assessment,
    Band,
    Composite,
    DimensionScore,
    NotScored,
    Result,
    Score,
    SubDimensionScore,
)
from app.domain.transcript import Segment, Transcript, TranscriptSource
from app.scoring.explain import candidate_sentences, time_of

Json = dict[str, Any]


def sentences_of(profile: Json, model: CompetencyModel) -> dict[str, str]:
    """Per dimension a strength and a tip; nothing for a dimension that `model` does not know."""
    return candidate_sentences(model, _assessment(profile, model), Language(profile["language"]))


def second_of(answer: Json, start: int) -> str:
    """When the words at `start` were said, e.g. 0:07 from the start of the take; empty where nobody knows."""
    transcript = answer["transcript"]
    if transcript["source"] is None:
        return ""
    segments = tuple(
        Segment(each["text"], each["start_s"], each["end_s"], each.get("confidence") or 0.0)
        for each in transcript.get("segments", [])
    )
    words = Transcript(
        transcript["text"],
        TranscriptSource(transcript["source"]),
        corrected=transcript["corrected"],
        segments=segments,
    )
    at_s = time_of(words, start)
    return "" if at_s is None else f"{int(at_s) // 60}:{int(at_s) % 60:02}"


def _assessment(profile: Json, model: CompetencyModel) -> Assessment:
    """The scores of `profile` as far as `model` knows their dimensions; enough for the sentences."""
    known = {each.id: {sub.id for sub in each.sub_dimensions} for each in model.dimensions}
    nothing = Composite(NotScored("not_observed"), Band.NONE)
    return Assessment(
        answers=tuple(
            AnswerScores(each["question_id"], each["turn"], each["scored"], (), _evidence(each))
            for each in profile["answers"]
        ),
        dimensions=tuple(
            DimensionScore(each["id"], _result(each), _subs(each["sub_dimensions"], known[each["id"]]))
            for each in profile["dimensions"]
            if each["id"] in known
        ),
        composite=nothing,
        composite_without_affect=nothing,
        notes=(),
        scorer=profile["provenance"]["scorer"],
    )


def _evidence(answer: Json) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            answer["question_id"],
            answer["turn"],
            each["sub_dimension"],
            each["rule"],
            each["start"],
            each["end"],
            each["quote"],
            each.get("points", 0.0),
        )
        for each in answer["evidence"]
    )


def _subs(subs: Sequence[Json], known: set[str]) -> tuple[SubDimensionScore, ...]:
    return tuple(SubDimensionScore(each["id"], _result(each)) for each in subs if each["id"] in known)


def _result(each: Json) -> Result:
    if each["score"] is None:
        return NotScored(each.get("not_scored_reason") or "not_observed")
    return Score(each["score"], each.get("standard_error") or 0.0)
