"""What figures of two people, and lists without hidden scores, are made of: ratings of one sitting in their order."""

import json

import pytest

from app.domain.language import Language
from tests.contract.records import review_act
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes
from tests.hub.review.conftest import Hire
from tests.hub.review.said import ACT, KIND, told


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
