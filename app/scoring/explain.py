"""Scores in words: a sentence per dimension for the candidate, a table of claims for the recruiter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.competency import CompetencyModel, Dimension, SubDimension
from app.domain.evidence import Evidence
from app.domain.interview import Answer
from app.domain.language import Language, Words
from app.domain.score import Assessment, DimensionScore, Score
from app.domain.transcript import NotTranscribed, Transcript

TIP_LEVEL = 7  # the tip quotes the anchor of good work: within reach and concrete
QUOTE_MAX = 60

_STRENGTH = Words(
    "{dimension}：您在“{sub}”方面说得最充分{quote}。", "{dimension}: you showed most in {sub}{quote}."
)
_SAID = Words("，例如“{quote}”", ', for example "{quote}"')
_TIP = Words("可以多练习“{sub}”：{anchor}", " You could practise {sub}: {anchor}")
_ONLY_TIP = Words("{dimension}：{tip}", "{dimension}: {tip}")
_NOTHING = Words(
    "{dimension}：这次的回答里没有可以反馈的内容。",
    "{dimension}: your answers gave nothing to comment on this time.",
)
_RULES: Mapping[str, Words] = {
    "substance": Words("用自己的话作答", "Answers in own words"),
    "n1_sorry_loop": Words("反复道歉而没有动作", "Apologises again and again with no action"),
    "n2_vague_time": Words("只有“尽快”，没有时间点", 'Only "soon", no time point'),
    "n3_pass_on": Words("让客户自己去找别人", "Sends the customer elsewhere"),
    "n4_overpromise": Words("没有依据的保证", "A guarantee without grounds"),
    "too_long": Words("太长，重点难找", "Too long to find the point"),
    "star": Words("经历讲得完整", "The story is complete"),
    "spec": Words("讲得具体", "Is specific"),
    "order": Words("有先后顺序", "Is told in order"),
    "anchor_high": Words("意思接近高分锚点", "Comes close to a high anchor in meaning"),
    "anchor_low": Words("意思接近低分锚点", "Comes close to a low anchor in meaning"),
    "high": Words("有这一项的良好表现", "Shows this behaviour"),
    "low": Words("有这一项的不足表现", "Shows the opposite of this behaviour"),
    "neg": Words("辩解或攻击", "Defends or attacks"),
    "taboo": Words("服务忌语", "Taboo language"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the recruiter's table: what is claimed, the words it rests on, when, and by which rule.

    at_s: seconds from the start of the take, or None where the words have no times (typed or corrected).
    """

    dimension: str
    sub_dimension: str
    text: str
    quote: str
    question_id: str
    turn: int
    at_s: float | None
    rule: str
    points: float


def candidate_sentences(model: CompetencyModel, assessment: Assessment, language: Language) -> dict[str, str]:
    """Per dimension one strength with a quote and one tip; no score, no verdict, no comparison."""
    known = {dimension.id: dimension for dimension in model.dimensions}
    return {
        score.dimension: _sentence(known[score.dimension], score, assessment, language)
        for score in assessment.dimensions
    }


def _sentence(dimension: Dimension, score: DimensionScore, assessment: Assessment, language: Language) -> str:
    name = dimension.name.text(language)
    subs = {sub.id: sub for sub in dimension.sub_dimensions}
    levels = sorted(
        (each.result.value, each.sub_dimension)
        for each in score.sub_dimensions
        if isinstance(each.result, Score)
    )
    if not levels:
        return _NOTHING.text(language).format(dimension=name)
    worst, best = subs[levels[0][1]], subs[levels[-1][1]]
    strength = strength_sentence(dimension, best.id, assessment, language)
    tip = _tip(worst, language)
    if best.id != worst.id:
        return strength + tip
    if levels[0][0] >= TIP_LEVEL:
        return strength
    return _ONLY_TIP.text(language).format(dimension=name, tip=tip.strip())


def strength_sentence(dimension: Dimension, sub_id: str, assessment: Assessment, language: Language) -> str:
    """That most was shown in this sub-dimension of `dimension`, with the candidate's own words."""
    sub = next(each for each in dimension.sub_dimensions if each.id == sub_id)
    quote = _quote(sub_id, assessment, language)
    name = dimension.name.text(language)
    return _STRENGTH.text(language).format(dimension=name, sub=sub.name.text(language), quote=quote)


def tip_sentence(dimension: Dimension, sub_id: str, language: Language) -> str:
    """What to practise: the anchor of good work in this sub-dimension."""
    sub = next(each for each in dimension.sub_dimensions if each.id == sub_id)
    return _tip(sub, language).strip()


def _tip(sub: SubDimension, language: Language) -> str:
    return _TIP.text(language).format(sub=sub.name.text(language), anchor=_anchor(sub, language))


def _anchor(sub: SubDimension, language: Language) -> str:
    good = [anchor for anchor in sub.anchors if anchor.level == TIP_LEVEL]
    return (good[0].words if good else sub.definition).text(language)


def _quote(sub: str, assessment: Assessment, language: Language) -> str:
    """The words that added most to `sub`, or "" where nothing stands out."""
    found = [
        evidence
        for answer in assessment.answers
        for evidence in answer.evidence
        if evidence.sub_dimension == sub and evidence.points > 0 and evidence.rule != "substance"
    ]
    if not found:
        return ""
    best = max(found, key=lambda each: (each.points, -each.start))
    cut = best.quote if len(best.quote) <= QUOTE_MAX else f"{best.quote[:QUOTE_MAX]}…"
    return _SAID.text(language).format(quote=cut)


def claims(
    model: CompetencyModel, assessment: Assessment, answers: Sequence[Answer], language: Language
) -> tuple[Claim, ...]:
    """The recruiter's table, in the order of the answers; every line is a claim with its words."""
    dimension_of = {
        sub.id: dimension.id for dimension in model.dimensions for sub in dimension.sub_dimensions
    }
    texts = _claim_texts(model, language)
    words = {(answer.question_id, answer.turn): answer.words for answer in answers}
    return tuple(
        Claim(
            dimension=dimension_of[evidence.sub_dimension],
            sub_dimension=evidence.sub_dimension,
            text=_claim(evidence, texts, language),
            quote=evidence.quote,
            question_id=evidence.question_id,
            turn=evidence.turn,
            at_s=time_of(words.get((evidence.question_id, evidence.turn)), evidence.start),
            rule=evidence.rule,
            points=evidence.points,
        )
        for scored in assessment.answers
        for evidence in scored.evidence
    )


def _claim_texts(model: CompetencyModel, language: Language) -> dict[str, str]:
    texts = {move.id: move.name.text(language) for move in model.moves}
    for profile in model.profiles:
        for question in profile.questions:
            for point in question.key_points:
                texts[f"{question.id}.{point.id}"] = point.words.text(language)
            for number, flag in enumerate(question.red_flags, start=1):
                texts[f"{question.id}.r{number}"] = flag.text(language)
    for category in model.taboo:
        texts[f"taboo.{category.id}"] = category.name.text(language)
    return texts


def _claim(evidence: Evidence, texts: Mapping[str, str], language: Language) -> str:
    rule = evidence.rule.partition("@")[0]  # a second reader adds @tier
    known = texts.get(rule)
    if known is not None:
        return known
    words = _RULES.get(rule) or _RULES.get(rule.split(".")[0])
    return words.text(language) if words is not None else evidence.rule


def time_of(words: Transcript | NotTranscribed | None, start: int) -> float | None:
    """When the words at `start` begin, in seconds of the take, from the segment of the recogniser that holds them.

    None where they have no times: typed, corrected, or in no segment.
    """
    if not isinstance(words, Transcript) or words.corrected:
        return None
    at = 0
    for segment in words.segments:
        found = words.text.find(segment.text, at)
        if found < 0 or not segment.text:
            continue
        at = found + len(segment.text)
        if found <= start < at:
            share = (start - found) / len(segment.text)
            return round(segment.start_s + share * (segment.end_s - segment.start_s), 2)
    return None
