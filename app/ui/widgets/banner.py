"""One sentence across the page: something to know, to heed, or gone wrong."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.ui.icons import Icons, Picture
from app.ui.widgets.basics import Button, label, row, set_look


class Tone(StrEnum):
    """How serious the sentence is."""

    INFO = "info"
    WARNING = "warning"
    TROUBLE = "trouble"


_COLOURS = {Tone.INFO: "accent", Tone.WARNING: "warn_ink", Tone.TROUBLE: "trouble_ink"}
_DRAWINGS = {Tone.INFO: "info", Tone.WARNING: "alert", Tone.TROUBLE: "alert"}


class Banner(QFrame):
    """Hidden until it has words. closed: the person has read it."""

    closed = Signal()

    def __init__(self, icons: Icons, *, can_close: bool = False) -> None:
        super().__init__()
        self.setProperty("look", str(Tone.INFO))
        self._picture = Picture(icons, _DRAWINGS[Tone.INFO])
        self._text = label("strong")
        self.close_button = Button(icons, "close", look="quiet")
        self.close_button.setVisible(can_close)
        self.close_button.clicked.connect(self.closed)
        layout = row(
            self,
            margins=(18, 4 if can_close else 12, 8 if can_close else 18, 4 if can_close else 12),
            spacing=14,
        )
        layout.addWidget(self._picture)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """The words shown, empty while hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, tone: Tone = Tone.WARNING) -> None:
        """Show `text`; an empty one hides the banner."""
        self._text.setText(text)
        self.setAccessibleName(text)
        set_look(self, str(tone))
        self._picture.show_drawing(_DRAWINGS[tone], _COLOURS[tone])
        self.setVisible(bool(text))
