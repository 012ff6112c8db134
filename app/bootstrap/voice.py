"""The kiosk's voice, put together: loudspeaker, narrator, and what the window shows of them."""

from pathlib import Path

from app.content.paths import content_dir
from app.settings import Settings
from app.ui.controller import Controller
from app.ui.front_desk import FrontDesk
from app.ui.narrator import Loudspeaker, Narration, Narrator
from app.ui.reading import FocusReader
from app.ui.window import KioskWindow

FOLDER = "voice"


class Voice:
    """Stands between window and controller (or the desk before it): nothing is recorded while the kiosk speaks."""

    def __init__(
        self,
        window: KioskWindow,
        controller: Controller,
        loudspeaker: Loudspeaker,
        desk: FrontDesk | None = None,
    ) -> None:
        self._window = window
        self._loudspeaker = loudspeaker
        self.narrator = Narrator(self._loudspeaker, window)
        self._focus = FocusReader(window.focus_text)
        window.intent.connect(self.narrator.on_intent)
        self.narrator.intent.connect((desk or controller).on_intent)
        self.narrator.speaking.connect(controller.on_speaking)
        self.narrator.narration.connect(self._show)
        self._focus.read.connect(self.narrator.read)

    def _show(self, narration: Narration) -> None:
        show_narration(self._window, narration)

    def start(self) -> None:
        """The window is on the screen: load the voice, and listen to the Tab key."""
        self._loudspeaker.prepare()
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self._focus)

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
