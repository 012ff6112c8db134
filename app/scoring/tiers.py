"""How a second reading (Tier 1, embeddings; Tier 2, a language model) may move a score of Tier 0.

It may point at words and move a sub-dimension of one answer by one anchor step at the most. It can score
nothing that Tier 0 did not score, and it never outvotes what Tier 0 found against the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.evidence import Evidence
from app.domain.interview import Answer
from app.domain.score import AnswerScores, Score, SubDimensionScore
from app.domain.transcript import NotTranscribed
from app.errors import BugError

ANCHORS = (1.0, 3.0, 5.0, 7.0, 10.0)
NO_RISE = ("keyword_list", "prompt_copied", "repeated", "red_flag")  # flags under which nothing is raised


@dataclass(frozen=True, slots=True)
class Nudge:
    """One anchor step up (1), down (-1), or none (0: evidence only), and the words it rests on.

    evidence: verbatim spans of this answer, for this sub-dimension; never none.
    tier, pack: who says so, e.g. "tier1" and the identity of the pack.
    """

    question_id: str
    turn: int
    sub_dimension: str
    steps: int
    evidence: tuple[Evidence, ...]
    tier: str
    pack: str

    def __post_init__(self) -> None:
        if self.steps not in (-1, 0, 1):
            raise ValueError(f"{self.tier}: {self.steps} anchor steps")
        if not self.evidence:
            raise ValueError(f"{self.tier}: no span, no point")
        own = (self.question_id, self.turn, self.sub_dimension)
        if any((each.question_id, each.turn, each.sub_dimension) != own for each in self.evidence):
            raise ValueError(f"{self.tier}: evidence of another answer or sub-dimension")


@dataclass(frozen=True, slots=True)
class Opinion:
    """Everything the tiers above Tier 0 said about one interview.

    readers: identities of the tiers that read it, in order, whether or not they moved anything.
    flags: e.g. tier2_unavailable and its reason.
    """

    nudges: tuple[Nudge, ...] = ()
    readers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


NO_OPINION = Opinion()


def scorer_name(tier0: str, opinion: Opinion) -> str:
    """The identity of the whole scorer: Tier 0 and every reader above it."""
    return "+".join((tier0, *opinion.readers))


def with_opinion(
    scores: Sequence[AnswerScores], answers: Sequence[Answer], opinion: Opinion
) -> tuple[AnswerScores, ...]:
    """`scores` after the nudges of `opinion` on `answers`, which they were made from."""
    texts = {
        (answer.question_id, answer.turn): answer.words.text
        for answer in answers
        if not isinstance(answer.words, NotTranscribed)
    }
    return apply_nudges(scores, opinion.nudges, texts)


def apply_nudges(
    scores: Sequence[AnswerScores], nudges: Sequence[Nudge], texts: Mapping[tuple[str, int], str]
) -> tuple[AnswerScores, ...]:
    """`scores` with every sub-dimension moved by the nudges on it, together by one anchor step at the most.

    Args:
        texts: (question id, turn) -> transcript, against which every quote is checked.

    Raises:
        BugError: A quote does not stand in its transcript.
    """
    for nudge in nudges:
        _check_verbatim(nudge, texts.get((nudge.question_id, nudge.turn), ""))
    own: dict[tuple[str, int], list[Nudge]] = {}
    for nudge in nudges:
        own.setdefault((nudge.question_id, nudge.turn), []).append(nudge)
    return tuple(_nudged(each, own.get((each.question_id, each.turn), [])) for each in scores)


def stepped(value: float, steps: int) -> float:
    """`value` moved by `steps` along the anchors, in half points; between two anchors in proportion."""
    below = max(at for at, anchor in enumerate(ANCHORS) if anchor <= value)
    if below == len(ANCHORS) - 1:
        place = float(below)
    else:
        place = below + (value - ANCHORS[below]) / (ANCHORS[below + 1] - ANCHORS[below])
    place = min(max(place + steps, 0.0), len(ANCHORS) - 1.0)
    low = min(int(place), len(ANCHORS) - 2)
    moved = ANCHORS[low] + (place - low) * (ANCHORS[low + 1] - ANCHORS[low])
    return round(moved * 2) / 2


def _check_verbatim(nudge: Nudge, text: str) -> None:
    for evidence in nudge.evidence:
        if evidence.start < 0 or text[evidence.start : evidence.end] != evidence.quote:
            raise BugError(f"{nudge.tier}: a quote of {evidence.rule} is not in its transcript")


def _nudged(scores: AnswerScores, nudges: Sequence[Nudge]) -> AnswerScores:
    evidence = list(scores.evidence)
    moved: list[SubDimensionScore] = []
    flags: list[str] = []
    for score in scores.scores:
        own = [nudge for nudge in nudges if nudge.sub_dimension == score.sub_dimension]
        if not own or not isinstance(score.result, Score):
            moved.append(score)
            continue
        steps = max(-1, min(1, sum(nudge.steps for nudge in own)))
        if steps > 0 and _is_held(scores, score.sub_dimension):
            steps = 0
        value = stepped(score.result.value, steps)
        moved.append(replace(score, result=Score(value, score.result.standard_error)))
        evidence += _credited(own, steps, value - score.result.value)
        flags += [f"{nudge.tier}_moved" for nudge in own if steps and nudge.steps == steps]
    unique = dict.fromkeys((*scores.flags, *flags))
    return replace(scores, scores=tuple(moved), evidence=tuple(evidence), flags=tuple(unique))


def _is_held(scores: AnswerScores, sub: str) -> bool:
    """True if Tier 0 found something against `sub`, or the whole answer is not the candidate's own prose."""
    against = any(each.points < 0 for each in scores.evidence if each.sub_dimension == sub)
    return against or any(flag in NO_RISE for flag in scores.flags)


def _credited(nudges: Sequence[Nudge], steps: int, change: float) -> list[Evidence]:
    """The evidence of `nudges`; the change is shared by the spans that speak for it, once per place."""
    found: dict[tuple[str, int, int], bool] = {}
    quotes: dict[tuple[str, int, int], Evidence] = {}
    for nudge in nudges:
        for each in nudge.evidence:
            key = (each.rule, each.start, each.end)
            quotes.setdefault(key, each)
            found[key] = found.get(key, False) or (steps != 0 and nudge.steps == steps)
    speaking = sum(found.values())
    return [
        replace(quotes[key], points=round(change / speaking, 4) if speaks else 0.0)
        for key, speaks in found.items()
    ]
