"""What staff set at the desk so that a person can show what they can do. Nobody says, or stores, why."""

from dataclasses import dataclass
from enum import StrEnum


class ExtraTime(StrEnum):
    """By how much every limit of preparation and answer is longer."""

    NONE = "1"
    QUARTER = "1.25"
    HALF = "1.5"
    DOUBLE = "2"

    @property
    def factor(self) -> float:
        """What a limit is multiplied by."""
        return float(self.value)


@dataclass(frozen=True, slots=True)
class Accommodations:
    """What is different for this person.

    typed: answers begin typed. no_camera: whatever was agreed to, no picture is taken.
    read_aloud: every page is read. human_interviewer: a person asks instead; the AI part ends.
    """

    time: ExtraTime = ExtraTime.NONE
    typed: bool = False
    large_type: bool = False
    no_camera: bool = False
    read_aloud: bool = False
    human_interviewer: bool = False

    @property
    def is_any(self) -> bool:
        """True when anything is different."""
        return self != NO_ACCOMMODATION


NO_ACCOMMODATION = Accommodations()
