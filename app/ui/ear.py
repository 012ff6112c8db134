"""What the loudness readings of the device check mean: a voice that is heard, its loudness, the room. Pure."""

from collections import deque
from enum import StrEnum
from statistics import median, quantiles

_SPEECH_LEVELS = 5  # half a second in a row: a knock on the table is shorter
_ABOVE_ROOM_DB = 10.0
_TOO_QUIET_DB = -42.0
_CLIPS_DB = -0.5
_ROOM_LEVELS = 20  # two seconds
_KEPT_LEVELS = 100
_NOISY_ROOM_DB = -42.0  # a voice at a table (-27 dB) then has less than the 15 dB that the recogniser needs


class Loudness(StrEnum):
    """How a voice arrives."""

    GOOD = "good"
    QUIET = "quiet"
    LOUD = "loud"


class Ear:
    """Feed it a reading ten times a second. dB are relative to full scale."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=_KEPT_LEVELS)
        self._spoken: list[float] = []
        self._in_a_row = self._clipped = 0
        self.is_heard = False

    def feed(self, rms_db: float, peak_db: float, speech: bool) -> None:
        """Take in one reading. speech: the engine is sure that somebody speaks."""
        room_db = self._room_db
        speaks = speech or (room_db is not None and rms_db >= room_db + _ABOVE_ROOM_DB)
        self._levels.append(rms_db)
        self._in_a_row = self._in_a_row + 1 if speaks else 0
        if speaks:
            self._spoken.append(rms_db)
            self._clipped += peak_db >= _CLIPS_DB
        self.is_heard = self.is_heard or self._in_a_row >= _SPEECH_LEVELS

    @property
    def loudness(self) -> Loudness | None:
        """How the voice arrives; None until one is heard."""
        if not self.is_heard:
            return None
        if self._clipped * 4 >= len(self._spoken):
            return Loudness.LOUD
        return Loudness.QUIET if median(self._spoken) < _TOO_QUIET_DB else Loudness.GOOD

    @property
    def is_noisy(self) -> bool | None:
        """Whether the room is too noisy for the recogniser; None until two seconds were heard."""
        room_db = self._room_db
        return None if room_db is None else room_db > _NOISY_ROOM_DB

    @property
    def _room_db(self) -> float | None:
        """The quiet fifth of what was heard: people pause, rooms do not."""
        if len(self._levels) < _ROOM_LEVELS:
            return None
        return quantiles(self._levels, n=5)[0]
