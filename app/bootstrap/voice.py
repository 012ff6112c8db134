"""The kiosk's voice, put together: loudspeaker, narrator, and what the window shows of them."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.content.paths import content_dir
from app.settings import Settings
from app.ui.controller import Controller
from app.ui.echo import TypingEcho
from app.ui.front_desk import FrontDesk
from app.ui.narrator import Loudspeaker, Narration, Narrator
from app.ui.reading import FocusReader
from app.ui.window import KioskWindow

FOLDER = "voice"


class Voice:
    """Stands between window and controller (or the desk before it): nothing is recorded while the kiosk speaks.

    cues: a tone before and after each recording, for everybody.
    """

    def __init__(
        self,
        window: KioskWindow,
        controller: Controller,
        loudspeaker: Loudspeaker,
        desk: FrontDesk | None = None,
        *,
        cues: bool = False,
    ) -> None:
        self._window = window
        self._loudspeaker = loudspeaker
        self.narrator = Narrator(self._loudspeaker, window, cues=cues)
        self._focus = FocusReader(window.focus_text)
        self._echo = TypingEcho(window.deleted_text)
        window.intent.connect(self.narrator.on_intent)
        self.narrator.intent.connect((desk or controller).on_intent)
        self.narrator.speaking.connect(controller.on_speaking)
        self.narrator.narration.connect(self._show)
        for told in (self._focus.read, self._echo.read, window.messages.told):
            told.connect(self.narrator.read)

    def _show(self, narration: Narration) -> None:
        show_narration(self._window, narration)

    def start(self) -> None:
        """The window is on the screen: start the voice, and listen to the keyboard."""
        self._loudspeaker.prepare()
        running = QApplication.instance()
        if isinstance(running, QApplication):
            self._echo.start(running)
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self._focus)

    def play(self, sound: bytes) -> None:
        """A tone for the staff, while no candidate sits there."""
        self._loudspeaker.play(sound)

    def forget(self) -> None:
        """Another process speaks from now on: one that never heard of the last person."""
        self._loudspeaker.forget()

    def stop(self) -> None:
        """End the voice process."""
        self._loudspeaker.close()


def show_narration(window: KioskWindow, narration: Narration) -> None:
    """Show what the voice does wherever there is something of it to see."""
    for part in (window.header, window.devices, window.practice, window.question):
        part.show_narration(narration)


def voice_folders(settings: Settings) -> tuple[Path, ...]:
    """Where recorded sentences may lie: beside the content, then beside the model packs."""
    return content_dir() / FOLDER, settings.packs_dir / FOLDER
