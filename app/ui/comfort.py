"""Large type and reading aloud, where staff set them: done to window and narrator once for each change."""

from dataclasses import replace
from typing import Protocol

from app.domain.accommodation import NO_ACCOMMODATION, Accommodations
from app.ui.intents import ReadPages
from app.ui.narrator import Narrator
from app.ui.theme import Look
from app.ui.views import View, WelcomeView


class Screen(Protocol):
    """The window."""

    @property
    def look(self) -> Look: ...
    def set_look(self, look: Look) -> None: ...


class Comfort:
    """apply() after each view was drawn; cheap when nothing changed. A candidate may still choose otherwise.

    usual: the kiosk's own look, with which every person begins.
    """

    def __init__(self, screen: Screen, narrator: Narrator | None, usual: Look) -> None:
        self._screen, self._narrator, self._usual = screen, narrator, usual
        self._applied = NO_ACCOMMODATION

    def apply(self, view: View, wanted: Accommodations) -> None:
        """Make the screen what was set. The first page has everybody's own look: window and narrator saw to that."""
        if isinstance(view, WelcomeView):
            self._applied = NO_ACCOMMODATION
            return
        before, self._applied = self._applied, wanted
        if wanted.large_type is not before.large_type:
            large = wanted.large_type or self._usual.large_type
            self._screen.set_look(replace(self._screen.look, large_type=large))
        if wanted.read_aloud is not before.read_aloud and self._narrator is not None:
            self._narrator.on_intent(ReadPages(wanted.read_aloud))
