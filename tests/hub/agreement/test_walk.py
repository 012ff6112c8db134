"""Every page, answer and archive of the hub: none tells of scores that its reader may not see."""

import json
import time
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ehr.agreement import service as agreement
from tests.contract.records import review_act
from tests.hub.agreement.marked import HIDDEN, Walker, hide, ids, marked, marks
from tests.hub.kiosks.conftest import key, kiosk, other_kiosk, tree
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes
from tests.hub.review.desk import RATING, Json, decision
from tests.hub.world import Tree, World

__all__ = ["key", "kiosk", "other_kiosk", "tree"]
KIND, ACT = "interview.v1", "review_act.v1"
# Where scores stand once they are open: a walk that saw none there would have seen nothing anywhere.
TELLING = {
    "GET /api/v1/candidates/{candidate_id}",
    "GET /api/v1/interviews/{interview_id}",
    "GET /api/v1/review/interviews",
    "GET /api/v1/review/interviews/{interview_id}",
    "GET /candidates",
    "GET /candidates/{candidate_id}",
    "GET /interviews/{interview_id}",
    "GET /interviews/{interview_id}/quotes/{sub_dimension}",
    "scores",
    "compare",
    "search",
    "searched",
    "export",
    "exported",
}


PAIRS = {"GET /api/v1/review/pairs"}


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No interview is drawn for blind rating."""
    monkeypatch.setattr("ehr.ingest.people.ALL_BLIND_FIRST", 0)
    monkeypatch.setattr("ehr.ingest.people.BLIND_SHARE_PERCENT", 0)


@pytest.fixture
def walker(app: FastAPI, client: TestClient, world: World, tree: Tree) -> Walker:
    return Walker(app, client, world, tree.organisation)


def say(walker: Walker, kind: str, body: Json) -> None:
    """Something about the only interview, over the API."""
    said = {"kind": kind, "key": str(uuid4()), "body": body}
    interview_id, _ = ids(walker.database)
    path = f"/api/v1/review/interviews/{interview_id}/acts"
    assert walker.client.post(path, headers=walker.headers, json=said).status_code == 201


def test_nothing_of_the_program_s_is_told_before_the_blind_rating_and_everything_after_it(
    kiosk: SiteKiosk, walker: Walker
) -> None:
    kiosk.send(KIND, "one", marked("one"))
    told = walker.seen()
    assert told.keys() > TELLING
    assert marks(told) == set()
    assert '"waits_for_blind_rating"' in told["export"]
    say(walker, "rating", RATING)
    told = walker.seen(TELLING)
    assert marks(told) == TELLING
    assert "waits_for" not in told["export"]


def test_nothing_is_told_while_a_second_blind_rating_is_wanted_nor_what_the_first_person_gave(
    kiosk: SiteKiosk, walker: Walker
) -> None:
    kiosk.send(KIND, "one", marked("one"))
    first = json.loads(review_act("one", opens=False, at=time.time() - 60))
    first["body"]["answers"][0]["reason"] = "marked_reason"
    kiosk.send(ACT, "one-act-1", json.dumps(first).encode())
    told = walker.seen(TELLING | PAIRS)
    assert marks(told) == set()
    assert '"acts": 1' in told["export"]
    assert '"items":[]' in told["GET /api/v1/review/pairs"]


def test_another_assessment_of_an_interview_that_waits_is_closed_though_it_would_not_be_drawn(
    kiosk: SiteKiosk, walker: Walker, undrawn: None
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ehr.ingest.people.ALL_BLIND_FIRST", 150)
        kiosk.send(KIND, "one", marked("one"))
    kiosk.send(KIND, "one.2", changed(marked("one"), {"revision": 2}))
    assert marks(walker.seen({"GET /candidates/{candidate_id}", "search", "scores", "export"})) == set()


def test_a_hidden_score_is_told_nowhere_and_counts_in_nothing_that_is(
    kiosk: SiteKiosk, walker: Walker, undrawn: None
) -> None:
    kiosk.send(KIND, "one", marked("one", HIDDEN))
    assert marks(walker.seen({"searched"})) == {"searched"}
    hide(walker.database, HIDDEN)
    agreement.refresh(walker.database)
    told = walker.seen(TELLING)
    assert marks(told) == set()
    why = "people would often have scored it otherwise, so it is hidden"
    for name in ("GET /candidates/{candidate_id}", "GET /interviews/{interview_id}", "compare"):
        assert why in told[name]
    assert '"agreement_below"' in told["export"]

    hide(walker.database)
    agreement.refresh(walker.database)
    assert marks(walker.seen(TELLING)) == TELLING


def test_an_interview_that_comes_while_a_score_is_hidden_is_listed_without_it(
    kiosk: SiteKiosk, walker: Walker, undrawn: None
) -> None:
    hide(walker.database, HIDDEN)
    kiosk.send(KIND, "one", marked("one", HIDDEN))
    told = walker.seen({"search", "GET /candidates"})
    assert marks(told) == set()
    assert any(each["composite"] is not None for each in json.loads(told["search"])["items"])


def test_who_must_be_a_second_reader_is_judged_by_what_can_be_seen(
    kiosk: SiteKiosk, walker: Walker, undrawn: None
) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    say(walker, "decision", decision("invite"))
    assert '"stand":"second"' in walker.seen({"scores"})["scores"]
    hide(
        walker.database, "cm_wording", "cm_clarity", "ec_stability"
    )  # what is left lies above the review zone
    line = json.loads(walker.seen({"scores"})["scores"])["items"][0]
    assert (line["stand"], line["decision"], line["flags"]) == ("final", "invite", [])
    assert line["composite"] == pytest.approx((7.02 + 6.95) / 2, abs=0.01)
