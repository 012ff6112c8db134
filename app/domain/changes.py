"""Scores of the program that lay before people who decided, and what people made of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownScores:
    """Scores of one kind in interviews that were decided. count: how many.

    level: composite, dimension or sub_dimension; name: which. site: empty for this machine's own. is_first: nobody
    had to rate before they saw them.
    """

    level: str
    name: str
    site: str
    model_version: str
    is_first: bool
    count: int


@dataclass(frozen=True, slots=True)
class ChangedScore:
    """What a person made of one of them in the end. by: person minus program, in points."""

    level: str
    name: str
    site: str
    model_version: str
    is_first: bool
    by: float
