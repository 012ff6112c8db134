"""What the routes of candidates take and give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Phone = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=5, max_length=32, pattern=r"^[+0-9() -]+$")
]
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
]
IdNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=4, max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Band = Literal["above", "grey_zone", "below", "none"]


class Strict(BaseModel):
    """A body that holds nothing we did not ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Strict):
    """Who somebody is. An ID number is never kept: only its keyed hash."""

    name: Name | None = None
    phone: Phone | None = None
    email: Email | None = None


class NewCandidate(Person):
    """A candidate to add."""

    scope_id: int
    job_profile: Code | None = None
    id_number: IdNumber | None = None


class PersonChange(Person):
    """What is to be different; what is missing stays."""

    job_profile: Code | None = None
    id_number: IdNumber | None = None


class CandidateView(BaseModel):
    """A candidate as lists show them. name None: nobody knows it yet. to_rate: the newest interview waits for a
    blind rating, and shows no score before. changed_at: also when a score came to be hidden, or to be shown again;
    lists are in the order of other changes."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    scope_id: int
    name: str | None
    job_profile: str | None
    changed_at: datetime
    interviewed_at: datetime | None
    composite: float | None
    band: Band | None
    to_rate: bool


class CandidatePage(BaseModel):
    """One page. next: what the next one is asked for with, None at the end."""

    items: tuple[CandidateView, ...]
    next: str | None


class Search(Strict):
    """What is looked for. words: some of the name, or a whole phone number; never part of an address.

    changed_since: ask from a minute before the last time; a change may be told a little after its moment.
    """

    words: Annotated[str, Field(max_length=120)] = ""
    job_profile: Code | None = None
    band: Band | None = None
    scope_id: int | None = None
    interviewed: bool | None = None
    to_rate: bool | None = None
    changed_since: datetime | None = None
    after: Annotated[str, Field(max_length=120)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """A Search as the repository takes it. after: when the last one shown was changed, and its id."""

    job_profile: str | None = None
    band: str | None = None
    scope_id: int | None = None
    interviewed: bool | None = None
    to_rate: bool | None = None
    changed_since: datetime | None = None
    after: tuple[datetime, UUID] | None = None
