"""Which measure of voice and of face the timeline shows; what their signs mean is beside one, and below two of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

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
        self._inside, beside = row(self, spacing=6), row(spacing=8)
        for box in self.boxes.values():
            beside.addWidget(box, 1)
            box.currentIndexChanged.connect(self._tell)
        self._inside.addLayout(beside, 1)
        self._inside.addWidget(self.legend, 1)

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
        count, way = sum(box.count() > 0 for box in self.boxes.values()), QBoxLayout.Direction
        self._inside.setDirection(way.LeftToRight if count == 1 else way.TopToBottom)
        self.setVisible(count > 0)

    def name(self, text: Callable[..., str]) -> None:
        """What the lanes mean, and names for who cannot see where the boxes stand."""
        self.legend.setText(text("review.player.legend_short"))
        for name, box in self.boxes.items():
            box.setAccessibleName(text(f"review.player.curve_{name}"))

    @Slot()
    def _tell(self) -> None:
        for name, box in self.boxes.items():
            self.chosen.emit(name, max(0, box.currentIndex()))
