"""One person, whole; and nobody sees the machine's scores before their own are given, where that was drawn."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from ehr.access import Role
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.world import Tree, World

KIND, CONSENT = "interview.v1", "consent_receipt.v1"
PHONE = "13800000000"
RATING = {"scores": {"co_need": 7.5}, "comment": "kept to the point"}
Json = dict[str, Any]
Ask = Callable[..., Any]


@pytest.fixture
def hr(client: TestClient, world: World, tree: Tree) -> Ask:
    """HR of the organisation."""
    return asking(client, world, tree.organisation, Role.HR)


def asking(client: TestClient, world: World, scope: int, *roles: Role) -> Ask:
    headers = world.signed_in(world.user(scope, *roles))

    def ask(method: str, path: str, wanted: int = 200, **more: Any) -> Any:
        answer = client.request(method, f"/api/v1{path}", headers=headers, **more)
        assert answer.status_code == wanted, answer.text
        if answer.headers.get("content-type", "").startswith(("application/json", "application/problem")):
            return answer.json()
        return answer.content

    return ask


def only_candidate(ask: Ask) -> Json:
    (found,) = ask("POST", "/candidates/search", json={})["items"]
    return dict(found)


def test_a_new_interview_shows_no_score_anywhere_before_it_was_rated_blind(kiosk: SiteKiosk, hr: Ask) -> None:
    body = interview_bytes("one")
    kiosk.send(CONSENT, "one-consent", receipt_bytes("one"))
    kiosk.send(KIND, "one", body)
    listed = only_candidate(hr)
    assert (listed["composite"], listed["band"], listed["to_rate"]) == (None, None, True)
    told = hr("GET", f"/candidates/{listed['id']}")
    line = told["interviews"][0]
    assert (line["must_rate"], line["composite"], line["not_scored_reason"]) == (
        True,
        None,
        "waits_for_blind_rating",
    )
    assert told["consents"][0]["purposes"]["recording_audio"] is True

    blind = hr("GET", f"/interviews/{line['id']}")
    assert not {"dimensions", "composite", "notes"} & set(blind["profile"])
    assert all(not {"scores", "evidence"} & set(answer) for answer in blind["profile"]["answers"])
    assert blind["profile"]["answers"][0]["transcript"]["text"]

    given = hr("POST", f"/interviews/{line['id']}/ratings", 201, json=RATING)
    assert given["is_blind"] is True
    opened = hr("GET", f"/interviews/{line['id']}")
    assert opened["profile"] == json.loads(body)["profile"]
    assert only_candidate(hr)["composite"] == pytest.approx(opened["profile"]["composite"]["score"])
    hr("POST", f"/interviews/{line['id']}/ratings", 409, json=RATING)


def test_whoever_saw_the_scores_rates_but_not_blind(
    kiosk: SiteKiosk, hr: Ask, client: TestClient, world: World, tree: Tree
) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    interview_id = hr("GET", f"/candidates/{only_candidate(hr)['id']}")["interviews"][0]["id"]
    hr("POST", f"/interviews/{interview_id}/ratings", 201, json=RATING)
    recruiter = asking(client, world, tree.sites[0], Role.RECRUITER)
    recruiter("GET", f"/interviews/{interview_id}")
    assert recruiter("POST", f"/interviews/{interview_id}/ratings", 201, json=RATING)["is_blind"] is False
    late = asking(client, world, tree.sites[0], Role.RECRUITER)
    assert late("POST", f"/interviews/{interview_id}/ratings", 201, json=RATING)["is_blind"] is True


@pytest.mark.parametrize("score", [0, 0.5, 7.3, 10.5, None])
def test_a_score_is_1_to_10_in_half_points(kiosk: SiteKiosk, hr: Ask, score: float | None) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    interview_id = hr("GET", f"/candidates/{only_candidate(hr)['id']}")["interviews"][0]["id"]
    hr("POST", f"/interviews/{interview_id}/ratings", 422, json={"scores": {"co_need": score}})


def test_a_candidate_is_found_by_parts_of_the_name_and_by_the_whole_phone(hr: Ask, tree: Tree) -> None:
    new = {"scope_id": tree.sites[0], "name": "测试甲乙", "phone": f"+86 {PHONE}", "email": "a@example.test"}
    made = hr("POST", "/candidates", 201, json=new)
    hr("POST", "/candidates", 201, json={"scope_id": tree.sites[0], "name": "Sample Person"})
    for words in ("甲乙", "测试", "甲", PHONE, "138 0000 0000"):
        found = hr("POST", "/candidates/search", json={"words": words})["items"]
        assert [each["id"] for each in found] == [made["id"]], words
    assert hr("POST", "/candidates/search", json={"words": "samp"})["items"][0]["name"] == "Sample Person"
    assert hr("POST", "/candidates/search", json={"words": "乙甲"})["items"] == []
    assert hr("GET", f"/candidates/{made['id']}")["person"]["phone"] == f"+86 {PHONE}"


def test_pages_go_on_where_the_last_one_ended(hr: Ask, tree: Tree) -> None:
    for number in range(5):
        hr("POST", "/candidates", 201, json={"scope_id": tree.sites[0], "name": f"Person {number}"})
    seen, after = [], None
    while True:
        page = hr("POST", "/candidates/search", json={"limit": 2, "after": after})
        seen += [each["name"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == [f"Person {number}" for number in range(5)]
    hr("POST", "/candidates/search", 422, json={"after": "nonsense"})


def test_two_that_are_one_person_are_shown_as_one_and_can_be_parted(
    kiosk: SiteKiosk, other_kiosk: SiteKiosk, hr: Ask
) -> None:
    kiosk.send(KIND, "one", interview_bytes("one", phone_key="7" * 64))
    other_kiosk.send(KIND, "two", interview_bytes("two", phone_key="7" * 64))
    first, second = [each["id"] for each in hr("POST", "/candidates/search", json={})["items"]]
    assert [each["id"] for each in hr("GET", f"/candidates/{first}")["alike"]] == [second]
    merge = hr("POST", f"/candidates/{first}/merges", 201, json={"other_id": second, "reason": "same_phone"})
    for each in (first, second):
        told = hr("GET", f"/candidates/{each}")
        assert (told["candidate"]["id"], len(told["interviews"]), told["alike"]) == (first, 2, [])
    assert len(hr("POST", "/candidates/search", json={})["items"]) == 1
    hr("POST", f"/candidates/{second}/merges", 409, json={"other_id": first, "reason": "said_so"})
    hr("POST", f"/merges/{merge['id']}/undo")
    assert len(hr("GET", f"/candidates/{first}")["interviews"]) == 1
    hr("POST", f"/merges/{merge['id']}/undo", 409)


def test_documents_come_back_as_they_came_and_a_bad_resume_is_kept_with_its_reason(
    hr: Ask, tree: Tree
) -> None:
    made = hr("POST", "/candidates", 201, json={"scope_id": tree.sites[0], "name": "Person"})
    body = bytes(range(256)) * 4
    added = hr(
        "POST", f"/candidates/{made['id']}/documents", 201,
        files={"file": ("../a\u202eb.pdf", body, "application/pdf")}, data={"kind": "resume"},
    )  # fmt: skip
    assert (added["name"], added["size"]) == ("ab.pdf", 1024)
    assert added["refusal"]
    assert hr("GET", f"/documents/{added['id']}") == body
    hr("POST", f"/candidates/{made['id']}/documents", 422, files={"file": ("a", b"")}, data={"kind": "other"})


def test_a_check_runs_only_after_the_candidate_agreed(hr: Ask, tree: Tree) -> None:
    made = hr("POST", "/candidates", 201, json={"scope_id": tree.sites[0], "name": "Person"})
    check = hr("POST", f"/candidates/{made['id']}/checks", 201, json={"kind": "employment"})
    assert check["state"] == "asked_consent"
    hr("PATCH", f"/checks/{check['id']}", 409, json={"state": "clear"})
    agreed = {"state": "running", "consent_at": "2026-09-21T10:00:00Z"}
    assert hr("PATCH", f"/checks/{check['id']}", json=agreed)["state"] == "running"


def test_an_export_holds_the_records_as_they_came_once_they_are_open(kiosk: SiteKiosk, hr: Ask) -> None:
    body = interview_bytes("one")
    kiosk.send(KIND, "one", body)
    candidate_id = only_candidate(hr)["id"]
    (line,) = hr("GET", f"/candidates/{candidate_id}")["interviews"]
    hr("POST", f"/interviews/{line['id']}/ratings", 201, json=RATING)
    hr(
        "POST",
        f"/candidates/{candidate_id}/messages",
        201,
        json={"direction": "note", "channel": "note", "text": "x"},
    )
    with zipfile.ZipFile(io.BytesIO(hr("POST", f"/candidates/{candidate_id}/export"))) as archive:
        (name,) = [each for each in archive.namelist() if each.startswith("interviews/")]
        assert archive.read(name) == body
        assert json.loads(archive.read("dossier.json"))["messages"][0]["text"] == "x"


def test_erasing_a_person_leaves_nothing_that_opens_and_the_kiosk_s_repeat_brings_nothing_back(
    kiosk: SiteKiosk, hr: Ask
) -> None:
    body = interview_bytes("one")
    kiosk.send(KIND, "one", body)
    candidate_id = only_candidate(hr)["id"]
    receipt = hr("POST", f"/candidates/{candidate_id}/erase", json={"reason": "asked"})
    assert receipt["interviews"] == 1
    hr("GET", f"/candidates/{candidate_id}", 410)
    assert hr("POST", "/candidates/search", json={})["items"] == []
    assert kiosk.send(KIND, "one", body).is_new is False
    assert hr("POST", "/candidates/search", json={})["items"] == []


def test_a_recruiter_of_another_site_finds_nothing(
    kiosk: SiteKiosk, hr: Ask, client: TestClient, world: World, tree: Tree
) -> None:
    kiosk.send(KIND, "one", interview_bytes("one"))
    candidate_id = UUID(only_candidate(hr)["id"])
    interview_id = hr("GET", f"/candidates/{candidate_id}")["interviews"][0]["id"]
    stranger = asking(client, world, tree.sites[1], Role.RECRUITER)
    assert stranger("POST", "/candidates/search", json={})["items"] == []
    stranger("GET", f"/candidates/{candidate_id}", 404)
    stranger("GET", f"/interviews/{interview_id}", 404)
    stranger("POST", f"/interviews/{interview_id}/ratings", 404, json=RATING)
    stranger(
        "POST",
        f"/candidates/{candidate_id}/messages",
        404,
        json={"direction": "in", "channel": "phone", "text": "x"},
    )
