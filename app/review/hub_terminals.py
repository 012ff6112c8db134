"""The terminals of the sites that a reader at a hub may see: who sits there, how many raised hands, how old that is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.errors import KioskError
from app.review.hub_account import UNSURE, HubAccount
from app.review.room import tile_of, unix_s
from app.review.values import Room, Tile

AN_OLDER_HUB = "hub_not_in_sight"  # does not know the question


class HubTerminals:
    """In memory only. What was told stays, and grows old, while the hub does not answer."""

    def __init__(self, account: HubAccount, steady_s: Callable[[], float]) -> None:
        self._account, self._steady_s = account, steady_s
        self._told: Mapping[str, Any] = {"at": 0.0, "kiosks": []}

    def forget(self) -> None:
        """Nothing of any site stays."""
        self._told = {"at": 0.0, "kiosks": []}

    def read(self) -> Room:
        """As the hub tells now, or last told. Raises KioskError staff_signed_out, hub_strange ..."""
        try:
            found = self._account.get("/room")
        except KioskError as error:
            if error.code == AN_OLDER_HUB:
                self.forget()
            elif error.code not in UNSURE:
                raise
            return Room(self._tiles(), error if error.code in UNSURE else None)
        # By this machine's steady clock, which nobody sets: only how long ago is asked of it.
        hub_at = unix_s(found["hub_time"]) or self._account.now()
        self._told = {"at": self._steady_s(), "hub_at": hub_at, "kiosks": found["kiosks"]}
        return Room(self._tiles())

    def _tiles(self) -> tuple[Tile, ...]:
        """The site is named where there is more than one."""
        now_s = self._steady_s()
        tiles = tuple(tile_of(each, self._told, now_s) for each in self._told["kiosks"])
        is_one = len({each.site for each in tiles}) < 2
        return tuple(replace(each, site="") for each in tiles) if is_one else tiles
