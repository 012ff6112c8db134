"""One interview question by question: words with their evidence marked, what was measured and how well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from ehr.web.content import Content, Rateable
from ehr.web.numbers import ScoreValue, moment, score_of, value_text
from ehr.web.views.picture import Picture, picture_of

Json = Mapping[str, Any]
VOICE, FACE = "voice_change", "face_change"
LOCKED, WARM_UP = "policy_locked", "is_baseline"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: part of as many quotes as it has numbers; tone plus, minus, note or none."""

    text: str
    tone: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One point: which rule found it, the quote with its number in the words, what it gave or took."""

    number: int
    sub_dimension: str
    rule: str
    quote: str
    points: float | None


@dataclass(frozen=True, slots=True)
class SubRow:
    """The score that one answer gave a sub-dimension."""

    id: str
    name: str
    value: ScoreValue
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One observation in words: quality ok, low or not_measured, with the reason where it is not ok."""

    name: str
    value: str
    quality: str
    reason: str
    baseline: float | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One accepted answer."""

    anchor: str
    question_id: str
    turn: int
    title: str
    prompt: str
    is_scored: bool
    pieces: tuple[Piece, ...]
    source: str
    confidence: float | None
    is_corrected: bool
    recognised_text: str
    no_words_reason: str
    subs: tuple[SubRow, ...]
    observations: tuple[Measured, ...]
    not_measured: tuple[Measured, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How voice and face moved in one turn of a role play against the own warm-up: middle, low, high; else why not."""

    title: str
    turn: int
    anchor: str
    voice: tuple[float, float, float] | None
    voice_reason: str
    face: tuple[float, float, float] | None
    face_reason: str


@dataclass(frozen=True, slots=True)
class InterviewView:
    """Everything one interview showed, for the page of the interview and the dossier.

    named_by: the version of another content whose names stand here; nothing where they are the interview's own.
    """

    id: str
    job_name: str
    language: str
    form: str
    started_at: datetime
    finished_at: datetime | None
    scorer: str
    policy: str
    model_version: str
    engines: tuple[str, ...]
    consents: tuple[tuple[str, bool], ...]
    picture: Picture
    answers: tuple[AnswerView, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    candidate_question: str
    rated: tuple[Rateable, ...]
    named_by: str


def interview_view(profile: Json, content: Content, *, is_own: bool = True) -> InterviewView:
    """The page of a profile of contract v1, in the language of `content`. is_own: it was held with that content."""
    finished = profile["finished_at"]
    provenance = profile["provenance"]
    return InterviewView(
        id=profile["interview_id"],
        job_name=content.name(profile["job_profile"]),
        language=profile["language"],
        form=profile["plan_form"],
        started_at=moment(profile["started_at"]),
        finished_at=moment(finished) if finished else None,
        scorer=provenance["scorer"],
        policy=provenance["policy_pack"],
        model_version=profile["competency_model"]["version"],
        engines=(*provenance["engines"], *provenance["packs"]),
        consents=tuple((each["purpose"], each["given"]) for each in profile["consents"]),
        picture=picture_of(profile, content),
        answers=tuple(_answer(answer, content) for answer in profile["answers"]),
        changes=tuple(change for answer in profile["answers"] if (change := _change(answer, content))),
        notes=tuple(note["text"] for note in profile["notes"]),
        candidate_question=profile.get("candidate_question") or "",
        rated=content.rated_in(profile["job_profile"]),
        named_by="" if is_own else content.version,
    )


def _answer(answer: Json, content: Content) -> AnswerView:
    transcript, evidence = answer["transcript"], answer["evidence"]
    numbers = {
        place: index for index, place in enumerate(sorted({_place(each) for each in evidence}), start=1)
    }
    observed = [_measured(each, content) for each in _whole(answer["observations"])]
    reason = transcript["not_transcribed_reason"]
    return AnswerView(
        anchor=f"{answer['question_id']}-{answer['turn']}",
        question_id=answer["question_id"],
        turn=answer["turn"],
        title=content.title(answer["question_id"]),
        prompt=content.prompt(answer["question_id"]) if answer["turn"] == 1 else "",
        is_scored=answer["scored"],
        pieces=pieces_of(transcript["text"], evidence, numbers),
        source=transcript["source"] or "",
        confidence=transcript["confidence"],
        is_corrected=transcript["corrected"],
        recognised_text=transcript["recognised_text"] or "",
        no_words_reason=content.words.code("reason", reason) if reason else "",
        subs=tuple(_sub(score, evidence, numbers, content) for score in answer["scores"]),
        observations=tuple(each for each in observed if each.quality != "not_measured"),
        not_measured=tuple(each for each in observed if each.quality == "not_measured"),
        flags=tuple(answer["flags"]),
    )


def _place(evidence: Json) -> tuple[int, int]:
    return evidence["start"], evidence["end"]


def pieces_of(
    text: str, evidence: Sequence[Json], numbers: Mapping[tuple[int, int], int]
) -> tuple[Piece, ...]:
    """`text` cut where quotes begin and end; a number stands on the last piece of its quote."""
    cuts = sorted({0, len(text), *(edge for each in evidence for edge in _place(each))})
    pieces = []
    for start, end in pairwise(cuts):
        over = [each for each in evidence if each["start"] <= start and end <= each["end"]]
        ending = sorted({numbers[_place(each)] for each in over if each["end"] == end})
        pieces.append(Piece(text[start:end], _tone(over), tuple(ending)))
    return tuple(pieces)


def _tone(over: Sequence[Json]) -> str:
    if not over:
        return ""
    points = [each["points"] for each in over if each["points"]]
    if not points:
        return "note"
    return "minus" if min(points) < 0 else "plus"


def _sub(
    score: Json, evidence: Sequence[Json], numbers: Mapping[tuple[int, int], int], content: Content
) -> SubRow:
    rows = [each for each in evidence if each["sub_dimension"] == score["sub_dimension"]]
    return SubRow(
        score["sub_dimension"],
        content.name(score["sub_dimension"]),
        score_of(score),
        tuple(
            EvidenceRow(
                numbers[_place(each)],
                each["sub_dimension"],
                content.rule(each["rule"]),
                each["quote"],
                each["points"],
            )
            for each in sorted(rows, key=_place)
        ),
    )


def _whole(observations: Sequence[Json]) -> list[Json]:
    """One observation of each measure: that of the longest time, which is the whole answer."""
    longest: dict[str, Json] = {}
    for each in observations:
        known = longest.get(each["measure"])
        if known is None or _length_s(each) > _length_s(known):
            longest[each["measure"]] = each
    return list(longest.values())


def _length_s(observation: Json) -> float:
    return float((observation["end_s"] or 0) - (observation["start_s"] or 0))


def _measured(observation: Json, content: Content) -> Measured:
    words, reason = content.words, observation["reason"]
    value = observation["value"]
    return Measured(
        words.code("measure", observation["measure"]),
        value_text(value, observation["unit"], words) if value is not None else "",
        observation["quality"],
        words.code("reason", reason) if reason else "",
        observation["baseline_z"],
    )


def _change(answer: Json, content: Content) -> Change | None:
    whole = {each["measure"]: each for each in _whole(answer["observations"])}
    told = [whole[each] for each in (VOICE, FACE) if each in whole]
    is_open = any(each["reason"] not in (LOCKED, WARM_UP) for each in told)
    if not is_open or not content.is_role_play(answer["question_id"]):
        return None
    voice, voice_reason = _interval(VOICE, whole, content)
    face, face_reason = _interval(FACE, whole, content)
    anchor = f"{answer['question_id']}-{answer['turn']}"
    title = content.title(answer["question_id"])
    return Change(title, answer["turn"], anchor, voice, voice_reason, face, face_reason)


def _interval(
    measure: str, whole: Mapping[str, Json], content: Content
) -> tuple[tuple[float, float, float] | None, str]:
    found = [whole.get(f"{measure}{end}") for end in ("", "_low", "_high")]
    values = [each["value"] for each in found if each is not None and each["value"] is not None]
    if len(values) == 3:
        return (values[0], values[1], values[2]), ""
    reason = found[0]["reason"] if found[0] else None
    return None, content.words.code("reason", reason or "not_measured")
