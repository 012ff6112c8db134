"""Terminals at a hub: what was told grows old by a clock that nobody sets, and is never younger than it is."""

from dataclasses import dataclass

import pytest

from app.errors import KioskError
from app.review.hub_account import HubAccount
from app.review.hub_terminals import HubTerminals
from app.review.values import Tile
from tests.fakes.hub_line import FakeLine, refused, signed_in_replies, told

HALL = {
    "site": "site 1",
    "label": "Hall 2",
    "heard_at": "2026-03-02T09:00:00Z",
    "busy": True,
    "calls": 1,
    "last_interview_at": None,
}
SILENT = HALL | {"label": "Hall 3", "heard_at": None, "busy": None, "calls": None}
NOW = "2026-03-02T09:00:20+00:00"


@dataclass
class Rig:
    """wall_s of this machine is far from the hub's, and told wrong: only steady_s passes."""

    line: FakeLine
    now_s: float = 50.0

    def __post_init__(self) -> None:
        account = HubAccount(self.line, "https://hub.example", lambda: 0.0)
        account.sign_in("user-1", "a long passphrase")
        self.terminals = HubTerminals(account, lambda: self.now_s)

    def tells(self, *kiosks: object) -> None:
        self.line.replies["GET /room"] = told({"hub_time": NOW, "kiosks": list(kiosks)})


@pytest.fixture
def rig() -> Rig:
    made = Rig(FakeLine(**signed_in_replies()))
    made.tells(HALL, SILENT)
    return made


def test_terminals_are_shown_as_the_hub_tells(rig: Rig) -> None:
    room = rig.terminals.read()
    assert room.trouble is None
    assert room.tiles == (
        Tile("Hall 2", False, True, 1, None, 20.0, False),
        Tile("Hall 3", False, None, None, None, None, True),
    )


def test_while_the_hub_is_away_what_it_told_grows_old_and_the_trouble_is_told(rig: Rig) -> None:
    rig.terminals.read()
    rig.line.is_away = True
    rig.now_s += 100.0
    room = rig.terminals.read()
    assert room.trouble is not None
    assert room.trouble.code == "hub_away"
    assert (room.tiles[0].age_s, room.tiles[0].is_stale) == (120.0, False)
    rig.now_s += 61.0
    assert rig.terminals.read().tiles[0].is_stale
    rig.line.is_away = False
    rig.line.replies["GET /room"] = refused(503, "overloaded")
    busy = rig.terminals.read()
    assert busy.trouble is not None
    assert busy.trouble.code == "hub_overloaded"
    rig.tells(HALL)
    (hall,) = rig.terminals.read().tiles
    assert (hall.age_s, hall.is_stale) == (20.0, False)


def test_the_site_is_named_where_there_is_more_than_one(rig: Rig) -> None:
    rig.tells(HALL, HALL | {"site": "site 2"})
    assert [each.site for each in rig.terminals.read().tiles] == ["site 1", "site 2"]


def test_nothing_of_whoever_was_signed_in_stays(rig: Rig) -> None:
    rig.terminals.read()
    rig.terminals.forget()
    rig.line.is_away = True
    assert rig.terminals.read().tiles == ()


def test_an_older_hub_that_does_not_tell_takes_nothing_else_away(rig: Rig) -> None:
    rig.line.replies["GET /room"] = refused(404, "not-found")
    room = rig.terminals.read()
    assert (room.tiles, room.trouble) == ((), None)


def test_a_session_that_ended_is_told_at_once(rig: Rig) -> None:
    rig.line.replies["GET /room"] = refused(401, "not-signed-in")
    with pytest.raises(KioskError, match="staff_signed_out"):
        rig.terminals.read()
