"""Labels, buttons and boxes in the looks of resources/theme.qss."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.scale import Scalable, space, turns
from app.ui.theme import SIZES, look_of

_TRAVEL_KEYS = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_LOOK_COLOURS = {"primary": "surface", "quiet": "ink_soft", "segment": "ink_soft"}
_ICON_PX, _LARGE_ICON_PX, _ICON_GAP_PX = 24, 28, 8
_RING_PX = 2.5


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


def line() -> QFrame:
    """A thin line between what belongs apart."""
    made = QFrame()
    made.setObjectName("line")
    made.setFixedHeight(1)
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


def row_or_column(parent: QWidget | None = None, *, spacing: int = 0) -> QBoxLayout:
    """A row that becomes a column on an upright screen."""
    made = row(parent, spacing=spacing)
    turns(made, stands=True)
    return made


def column_or_row(parent: QWidget | None = None, *, spacing: int = 0) -> QBoxLayout:
    """A column that becomes a row on an upright screen."""
    made = column(parent, spacing=spacing)
    turns(made, stands=False)
    return made


class Button(QPushButton, Scalable):
    """A button with an icon. Space and Return press it; a ring shows focus that came by keyboard."""

    def __init__(self, icons: Icons, icon: str | None = None, look: str = "plain") -> None:
        super().__init__()
        self._icons = icons
        self._icon = icon
        self._drawn: tuple[object, ...] = ()
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._draw_icon)
        self._draw_icon()

    def say(self, text: str) -> None:
        """Show `text`; it is the accessible name, too."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._draw_icon()

    def fold(self) -> None:
        """Show the drawing alone; the words stay the accessible name until they are said again."""
        self.setText("")
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

    @Slot()
    def _draw_icon(self) -> None:
        if self._icon is None:
            return
        look = look_of(self)
        size = self.px(_LARGE_ICON_PX if look.large_type else _ICON_PX)
        gap = self.px(_ICON_GAP_PX) if self.text() else 0
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        colour = _LOOK_COLOURS.get(str(self.property("look")), "ink")
        if self.isChecked() and self.property("look") == "choice":  # it is filled then
            colour = "surface"
        wanted = (self._icon, size, gap, mirrored, look.theme, self.devicePixelRatio(), colour)
        if wanted != self._drawn:
            self._drawn = wanted
            self.setIconSize(QSize(size + gap, size))
            self.setIcon(self._icons.icon(self, self._icon, colour, size, gap, gap_first=mirrored))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw the icon for the window that the button is in now: its theme, its screen."""
        self._draw_icon()
        super().showEvent(event)

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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw a second, light ring inside a filled button: the dark one alone is hard to see on its colour."""
        super().paintEvent(event)
        is_filled = self.property("look") == "primary" or (
            self.property("look") == "choice" and self.isChecked()
        )
        if self.property("ring") and is_filled:
            inset, corner = self.px(_RING_PX * 2), self.px(SIZES["corner_inner"])
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look_of(self).colour("surface"), self.px(_RING_PX)))
            painter.drawRoundedRect(self.rect().adjusted(inset, inset, -inset, -inset), corner, corner)
            painter.end()

    def _ring(self, shown: bool) -> None:
        if bool(self.property("ring")) != shown:
            self.setProperty("ring", shown)
            repolish(self)
