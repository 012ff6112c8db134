"""How the candidate sits before the camera, in words. Advice only: nothing of it is stored or scored. Pure."""

from enum import StrEnum

from app.domain.messages import Framing

# Of the picture's width; a little stricter than what the face measures need (analysis/face_measures.py).
_FAR, _NEAR, _ASIDE = 0.12, 0.6, 0.25


class Seat(StrEnum):
    """What to say about it."""

    GOOD = "good"
    NOBODY = "nobody"
    SEVERAL = "several"
    FAR = "far"
    NEAR = "near"
    ASIDE = "aside"


def seat(framing: Framing) -> Seat:
    """The one thing to do about how somebody sits."""
    if framing.faces != 1:
        return Seat.SEVERAL if framing.faces else Seat.NOBODY
    if framing.offset > _ASIDE:
        return Seat.ASIDE
    if framing.width < _FAR:
        return Seat.FAR
    return Seat.NEAR if framing.width > _NEAR else Seat.GOOD
