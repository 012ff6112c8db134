"""A profile as the report shows it: everything in words of one language, nothing left to decide."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.competency import CompetencyModel, PassLine
from app.domain.interview import QuestionType
from app.domain.language import Language
from app.sync.report_answers import AnswerView, answer_view, main_observations
from app.sync.report_explain import sentences_of
from app.sync.report_numbers import instant, instant_text, position, result_text
from app.sync.report_pressure import PressureRow, pressure_rows
from app.sync.report_words import Names, ReportWords

HASH_SHOWN_CHARS = 12

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A score on the scale; positions in percent of its length."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SubScore:
    """A sub-dimension of the whole interview."""

    name: str
    score: str
    is_scored: bool
    questions: int


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension of the whole interview. weight: percent, or nothing where the model has none.

    sentence: what the candidate may be told, or nothing where the model does not know the dimension.
    """

    name: str
    weight: str
    score: str
    gauge: Gauge | None
    sentence: str
    flags: tuple[str, ...]
    subs: tuple[SubScore, ...]


@dataclass(frozen=True, slots=True)
class CompositeView:
    """The composite; other: the same without voice affect, where that differs."""

    figure: str
    error: str
    reason: str
    gauge: Gauge | None
    band: str
    band_code: str
    other: str


@dataclass(frozen=True, slots=True)
class Line:
    """The advisory line of the job profile; positions in percent."""

    composite: str
    low: str
    high: str
    at: float
    zone_at: float
    zone_width: float
    floor: str
    floor_at: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: why, what, and in which questions."""

    reason: str
    what: tuple[str, ...]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note for a human reader."""

    text: str
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report."""

    language: str
    job: str
    facts: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]
    consents: tuple[tuple[str, bool], ...]
    composite: CompositeView
    line: Line | None
    flags: tuple[str, ...]
    dimensions: tuple[DimensionView, ...]
    notes: tuple[NoteView, ...]
    candidate_question: str
    pressure: tuple[PressureRow, ...]
    answers: tuple[AnswerView, ...]
    missing_scores: tuple[Gap, ...]
    missing_measures: tuple[Gap, ...]
    caveat: str


def report_view(profile: Json, model: CompetencyModel, words: ReportWords) -> ReportView:
    """The report of `profile`; what `model` does not know keeps its id."""
    language = Language(profile["language"])
    names = Names.of(model, language, words)
    job = next((each for each in model.profiles if each.id == profile["job_profile"]), None)
    asked = job.questions if job else ()
    sentences = sentences_of(profile, model)
    role_plays = frozenset(each.id for each in asked if each.type is QuestionType.ROLE_PLAY)
    return ReportView(
        language="zh-CN" if language is Language.ZH else "en",
        job=names.thing(profile["job_profile"]),
        facts=_facts(profile, names),
        provenance=_provenance(profile, names),
        consents=tuple(
            (words.code("purpose", each["purpose"]), each["given"]) for each in profile["consents"]
        ),
        composite=_composite(profile, words),
        line=_line(job.pass_line) if job else None,
        flags=tuple(words.code("flag", flag) for flag in profile.get("flags", [])),
        dimensions=tuple(
            _dimension(each, job.weights if job else {}, sentences.get(each["id"], ""), names)
            for each in profile["dimensions"]
        ),
        notes=tuple(
            NoteView(note["text"], tuple(words.code("measure", each) for each in note["components"]))
            for note in profile["notes"]
        ),
        candidate_question=str(profile.get("candidate_question", "")),
        pressure=pressure_rows(profile["answers"], role_plays, names),
        answers=tuple(answer_view(answer, names) for answer in profile["answers"]),
        missing_scores=_missing_scores(profile, names),
        missing_measures=_missing_measures(profile, names),
        caveat=model.caveat.text(language) if model.caveat else "",
    )


def _facts(profile: Json, names: Names) -> tuple[tuple[str, str], ...]:
    words = names.words
    length = instant(profile["finished_at"]) - instant(profile["started_at"])
    minutes = round(length.total_seconds() / 60)
    return (
        (words.label("interview"), profile["interview_id"]),
        (words.label("job"), names.thing(profile["job_profile"])),
        (words.label("form"), words.code("form", profile["plan_form"])),
        (words.label("language"), words.code("language", profile["language"])),
        (words.label("started"), instant_text(profile["started_at"])),
        (
            words.label("finished"),
            words.label("ended", at=instant_text(profile["finished_at"]), minutes=minutes),
        ),
    )


def _provenance(profile: Json, names: Names) -> tuple[tuple[str, str], ...]:
    words, made = names.words, profile["provenance"]
    nothing, comma = words.label("none"), words.label("separator")
    return (
        (words.label("model"), profile["competency_model"]["version"]),
        (words.label("content"), profile["competency_model"]["content_hash"][:HASH_SHOWN_CHARS]),
        (words.label("scorer"), made["scorer"]),
        (words.label("engines"), comma.join(made["engines"]) or nothing),
        (words.label("packs"), comma.join(made["packs"]) or nothing),
        (words.label("policy"), names.thing(made["policy_pack"])),
    )


def _composite(profile: Json, words: ReportWords) -> CompositeView:
    composite, without = profile["composite"], profile["composite_without_affect"]
    reason = composite.get("not_scored_reason")
    other = words.label("same_without")
    if (
        composite["score"] is not None
        and without["score"] is not None
        and composite["score"] != without["score"]
    ):
        figures = {"value": f"{without['score']:.2f}", "whole": f"{composite['score']:.2f}"}
        other = words.label("without_affect", **figures)
    return CompositeView(
        figure="—" if composite["score"] is None else f"{composite['score']:.1f}",
        error="" if composite["standard_error"] is None else f"± {composite['standard_error']:.1f}",
        reason=words.code("reason", reason) if reason else "",
        gauge=_gauge(composite),
        band=words.code("band", composite["band"]),
        band_code=composite["band"],
        other="" if composite["score"] is None else other,
    )


def _gauge(result: Json) -> Gauge | None:
    score, error = result["score"], result.get("standard_error") or 0.0
    return None if score is None else Gauge(position(score), position(score - error), position(score + error))


def _line(line: PassLine) -> Line:
    low, high = line.grey_zone
    at = position(low)
    width = round(position(high) - at, 2)
    return Line(
        f"{line.composite:.1f}",
        f"{low:.1f}",
        f"{high:.1f}",
        position(line.composite),
        at,
        width,
        f"{line.dimension_floor:.1f}",
        position(line.dimension_floor),
    )


def _dimension(dimension: Json, weights: Mapping[str, float], sentence: str, names: Names) -> DimensionView:
    weight = weights.get(dimension["id"])
    return DimensionView(
        name=names.thing(dimension["id"]),
        weight="" if weight is None else names.words.label("weight", value=f"{weight:g}"),
        score=result_text(dimension, names.words),
        gauge=_gauge(dimension),
        sentence=sentence,
        flags=tuple(names.words.code("flag", flag) for flag in dimension.get("flags", [])),
        subs=tuple(
            SubScore(
                names.thing(sub["id"]),
                result_text(sub, names.words),
                sub["score"] is not None,
                sub.get("questions", 0),
            )
            for sub in dimension["sub_dimensions"]
        ),
    )


def _missing_scores(profile: Json, names: Names) -> tuple[Gap, ...]:
    """Why sub-dimensions have no score, of the interview and of single answers."""
    whole: dict[str, list[str]] = defaultdict(list)
    for dimension in profile["dimensions"]:
        for sub in dimension["sub_dimensions"]:
            if sub["score"] is None:
                whole[sub["not_scored_reason"]].append(names.thing(sub["id"]))
    where: dict[str, list[str]] = defaultdict(list)
    for answer in profile["answers"]:
        for reason in dict.fromkeys(each["not_scored_reason"] for each in answer["scores"]):
            if reason:
                where[reason].append(_place(answer))
    reasons = dict.fromkeys([*whole, *where])
    return tuple(
        Gap(names.words.code("reason", each), tuple(whole[each]), tuple(where[each])) for each in reasons
    )


def _missing_measures(profile: Json, names: Names) -> tuple[Gap, ...]:
    """Why measures are missing, over all answers."""
    what: dict[str, list[str]] = defaultdict(list)
    where: dict[str, list[str]] = defaultdict(list)
    for answer in profile["answers"]:
        for each, _ in main_observations(answer["observations"]):
            if each["quality"] == "not_measured":
                what[each["reason"]].append(names.words.code("measure", each["measure"]))
                where[each["reason"]].append(_place(answer))
    return tuple(
        Gap(
            names.words.code("reason", each),
            tuple(dict.fromkeys(what[each])),
            tuple(dict.fromkeys(where[each])),
        )
        for each in what
    )


def _place(answer: Json) -> str:
    return f"{answer['question_id']}" if answer["turn"] == 1 else f"{answer['question_id']}/{answer['turn']}"
