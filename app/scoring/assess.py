"""What does one interview show? Answers in, everything scoring says out. Pure and repeatable, bit for bit."""

from collections.abc import Sequence

from app.domain.competency import CompetencyModel, PolicyPack, QuestionTemplate
from app.domain.interview import Answer
from app.domain.language import Language
from app.domain.score import AnswerScores, Assessment, Band, DimensionScore
from app.errors import KioskError
from app.scoring.affect import voice_share
from app.scoring.aggregate import composite_of, dimension_scores
from app.scoring.answer import not_scored, read_words, score_turn
from app.scoring.consistency import consistency_notes
from app.scoring.rulebook import Rulebook, Search, profile_of, question_of, rulebook_of
from app.scoring.tiers import NO_OPINION, Opinion, scorer_name, with_opinion

SCORER = "tier0/1.2.0"
MIN_CONFIDENCE_QUESTIONS = 6  # fewer scored questions than this: the composite is a first impression


def assess(
    model: CompetencyModel,
    profile_id: str,
    policy_pack_id: str,
    language: Language,
    answers: Sequence[Answer],
    *,
    channel: str | None = None,
    consented_voice_affect: bool = False,
    accommodation: bool = False,
    opinion: Opinion = NO_OPINION,
) -> Assessment:
    """Evidence and scores of `answers`, any subset of the profile's questions, in any order.

    Args:
        channel: chat, voice or livestream; None for the profile's default.
        consented_voice_affect: the candidate gave the separate consent for voice affect.
        accommodation: the candidate uses one; delivery and consistency are then silent.
        opinion: what the tiers above this one read in the same answers (app.tiers).

    Raises:
        KioskError: profile_unknown, policy_pack_unknown, question_unknown, channel_unknown, or
            answer_twice for two answers to one turn of a question.
    """
    profile = profile_of(model, profile_id)
    pack = _pack(model, policy_pack_id)
    where = profile.default_channel if channel is None else channel
    if where != profile.default_channel and where not in profile.channel_sub_weights:
        raise KioskError("channel_unknown", channel=where, profile=profile.id)
    questions = {answer.question_id: question_of(profile, answer.question_id) for answer in answers}
    book = rulebook_of(model, language)
    searches = _searches(book, answers)
    alone = tuple(_scores(book, pack, questions[each.question_id], each, searches) for each in answers)
    scores = with_opinion(alone, answers, opinion)
    voice = voice_share(
        model, profile, pack, answers, consented=consented_voice_affect, accommodation=accommodation
    )
    dimensions = dimension_scores(model, profile, scores, where, voice)
    bare = dimension_scores(model, profile, scores, where, {}) if voice else dimensions
    composite = composite_of(profile, dimensions)
    read = [(each, search.whole) for each in answers if (search := searches[_key(each)]) is not None]
    notes = consistency_notes(model, profile, pack, book, read, accommodation=accommodation)
    return Assessment(
        answers=scores,
        dimensions=dimensions,
        composite=composite,
        composite_without_affect=composite_of(profile, bare),
        notes=notes,
        scorer=scorer_name(SCORER, opinion),
        flags=_flags(scores, dimensions, composite.band, accommodation) + opinion.flags,
    )


def _pack(model: CompetencyModel, pack_id: str) -> PolicyPack:
    try:
        return model.policy_pack(pack_id)
    except KeyError:
        raise KioskError("policy_pack_unknown", pack=pack_id) from None


def _key(answer: Answer) -> tuple[str, int]:
    return answer.question_id, answer.turn


def _searches(book: Rulebook, answers: Sequence[Answer]) -> dict[tuple[str, int], Search | None]:
    """Every answer read once. Raises KioskError answer_twice."""
    found: dict[tuple[str, int], Search | None] = {}
    for answer in answers:
        if _key(answer) in found:
            raise KioskError("answer_twice", question=answer.question_id, turn=answer.turn)
        found[_key(answer)] = read_words(book, answer)
    return found


def _scores(
    book: Rulebook,
    pack: PolicyPack,
    question: QuestionTemplate,
    answer: Answer,
    searches: dict[tuple[str, int], Search | None],
) -> AnswerScores:
    if question.scored and not pack.ai_scoring:
        return not_scored(question, answer.turn, "ai_scoring_off")
    before = searches.get((question.id, 1)) if answer.turn > 1 else None
    return score_turn(book, question, answer, searches[_key(answer)], before)


def _flags(
    answers: Sequence[AnswerScores],
    dimensions: Sequence[DimensionScore],
    band: Band,
    accommodation: bool,
) -> tuple[str, ...]:
    """Reasons for a human to look: content scoring_rules.human_review."""
    flags = []
    scored = {a.question_id for a in answers if any(hasattr(s.result, "value") for s in a.scores)}
    if len(scored) < MIN_CONFIDENCE_QUESTIONS:
        flags.append("low_confidence")
    if band is Band.GREY_ZONE:
        flags.append("grey_zone")
    if any("below_floor" in dimension.flags for dimension in dimensions):
        flags.append("below_floor")
    for flag in ("red_flag", "taboo", "keyword_list", "prompt_copied", "addressed_to_scorer"):
        if any(flag in answer.flags for answer in answers):
            flags.append(flag)
    if accommodation:
        flags.append("accommodation_used")
    return tuple(flags)
