"""On a disk that is really full, an interview that runs goes on with the room of the ballast."""

import pytest

from app.domain.events import EngineLost
from app.errors import KioskError
from app.store.ballast import Ballast
from app.store.journal import Journal
from app.upkeep.room import WithRoom
from tests.unit.store.samples import NOW, ONE, whole
from tests.unit.store.test_faults import SmallDisk, small_disk

__all__ = ["small_disk"]


def test_a_full_disk_costs_the_ballast_and_no_answer(small_disk: SmallDisk) -> None:
    if not small_disk.mounted:
        pytest.skip("no disk of our own can be mounted here")
    journal = Journal.open(small_disk.database, small_disk.folder)
    journal.append(ONE, whole(ONE, media=False), now=NOW)
    ballast = Ballast(small_disk.folder, 1)
    assert ballast.hold(free_mb=2, keep_mb=0)
    acknowledged = small_disk.fill(journal)

    def store(request: object) -> object:
        journal.append(ONE, [EngineLost("x" * 8_000)], now=NOW)
        return request

    with_room = WithRoom(store, ballast)
    for _ in range(20):  # 8 kB each, written twice (log and file): more than the end of an interview needs
        with_room(None)
        assert not ballast.path.exists()
    assert len(journal.events(ONE)) == 13 + acknowledged + 20
    small_disk.fill(journal)
    with pytest.raises(KioskError) as told:  # the ballast is used up, too: it is told, and nothing is lost
        with_room(None)
    assert told.value.code == "disk_full"
    assert journal.verify().problems == ()
    journal.close()
