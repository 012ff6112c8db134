"""What all pages share: words that change with the language, wishes that leave as one signal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from app.ui.icons import Icons
from app.ui.scale import Scalable
from app.ui.strings import Strings


class Page(QWidget, Scalable):
    """A page draws its view by `render`; it may be called at any time and as often as one likes.

    Signals:
        intent: a value of app.ui.intents.
    """

    intent = Signal(object)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.icons = icons
        self.strings = strings
        self._bound: list[tuple[Callable[[str], object], str]] = []

    def bind(self, say: Callable[[str], object], key: str) -> None:
        """Give `say` the words of `key`, now and after each change of language."""
        self._bound.append((say, key))
        say(self.strings.text(key))

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self.strings = strings
        for say, key in self._bound:
            say(strings.text(key))
        self.draw()

    def draw(self) -> None:
        """Draw the view in the current language."""
        raise NotImplementedError

    def first_focus(self) -> QWidget | None:
        """Where the keyboard stands when the page opens."""
        return None


def scroll(inside: QWidget) -> QScrollArea:
    """A scroll area that follows the finger, for content that may be longer than the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
