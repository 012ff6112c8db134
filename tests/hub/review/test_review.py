"""Reviewing at the hub: blind first, two readers, said once; what a reader may not know yet never leaves the hub."""

import io
import json
import time
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.domain.language import Language
from ehr.access import Role
from ehr.database import Database, system
from ehr.ingest.service import Refused
from ehr.problems import Problem
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes, receipt_bytes
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import NOTE, RATING, HubDesk, decision
from tests.hub.world import Tree

KIND, CONSENT, ACT = "interview.v1", "consent_receipt.v1", "review_act.v1"
JOB = system("test")
WORDS = "the late shift"


@pytest.fixture
def sent(kiosk: SiteKiosk) -> bytes:
    """An interview in the review zone, which waits for a blind rating; the record as it came."""
    body = interview_bytes("one", language=Language.EN)
    kiosk.send(CONSENT, "one-consent", receipt_bytes("one"))
    kiosk.send(KIND, "one", body)
    return body


def above(kiosk: SiteKiosk, interview_id: str = "one") -> None:
    """An interview in no doubt: one person's invite holds."""
    body = interview_bytes(interview_id, language=Language.EN)
    composite = json.loads(body)["profile"]["composite"] | {"score": 8.0, "band": "above"}
    kiosk.send(KIND, interview_id, changed(body, {}, {"composite": composite, "flags": []}))


def told(kiosk: SiteKiosk, number: int, kind: str, **more: Any) -> None:
    """The kiosk sends an act of the interview "one"."""
    kiosk.send(ACT, f"one-act-{number}", review_act("one", kind, number=number, **more).encode())


def count(database: Database, table: str) -> int:
    with database.work(JOB) as session:
        return int(session.scalar(text(f"select count(*) from {table}")) or 0)


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

    second.say("decision", decision("invite"))
    assert [second.line()[name] for name in ("stand", "decision")] == ["apart", None]
    assert WORDS in json.dumps(second.detail())
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


def account_of(desk: HubDesk, database: Database) -> str:
    """What an account of the same person is called at a kiosk."""
    with database.work(JOB) as session:
        sign_in_name = session.scalar(
            text("select sign_in_name from users where id = :id"), {"id": desk.user}
        )
    return str(sign_in_name).partition("@")[0].upper()


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
    with database.work(JOB) as session:
        rows = session.scalars(text("select cast(a as text) || encode(a.body, 'escape') from review_acts a"))
        assert not any(WORDS in each or "at night" in each for each in rows)
    (candidate,) = hr.ask("POST", "/candidates/search", json={})["items"]
    packed = hr.client.post(f"/api/v1/candidates/{candidate['id']}/export", headers=hr.headers).content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        acts = [json.loads(archive.read(each)) for each in archive.namelist() if each.startswith("acts/")]
    assert sorted(each["body"]["reason"] for each in acts) == sorted(
        [NOTE["reason"], "Speaks of shifts at night."]
    )
    receipt = hr.ask("POST", f"/candidates/{candidate['id']}/erase", json={"reason": "asked"})
    assert (receipt["acts"], count(database, "review_acts")) == (2, 0)
    with pytest.raises(Problem) as gone:
        told(kiosk, 2, "gone")
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
    assert desk.ask("GET", "/review/pairs", params={"cursor": second["next"]}) == {"items": [], "next": None}


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


def test_a_list_takes_three_statements_however_long_it_is(
    kiosk: SiteKiosk, hire: Hire, app: Any, tree: Tree
) -> None:
    from sqlalchemy import event

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
        desk.lines(again=True)
        event.remove(engine, "before_cursor_execute", listen)
        counts.append(len([each for each in asked if "review_acts" in each or "interviews" in each]))
    assert counts == [2, 2, 2]
