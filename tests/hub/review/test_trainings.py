"""Calibration training at the hub: what it takes, what it refuses, and whose ratings count then."""

import time
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from ehr.access import Role
from ehr.database import Database
from ehr.embedded import Addresses
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import RATING, HubDesk
from tests.hub.review.said import JOB, count, told
from tests.hub.world import Tree

Json = dict[str, Any]
GOLD = (2.0, 8.5, 4.0, 6.5, 9.0, 3.0, 7.5, 5.0, 1.5, 8.0, 6.0, 2.5)
PATH = "/review/trainings"


def whole(apart: float = 0.0, **more: Any) -> Json:
    """A round in which every value is `apart` points above gold, within the scale."""
    answers = [
        {"id": f"gold-{at}", "gold": {"co_need": gold}, "given": {"co_need": min(10.0, gold + apart)}}
        for at, gold in enumerate(GOLD)
    ]
    told_of = {"content": "1 en-a-1", "answers": answers, "icc": None, "bias": [apart, -1.0, 1.0]}
    return {"key": str(uuid4()), "passed": apart == 0.0, **told_of, **more}


def train(desk: HubDesk, **more: Any) -> Json:
    found: Json = desk.ask("POST", PATH, 201, json=whole(**more))
    return found


def age(addresses: Addresses, days: float) -> None:
    """Every round was `days` ago: the program itself cannot change one."""
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        connection.execute(
            "update review_trainings set at = now() - make_interval(secs => %s)", [days * 86_400]
        )


def pair(desk: HubDesk) -> tuple[bool, set[int]]:
    """Whether the ratings in sight count, and which of those that do each is."""
    found = desk.ask("GET", "/review/pairs")["items"]
    (counts,) = {each["counts"] for each in found}
    return counts, {each["nth"] for each in found}


def test_rounds_are_numbered_and_the_newest_one_passed_says_until_when(hire: Hire) -> None:
    desk, other = hire(), hire()
    assert desk.ask("GET", PATH) == {"items": [], "rounds": 0, "good_until": None, "accounts": []}
    assert train(desk, apart=2.0)["good_until"] is None
    found = train(desk)
    assert found == desk.ask("GET", PATH)
    assert [(each["number"], each["passed"]) for each in found["items"]] == [(2, True), (1, False)]
    assert (found["rounds"], found["items"][0]["content"]) == (2, "1 en-a-1")
    assert found["good_until"] > found["items"][0]["at"]
    assert other.ask("GET", PATH)["rounds"] == 0  # everybody's own


def test_a_round_is_stored_once_and_told_once(hire: Hire, database: Database) -> None:
    desk, body = hire(), whole()
    first = desk.ask("POST", PATH, 201, json=body)
    assert desk.ask("POST", PATH, 200, json=body) == first
    other = desk.ask("POST", PATH, 409, json=whole(apart=2.0, key=body["key"]))
    assert other["type"] == "urn:ehr:other-training"
    assert count(database, "review_trainings") == 1
    with database.work(JOB) as session:
        rows = session.execute(text("select actor_id, detail from audit_log where action = 'review.trained'"))
        assert [tuple(each) for each in rows] == [
            (str(desk.user), {"content": "1 en-a-1", "passed": True}),
        ]
    assert hire().ask("POST", PATH, 201, json=body)["rounds"] == 1  # a key is its user's


def spoilt(at: int, **more: Any) -> list[Json]:
    answers: list[Json] = whole()["answers"]
    answers[at] |= more
    return answers


@pytest.mark.parametrize(
    "spoil",
    [
        {"passed": False},
        {"answers": whole(apart=2.0)["answers"]},  # which would not have passed
        {"answers": whole()["answers"][1:]},
        {"answers": [*whole()["answers"], *whole()["answers"]]},
        {"answers": spoilt(0, id="gold-1")},
        {"answers": spoilt(0, given={})},
        {"answers": spoilt(0, given={"co_empathy": 2.0})},
        {"answers": spoilt(0, given={"co_need": 2.2})},
        {"answers": spoilt(0, given={"co_need": None})},
        {"answers": spoilt(0, gold={"co_need": 11.0})},
        {"content": " "},
        {"bias": [0.0, 0.0]},
        {"note": "more than is asked"},
    ],
)
def test_what_is_no_round_or_does_not_end_as_it_says_is_refused(
    hire: Hire, database: Database, spoil: Json
) -> None:
    hire().ask("POST", PATH, 422, json=whole(**spoil))
    assert count(database, "review_trainings") == 0


def test_who_does_not_rate_does_not_train(hire: Hire, tree: Tree) -> None:
    desk = hire(tree.sites[0], Role.ANALYST)
    desk.ask("GET", PATH, 403)
    desk.ask("POST", PATH, 403, json=whole())


@pytest.mark.parametrize(
    ("apart", "days", "counts"),
    [(2.0, 0.0, False), (0.0, 0.0, True), (0.0, 182.9, True), (0.0, 183.1, False)],
)
def test_a_blind_rating_counts_if_its_rater_had_passed_at_most_half_a_year_before(
    sent: bytes, hire: Hire, addresses: Addresses, apart: float, days: float, counts: bool
) -> None:
    desk = hire()
    train(desk, apart=apart)
    age(addresses, days)
    desk.say("rating", RATING)
    assert pair(desk) == (counts, {int(counts)})


def test_a_round_that_comes_after_changes_no_rating_and_another_s_helps_nobody(
    sent: bytes, hire: Hire
) -> None:
    desk, other = hire(), hire()
    train(other)
    desk.say("rating", RATING)
    train(desk)
    assert pair(desk) == (False, {0})


def test_a_round_is_never_changed(hire: Hire, database: Database) -> None:
    train(hire(), apart=2.0)
    with pytest.raises(Exception, match="permission denied"), database.work(JOB) as session:
        session.execute(text("update review_trainings set passed = true"))


def test_a_second_rating_at_the_hub_is_the_second_if_its_rater_had_passed(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    desk = hire()
    told(kiosk, 1, "rating", opens=False, at=time.time() - 60)
    train(desk)
    desk.say("rating", RATING)
    assert pair(desk) == (True, {1, 2})
