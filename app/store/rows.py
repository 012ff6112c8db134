"""What an event or an assessment means as rows. Pure: the journal writes them, verify compares them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.codec import canonical, encode
from app.domain.events import CheckedIn, TranscribedLater
from app.domain.interview import Answer
from app.domain.score import Assessment, Result, Score

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of `table`: column -> value."""

    table: str
    row: Row


def storable(text: str) -> str:
    """`text` without halves of surrogate pairs, which a column of text cannot hold; as long as before."""
    return text.encode("utf-8", "replace").decode()


def storables(parameters: Iterable[Any]) -> list[Any]:
    """`parameters` of a query, its texts as they would lie in a column."""
    return [storable(each) if isinstance(each, str) else each for each in parameters]


def check_in_row(interview_id: str, event: CheckedIn) -> TableRow:
    """The row of how a candidate came."""
    code = None if event.appointment is None else storable(event.appointment)
    came: Row = {"way": event.by.value, "appointment": code, "phone_key": event.phone_key}
    return TableRow("check_ins", {"interview_id": interview_id, **came, "let_on": int(event.let_on)})


def answer_rows(interview_id: str, answer: Answer, follow_up: str | None, at: float) -> Iterator[TableRow]:
    """The rows of an accepted answer: itself, its observations, its recording."""
    where: Row = {"interview_id": interview_id, "question_id": answer.question_id, "turn": answer.turn}
    body = encode(answer)
    yield TableRow(
        "answers",
        where
        | {
            "take": answer.take,
            "follow_up": follow_up,
            "words": canonical(body["words"]),
            "corrected_text": None,
            "flags": canonical(body["flags"]),
            "accepted_at": at,
        },
    )
    for number, observation in enumerate(body["observations"], start=1):
        yield TableRow("observations", where | {"number": number} | observation)
    if answer.media is not None:
        media = body["media"]
        yield TableRow(
            "media",
            where
            | {
                "name": media["name"],
                "take": answer.take,
                "tracks": canonical(media["tracks"]),
                "duration_s": media["duration_s"],
                "sha256": media["sha256"],
                "truncated": int(media["truncated"]),
            },
        )


def later_row(interview_id: str, event: TranscribedLater, revision: int, at: float) -> TableRow:
    """The row of words that were read after the interview."""
    body = encode(event)
    return TableRow(
        "later_transcripts",
        {
            "interview_id": interview_id,
            "question_id": event.question_id,
            "turn": event.turn,
            "revision": revision,
            "words": canonical(body["words"]),
            "engines": canonical(body["engines"]),
            "at": at,
        },
    )


def assessment_rows(interview_id: str, assessment: Assessment) -> Iterator[TableRow]:
    """The scores, each with its value or its reason, and the evidence."""
    for number, row in enumerate(_score_rows(assessment), start=1):
        yield TableRow("scores", {"interview_id": interview_id, "number": number, **row})
    found = (item for answer in assessment.answers for item in answer.evidence)
    for number, evidence in enumerate(found, start=1):
        row = encode(evidence)
        row["quote"] = storable(evidence.quote)
        yield TableRow("evidence", {"interview_id": interview_id, "number": number, **row})


def _score_rows(assessment: Assessment) -> Iterator[Row]:
    for answer in assessment.answers:
        for sub in answer.scores:
            yield _score(
                "answer",
                sub.result,
                sub_dimension=sub.sub_dimension,
                question_id=answer.question_id,
                turn=answer.turn,
            )
    for dimension in assessment.dimensions:
        yield _score("dimension", dimension.result, dimension=dimension.dimension)
        for sub in dimension.sub_dimensions:
            yield _score(
                "sub_dimension", sub.result, dimension=dimension.dimension, sub_dimension=sub.sub_dimension
            )
    yield _score("composite", assessment.composite.result)
    yield _score("composite_without_affect", assessment.composite_without_affect.result)


def _score(
    level: str,
    result: Result,
    *,
    dimension: str | None = None,
    sub_dimension: str | None = None,
    question_id: str | None = None,
    turn: int | None = None,
) -> Row:
    return {
        "level": level,
        "dimension": dimension,
        "sub_dimension": sub_dimension,
        "question_id": question_id,
        "turn": turn,
        "value": float(result.value) if isinstance(result, Score) else None,
        "standard_error": float(result.standard_error) if isinstance(result, Score) else None,
        "not_scored_reason": None if isinstance(result, Score) else result.reason,
    }
