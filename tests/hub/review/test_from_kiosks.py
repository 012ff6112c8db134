"""Acts that come from kiosks: one history with the hub's own, sealed, gone with their person."""

import io
import json
import time
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ehr.access import Role
from ehr.database import Database
from ehr.ingest import service
from ehr.ingest.service import Refused
from ehr.problems import Problem
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import NOTE, RATING, decision
from tests.hub.review.said import ACT, JOB, KIND, account_of, count, told
from tests.hub.world import Tree

WORDS = "the late shift"


def test_acts_of_a_kiosk_and_of_the_hub_are_one_history(sent: bytes, kiosk: SiteKiosk, hire: Hire) -> None:
    told(kiosk, 1, "rating")
    told(kiosk, 2, "decision", body=decision("invite"), at=1_790_000_700.0)
    desk = hire()
    line = desk.line()
    assert (line["must_rate"], line["stand"], line["is_second"]) == (False, "second", True)
    assert [(each["kind"], each["source"], each["actor"]) for each in line["acts"]] == [
        ("rating", "kiosk", "reviewer-1")
    ]
    desk.say("decision", decision("invite"))
    line = desk.line()
    assert (line["stand"], line["decision"]) == ("final", "invite")
    assert [(each["number"], each["source"]) for each in line["acts"]] == [
        (1, "kiosk"), (2, "kiosk"), (3, "hub"),
    ]  # fmt: skip
    (candidate,) = desk.ask("POST", "/candidates/search", json={})["items"]
    assert candidate["to_rate"] is False


def test_an_account_called_like_a_sign_in_name_is_no_second_reader(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    desk = hire()
    told(kiosk, 1, "rating")
    told(kiosk, 2, "decision", body=decision("decline"), actor=account_of(desk, database))
    line = desk.line()
    assert (line["is_second"], [each["is_own"] for each in line["acts"]]) == (False, [False, True])
    desk.say("decision", decision("decline"))
    assert (desk.line()["stand"], hire().line()["stand"]) == ("second", "second")


def test_a_rating_after_which_a_second_person_rates_blind_opens_nothing(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    told(kiosk, 1, "rating", opens=False, at=time.time())
    desk = hire()
    assert (desk.line()["must_rate"], desk.line()["acts"]) == (True, [])
    assert "clear words" not in json.dumps(desk.detail())
    told(kiosk, 2, "rating", actor="reviewer-2")
    assert desk.line()["must_rate"] is False


def test_whoever_rated_first_at_a_kiosk_does_not_rate_second_at_the_hub(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    desk = hire()
    told(kiosk, 1, "rating", opens=False, at=time.time(), actor=account_of(desk, database))
    assert desk.say("rating", RATING, 409)["type"] == "urn:ehr:rated-before"
    hire().say("rating", RATING)
    assert desk.line()["must_rate"] is False


def test_nobody_waits_for_a_second_blind_rating_for_more_than_three_days(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    told(kiosk, 1, "rating", opens=False, at=time.time() - 3 * 86_400 - 60)
    desk = hire()
    assert desk.line()["must_rate"] is False
    path = f"/interviews/{desk.line()['id']}"
    assert desk.ask("GET", path)["line"]["must_rate"] is False
    kiosk.send(KIND, "one-r2", changed(sent, {"revision": 2}))
    assert desk.line()["must_rate"] is False


def test_an_act_that_comes_before_its_interview_is_asked_for_again(
    kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    with pytest.raises(Problem) as early:
        told(kiosk, 1, "note")
    assert (early.value.kind.status, early.value.kind.code) == (425, "too-early")
    assert (count(database, "records"), count(database, "review_acts")) == (0, 0)
    kiosk.send(KIND, "one", interview_bytes("one"))
    told(kiosk, 1, "note")
    told(kiosk, 1, "note")
    assert count(database, "review_acts") == 1
    with pytest.raises(Refused) as other:
        told(kiosk, 1, "gone")
    assert other.value.kind.code == "other-content"


@pytest.mark.parametrize(
    "body",
    [
        {"answers": [], "looked_s": -1},
        {"answers": [{"question_id": "JD-Q04", "turn": 1, "scores": {"co_empathy": 7.3}, "reason": "x"}]},
        RATING | {"answers": RATING["answers"] + RATING["answers"][:1]},
    ],
)
def test_an_act_that_breaks_the_contract_is_kept_aside(
    sent: bytes, kiosk: SiteKiosk, database: Database, body: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        told(kiosk, 1, "rating", body=body)
    assert refused.value.kind.code == "schema-refused"
    assert (count(database, "quarantine"), count(database, "review_acts")) == (1, 0)


def test_words_lie_sealed_and_go_with_the_person(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, tree: Tree, database: Database
) -> None:
    told(kiosk, 1, "note")
    desk, hr = hire(), hire(tree.organisation, Role.HR)
    desk.say("note", NOTE)
    told(kiosk, 2, "rating")  # before it an archive holds no words of others
    with database.work(JOB) as session:
        rows = session.scalars(text("select cast(a as text) || encode(a.body, 'escape') from review_acts a"))
        assert not any(WORDS in each or "at night" in each for each in rows)
    (candidate,) = hr.ask("POST", "/candidates/search", json={})["items"]
    packed = hr.client.post(f"/api/v1/candidates/{candidate['id']}/export", headers=hr.headers).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        acts = [json.loads(archive.read(each)) for each in archive.namelist() if each.startswith("acts/")]
    assert sorted(each["body"]["reason"] for each in acts if "reason" in each["body"]) == sorted(
        [NOTE["reason"], "Speaks of shifts at night."]
    )
    receipt = hr.ask("POST", f"/candidates/{candidate['id']}/erase", json={"reason": "asked"})
    assert (receipt["acts"], count(database, "review_acts")) == (3, 0)
    with pytest.raises(Problem) as gone:
        told(kiosk, 3, "gone")
    assert gone.value.kind.code == "erased"


def test_acts_are_shown_with_whoever_the_person_was_merged_into(
    sent: bytes, kiosk: SiteKiosk, other_kiosk: SiteKiosk, hire: Hire, tree: Tree
) -> None:
    other_kiosk.send(KIND, "two", interview_bytes("two"))
    told(kiosk, 1, "rating")
    hr = hire(tree.organisation, Role.HR)
    first, second = [each["id"] for each in hr.ask("POST", "/candidates/search", json={})["items"]]
    for kept, other in ((first, second), (second, first)):
        merge = hr.ask(
            "POST", f"/candidates/{kept}/merges", 201, json={"other_id": other, "reason": "said_so"}
        )
        (line,) = [each for each in hr.lines() if each["interview_id"] == "one"]
        hr.ask("POST", f"/review/interviews/{line['id']}/acts", 201, json={
            "kind": "note", "key": str(uuid4()), "body": {"reason": f"kept {kept}"},
        })  # fmt: skip
        hr.ask("POST", f"/merges/{merge['id']}/undo")
    (line,) = [each for each in hr.lines() if each["interview_id"] == "one"]
    acts = hr.ask("GET", f"/review/interviews/{line['id']}")["acts"]
    assert [each["body"]["reason"] for each in acts[1:]] == [f"kept {first}", f"kept {second}"]


def test_reconciliation_knows_acts(sent: bytes, kiosk: SiteKiosk) -> None:
    body = review_act("one", "note").encode()
    taken = kiosk.send(ACT, "one-act-1", body)
    told = {"one-act-1": taken.body_sha256, "one-act-2": taken.body_sha256}
    with kiosk.database.work(kiosk.actor) as session:
        assert service.compare(session, kiosk.kiosk_id, told) == (["one-act-2"], [])
        assert service.compare(session, kiosk.kiosk_id, {"one-act-1": "0" * 64}) == ([], ["one-act-1"])
