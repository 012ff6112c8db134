"""The customers who write at once: who, about what, and how long each has waited."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.work_sample import MOST_CHATS
from app.ui.chat_views import ChatTab
from app.ui.icons import Icons
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column_or_row
from app.ui.widgets.countdown import clock_text


class ChatList(QWidget):
    """opened: the id of the chat that was chosen."""

    opened = Signal(str)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        # All at once: the Tab key walks through controls in the order in which they were made.
        self._free = [self._made(icons) for _ in range(MOST_CHATS)]
        self._buttons: dict[str, Button] = {}
        layout = column_or_row(self, spacing=10)
        for button in self._free:
            layout.addWidget(button)

    def _made(self, icons: Icons) -> Button:
        button = Button(icons, look="chat")
        button.setCheckable(True)
        button.hide()
        button.clicked.connect(partial(self._choose, button))
        return button

    @property
    def buttons(self) -> dict[str, Button]:
        """The button of each chat, in the order in which the customers came."""
        return dict(self._buttons)

    def show_chats(self, tabs: tuple[ChatTab, ...], active: str | None, strings: Strings) -> None:
        """Show `tabs`; a new customer comes below the others, so that nothing moves under a finger."""
        for tab in tabs:
            if tab.id not in self._buttons:
                self._buttons[tab.id] = self._free.pop(0)
                self._buttons[tab.id].show()
            self._draw(self._buttons[tab.id], tab, tab.id == active, strings)

    def clear(self) -> None:
        """No customers."""
        self._free = [*self._buttons.values(), *self._free]
        self._buttons = {}
        for button in self._free:
            button.hide()

    def _choose(self, button: Button) -> None:
        button.setChecked(True)  # a second touch does not close the chat
        self.opened.emit(next(chat for chat, each in self._buttons.items() if each is button))

    def _draw(self, button: Button, tab: ChatTab, is_active: bool, strings: Strings) -> None:
        if tab.waits_s is None:
            state = strings.text("chats.answered")
        else:
            state = strings.text("chats.waits", time=clock_text(tab.waits_s))
        button.say(f"{strings.of(tab.customer)}\n{strings.of(tab.topic)}\n{state}")
        button.setChecked(is_active)
