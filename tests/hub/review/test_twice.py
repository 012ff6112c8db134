"""Two ratings of one sitting: in which order they are told, and who still waits for the second one."""

import json
import time

import pytest
from sqlalchemy import text

from app.domain.language import Language
from ehr.database import Database
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, changed, interview_bytes
from tests.hub.review.conftest import Hire
from tests.hub.review.desk import RATING, HubDesk, decision
from tests.hub.review.said import ACT, JOB, KIND, account_of, told


def test_pairs_of_one_sitting_say_so_and_which_rating_was_first(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    kiosk.send(KIND, "two", interview_bytes("two", language=Language.EN))
    kiosk.send(ACT, "two-act-1", review_act("two").encode())
    told(kiosk, 2, "rating", actor="reviewer-2", at=1_790_000_900.0)  # the second one comes first
    told(kiosk, 1, "rating", opens=False, at=1_790_000_600.0)
    told(kiosk, 3, "rating", actor="reviewer-3", at=1_790_000_300.0, trained=False)
    pairs = hire().ask("GET", "/review/pairs")["items"]
    listening = [each for each in pairs if each["sub_dimension"] == "co_listening"]
    assert [each["nth"] for each in listening] == [1, 2, 1, 0]
    other, second, first, untrained = listening
    assert first["sitting"] == second["sitting"] == untrained["sitting"] != other["sitting"]
    assert first["rater"] == other["rater"] != second["rater"]
    assert {each["sitting"].strip("0123456789abcdef") for each in pairs} == {""}
    assert '"one"' not in json.dumps(pairs)


def test_a_list_gives_scores_by_sub_dimension_to_whoever_asks_and_only_of_what_is_open(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    kiosk.send(KIND, "two", interview_bytes("two", language=Language.EN))
    desk = hire()
    assert [each["sub_scores"] for each in desk.lines(scores=True)] == [None, None]
    told(kiosk, 1, "rating")
    lines = {each["interview_id"]: each for each in desk.lines(scores=True)}
    profile = json.loads(sent)["profile"]
    assert lines["two"]["sub_scores"] is None
    assert {
        (each["dimension"], each["name"]): each["score"] for each in lines["one"]["sub_scores"]
    } == pytest.approx(
        {
            (each["id"], sub["id"]): sub["score"]
            for each in profile["dimensions"]
            for sub in each["sub_dimensions"]
        }
    )
    assert [each["sub_scores"] for each in desk.lines()] == [None, None]


AS_A_WHOLE = {"scores": {"co_empathy": 7}}


def not_drawn(database: Database) -> None:
    """The hub's own lot left it open, whatever that of the kiosk said."""
    with database.work(JOB) as session:
        session.execute(text("update interviews set blind_first = false"))
        session.execute(text("update candidates set to_rate = false, composite = 6.55, band = 'grey_zone'"))


def listed(desk: HubDesk) -> tuple[bool, bool]:
    """Whether the list of candidates waits, and whether it shows a composite."""
    (candidate,) = desk.ask("POST", "/candidates/search", json={})["items"]
    return candidate["to_rate"], candidate["composite"] is not None


def test_what_waits_for_a_second_rating_at_a_kiosk_is_closed_here_though_the_hub_did_not_draw_it(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    not_drawn(database)
    desk, other = hire(), hire()
    assert (desk.detail()["line"]["must_rate"], listed(desk)) == (False, (False, True))
    told(kiosk, 1, "rating", opens=False, at=time.time())
    path = f"/interviews/{desk.line()['id']}"
    assert (desk.line()["must_rate"], desk.line()["composite"], listed(desk)) == (True, None, (True, False))
    assert desk.ask("GET", path)["line"]["must_rate"] is True
    (candidate,) = desk.ask("POST", "/candidates/search", json={})["items"]
    (dossier,) = desk.ask("GET", f"/candidates/{candidate['id']}")["interviews"]
    assert (dossier["must_rate"], dossier["composite"]) == (True, None)
    kiosk.send(KIND, "one-r2", changed(sent, {"revision": 2}))
    assert (desk.line()["must_rate"], listed(desk)) == (True, (True, False))
    # whoever had seen the scores does not rate blind any more
    assert desk.say("rating", RATING, 409)["type"] == "urn:ehr:rated-before"
    assert desk.ask("POST", f"{path}/ratings", 201, json=AS_A_WHOLE)["is_blind"] is False
    assert desk.line()["must_rate"] is True
    other.say("rating", RATING)
    assert (desk.line()["must_rate"], listed(desk)) == (False, (False, True))


def test_a_second_rating_at_the_kiosk_opens_lists_here_too(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    not_drawn(database)
    told(kiosk, 1, "rating", opens=False, at=time.time())
    told(kiosk, 2, "rating", actor="reviewer-2", at=time.time())
    assert (hire().line()["must_rate"], listed(hire())) == (False, (False, True))


def test_after_three_days_the_list_of_candidates_opens_with_whoever_reads_the_interview(
    sent: bytes, kiosk: SiteKiosk, hire: Hire
) -> None:
    told(kiosk, 1, "rating", opens=False, at=time.time() - 3 * 86_400 - 60)
    desk = hire()
    assert listed(desk) == (True, False)
    assert desk.detail()["line"]["must_rate"] is False
    assert listed(desk) == (False, True)


def test_whoever_rated_or_decided_at_a_kiosk_rates_blind_nowhere_at_the_hub(
    sent: bytes, kiosk: SiteKiosk, hire: Hire, database: Database
) -> None:
    first, decided = hire(), hire()
    told(kiosk, 1, "rating", opens=False, at=time.time(), actor=account_of(first, database))
    said = decision("invite")
    told(kiosk, 2, "decision", body=said, at=time.time(), actor=account_of(decided, database))
    path = f"/interviews/{first.line()['id']}/ratings"
    assert first.ask("POST", path, 409, json=AS_A_WHOLE)["type"] == "urn:ehr:rated-already"
    assert decided.say("rating", RATING, 409)["type"] == "urn:ehr:rated-before"
    assert decided.ask("POST", path, 201, json=AS_A_WHOLE)["is_blind"] is False
    assert decided.line()["must_rate"] is True
    hire().ask("POST", path, 201, json=AS_A_WHOLE)
    assert decided.line()["must_rate"] is False
