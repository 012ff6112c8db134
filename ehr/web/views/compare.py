"""Two to four candidates side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from ehr.web.numbers import ScoreValue
from ehr.web.views.dossier import DossierView

Result = ScoreValue | None


@dataclass(frozen=True, slots=True)
class SubRow:
    """A sub-dimension: the result of each candidate, None where there was no interview."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A dimension with its sub-dimensions."""

    name: str
    dimension: tuple[Result, ...]
    subs: tuple[SubRow, ...]


def comparison_rows(dossiers: Sequence[DossierView]) -> tuple[ComparisonRow, ...]:
    """The rows, in the order of the first candidate who was interviewed."""
    interviewed = [each.latest.picture for each in dossiers if each.latest is not None]
    results: list[dict[str, ScoreValue]] = []
    for each in dossiers:
        found = each.latest.picture.dimensions if each.latest is not None else ()
        results.append(
            {row.id: row.value for row in found} | {sub.id: sub.value for row in found for sub in row.subs}
        )
    return tuple(
        ComparisonRow(
            row.name,
            tuple(result.get(row.id) for result in results),
            tuple(SubRow(sub.name, tuple(result.get(sub.id) for result in results)) for sub in row.subs),
        )
        for row in (interviewed[0].dimensions if interviewed else ())
    )
