"""Where an export goes: a file dialog in a window on a desk; at a terminal a list of drives, and never a dialog."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QBoxLayout, QFileDialog, QWidget

from app.office.audit_values import Place, Places
from app.ui.admin.office_base import SectionPage
from app.ui.icons import Icons
from app.ui.strings import Strings

MB_PER_GB = 1000.0


def ask_file(parent: QWidget, title: str, name: str) -> str:
    """The file somebody chooses, or empty."""
    return QFileDialog.getSaveFileName(parent, title, name)[0]


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What a page exports. words: of the button; stem, suffix: of the file's name; again: looks for drives anew."""

    words: str
    stem: str
    suffix: str
    send: Callable[[Path], object]
    again: Callable[[], object]

    @property
    def name(self) -> str:
        """A name that no earlier export has."""
        return f"{self.stem}-{datetime.now():%Y%m%d-%H%M%S}{self.suffix}"


class ExportingPage(SectionPage):
    """A screen with an export. ask_file: how a file is chosen where somebody may."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        self.ask_file: Callable[[QWidget, str, str], str] = ask_file
        self._chooses = False
        super().__init__(icons, strings)

    def clear(self) -> None:
        """Nobody chooses a place any more."""
        self._chooses = False
        super().clear()

    def export_button(self, layout: QBoxLayout, wish: ExportWish, places: Places) -> None:
        """The button; at a terminal it opens the list of places."""
        do = partial(self._ask, wish) if places is None else self.choose_place
        self.button(layout, wish.words, do, icon="send")

    def export_places(self, layout: QBoxLayout, wish: ExportWish, places: Places) -> None:
        """The list of places, while somebody chooses one."""
        if places is None or not self._chooses:
            return
        self.say(layout, "body", self.text("place.where"))
        if len(places) == 1:
            self.say(layout, "strong", self.text("place.no_drive"))
        for each in places:
            line = self.line(layout)
            self.button(line, place_words(self, each), partial(self._send, wish, each.folder), icon="arrow")
            line.addStretch(1)
        ends = self.line(layout)
        self.button(ends, self.text("place.again"), wish.again, icon="again")
        self.button(ends, self.text("place.cancel"), self.choose_place, icon="close")
        ends.addStretch(1)

    def _ask(self, wish: ExportWish) -> None:
        file = self.ask_file(self, wish.words, wish.name)
        if file:
            wish.send(Path(file))

    def choose_place(self) -> None:
        """Show the list of places, or hide it again."""
        self._chooses = not self._chooses
        self.draw()

    def _send(self, wish: ExportWish, folder: Path) -> None:
        self._chooses = False
        wish.send(folder / wish.name)


def place_words(page: SectionPage, place: Place) -> str:
    """A place by its name, and how much it holds."""
    key, free = "drive" if place.name else "own", f"{place.free_mb / MB_PER_GB:.1f}"
    return page.text(f"place.{key}", free=free, **({"name": place.name} if place.name else {}))
