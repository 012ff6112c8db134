"""What may follow what in an interview, as somebody above the store says it: an event that cannot is not stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.events import Event


@dataclass(frozen=True, slots=True)
class Course:
    """begin: the state before the first event. after: the next one; raises BugError for an impossible event."""

    begin: Any
    after: Callable[[Any, Event], Any]

    def follow(self, state: Any, events: Sequence[Event]) -> Any:
        """The state after `events`. Raises BugError."""
        for event in events:
            state = self.after(state, event)
        return state


class Newest:
    """Where the interview that was written last stands, so that its events are not read again for each new one."""

    def __init__(self) -> None:
        self._known: tuple[str, str, Any] | None = None

    def state(self, interview_id: str, head: str, read: Callable[[], Any]) -> Any:
        """What was remembered of the interview with this newest hash, else what `read` says."""
        if self._known is not None and self._known[:2] == (interview_id, head):
            return self._known[2]
        return read()

    def remember(self, interview_id: str, head: str, state: Any) -> None:
        """From now on the interview stands there."""
        self._known = (interview_id, head, state)
