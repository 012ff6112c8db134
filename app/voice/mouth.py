"""Does one order at a time: a recording if there is one, else the speech engine."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.media import SAMPLE_RATE_HZ
from app.voice.orders import Ended, How, Hush, Order, Play, Prepare, Say
from app.voice.playing import Player
from app.voice.recordings import Sound, recording
from app.voice.synthesis import Synthesis


class Mouth:
    """An order that comes while another one sounds stops that one first. say_ended: told of each end."""

    def __init__(self, folders: Sequence[Path], say_ended: Callable[[Ended], None]) -> None:
        self._folders = tuple(folders)
        self._say_ended = say_ended
        self._number: int | None = None
        self._next: Say | Play | None = None
        self._player = Player(self._is_over)
        self._synthesis = Synthesis(self._is_over)

    def do(self, order: Order) -> None:
        """Take an order."""
        if isinstance(order, Prepare):
            self._synthesis.prepare()
            return
        if self._next is not None:
            self._say_ended(Ended(self._next.number, How.STOPPED))
        self._next = None if isinstance(order, Hush) else order
        if self._number is None:
            self._go_on()
            return
        self._player.stop()
        self._synthesis.stop()

    def _go_on(self) -> None:
        order, self._next = self._next, None
        if order is None:
            return
        self._number = order.number
        if isinstance(order, Play):
            self._player.play(Sound(order.sound, SAMPLE_RATE_HZ))
            return
        recorded = recording(self._folders, order.language, order.text)
        if recorded is not None:
            self._player.play(recorded)
        else:
            self._synthesis.say(order.text, order.language)

    def _is_over(self, how: How) -> None:
        number, self._number = self._number, None
        if number is not None:
            self._say_ended(Ended(number, how))
        self._go_on()
