"""Reads the content folder into one competency model, or tells every mistake in it."""

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.content.checks import (
    Checked,
    Notes,
    check_caps,
    check_dimension,
    check_question,
    check_scale,
    check_unique_ids,
)
from app.content.files import content_hash, take_files
from app.content.lexicons import RuleNames, read_cues
from app.content.parts import Parts, ProfileParts, read_parts
from app.content.problems import Problems
from app.content.profile_checks import check_profile, check_profile_names
from app.content.strict import Strict
from app.content.work_sample_checks import check_work_sample
from app.domain.competency import CompetencyModel, Cue, JobProfile
from app.domain.language import Words
from app.errors import BugError

T = TypeVar("T", bound=Strict)


def load_competency_model(folder: Path) -> CompetencyModel:
    """The competency model that the content `folder` describes; of the same bytes again the same one.

    Raises:
        ContentError: content_invalid, with every mistake: file, line, field, expected, found.
    """
    problems = Problems()
    files = take_files(folder, problems)
    problems.raise_if_any()
    return _model_of(tuple(files.items()))


@lru_cache(maxsize=2)  # a program's own, and one that a replay compares it with
def _model_of(taken: tuple[tuple[str, bytes], ...]) -> CompetencyModel:
    """Reading takes longer than most of what is done with a model, and nobody can change one."""
    files, problems = dict(taken), Problems()
    parts = read_parts(files, problems)
    cues = read_cues(files, _rule_names(parts), problems)
    _check_alone(parts, problems)
    _check_together(parts, problems)
    problems.raise_if_any()
    return _model(parts, cues, content_hash(files))


def _rule_names(parts: Parts) -> RuleNames:
    """What a lexicon may name of each question: k1, k2 ... and r1, r2 ... for its red flags."""
    names = {}
    for profile in parts.profiles:
        for question in profile.questions:
            points = [point.id for point in question.shape.key_points]
            flags = [f"r{number}" for number in range(1, len(question.shape.red_flags) + 1)]
            names[question.shape.id] = frozenset(points + flags)
    return names


def _check_alone(parts: Parts, problems: Problems) -> None:
    """Checks that need one file only."""
    if parts.scale is not None:
        check_scale(parts.scale, problems)
    for dimension in parts.dimensions:
        check_dimension(dimension, problems)
    for each in parts.profiles:
        if each.profile is not None:
            check_profile(each.profile, problems)
        for question in each.questions:
            check_question(question, problems)
            check_work_sample(question, problems)


def _check_together(parts: Parts, problems: Problems) -> None:
    """Checks of names that must exist elsewhere; left out where the other file could not be read."""
    packs = parts.policy_packs
    check_unique_ids(packs, lambda pack: pack.id, problems)
    check_unique_ids(parts.dimensions, lambda dimension: dimension.id, problems)
    questions = [question for each in parts.profiles for question in each.questions]
    check_unique_ids(questions, lambda question: question.id, problems)
    if parts.moves is not None:
        notes = Notes(parts.moves.document, problems)
        notes.unique(("items",), [move.id for move in parts.moves.shape.items])
        notes.unique(("negative_patterns",), [each.id for each in parts.moves.shape.negative_patterns])
    if parts.taboo is not None:
        ids = [category.id for category in parts.taboo.shape.categories]
        Notes(parts.taboo.document, problems).unique(("categories",), ids)
    if parts.consistency is not None:
        notes = Notes(parts.consistency.document, problems)
        notes.unique(("items",), [item.id for item in parts.consistency.shape.items])
        known = [pack.shape.id for pack in packs]
        for index, name in enumerate(parts.consistency.shape.policy.disabled_in_packs):
            notes.known(("policy", "disabled_in_packs", index), name, known)
    if not any(problem.file.startswith("dimensions/") for problem in problems.found):
        _check_sub_dimensions(parts, problems)


def _check_sub_dimensions(parts: Parts, problems: Problems) -> None:
    subs = {
        part.shape.id: frozenset(sub.id for sub in part.shape.sub_dimensions) for part in parts.dimensions
    }
    owner: dict[str, str] = {}
    for part in parts.dimensions:
        for index, sub in enumerate(part.shape.sub_dimensions):
            other = owner.setdefault(sub.id, part.shape.id)
            if other != part.shape.id:
                expected = Words(f"与 {other} 不同的编号", f"another id than in {other}")
                at = ("sub_dimensions", index, "id")
                Notes(part.document, problems).add(at, expected, Words(sub.id, sub.id))
    if parts.rules is not None:
        check_caps(parts.rules, frozenset(owner), problems)
    for each in parts.profiles:
        if each.profile is not None:
            check_profile_names(each.profile, each.questions, subs, problems)


def _model(parts: Parts, cues: tuple[Cue, ...], digest: str) -> CompetencyModel:
    moves, texts, consistency = _sure(parts.moves), _sure(parts.texts), _sure(parts.consistency)
    scale, meta = _sure(parts.scale), _sure(parts.meta)
    silent = consistency.policy.disabled_in_packs
    return CompetencyModel(
        version=meta.version,
        content_hash=digest,
        dimensions=tuple(part.shape.value() for part in parts.dimensions),
        profiles=tuple(_profile(each) for each in parts.profiles),
        moves=tuple(move.value() for move in moves.items),
        negative_patterns=tuple(pattern.value() for pattern in moves.negative_patterns),
        taboo=tuple(category.value() for category in _sure(parts.taboo).categories),
        consistency_checks=tuple(item.value() for item in consistency.items),
        rules=_sure(parts.rules).value(),
        policy_packs=tuple(
            pack.shape.value(consistency_allowed=pack.shape.ai_scoring and pack.shape.id not in silent)
            for pack in parts.policy_packs
        ),
        candidate_texts=texts.texts(),
        cues=cues,
        consistency_rules=consistency.policy.value(),
        speech=_sure(parts.speech).value(),
        interpretation={int(level): words.words() for level, words in scale.interpretation.items()},
        forbidden_questions=texts.forbidden_questions.value(),
        caveat=meta.notes.words(),
    )


def _profile(each: ProfileParts) -> JobProfile:
    return _sure(each.profile).value(tuple(question.shape.value() for question in each.questions))


def _sure(part: Checked[T] | None) -> T:
    """The shape of a part that has been read: without it a problem would have been raised before."""
    if part is None:
        raise BugError("a content file is missing, but no problem was noted")
    return part.shape
