"""An interview read back from what was stored: whole, or named as unreadable so that the others go on."""

from collections.abc import Callable, Iterable

from app.domain.events import Event
from app.errors import BugError, KioskError
from app.flow.interview import Interview, fold

UNREADABLE = "interview_unreadable"


def read_back(events_of: Callable[[str], Iterable[Event]], interview_id: str) -> Interview:
    """The interview as its events made it. events_of: gives them by the interview's id.

    Raises:
        KioskError: interview_unreadable: an event is unknown or damaged, or cannot follow the ones before it;
            whatever else `events_of` meets.
    """
    try:
        return fold(events_of(interview_id))
    except KioskError as error:
        if error.code != "record_unreadable":
            raise
        raise KioskError(UNREADABLE, interview=interview_id) from error
    except (BugError, ValueError) as error:
        raise KioskError(UNREADABLE, interview=interview_id) from error
