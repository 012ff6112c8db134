"""How screens look to everybody who chooses nothing else, as Qt windows take it."""

from app.settings import ScreenSettings
from app.ui.theme import Look, Theme


def usual_look(screen: ScreenSettings) -> Look:
    """The look that is set for this machine."""
    return Look(Theme(screen.theme), screen.large_type, screen.motion)
