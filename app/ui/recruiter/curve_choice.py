"""Which measure of voice and of face the timeline shows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.review.track import Lane
from app.ui.widgets.basics import label, row
from app.ui.widgets.short_box import ShortBox


class CurveChoice(QWidget):
    """chosen: (lane, number of the curve in it)."""

    chosen = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {"voice": ShortBox(), "face": ShortBox()}
        self.legend = label("tiny")
        inside = row(self, spacing=8)
        for box in self.boxes.values():
            inside.addWidget(box, 2)
            box.currentIndexChanged.connect(self._tell)
        inside.addWidget(self.legend, 3)

    def offer(self, lanes: Sequence[tuple[str, Lane]]) -> None:
        """The measures of these lanes; nothing stands here where there are none."""
        found = dict(lanes)
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.clear()
            for curve in found[name].curves if name in found else ():
                box.addItem(f"{curve.name} ({curve.unit})" if curve.unit else curve.name)
            box.blockSignals(False)
            box.setVisible(box.count() > 0)
        self.setVisible(any(box.count() for box in self.boxes.values()))

    def name(self, text: Callable[..., str]) -> None:
        """What the lanes mean, and names for who cannot see where the boxes stand."""
        self.legend.setText(text("review.player.legend_short"))
        for name, box in self.boxes.items():
            box.setAccessibleName(text(f"review.player.curve_{name}"))

    @Slot()
    def _tell(self) -> None:
        for name, box in self.boxes.items():
            self.chosen.emit(name, max(0, box.currentIndex()))
