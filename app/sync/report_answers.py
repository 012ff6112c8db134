"""One answer as the report shows it: highlighted words, evidence, measures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.sync.report_explain import second_of
from app.sync.report_numbers import points_text, result_text, signed, value_text
from app.sync.report_words import Names

QUOTE_MAX_CHARS = 90
TELLING = frozenset({"star", "spec", "order", "substance"})  # rules about how something is told

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the transcript. sign: plus, minus, note or nothing; numbers: quotes that end here."""

    text: str
    sign: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What is claimed, the quote it rests on, when it was said, and by which rules it counts.

    number 0: several quotes, each named with its own. at: e.g. 0:07, or nothing where the words have no times.
    """

    claim: str
    number: int
    quote: str
    at: str
    rules: tuple[str, ...]
    points: str
    sign: str


@dataclass(frozen=True, slots=True)
class SubRow:
    """One sub-dimension of an answer with its score or reason, and its evidence."""

    name: str
    score: str
    is_scored: bool
    rows: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of the whole take."""

    name: str
    value: str
    change: str
    windows: int
    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Measures that share a reason why they are missing."""

    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Everything the report shows of one answer."""

    anchor: str
    question_id: str
    title: str
    part: str  # which part of a work sample, or a follow-up; empty for a first turn
    prompts: tuple[str, ...]
    is_scored: bool
    facts: tuple[str, ...]
    flags: tuple[str, ...]
    pieces: tuple[Piece, ...]
    no_words: str
    recognised: str
    subs: tuple[SubRow, ...]
    measured: tuple[Measured, ...]
    doubtful: tuple[Measured, ...]
    missing: tuple[Missing, ...]

    @property
    def has_evidence(self) -> bool:
        """True if something is quoted."""
        return any(sub.rows for sub in self.subs)

    @property
    def has_times(self) -> bool:
        """True if the second of some quote is known."""
        return any(row.at for sub in self.subs for row in sub.rows)


def answer_view(answer: Json, names: Names) -> AnswerView:
    """`answer` of a profile in words."""
    transcript, words = answer["transcript"], names.words
    reason = transcript.get("not_transcribed_reason")
    observations = main_observations(answer["observations"])
    numbers = _numbers(answer["evidence"])
    recognised = transcript.get("recognised_text")
    return AnswerView(
        anchor=f"{answer['question_id']}-{answer['turn']}",
        question_id=answer["question_id"],
        title=names.title(answer["question_id"]),
        part=names.part(answer["question_id"], answer["turn"]),
        prompts=tuple(names.prompts(answer["question_id"], answer["turn"], answer.get("follow_up"))),
        is_scored=answer["scored"],
        facts=_facts(answer, names),
        flags=tuple(_flag(flag, names) for flag in answer.get("flags", [])),
        pieces=pieces_of(transcript["text"], answer["evidence"], numbers),
        no_words=words.code("reason", reason) if reason else "",
        recognised=recognised if recognised and recognised != transcript["text"] else "",
        subs=_subs(answer, numbers, names),
        measured=tuple(_measured(each, names) for each in observations if each[0]["quality"] == "ok"),
        doubtful=tuple(_measured(each, names) for each in observations if each[0]["quality"] == "low"),
        missing=_missing([each[0] for each in observations], names),
    )


def _flag(flag: str, names: Names) -> str:
    """What a flag says of an answer, where that differs from what it says of a dimension."""
    said = names.words.code("answer_flag", flag)
    return names.words.code("flag", flag) if said == flag else said


def main_observations(observations: Sequence[Json]) -> list[tuple[Json, int]]:
    """Per measure, the observation of the longest stretch and how many windows there are beside it."""
    grouped: dict[str, list[Json]] = defaultdict(list)
    for observation in observations:
        grouped[observation["measure"]].append(observation)
    return [
        (max(group, key=lambda each: each["end_s"] - each["start_s"]), len(group) - 1)
        for group in grouped.values()
    ]


def pieces_of(text: str, evidence: Sequence[Json], numbers: dict[tuple[int, int], int]) -> tuple[Piece, ...]:
    """`text` cut at every start and end of a quote; overlapping quotes share pieces."""
    cuts = sorted({0, len(text), *(offset for span in numbers for offset in span)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [each for each in evidence if each["start"] <= start and end <= each["end"]]
        ending = sorted(number for span, number in numbers.items() if span[1] == end)
        pieces.append(Piece(text[start:end], _sign_of(over), tuple(ending)))
    return tuple(pieces)


def _sign_of(evidence: Sequence[Json]) -> str:
    if not evidence:
        return ""
    points = [each.get("points", 0.0) for each in evidence]
    if any(point < 0 for point in points):
        return "minus"
    return "plus" if any(point > 0 for point in points) else "note"


def _numbers(evidence: Sequence[Json]) -> dict[tuple[int, int], int]:
    """Each quoted span of the answer and its number, in reading order."""
    spans = sorted({(each["start"], each["end"]) for each in evidence})
    return {span: number for number, span in enumerate(spans, 1)}


def _subs(answer: Json, numbers: dict[tuple[int, int], int], names: Names) -> tuple[SubRow, ...]:
    """The sub-dimensions the answer is scored on, then those that it merely touches, with their evidence."""
    by_sub: dict[str, list[Json]] = defaultdict(list)
    for each in answer["evidence"]:
        by_sub[each["sub_dimension"]].append(each)
    times = {each["start"]: second_of(answer, each["start"]) for each in answer["evidence"]}
    rows = []
    for score in answer["scores"]:
        sub = score["sub_dimension"]
        text, is_scored = result_text(score, names.words), score["score"] is not None
        rows.append(
            SubRow(names.thing(sub), text, is_scored, _rows(by_sub.pop(sub, []), numbers, times, names))
        )
    flagged = names.words.label("flag_only")
    rows += [
        SubRow(names.thing(sub), flagged, False, _rows(rest, numbers, times, names))
        for sub, rest in by_sub.items()
    ]
    return tuple(rows)


def _rows(
    evidence: Sequence[Json],
    numbers: dict[tuple[int, int], int],
    times: Mapping[int, str],
    names: Names,
) -> tuple[EvidenceRow, ...]:
    """What was said, weightiest first; how it was told, in one row at the end."""
    told = [each for each in evidence if each["rule"].partition(".")[0] in TELLING]
    said = [each for each in evidence if each not in told]
    said.sort(key=lambda each: (-abs(each.get("points", 0.0)), each["start"], each["rule"]))
    rows = [_evidence_row(each, numbers, times, names) for each in said]
    if told:
        told.sort(key=lambda each: (each["start"], each["end"], each["rule"]))
        cited = dict.fromkeys(_cited(each, numbers, times, names) for each in told)
        points = sum(each.get("points", 0.0) for each in told)
        quotes = names.words.label("separator").join(cited)
        rules = tuple(dict.fromkeys(each["rule"] for each in told))
        claim = names.words.label("telling")
        rows.append(EvidenceRow(claim, 0, quotes, "", rules, _points(points, names), "plus"))
    return tuple(rows)


def _cited(each: Json, numbers: dict[tuple[int, int], int], times: Mapping[int, str], names: Names) -> str:
    at = times[each["start"]]
    return f"{names.rule(each['rule'])} [{_number(each, numbers)}]{f' {at}' if at else ''}"


def _number(each: Json, numbers: dict[tuple[int, int], int]) -> int:
    return numbers[each["start"], each["end"]]


def _points(points: float, names: Names) -> str:
    return points_text(points) if points else names.words.label("flag_only")


def _evidence_row(
    each: Json, numbers: dict[tuple[int, int], int], times: Mapping[int, str], names: Names
) -> EvidenceRow:
    quote = each["quote"]
    if len(quote) > QUOTE_MAX_CHARS:
        half = QUOTE_MAX_CHARS // 2
        quote = f"{quote[:half]} … {quote[-half:]}"
    points = _points(each.get("points", 0.0), names)
    return EvidenceRow(
        claim=names.rule(each["rule"]),
        number=_number(each, numbers),
        quote=quote,
        at=times[each["start"]],
        rules=(each["rule"],),
        points=points,
        sign=_sign_of([each]),
    )


def _facts(answer: Json, names: Names) -> tuple[str, ...]:
    """Where the words come from and what was recorded."""
    transcript, words = answer["transcript"], names.words
    facts = []
    if transcript["source"]:
        facts.append(words.code("source", transcript["source"]))
    if transcript["confidence"] is not None:
        facts.append(words.label("confidence", value=f"{transcript['confidence']:.0%}"))
    if transcript["corrected"]:
        facts.append(words.label("corrected"))
    recording = answer.get("recording")
    if recording:
        tracks = words.label("separator").join(words.code("track", each) for each in recording["tracks"])
        facts.append(words.label("recording", tracks=tracks, seconds=f"{recording['duration_s']:.0f}"))
        if recording.get("truncated"):
            facts.append(words.label("truncated"))
    return tuple(facts)


def _measured(found: tuple[Json, int], names: Names) -> Measured:
    observation, windows = found
    change = observation.get("baseline_z")
    return Measured(
        name=names.words.code("measure", observation["measure"]),
        value=value_text(observation, names.words),
        change="" if change is None else names.words.label("baseline", value=f"{signed(change)} z"),
        windows=windows,
        reason=names.words.code("reason", observation["reason"]) if observation["reason"] else "",
    )


def _missing(observations: Sequence[Json], names: Names) -> tuple[Missing, ...]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for each in observations:
        if each["quality"] == "not_measured":
            grouped[each["reason"]].append(names.words.code("measure", each["measure"]))
    return tuple(
        Missing(names.words.code("reason", reason), tuple(measures)) for reason, measures in grouped.items()
    )
