"""Between header and page: the sentence of a failure, and the question whether anybody is there."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.ui import intents
from app.ui.icons import Icons
from app.ui.own_call import COMING_NOTE
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, column, label, row

HELP_NOTE = "help.note"  # a key of the screen's words, not an error code
NOTES = (HELP_NOTE, COMING_NOTE)


class IdleBar(QFrame):
    """Asks whether anybody is there. here: somebody is."""

    here = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setProperty("look", str(Tone.INFO))
        self._title = label("heading", wrap=False)
        self._more = label("body")
        self.here_button = Button(icons, look="primary")
        layout = row(self, margins=(24, 12, 16, 12), spacing=20)
        layout.addWidget(self._title)
        layout.addWidget(self._more, 1)
        layout.addWidget(self.here_button)
        self.here_button.clicked.connect(self.here)

    @property
    def text(self) -> str:
        """The words shown, and the button that answers."""
        return f"{self._title.text()} {self._more.text()} {self.here_button.text()}"

    def say(self, strings: Strings, left_s: int) -> None:
        """Say how much time is left."""
        self._title.setText(strings.text("idle.title"))
        self._more.setText(strings.text("idle.more", left_s=left_s))
        self.here_button.say(strings.text("idle.here"))


class MessageArea(QWidget):
    """Takes no room while there is nothing to say. intent: StillHere. told: a new message, in words."""

    intent = Signal(object)
    told = Signal(str)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__()
        self._strings = strings
        self._message: tuple[str, dict[str, str | float]] | None = None
        self._left_s: int | None = None
        self.banner = Banner(icons, can_close=True)
        self.idle = IdleBar(icons)
        layout = column(self, margins=(56, 12, 56, 0), spacing=10)
        layout.addWidget(self.idle)
        layout.addWidget(self.banner)
        self.banner.closed.connect(self.clear)
        self.idle.here.connect(self._here)
        self._draw()

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self.banner.close_button.setAccessibleName(strings.text("common.close"))
        self._draw()

    def tell(self, code: str, params: dict[str, str | float]) -> None:
        """Show the sentence for an error code, or the note about help, until it is closed."""
        self._message = (code, params)
        self._draw()
        self.told.emit(self.banner.text)

    @Slot(str)
    def show_note(self, key: str) -> None:
        """Show one of NOTES; empty: take away the one that is shown, and leave any other sentence."""
        if key:
            self.tell(key, {})
        elif self._message is not None and self._message[0] in NOTES:
            self.clear()

    @Slot()
    def clear(self) -> None:
        """The sentence was read."""
        self._message = None
        self._draw()

    def ask_still_there(self, left_s: int | None) -> None:
        """Ask whether anybody is there; None: somebody is."""
        asks_anew = left_s is not None and self._left_s is None
        self._left_s = left_s
        self._draw()
        if asks_anew:
            self.idle.here_button.setFocus()
            self.told.emit(self.idle.text)

    def _draw(self) -> None:
        if self._message is None:
            self.banner.say("")
        elif self._message[0] in NOTES:
            self.banner.say(self._strings.text(self._message[0]), Tone.INFO)
        else:
            code, params = self._message
            self.banner.say(self._strings.message(code, **params), Tone.TROUBLE)
        if self._left_s is not None:
            self.idle.say(self._strings, self._left_s)
        self.idle.setVisible(self._left_s is not None)
        self.setVisible(self._message is not None or self._left_s is not None)

    @Slot()
    def _here(self) -> None:
        self.ask_still_there(None)
        self.intent.emit(intents.StillHere())
