"""Lists of reviewing: in pages, of what is in sight, in few statements; and what the audit log tells."""

import json
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from app.domain.language import Language
from ehr.access import Role
from ehr.database import Database
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import NOTE, RATING, HubDesk
from tests.hub.review.said import ACT, JOB, KIND, told
from tests.hub.world import Tree


def test_the_list_pages_and_holds_to_the_scope(
    kiosk: SiteKiosk, other_kiosk: SiteKiosk, hire: Hire, tree: Tree
) -> None:
    for number in range(5):
        kiosk.send(KIND, f"i{number}", interview_bytes(f"i{number}"))
    other_kiosk.send(KIND, "far", interview_bytes("far"))
    desk, hr = hire(), hire(tree.organisation, Role.HR)
    seen, cursor = [], None
    while True:
        page = desk.ask(
            "GET", "/review/interviews", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
        )
        seen += [each["interview_id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == [f"i{number}" for number in range(5)]
    assert {each["interview_id"] for each in hr.lines()} == {*seen, "far"}
    far = next(each["id"] for each in hr.lines() if each["interview_id"] == "far")
    assert desk.ask("GET", f"/review/interviews/{far}", 404)["type"] == "urn:ehr:not-found"
    said = {"kind": "note", "key": str(uuid4()), "body": NOTE}
    desk.ask("POST", f"/review/interviews/{far}/acts", 404, json=said)
    desk.ask("GET", "/review/interviews", 422, params={"cursor": "nonsense"})
    desk.ask("GET", "/review/interviews", 422, params={"limit": 201})


def test_pairs_are_blind_ratings_beside_the_program_s_scores(
    sent: bytes, kiosk: SiteKiosk, other_kiosk: SiteKiosk, hire: Hire, tree: Tree
) -> None:
    kiosk.send(KIND, "two", interview_bytes("two", language=Language.EN))
    kiosk.send(ACT, "two-act-1", review_act("two", trained=False).encode())
    told(kiosk, 1, "rating")
    other_kiosk.send(KIND, "far", interview_bytes("far"))
    other_kiosk.send(ACT, "far-act-1", review_act("far").encode())
    desk = hire()
    first = desk.ask("GET", "/review/pairs", params={"limit": 1})
    second = desk.ask("GET", "/review/pairs", params={"limit": 1, "cursor": first["next"]})
    pairs = first["items"] + second["items"]
    answers = json.loads(sent)["profile"]["answers"]
    (scored,) = [each["scores"] for each in answers if (each["question_id"], each["turn"]) == ("JD-Q04", 1)]
    program = {each["sub_dimension"]: each["score"] for each in scored}
    assert program["ps_closure"] is not None  # a person did not observe it: no pair
    assert {(each["sub_dimension"], each["human"], each["program"], each["counts"]) for each in pairs} == {
        (sub, human, program[sub], counts)
        for sub, human in (("co_listening", 7.0), ("co_empathy", 6.5))
        if program[sub] is not None
        for counts in (True, False)
    }
    assert {each["site"] for each in pairs} == {desk.lines()[0]["site"]}
    assert len({each["rater"] for each in pairs}) == 1
    assert "reviewer" not in json.dumps(pairs)
    assert desk.ask("GET", "/review/pairs", params={"cursor": second["next"]})["items"] == []


def test_a_turn_that_is_written_as_a_fraction_is_whole(sent: bytes, kiosk: SiteKiosk, hire: Hire) -> None:
    written = review_act("one").replace('"turn":1}', '"turn":1.0}')
    assert written != review_act("one")
    kiosk.send(ACT, "one-act-1", written.encode())
    assert {each["turn"] for each in hire().ask("GET", "/review/pairs")["items"]} == {1}


def test_the_audit_log_tells_who_looked_and_who_said_what_kind_of_thing_without_words(
    sent: bytes, hire: Hire, database: Database
) -> None:
    desk = hire()
    desk.detail()
    desk.lines(again=True)
    desk.say("rating", RATING)
    desk.detail()
    with database.work(JOB) as session:
        rows = session.execute(
            text(
                "select action, actor_id, cast(detail as text) as detail from audit_log where actor_kind = 'user'"
            )
        ).all()
    told = [row.action for row in rows if row.actor_id == str(desk.user)]
    assert {"interview.read_blind", "review.said", "interview.viewed", "review.listed"} <= set(told)
    assert not any("clear words" in row.detail for row in rows)


def test_what_was_said_cannot_be_changed(sent: bytes, hire: Hire, database: Database) -> None:
    hire().say("note", NOTE)
    with pytest.raises(Exception, match="permission denied"), database.work(JOB) as session:
        session.execute(text("update review_acts set kind = 'gone'"))


def test_only_who_may_listen_is_told_of_recordings(sent: bytes, hire: Hire, tree: Tree) -> None:
    assert hire().detail()["recordings"] is None
    assert hire(tree.organisation, Role.HR).detail()["recordings"] == []


@pytest.mark.parametrize(("query", "most"), [({}, 2), ({"scores": True}, 3)])
def test_a_list_takes_three_statements_however_long_it_is(
    kiosk: SiteKiosk, hire: Hire, app: Any, tree: Tree, query: dict[str, bool], most: int
) -> None:
    desk: HubDesk = hire()
    engine = app.state.hub.database._engine
    asked: list[str] = []
    listen = lambda *told: asked.append(told[2])  # noqa: E731
    counts = []
    for number in range(3):
        kiosk.send(KIND, f"i{number}", interview_bytes(f"i{number}"))
        kiosk.send(ACT, f"i{number}-act-1", review_act(f"i{number}").encode())
        event.listen(engine, "before_cursor_execute", listen)
        asked.clear()
        desk.lines(again=True, **query)
        event.remove(engine, "before_cursor_execute", listen)
        counts.append(len([each for each in asked if "review_acts" in each or "interview" in each]))
    assert counts == [most] * 3
