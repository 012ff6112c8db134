"""Labels, buttons and boxes in the looks of resources/theme.qss."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.scale import Scalable, space

_TRAVEL_KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_LOOK_COLOURS = {"primary": "surface", "quiet": "ink_soft", "segment": "ink_soft"}
_ICON_PX, _ICON_GAP_PX = 24, 8


def label(look: str, *, wrap: bool = True) -> QLabel:
    """An empty label in a look of the style sheet; content is plain text, never markup."""
    made = QLabel()
    made.setProperty("look", look)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Change the look of `widget`; does nothing when it has it already."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet see changed properties of `widget` and of what is in it."""
    for each in [widget, *widget.findChildren(QWidget)]:
        each.style().unpolish(each)
        each.style().polish(each)


def box(name: str = "card") -> QFrame:
    """A frame in the look `name`: card, quiet, row, footer."""
    made = QFrame()
    made.setObjectName(name)
    return made


def column(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> QVBoxLayout:
    """A vertical layout in design pixels."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    space(made, margins, spacing)
    return made


def row(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> QHBoxLayout:
    """A horizontal layout in design pixels."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    space(made, margins, spacing)
    return made


class Button(QPushButton, Scalable):
    """A button with an icon. Space and Return press it; a ring shows focus that came by keyboard."""

    def __init__(self, icons: Icons, icon: str | None = None, look: str = "plain") -> None:
        super().__init__()
        self._icons = icons
        self._icon = icon
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._draw_icon()

    def say(self, text: str) -> None:
        """Show `text`; it is the accessible name, too."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._draw_icon()

    def use_icon(self, icon: str | None) -> None:
        """Show another drawing, or none."""
        if icon != self._icon:
            self._icon = icon
            self._draw_icon()

    def set_factor(self, factor: float) -> None:
        """Draw the icon at `factor`."""
        super().set_factor(factor)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon is not None:
            size, gap = self.px(_ICON_PX), self.px(_ICON_GAP_PX) if self.text() else 0
            colour = _LOOK_COLOURS.get(str(self.property("look")), "ink")
            self.setIconSize(QSize(size + gap, size))
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.setIcon(self._icons.icon(self._icon, colour, size, gap, gap_first=mirrored))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses like Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show the ring: the key that brought the focus here is let go here.

        The reason of the focus event does not tell: Qt says "Tab" too when a focused button is hidden.
        """
        if event.key() in _TRAVEL_KEYS:
            self._ring(True)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the ring."""
        self._ring(False)
        super().focusOutEvent(event)

    def _ring(self, shown: bool) -> None:
        if bool(self.property("ring")) != shown:
            self.setProperty("ring", shown)
            repolish(self)
