"""Several parts at one place, of which one is shown; only that one asks for room."""

from PySide6.QtWidgets import QWidget

from app.ui.widgets.basics import column


class Swap(QWidget):
    """Add parts, then choose one. A QStackedWidget would ask for the room of its largest part at any time."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._current = 0
        self._inside = column(self)

    def add(self, part: QWidget) -> None:
        """Take in `part`; the first one is shown."""
        self._inside.addWidget(part)
        part.setHidden(bool(self._parts))
        self._parts.append(part)

    @property
    def current(self) -> QWidget:
        """The part that is shown. Raises IndexError before the first one came."""
        return self._parts[self._current]

    def choose(self, index: int) -> None:
        """Show part `index` alone. Raises IndexError if there is none."""
        if index != self._current:
            self.current.hide()
            self._current = index
            self.current.show()
