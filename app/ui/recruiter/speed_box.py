"""How fast a recording is played."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

SPEEDS = (0.8, 1.0, 1.25, 1.5, 1.75, 2.0)


class SpeedBox(QComboBox):
    """changed: to so many times."""

    changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "compact")
        for speed in SPEEDS:
            self.addItem(f"{speed:g}×", speed)
        self.setCurrentIndex(SPEEDS.index(1.0))
        self.currentIndexChanged.connect(self._tell)

    def name(self, text: Callable[..., str]) -> None:
        """Speak another language."""
        self.setAccessibleName(text("review.player.speed"))

    def faster(self, steps: int) -> None:
        """So many steps faster, or slower below 0, as far as there are any."""
        self.setCurrentIndex(max(0, min(self.count() - 1, self.currentIndex() + steps)))

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(float(self.currentData()))
