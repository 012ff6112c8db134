"""The terminals of the site as tiles: who is interviewing, who waits for staff, who has not been heard."""

import time

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.review.values import Tile
from app.ui.icons import Icons
from app.ui.recruiter.side_page import SidePage
from app.ui.scale import rescale, space
from app.ui.strings import Strings
from app.ui.widgets.basics import box, column, label

ACROSS = 3


class RoomPage(SidePage):
    """left: back to the list."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "review.console.room", "review.console.room_more")
        self._tiles: tuple[Tile, ...] = ()
        self.texts: list[str] = []

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show `tiles`; the same again draws nothing."""
        if tiles != self._tiles:
            self._tiles = tiles
            self.draw()

    def clear(self) -> None:
        """Nothing stays."""
        self.show_tiles(())

    def draw(self) -> None:
        """Build the tiles anew."""
        self.texts.clear()
        inside, grid = QWidget(), QGridLayout()
        space(grid, spacing=14)
        for place, tile in enumerate(self._tiles):
            grid.addWidget(self._tile(tile), place // ACROSS, place % ACROSS)
        for place in range(ACROSS):
            grid.setColumnStretch(place, 1)
        whole = column(inside)
        whole.addLayout(grid)
        whole.addStretch(1)
        self.area.setWidget(inside)
        rescale(inside, self.factor)

    def _tile(self, tile: Tile) -> QFrame:
        text, card = self.strings.text, box()
        inside = column(card, margins=(18, 14, 18, 16), spacing=6)
        name = tile.label or text("review.console.room_here")
        self._say(inside, "heading", name)
        if tile.is_stale:
            self._say(inside, "strong", text("review.console.room_stale"))
        elif tile.is_busy is None:
            self._say(inside, "strong", text("review.console.room_unknown"))
        else:
            self._say(inside, "strong", text(f"review.console.room_{'busy' if tile.is_busy else 'free'}"))
        if tile.calls and not tile.is_stale:
            self._say(inside, "warn", text("review.console.room_calls", count=tile.calls))
        self._say(inside, "small", text("review.console.room_last", at=_at(tile.last_interview_at)))
        if not tile.is_here:
            self._say(inside, "small", text("review.console.room_heard", at=_at(tile.heard_at)))
        inside.addStretch(1)
        return card

    def _say(self, layout: QVBoxLayout, look: str, words: str) -> None:
        made = label(look)
        made.setText(words)
        self.texts.append(words)
        layout.addWidget(made)

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self.back_button


def _at(moment: float | None) -> str:
    return "–" if moment is None else time.strftime("%m-%d %H:%M", time.localtime(moment))
