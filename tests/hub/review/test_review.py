"""Reviewing at the hub: blind first, two readers, said once; what a reader may not know yet never leaves the hub."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ehr.database import Database
from tests.hub.kiosks.rig import SiteKiosk, changed
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import NOTE, RATING, decision
from tests.hub.review.said import JOB, KIND, above, count
from tests.hub.world import Tree

WORDS = "the late shift"
RATED = "clear words"  # the reason of each answer of RATING


def test_before_the_blind_rating_nothing_of_the_program_s_leaves_the_hub(sent: bytes, hire: Hire) -> None:
    desk = hire()
    line, found = desk.line(), desk.detail()
    assert line == found["line"]
    assert (line["must_rate"], line["flags"], line["stand"], line["acts"]) == (True, [], "open", [])
    assert {line[name] for name in ("composite", "standard_error", "least_dimension", "decision")} == {None}
    assert (line["kiosk"], line["site"], line["language"]) == ("kiosk", line["site"], "en")
    assert line["site"].startswith("site")
    hidden = {"dimensions", "composite", "composite_without_affect", "notes", "flags"}
    assert not hidden & found["profile"].keys()
    hidden = {"scores", "evidence", "scored", "observations", "flags"}
    assert all(not hidden & answer.keys() for answer in found["profile"]["answers"])
    assert found["profile"]["answers"][0]["transcript"]["text"]
    for kind, body in (
        ("decision", decision("invite")),
        ("override", {"level": "composite", "name": "", "value": 7, "reason": "why not"}),
    ):
        assert desk.say(kind, body, 409)["type"] == "urn:ehr:rate-first"


def test_a_blind_rating_opens_the_scores_for_everybody_and_everywhere(sent: bytes, hire: Hire) -> None:
    desk, other = hire(), hire()
    given = desk.say("rating", RATING)
    assert (given["number"], given["kind"], given["is_own"], given["body"]) == (1, "rating", True, RATING)
    profile = json.loads(sent)["profile"]
    for each in (desk, other):
        found = each.detail()
        assert found["profile"] == profile
        assert found["line"]["composite"] == pytest.approx(profile["composite"]["score"])
        assert found["line"]["flags"] == profile["flags"]
        least = min(each["score"] for each in profile["dimensions"] if each["score"] is not None)
        assert found["line"]["least_dimension"] == pytest.approx(least)
    (candidate,) = desk.ask("POST", "/candidates/search", json={})["items"]
    assert (candidate["to_rate"], candidate["composite"]) == (False, pytest.approx(6.55))
    assert other.say("rating", RATING, 409)["type"] == "urn:ehr:rated-before"
    as_a_whole = {"scores": {"co_need": 7.5}}
    path = f"/interviews/{desk.line()['id']}/ratings"
    assert desk.ask("POST", path, 409, json=as_a_whole)["type"] == "urn:ehr:rated-already"


def test_a_rating_on_the_dossier_s_page_opens_the_review_too(sent: bytes, hire: Hire) -> None:
    desk = hire()
    path = f"/interviews/{desk.line()['id']}/ratings"
    desk.ask("POST", path, 201, json={"scores": {"co_empathy": 7}})
    assert desk.line()["must_rate"] is False
    assert desk.say("rating", RATING, 409)["type"] == "urn:ehr:rated-before"


def test_another_assessment_of_a_rated_sitting_is_open(sent: bytes, kiosk: SiteKiosk, hire: Hire) -> None:
    desk = hire()
    desk.say("rating", RATING)
    kiosk.send(KIND, "one-r2", changed(sent, {"revision": 2}))
    line = desk.line()  # one line for a sitting
    assert (line["must_rate"], len(line["acts"])) == (False, 1)
    (candidate,) = desk.ask("POST", "/candidates/search", json={})["items"]
    assert candidate["to_rate"] is False


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answers: answers.pop(),
        lambda answers: answers[0]["scores"].pop("co_listening"),
        lambda answers: answers.append(answers[0]),
        lambda answers: answers.append(answers[0] | {"question_id": "JD-Q99"}),
    ],
)
def test_a_rating_is_whole(sent: bytes, hire: Hire, spoil: Any) -> None:
    body = json.loads(json.dumps(RATING))
    spoil(body["answers"])
    desk = hire()
    assert desk.say("rating", body, 422)["type"] == "urn:ehr:rating-incomplete"
    assert desk.line()["must_rate"] is True


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("note", {"reason": " a "}),
        ("note", {}),
        ("gone", {"reason": "left"}),
        ("decision", decision("reject")),
        ("decision", {"decision": "invite", "looked_s": 1}),
        ("override", {"level": "composite", "name": "", "value": 7.3, "reason": "half points"}),
        ("override", {"level": "composite", "name": "", "value": 10.5, "reason": "too much"}),
        ("praise", {}),
    ],
)
def test_what_is_said_has_its_form(sent: bytes, hire: Hire, kind: str, body: dict[str, Any]) -> None:
    desk = hire()
    refused = desk.say(kind, body, 422)
    assert (refused["type"], bool(refused["errors"])) == ("urn:ehr:bad-values", True)
    answer = desk.client.get(
        f"/api/v1/review/interviews/{uuid4()}", headers=desk.headers | {"Accept-Language": "zh"}
    )
    assert answer.json()["detail"] == "此处没有您可查看的内容。"


def test_a_changed_score_is_one_that_the_interview_has(sent: bytes, hire: Hire) -> None:
    desk = hire()
    desk.say("rating", RATING)
    body = {"level": "sub_dimension", "name": "co_empathy", "value": 5, "reason": "the quote is not theirs"}
    desk.say("override", body)
    refused = desk.say("override", body | {"name": "charm"}, 422)
    assert refused["type"] == "urn:ehr:no-such-score"


def test_twice_the_same_is_once_and_a_key_holds_one_thing(
    sent: bytes, hire: Hire, database: Database
) -> None:
    desk, key = hire(), str(uuid4())
    first = desk.say("note", NOTE, key=key)
    assert desk.say("note", NOTE, 200, key=key) == first
    assert desk.say("note", {"reason": "something else"}, 409, key=key)["type"] == "urn:ehr:other-act"
    assert desk.say("gone", {}, 409, key=key)["type"] == "urn:ehr:other-act"
    hire().say("note", NOTE, key=key)  # a key is its sender's
    assert count(database, "review_acts") == 2


def test_a_decline_holds_once_a_second_reader_who_saw_nothing_said_the_same(sent: bytes, hire: Hire) -> None:
    first, second, third = hire(), hire(), hire()
    first.say("rating", RATING)
    first.say("note", NOTE)
    first.say("decision", decision("decline"))
    line = first.line()
    assert (line["stand"], line["decision"], line["is_second"]) == ("second", None, False)
    assert [each["kind"] for each in line["acts"]] == ["rating", "note", "decision"]

    for found in (second.line(), second.detail()["line"]):
        assert (found["stand"], found["is_second"]) == ("second", True)
        assert [each["kind"] for each in found["acts"]] == ["rating"]
    whole = json.dumps(second.detail())
    assert WORDS not in whole
    assert "decline" not in whole
    assert RATED not in whole  # why somebody rated low says what they decided

    second.say("decision", decision("invite"))
    assert [second.line()[name] for name in ("stand", "decision")] == ["apart", None]
    assert WORDS in json.dumps(second.detail())
    assert RATED in json.dumps(second.detail())
    third.say("decision", decision("decline"))
    assert [third.line()[name] for name in ("stand", "decision")] == ["final", "decline"]


def test_one_person_s_invite_holds_where_nothing_is_in_doubt(kiosk: SiteKiosk, hire: Hire) -> None:
    above(kiosk)
    desk = hire()
    desk.say("rating", RATING)
    desk.say("decision", decision("invite"))
    line = desk.line()
    assert (line["stand"], line["decision"], line["is_second"]) == ("final", "invite", False)


def test_it_is_handed_to_a_colleague_who_sees_it(kiosk: SiteKiosk, hire: Hire, tree: Tree) -> None:
    above(kiosk)
    desk, other, far = hire(), hire(), hire(tree.sites[1])
    desk.say("rating", RATING)
    assert [each["id"] for each in desk.ask("GET", "/review/colleagues")] == [str(other.user)]
    for to in (None, str(far.user), str(desk.user), str(uuid4())):
        refused = desk.say("decision", decision("hand_over", to=to), 422)
        assert refused["type"] == "urn:ehr:colleague-missing"
    said = desk.say("decision", decision("hand_over", to=str(other.user)))
    (name,) = [each["name"] for each in desk.ask("GET", "/review/colleagues")]
    assert (said["to"], said["body"]["to"]) == (name, name)
    assert [(each.line()["handed_to"], each.line()["is_mine"]) for each in (desk, other)] == [
        (name, False), (name, True),
    ]  # fmt: skip
    other.say("decision", decision("invite"))
    assert (other.line()["handed_to"], other.line()["is_mine"]) == ("", False)


def test_what_is_said_at_once_is_numbered_without_a_gap_and_one_rating_is_blind(
    sent: bytes, hire: Hire, database: Database
) -> None:
    desks = [hire() for _ in range(6)]
    interview_id = desks[0].line()["id"]
    said = [("rating", RATING), ("note", NOTE)]

    def say(number: int) -> int:
        kind, body = said[number % 2]
        desk = desks[number // 2]
        answer = desk.client.post(
            f"/api/v1/review/interviews/{interview_id}/acts",
            headers=desk.headers,
            json={"kind": kind, "key": str(uuid4()), "body": body},
        )
        return answer.status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(say, range(12)))
    assert sorted(statuses) == [201] * 7 + [409] * 5
    with database.work(JOB) as session:
        rows = session.execute(text("select number, kind from review_acts order by number")).all()
    assert [row.number for row in rows] == list(range(1, 8))
    assert sorted(row.kind for row in rows) == ["note"] * 6 + ["rating"]
