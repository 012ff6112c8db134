"""Can the candidate hear the kiosk? A sentence, a question, and one thing to do when it was not heard."""

from PySide6.QtCore import Signal, Slot

from app.domain.language import Words
from app.ui import intents
from app.ui.candidate.device_card import DeviceCard
from app.ui.icons import Icons
from app.ui.narrator import Narration
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, row


class SoundCard(DeviceCard):
    """intent: TestSound or Hush."""

    intent = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__(icons, "sound")
        self._narration = Narration()
        self._was_played = False
        self._heard: bool | None = None
        self._strings: Strings | None = None
        self.hear_button = Button(icons, "play")
        self.yes_button = Button(icons, "check")
        self.no_button = Button(icons, "close")
        actions = row(spacing=10)
        for button in (self.hear_button, self.yes_button, self.no_button):
            actions.addWidget(button)
        actions.addStretch(1)
        self.content.addLayout(actions)
        self.hear_button.clicked.connect(self._hear)
        self.yes_button.clicked.connect(self._yes)
        self.no_button.clicked.connect(self._no)

    def clear(self) -> None:
        """Nothing was heard yet."""
        self._was_played, self._heard = False, None

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self._draw()

    def show_narration(self, narration: Narration) -> None:
        """Show whether the voice sounds."""
        self._narration = narration
        self._draw()

    def _draw(self) -> None:
        if self._strings is None:
            return
        self.setVisible(self._narration.is_available)
        text, speaking = self._strings.text, self._narration.is_speaking
        asks = self._was_played and not speaking and not self._narration.failed and self._heard is None
        self.title.setText(text("devices.sound"))
        self.hear_button.say(text("voice.stop" if speaking else "devices.sound_play"))
        self.yes_button.say(text("devices.sound_yes"))
        self.no_button.say(text("devices.sound_no"))
        self.yes_button.setVisible(asks)
        self.no_button.setVisible(asks)
        if self._narration.failed and self._was_played:
            self.say(text("devices.sound_failed"), "warn")
        elif self._heard is False:
            self.say(text("devices.sound_fix"), "warn")
        elif self._heard:
            self.say(text("devices.sound_good"), "good")
        else:
            self.say(text("devices.sound_asked" if asks else "devices.sound_more"))

    @Slot()
    def _hear(self) -> None:
        if self._narration.is_speaking:
            self.intent.emit(intents.Hush())
        elif self._strings is not None:
            self._was_played, self._heard = True, None
            words = self._strings.text("devices.sound_sentence")
            self.intent.emit(intents.TestSound(Words(words, words)))

    @Slot()
    def _yes(self) -> None:
        self._answer(heard=True)

    @Slot()
    def _no(self) -> None:
        self._answer(heard=False)

    def _answer(self, *, heard: bool) -> None:
        had_focus = self.yes_button.hasFocus() or self.no_button.hasFocus()
        self._heard = heard
        self._draw()
        if had_focus:
            self.hear_button.setFocus()
