"""What the administrator's page shows, and what an administrator may want of it."""

from dataclasses import dataclass
from enum import StrEnum


class PackStage(StrEnum):
    """How far the pack is."""

    OFFERED = "offered"
    LOADING = "loading"
    CHECKING = "checking"
    STOPPING = "stopping"  # asked to stop; the last piece is still awaited
    FAILED = "failed"
    DONE = "done"


class PackWish(StrEnum):
    """What the person wants."""

    INSTALL = "install"  # the licence was accepted
    STOP = "stop"
    LATER = "later"
    GO_ON = "go_on"  # the pack is in: to the interviews


@dataclass(frozen=True, slots=True)
class OfferedPack:
    """The pack and its licence. size_mb: about. origin: where it comes from.

    licence_text: empty where the text is only at licence_url. is_mute: without it nothing is recognised.
    """

    name: str
    size_mb: int
    origin: str
    licence_id: str
    licence_text: str
    licence_url: str
    is_mute: bool


@dataclass(frozen=True, slots=True)
class PackOfferView:
    """The page at one moment.

    done_mb: on the disk so far. rest_s: how long still, or None while that cannot be told.
    left_s: seconds until the program goes on by itself, or None while it waits for the download.
    error: a code of resources/messages with its gaps, in FAILED.
    """

    pack: OfferedPack
    stage: PackStage = PackStage.OFFERED
    done_mb: float = 0.0
    rest_s: float | None = None
    left_s: int | None = None
    error: tuple[str, tuple[tuple[str, str | float], ...]] | None = None
