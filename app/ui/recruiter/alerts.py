"""Above the list: who has finished and is still here, who raised a hand; a tone when somebody new does."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.review.values import CallLine, QueueRow
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, row

SHOWN = 3


class Alerts(QWidget):
    """sounded: somebody finished or called who was not on the list before, and the tone is on."""

    sounded = Signal()

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__()
        self._strings = strings
        self._rows: tuple[QueueRow, ...] = ()
        self._calls: tuple[CallLine, ...] = ()
        self._known: set[str] | None = None
        self._banner = Banner(icons)
        self.sound_button = Button(icons, look="choice")
        self.sound_button.setCheckable(True)
        self.sound_button.setChecked(True)
        self.sound_button.toggled.connect(self._draw_sound)
        inside = row(self, spacing=12)
        inside.addWidget(self._banner, 1)
        inside.addStretch(0)
        inside.addWidget(self.sound_button)
        self._draw()

    @property
    def text(self) -> str:
        """What is said; empty where nobody waits."""
        return self._banner.text

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self._draw()

    def show_news(self, rows: Sequence[QueueRow], calls: Sequence[CallLine]) -> None:
        """Say who waits. The first time nobody is new."""
        self._rows = tuple(each for each in rows if each.is_here)
        self._calls = tuple(calls)
        now = {each.interview_id for each in self._rows} | {
            f"{each.reason} {each.interview_id}" for each in calls
        }
        is_new = self._known is not None and bool(now - self._known)
        self._known = now
        self._draw()
        if is_new and self.sound_button.isChecked():
            self.sounded.emit()

    def clear(self) -> None:
        """Nobody is signed in."""
        self._rows, self._calls, self._known = (), (), None
        self._draw()

    @Slot()
    def _draw_sound(self) -> None:
        on = self.sound_button.isChecked()
        self.sound_button.say(
            self._strings.text("review.console.sound_on" if on else "review.console.sound_off")
        )

    def _draw(self) -> None:
        text = self._strings.text
        self._draw_sound()
        parts = [
            text(f"review.console.call_{each.reason}", minutes=each.waits_min) for each in self._calls[:SHOWN]
        ]
        if self._rows:
            longest = max(each.waits_min or 0 for each in self._rows)
            parts.append(text("review.console.still_here", count=len(self._rows), minutes=longest))
        self._banner.say("  ·  ".join(parts), Tone.WARNING if self._calls else Tone.INFO)
