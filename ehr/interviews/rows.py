"""What of a record becomes rows: pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ehr.interviews.repository import Row

Json = Mapping[str, Any]


def interview_row(record: Json) -> Row:
    """The columns of the interview that the record itself tells."""
    profile = record["profile"]
    composite = profile["composite"]
    return {
        "interview_id": record["interview_id"],
        "revision": record["revision"],
        "started_at": moment(profile["started_at"]),
        "finished_at": moment(profile["finished_at"]),
        "language": profile["language"],
        "job_profile": profile["job_profile"],
        "plan_form": profile["plan_form"],
        "model_version": profile["competency_model"]["version"],
        "content_hash": profile["competency_model"]["content_hash"],
        "scorer": profile["provenance"]["scorer"],
        "policy_pack": profile["provenance"]["policy_pack"],
        "composite": composite["score"],
        "standard_error": composite["standard_error"],
        "not_scored_reason": composite.get("not_scored_reason"),
        "band": composite["band"],
        "composite_without_affect": profile["composite_without_affect"]["score"],
        "flags": list(profile.get("flags", ())),
    }


def score_rows(profile: Json, interview_id: UUID, scope_id: int) -> list[Row]:
    """One row for each dimension and sub-dimension."""
    rows: list[Row] = []
    for dimension in profile["dimensions"]:
        rows.append(_score("dimension", dimension, None, interview_id, scope_id))
        rows.extend(
            _score("sub_dimension", sub, dimension["id"], interview_id, scope_id)
            for sub in dimension["sub_dimensions"]
        )
    return rows


def _score(level: str, told: Json, parent: str | None, interview_id: UUID, scope_id: int) -> Row:
    return {
        "interview_id": interview_id,
        "scope_id": scope_id,
        "level": level,
        "name": told["id"],
        "parent": parent,
        "score": told["score"],
        "standard_error": told.get("standard_error"),
        "not_scored_reason": told.get("not_scored_reason"),
    }


def answer_rows(answers: Sequence[Json], interview_id: UUID, scope_id: int) -> list[Row]:
    """One row for each sub-dimension of each answer."""
    return [
        {
            "interview_id": interview_id,
            "scope_id": scope_id,
            "question_id": answer["question_id"],
            "turn": answer["turn"],
            "sub_dimension": score["sub_dimension"],
            "score": score["score"],
            "not_scored_reason": score["not_scored_reason"],
        }
        for answer in answers
        for score in answer["scores"]
    ]


def moment(text: str) -> datetime:
    """An instant of the contract: ISO 8601, UTC. Raises ValueError where no such day or time is."""
    return datetime.fromisoformat(text)
