"""The terminals of the site as tiles: who is interviewing, who waits for staff, how old each word is."""

import time

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.review.values import Tile
from app.ui.icons import Icons
from app.ui.recruiter.queue_words import Text, age, waited
from app.ui.recruiter.side_page import SidePage
from app.ui.scale import rescale, space
from app.ui.strings import Strings
from app.ui.widgets.basics import column, label, set_look

ACROSS = 3
LOOKS = ("heading", "small", "strong", "warn", "small", "small")
HANDS = 3  # their place among the words


class RoomPage(SidePage):
    """left: back to the list."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings, "review.console.room")
        self._tiles: tuple[Tile, ...] = ()
        self._more = label("body")
        self.cards: list[TileCard] = []
        self._inside, self._grid = QWidget(), QGridLayout()
        space(self._grid, spacing=14)
        for place in range(ACROSS):
            self._grid.setColumnStretch(place, 1)
        whole = column(self._inside)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self.area.setWidget(self._inside)
        lines = self.layout()
        assert isinstance(lines, QVBoxLayout)
        lines.insertWidget(lines.indexOf(self.area), self._more)

    @property
    def texts(self) -> list[str]:
        """What the tiles say, one after the other."""
        return [words for card in self.cards if not card.isHidden() for words in card.texts]

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show `tiles`, this terminal and raised hands first; the keyboard and the scroll bar stay where they are."""
        self._tiles = tuple(sorted(tiles, key=lambda each: (not each.is_here, not _hands(each))))
        self.draw()

    def clear(self) -> None:
        """Nothing stays."""
        self.show_tiles(())

    def draw(self) -> None:
        """Say it in the page's language, in the tiles that are there already."""
        is_terminal = any(each.is_here for each in self._tiles)
        more = "console.room_more" if is_terminal else "hub.room_more" if self._tiles else "hub.room_none"
        self._more.setText(self.strings.text(f"review.{more}"))
        while len(self.cards) < len(self._tiles):
            card = TileCard()
            self._grid.addWidget(card, len(self.cards) // ACROSS, len(self.cards) % ACROSS)
            self.cards.append(card)
            rescale(card, self.factor)
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(self._tiles))
            card.say(tile_words(self._tiles[place], self.strings.text) if place < len(self._tiles) else [""])

    def first_focus(self) -> QWidget | None:
        """The way back."""
        return self.back_button


class TileCard(QFrame):
    """One terminal. Read out, it is one thing with all its words as its name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lines: list[QLabel] = [label(look) for look in LOOKS]
        inside = column(self, margins=(18, 14, 18, 16), spacing=6)
        for line in self._lines:
            inside.addWidget(line)
        inside.addStretch(1)

    @property
    def texts(self) -> list[str]:
        """Its words, line by line."""
        return [line.text() for line in self._lines if line.text()]

    def say(self, words: list[str]) -> None:
        """Show `words`, one for each of LOOKS; an empty one takes no room. A raised hand colours the tile."""
        for place, line in enumerate(self._lines):
            told = words[place] if place < len(words) else ""
            line.setText(told)
            line.setVisible(bool(told))
        is_called = len(words) > HANDS and bool(words[HANDS])
        self.setObjectName("call" if is_called else "card")
        set_look(self, "warning" if is_called else "")
        self.setAccessibleName("; ".join(self.texts))


def tile_words(tile: Tile, text: Text) -> list[str]:
    """Name, site, state, raised hands, last interview, how old it is. What an old word says of now is left out."""
    if tile.age_s is None:
        state = text("review.alerts.told_never")
    elif tile.is_stale:
        state = text("review.alerts.stale", wait=waited(int(tile.age_s // 60), text))
    elif tile.is_busy is None:
        state = text("review.console.room_unknown")
    else:
        state = text(f"review.console.room_{'busy' if tile.is_busy else 'free'}")
    hands = text("review.console.room_calls", count=tile.calls) if _hands(tile) else ""
    told = text("review.alerts.now") if tile.is_here else ""
    if not tile.is_here and not tile.is_stale and tile.age_s is not None:
        told = text("review.alerts.told", age=age(tile.age_s, text))
    return [
        tile.label or text("review.console.room_here"),
        tile.site,
        state,
        hands,
        text("review.console.room_last", at=_at(tile.last_interview_at)),
        told,
    ]


def _hands(tile: Tile) -> int:
    """Raised hands that are known of now."""
    return 0 if tile.is_stale else tile.calls or 0


def _at(moment: float | None) -> str:
    return "–" if moment is None else time.strftime("%m-%d %H:%M", time.localtime(moment))
