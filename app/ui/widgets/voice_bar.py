"""Beside a question: that its voice is a synthetic one, hear it again, and the same in plainer words."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.language import Words
from app.ui import intents
from app.ui.icons import Icons
from app.ui.narrator import Narration
from app.ui.scale import keep_place
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, label, row


class VoiceBar(QWidget):
    """Signals:
    intent: Hear or Hush. reworded: the other wording is wanted; see `is_simpler`.
    """

    intent = Signal(object)
    reworded = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._narration = Narration()
        self._words = Words("", "")
        self.is_simpler = False
        self._note = label("small", wrap=False)
        self.hear_button = Button(icons, "sound", look="quiet")
        self.simpler_button = Button(icons, "chat", look="quiet")
        layout = row(self, spacing=8)
        for part in (self._note, self.simpler_button, self.hear_button):
            layout.addWidget(part)
        keep_place(self)
        keep_place(self.hear_button)
        layout.addStretch(1)  # on an upright screen the bar has a line of its own
        self.hear_button.clicked.connect(self._hear)
        self.simpler_button.clicked.connect(self._reword)

    def begin(self) -> None:
        """Another question: its usual words come first."""
        self.is_simpler = False

    def show_words(self, words: Words, strings: Strings, *, may_sound: bool, has_simpler: bool) -> None:
        """words: what is heard on wish. may_sound: nothing is being recorded."""
        self._words = words
        text = strings.text
        may_sound = may_sound and self._narration.is_available
        self.simpler_button.say(text("voice.usual" if self.is_simpler else "voice.simpler"))
        self.simpler_button.setVisible(has_simpler)
        self.hear_button.say(text("voice.stop" if self._narration.is_speaking else "voice.again"))
        self.hear_button.setVisible(may_sound)
        failed = self._narration.failed
        self._note.setText(text("voice.failed" if failed else "voice.synthetic"))
        self._note.setVisible(may_sound)
        self.setVisible(may_sound or has_simpler)

    def show_narration(self, narration: Narration) -> None:
        """Show whether the voice sounds; draw anew afterwards."""
        self._narration = narration

    @Slot()
    def _hear(self) -> None:
        self.intent.emit(intents.Hush() if self._narration.is_speaking else intents.Hear(self._words))

    @Slot()
    def _reword(self) -> None:
        self.is_simpler = not self.is_simpler
        self.reworded.emit()
