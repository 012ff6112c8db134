"""What whoever sits here is told of their call: that somebody is coming, and nothing more once it is answered. Pure."""

from collections.abc import Iterable

from app.ui.desk_views import WaitingCall

COMING_NOTE = "help.coming"  # a key of the screen's words


class OwnCall:
    """Follows the calls of the sitting, or of whoever stands before the first page. is_open: staff are waited for."""

    def __init__(self) -> None:
        self._whose: str | None = None
        self._is_coming = False
        self.is_open = False

    def heard(self, calls: Iterable[WaitingCall], interview_id: str | None) -> str | None:
        """The key of a note to show, "" to take the note away, None where nothing is new."""
        own = [call for call in calls if call.interview_id == interview_id]
        was_open, was_coming = self.is_open and interview_id == self._whose, self._is_coming
        ended = self.is_open and not (own and was_open)
        self._whose, self.is_open = interview_id, bool(own)
        self._is_coming = any(call.coming_by for call in own)
        if self._is_coming and not (was_open and was_coming):
            return COMING_NOTE
        return "" if ended else None
