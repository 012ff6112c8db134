"""A round of training at a kiosk counts here for the person it is linked to, and for nothing that was rated before."""

import itertools
import json
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from ehr.access import Role
from ehr.database import Database
from ehr.embedded import Addresses
from ehr.ingest.service import Refused
from tests.contract.records import review_training, training_body
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import RATING, HubDesk
from tests.hub.review.said import JOB, count
from tests.hub.review.test_trainings import PATH, pair
from tests.hub.world import Tree

KIND = "review_training.v1"
CONTENT = "1 en-a-1"
Json = dict[str, Any]


def name_of(desk: HubDesk, database: Database) -> str:
    with database.work(JOB) as session:
        found = session.scalar(text("select sign_in_name from users where id = :id"), {"id": desk.user})
    return str(found)


def send(kiosk: SiteKiosk, kind: str, number: int = 1, account: str = "li", **more: Any) -> None:
    body = review_training(kind, number, account, **{"at": time.time() - 3600, **more})
    kiosk.send(KIND, f"training-{kind}-{number}", body.encode())


def link(kiosk: SiteKiosk, name: str | None, number: int = 1, account: str = "li", after: int = 0) -> None:
    send(kiosk, "link", number, account, body={"sign_in_name": name, "after_round": after})


def is_good(desk: HubDesk, *content: str) -> bool:
    found = desk.ask("GET", PATH, params={"content": list(content or (CONTENT,))})
    return found["good_until"] is not None


def rate(desk: HubDesk, *content: str) -> None:
    said = {"kind": "rating", "key": "6b0f2c9e-8f2c-4c0e-9d58-0a4b6f6f2d11", "body": RATING}
    more = {"content": list(content)} if content else {}
    desk.ask("POST", f"/review/interviews/{desk.line()['id']}/acts", 201, json=said | more)


def test_in_every_order_a_round_counts_for_whom_the_newest_link_names(
    kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    first, second = hire(), hire()
    steps: list[Callable[[int], None]] = [
        lambda at: link(kiosk, name_of(first, database).upper(), at * 10 + 1, f"a{at}"),
        lambda at: link(kiosk, name_of(second, database), at * 10 + 2, f"a{at}"),
        lambda at: send(kiosk, "round", at + 1, f"a{at}"),
    ]
    for at, order in enumerate(itertools.permutations(steps)):
        for step in order:
            step(at)
        assert not is_good(first)
        assert is_good(second)
        link(kiosk, None, at * 10 + 3, f"a{at}")
        assert not is_good(second)


def test_the_same_record_again_is_taken_once_and_told_once(
    kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    desk, body = hire(), review_training().encode()
    link(kiosk, name_of(desk, database), account="reviewer-1")
    assert kiosk.send(KIND, "training-round-1", body).is_new
    assert not kiosk.send(KIND, "training-round-1", body).is_new
    assert count(database, "kiosk_trainings") == 2
    with database.work(JOB) as session:
        rows = session.execute(text("select action from audit_log where subject_kind = 'kiosk_training'"))
        assert sorted(row.action for row in rows) == ["review.linked", "review.trained_at_kiosk"]
    found = desk.ask("GET", PATH, params={"content": [CONTENT]})
    assert (found["rounds"], found["items"]) == (0, [])
    assert found["accounts"] == [{"kiosk": "kiosk", "account": "reviewer-1"}]


def test_without_a_link_an_equal_name_is_nobody(kiosk: SiteKiosk, hire: Hire, database: Database) -> None:
    desk = hire()
    send(kiosk, "round", account=name_of(desk, database).partition("@")[0])
    assert not is_good(desk)
    assert desk.ask("GET", PATH)["accounts"] == []


def test_rounds_of_who_had_the_name_before_are_not_theirs(
    kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    desk = hire()
    send(kiosk, "round", 1)
    link(kiosk, name_of(desk, database), after=1)
    assert not is_good(desk)
    send(kiosk, "round", 2)
    assert is_good(desk)


@pytest.mark.parametrize(
    ("body", "days", "content", "counts"),
    [
        (training_body(), 1.0, CONTENT, True),
        (training_body(2.0), 1.0, CONTENT, False),
        (training_body(), 1.0, "2 en-a-1", False),  # other questions
        (training_body(), 1.0, "1 en-a-2", False),  # other gold answers
        (training_body(), 182.9, CONTENT, True),
        (training_body(), 183.1, CONTENT, False),
        (training_body(), -0.1, CONTENT, False),  # a kiosk whose clock is ahead
        (training_body(), 1.0, "", False),  # a page that does not say what training rests on
    ],
)
def test_a_rating_counts_by_a_round_that_passed_on_the_same_content(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database,
    body: Json, days: float, content: str, counts: bool,
) -> None:  # fmt: skip
    desk = hire()
    link(kiosk, name_of(desk, database))
    send(kiosk, "round", body=body, at=time.time() - days * 86_400)
    rate(desk, *filter(None, [content]))
    assert pair(desk) == (counts, {int(counts)})


def test_what_was_known_at_the_rating_decides(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    desk, other = hire(), hire()
    send(kiosk, "round")
    rate(desk, CONTENT)
    link(kiosk, name_of(desk, database))  # a round that ended before the rating comes to count after it
    assert is_good(desk)
    assert not is_good(other)
    assert pair(desk) == (False, {0})


@pytest.mark.parametrize("end", ["link", "kiosk"])
def test_a_link_that_ends_later_takes_nothing_back(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database, addresses: Addresses, end: str
) -> None:
    desk = hire()
    link(kiosk, name_of(desk, database))
    send(kiosk, "round")
    rate(desk, CONTENT)
    if end == "link":
        link(kiosk, None, 2)
    else:
        with psycopg.connect(addresses.superuser, autocommit=True) as connection:
            connection.execute("update kiosks set revoked_at = now()")
    assert not is_good(desk)
    assert pair(desk) == (True, {1})


def test_a_kiosk_speaks_for_nobody_who_does_not_rate_at_its_site(
    kiosk: SiteKiosk, hire: Hire, tree: Tree, database: Database
) -> None:
    near, far = hire(), hire(tree.sites[1], Role.RECRUITER)
    for number, desk in enumerate((near, far), 1):
        link(kiosk, name_of(desk, database), number, f"a{number}")
        send(kiosk, "round", number, f"a{number}")
    assert is_good(near)
    assert not is_good(far)
    assert far.ask("GET", PATH)["accounts"] == []


@pytest.mark.parametrize("place", ["passed", "given", "twice"])
def test_a_round_that_does_not_end_as_it_says_is_kept_aside(
    kiosk: SiteKiosk, database: Database, place: str
) -> None:
    body = training_body()
    if place == "passed":
        body = training_body(2.0, passed=True)
    elif place == "given":
        body["answers"][0]["given"] = {"co_empathy": 2.0}
    else:
        body["answers"][1] = body["answers"][0]
    with pytest.raises(Refused) as refused:
        kiosk.send(
            KIND, "training-round-1", json.dumps(json.loads(review_training()) | {"body": body}).encode()
        )
    assert refused.value.more["errors"] == [{"at": "/body/passed", "rule": "values"}]
    assert count(database, "kiosk_trainings") == 0


def test_what_a_kiosk_told_is_never_changed(kiosk: SiteKiosk, database: Database) -> None:
    send(kiosk, "round", body=training_body(2.0))
    with pytest.raises(Exception, match="permission denied"), database.work(JOB) as session:
        session.execute(text("update kiosk_trainings set passed = true"))
