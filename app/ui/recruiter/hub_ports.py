"""What the sign-in page of a console at a hub asks its worker and is told."""

from dataclasses import dataclass, field

from app.domain.language import Language


@dataclass(frozen=True, slots=True)
class AskHub:
    """What is the hub called?"""


@dataclass(frozen=True, slots=True)
class HubTold:
    """It answers, and is called `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class SignInAt:
    """Somebody shows name and password."""

    name: str
    password: str = field(repr=False)
    language: Language


@dataclass(frozen=True, slots=True)
class EnterCode:
    """The second factor."""

    code: str = field(repr=False)
    language: Language


@dataclass(frozen=True, slots=True)
class SignedIn:
    """How far the sign-in is. name: who it is; needs_code: the second factor is missing."""

    name: str
    needs_code: bool


@dataclass(frozen=True, slots=True)
class SignOut:
    """Nobody is there any more."""


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Nobody is signed in."""
