"""Scores without those that are hidden, by the kiosk's own rules: of profiles, and of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import RowMapping

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.domain.score import NotScored, Score, SubDimensionScore
from app.review.hidden import AGREEMENT_BELOW, flags_of, job_of, shown_where_hit, without

Json = dict[str, Any]
Row = Mapping[str, Any] | RowMapping
Sub = tuple[str, str, float | None, float | None]  # dimension, name, score, standard error
UNSEEN = "not_observed"
REMEMBERED = 4_000  # lines, some 3 kB each


class Assessed(Protocol):
    """An interview's row."""

    @property
    def id(self) -> UUID: ...
    @property
    def job_profile(self) -> str: ...
    @property
    def flags(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Cover:
    """What may be shown of an interview of which something is hidden."""

    composite: float | None
    standard_error: float | None
    not_scored_reason: str | None
    band: str
    least_dimension: float | None
    flags: tuple[str, ...]


@cache
def shipped_model() -> CompetencyModel:
    """The content that came with the hub; read once, and only where something is hidden."""
    return load_competency_model(content_dir())


def profile_without(profile: Json, hidden: frozenset[str]) -> Json:
    """A profile of contract v1 as if the program had not scored what is hidden."""
    return without(profile, hidden, shipped_model()) if hidden else profile


def cover_of(
    job_profile: str, flags: Iterable[str], subs: Iterable[Row], hidden: frozenset[str]
) -> Cover | None:
    """The same of an interview's rows; None: nothing of it is hidden, so it is shown as it is."""
    told = tuple((each["dimension"], each["name"], each["score"], each["standard_error"]) for each in subs)
    return _cover(job_profile, tuple(flags), told, hidden)


@lru_cache(maxsize=REMEMBERED)
def _cover(
    job_profile: str, flags: tuple[str, ...], subs: tuple[Sub, ...], hidden: frozenset[str]
) -> Cover | None:
    """A list is read again and again: each line is worked out once. Nothing in it says whose it is."""
    model = shipped_model()
    dimensions: dict[str, list[SubDimensionScore]] = {}
    for dimension, name, score, error in subs:
        result = NotScored(UNSEEN) if score is None or error is None else Score(score, error)
        dimensions.setdefault(dimension, []).append(SubDimensionScore(name, result))
    shown = shown_where_hit(dimensions, model, job_profile, hidden)
    if shown is None:
        return None
    whole, job = shown.composite.result, job_of(model, job_profile)
    return Cover(
        composite=shown.value,
        standard_error=whole.standard_error if isinstance(whole, Score) else None,
        not_scored_reason=None if isinstance(whole, Score) else AGREEMENT_BELOW,
        band=shown.composite.band.value,
        least_dimension=shown.least_dimension,
        flags=flags_of(flags, None if job is None else job.pass_line, shown.value, shown.least_dimension),
    )
