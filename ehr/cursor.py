"""Pages of lists: where one ended is one opaque word, with which the next is asked for."""

import base64
import json

from ehr.problems import Kind, Problem

BAD_CURSOR = Kind("bad-cursor", 422, "This page no longer exists. Begin again.", "该页已失效，请从头开始。")


def cursor(*place: str | int) -> str:
    """The word for a place: the values of the last row that the list is ordered by."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place(word: str, *kinds: type[str] | type[int]) -> tuple[str | int, ...]:
    """The values behind a word, one of each kind. Raises Problem `bad-cursor`."""
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except ValueError as error:
        raise Problem(BAD_CURSOR) from error
    if not isinstance(values, list) or [type(value) for value in values] != list(kinds):
        raise Problem(BAD_CURSOR)
    return tuple(values)
