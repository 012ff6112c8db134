"""What somebody has begun to write about interviews: kept until it is stored, thrown away, or they sign out."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.review.values import ScoreTarget


def new_key() -> str:
    """The key of a form that has just been opened: whatever it stores is stored once."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Form:
    """One form below the card. target, value, to: what was chosen, where that is asked for."""

    key: str = field(default_factory=new_key)
    words: str = field(default="", repr=False)
    target: ScoreTarget | None = None
    value: float | None = None
    to: str = ""

    @property
    def is_empty(self) -> bool:
        """True while there is nothing to lose."""
        return not self.words.strip() and self.target is None and self.value is None and not self.to


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A blind rating that is not whole. answers: of each, places in the lists of choices, and the reason."""

    key: str
    at: int
    answers: tuple[tuple[Mapping[str, int], str], ...] = field(repr=False)


@dataclass(slots=True)
class Draft:
    """Of one interview. forms: by what they are for; shown: the one that stands open, or empty.

    is_sent: it may be stored or not; until that is known it is not sent again.
    """

    forms: dict[str, Form] = field(default_factory=dict)
    shown: str = ""
    rating: RatingDraft | None = None
    is_sent: bool = False

    def keep(self, name: str, form: Form) -> None:
        """Hold what is written in this form; an empty one leaves nothing."""
        self.forms.pop(name, None)
        if not form.is_empty:
            self.forms[name] = form

    def drop(self, name: str) -> None:
        """Whoever wrote it wants it no more."""
        self.forms.pop(name, None)
        self.shown = ""

    def stored(self, key: str) -> None:
        """What was written in the form with this key is in the store."""
        for name in [name for name, form in self.forms.items() if form.key == key]:
            self.forms.pop(name)
            self.shown = "" if self.shown == name else self.shown
        if self.rating is not None and self.rating.key == key:
            self.rating = None
        self.is_sent = False


class Drafts:
    """In memory alone, for whoever is signed in."""

    def __init__(self) -> None:
        self._of: dict[str, Draft] = {}

    def of(self, interview_id: str) -> Draft:
        """What was begun about this interview."""
        return self._of.setdefault(interview_id, Draft())

    def stored(self, key: str) -> None:
        """The form with this key is stored, whatever interview is open now."""
        for draft in self._of.values():
            draft.stored(key)

    def not_stored(self) -> None:
        """Nothing is on its way any more."""
        for draft in self._of.values():
            draft.is_sent = False

    def forget(self) -> None:
        """Nobody is signed in: nothing of anybody stays."""
        self._of.clear()
