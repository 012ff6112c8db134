"""An interview to read: questions, words, what is to be rated; quoted spans only where scores may be seen."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.competency import CompetencyModel, QuestionTemplate
from app.domain.interview import Answer
from app.domain.transcript import Transcript
from app.review.tracks import tracks_of
from app.review.values import AnchorLine, AnswerLine, Reading, Span, ToRate
from app.store.archive import Archive
from app.sync.report_words import Names

Key = tuple[str, int]


def reading_of(archive: Archive, names: Names, interview_id: str, *, is_blind: bool) -> Reading:
    """The interview with its answers in the order they were given. Raises KioskError interview_unknown."""
    summary, answers = archive.interview(interview_id), archive.answers(interview_id)
    profile = None if is_blind else archive.profile_json(interview_id)
    spans = {} if profile is None else spans_of(json.loads(profile), names)
    shows_curves = profile is not None  # before there are scores nobody knows who will rate it blind
    return Reading(
        interview_id,
        names.thing(summary.job_profile or ""),
        tuple(
            line_of(stored.answer, names, spans.get((stored.answer.question_id, stored.answer.turn), ()))
            for stored in answers
        ),
        is_blind,
        tracks=tracks_of(archive, names, interview_id, answers, shows_curves=shows_curves),
    )


def asked_of(archive: Archive, model: CompetencyModel, interview_id: str) -> dict[Key, set[str]]:
    """The sub-dimensions to be rated on each answer of a stored interview; see to_rate_of."""
    return to_rate_of((stored.answer for stored in archive.answers(interview_id)), model)


def to_rate_of(answers: Iterable[Answer], model: CompetencyModel) -> dict[Key, set[str]]:
    """The sub-dimensions to be rated on each answer: what the question is about, never what the program found."""
    questions = {each.id: each for profile in model.profiles for each in profile.questions}
    wanted: dict[Key, set[str]] = {}
    for answer in answers:
        question = questions.get(answer.question_id)
        if question is not None and _is_to_rate(question, answer):
            wanted[answer.question_id, answer.turn] = set(question.scores)
    return wanted


def _is_to_rate(question: QuestionTemplate, answer: Answer) -> bool:
    """Only what has words, read or heard: an answer that was not transcribed has no score to compare with."""
    return question.scored and isinstance(answer.words, Transcript)


def line_of(answer: Answer, names: Names, spans: tuple[Span, ...]) -> AnswerLine:
    """One answer to read."""
    words = answer.words
    question = names.questions.get(answer.question_id)
    is_read = isinstance(words, Transcript)
    return AnswerLine(
        question_id=answer.question_id,
        turn=answer.turn,
        title=" · ".join(
            part
            for part in (names.title(answer.question_id), names.part(answer.question_id, answer.turn))
            if part
        ),
        asked="\n".join(names.prompts(answer.question_id, answer.turn, None)),
        text=words.text if isinstance(words, Transcript) else "",
        raw=words.recognised_text if isinstance(words, Transcript) else None,
        not_transcribed="" if isinstance(words, Transcript) else names.words.code("reason", words.reason),
        spans=spans,
        to_rate=to_rate(question, names) if question is not None and question.scored and is_read else (),
    )


def to_rate(question: QuestionTemplate, names: Names) -> tuple[ToRate, ...]:
    """What a question is about, with its anchors."""
    known = {sub.id: sub for dimension in names.model.dimensions for sub in dimension.sub_dimensions}
    return tuple(
        ToRate(
            sub,
            names.thing(sub),
            tuple(
                AnchorLine(anchor.level, anchor.words.text(names.language)) for anchor in known[sub].anchors
            ),
        )
        for sub in question.scores
    )


def spans_of(profile: Mapping[str, Any], names: Names) -> dict[Key, tuple[Span, ...]]:
    """What the scores of a profile quote, by answer."""
    return {
        (answer["question_id"], answer["turn"]): tuple(
            Span(each["start"], each["end"], each["points"] or 0.0, names.rule(each["rule"]))
            for each in answer["evidence"]
        )
        for answer in profile["answers"]
    }
