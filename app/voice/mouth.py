"""Does one order at a time: a recording if there is one, else the speech engine."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.media import SAMPLE_RATE_HZ
from app.voice.orders import Ended, How, Hush, Order, Play
from app.voice.playing import Player
from app.voice.recordings import Sound, recording
from app.voice.synthesis import Synthesis


class Mouth:
    """An order that comes while another one sounds cuts that one off. say_ended: told of each end."""

    def __init__(self, folders: Sequence[Path], say_ended: Callable[[Ended], None]) -> None:
        self._folders = tuple(folders)
        self._say_ended = say_ended
        self._number: int | None = None
        self._player = Player(self._is_over)
        self._synthesis = Synthesis(self._made)

    def do(self, order: Order) -> None:
        """Take an order."""
        if self._synthesis.stop():
            self._is_over(How.STOPPED)
        self._player.stop()
        if isinstance(order, Hush):
            return
        self._number = order.number
        if isinstance(order, Play):
            self._player.play(Sound(order.sound, SAMPLE_RATE_HZ))
            return
        recorded = recording(self._folders, order.language, order.text)
        if recorded is not None:
            self._player.play(recorded)
        else:
            self._synthesis.begin(order.text, order.language)

    def _made(self, sound: Sound | None) -> None:
        if sound is None:
            self._is_over(How.FAILED)
        else:
            self._player.play(sound)

    def _is_over(self, how: How) -> None:
        number, self._number = self._number, None
        if number is not None:
            self._say_ended(Ended(number, how))
