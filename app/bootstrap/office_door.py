"""The way to the administrator's screens: nothing of them is loaded or built before somebody asks for them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from app.bootstrap.office import OfficeRoom


class OfficeDoor(QObject):
    """build: makes the screens, once. A kiosk starts some 0.5 s sooner without them."""

    def __init__(self, build: "Callable[[], OfficeRoom]") -> None:
        super().__init__()
        self._build = build
        self.room: OfficeRoom | None = None

    @Slot(str)
    def open(self, name: str) -> None:
        """`name` has just shown their secret."""
        if self.room is None:
            self.room = self._build()
        self.room.open(name)

    def stop(self) -> None:
        """Close the screens with the program, if they were ever open."""
        if self.room is not None:
            self.room.stop()
