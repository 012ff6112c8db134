"""What forms have stored already: sent a second time they store nothing more."""

import hashlib
from collections.abc import Mapping
from typing import Any

from app.domain.codec import canonical
from app.errors import KioskError
from app.store.review import ActKind


def mark_of(interview_id: str, kind: ActKind, body: Mapping[str, Any]) -> str:
    """The same for what says the same, however long it was looked at; nobody's words can be read from it."""
    about = {name: value for name, value in body.items() if name != "looked_s"}
    whole = canonical({"interview": interview_id, "kind": kind.value, "body": about})
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


class Said:
    """By the key that a form made when it was opened. In memory only: a form does not outlive the program."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def is_stored(self, key: str, mark: str) -> bool:
        """True if this form has stored just this. key: "" has never stored anything.

        Raises:
            KioskError: review_saved_already: it has stored other words.
        """
        if key not in self._marks:
            return False
        if self._marks[key] != mark:
            raise KioskError("review_saved_already")
        return True

    def keep(self, key: str, mark: str) -> None:
        """It is stored now."""
        if key:
            self._marks[key] = mark

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self._marks.clear()
