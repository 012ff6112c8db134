"""What all pages share: words that change with the language, wishes that leave as one signal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

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

    def heightForWidth(self, width_px: int) -> int:  # noqa: N802
        """The least height: lists inside a page scroll before the page itself has to."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width_px) if layout is not None else -1

    def clear(self) -> None:
        """Nothing of the last candidate stays; a page that shows only the kiosk's own words has nothing to do."""

    def draw(self) -> None:
        """Draw the view in the current language."""
        raise NotImplementedError

    def enable(self, button: QPushButton, enabled: bool) -> None:
        """Turn `button`, the page's way on, on or off; turned on, it takes the focus it could not have."""
        takes_focus = enabled and not button.isEnabled() and self.isVisible()
        button.setEnabled(enabled)
        if takes_focus:
            button.setFocus()

    def first_focus(self) -> QWidget | None:
        """Where the keyboard stands when the page opens."""
        return None
