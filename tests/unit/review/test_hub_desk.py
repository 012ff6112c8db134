"""Recordings and papers at a hub: into memory alone, in sight alone, and in its audit log first."""

import json
from typing import Any

import pytest

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.errors import KioskError
from app.review.hub_account import HubAccount
from app.review.hub_desk import HubDesk
from app.review.papers import Papers
from app.review.track import Media
from app.sync.calls import Answer as HubAnswer
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample
from tests.fakes.hub_line import FakeLine, refused, signed_in_replies, told

MADE = sample(Language.ZH)
PROFILE: dict[str, Any] = json.loads(dumps_profile(profile_json(MADE.facts, MADE.answers, MADE.assessment)))
ID = PROFILE["interview_id"]
FILM = b"\x1a\x45\xdf\xa3 a film"
LINE = {
    "id": "hub-1",
    "kiosk": "k",
    "interview_id": ID,
    "job_profile": PROFILE["job_profile"],
    "started_at": PROFILE["started_at"],
    "finished_at": PROFILE["finished_at"],
    "must_rate": False,
    "composite": 6.5,
    "standard_error": 0.5,
    "flags": [],
    "stand": "open",
    "decision": None,
    "is_second": False,
    "handed_to": "",
    "is_mine": False,
    "acts": [],
}


def filmed() -> Answer:
    return next(each for each in MADE.answers if each.media is not None)


def recordings(**more: object) -> list[dict[str, object]]:
    answer = filmed()
    place = {"question_id": answer.question_id, "turn": answer.turn, "take": answer.take}
    return [{"id": "rec-1", "is_complete": True, **place, **more}]


def detail(found: object, **line: object) -> HubAnswer:
    return told({"line": LINE | line, "profile": PROFILE, "acts": [], "recordings": found})


@pytest.fixture
def line() -> FakeLine:
    page = told({"items": [LINE], "next": None})
    empty = told({"items": [], "next": None})
    made = FakeLine(**signed_in_replies())
    made.replies |= {
        "GET /review/interviews": page,
        "GET /review/pairs": empty,
        "GET /review/interviews/hub-1": detail(recordings()),
        "GET /interviews/hub-1/recordings/rec-1": HubAnswer(200, {}, FILM),
        "POST /review/interviews/hub-1/papers": HubAnswer(204),
    }
    return made


@pytest.fixture
def desk(line: FakeLine, model: CompetencyModel) -> HubDesk:
    account = HubAccount(line, "https://hub.example", lambda: 0.0)
    account.sign_in("user-1", "a long passphrase")
    made = HubDesk(account, model, resources_dir(), lambda: 0.0)
    made.queue(Language.EN)
    return made


def place() -> tuple[str, int]:
    return filmed().question_id, filmed().turn


def media_of(desk: HubDesk) -> Media:
    tracks = desk.reading(ID, Language.EN).tracks
    return next(each.media for each in tracks if each.place == place())


def test_a_recording_that_is_at_the_hub_is_played_out_of_memory(desk: HubDesk) -> None:
    assert media_of(desk) is Media.HERE
    assert desk.recording(ID, place()) == FILM
    with pytest.raises(KioskError, match="media_missing"):
        desk.recording(ID, ("JD-Q99", 1))


def test_why_a_recording_cannot_be_played_here_is_said(desk: HubDesk, line: FakeLine) -> None:
    for found, media in ((None, Media.NOT_ALLOWED), ([], Media.AT_KIOSK)):
        line.replies["GET /review/interviews/hub-1"] = detail(found)
        assert media_of(desk) is media
        with pytest.raises(KioskError, match="hub_recording_away"):
            desk.recording(ID, place())
    line.replies["GET /review/interviews/hub-1"] = detail(recordings(is_complete=False))
    assert media_of(desk) is Media.AT_KIOSK


def test_the_hub_hears_of_each_paper_and_none_is_made_that_it_did_not_hear_of(
    desk: HubDesk, line: FakeLine
) -> None:
    papers, path = Papers(desk), "/review/interviews/hub-1/papers"
    assert papers.long(ID, Language.EN).card.interview_id == ID
    assert papers.explanation(ID, Language.EN).interview_id == ID
    desk.report(ID, Language.EN, for_candidate=True)
    assert [(each["paper"], each["for_candidate"]) for each in line.sent(path)] == [
        ("long", False),
        ("explanation", True),
        ("page", True),
    ]
    line.replies[f"POST {path}"] = refused(503, "busy")
    for make in (
        lambda: papers.long(ID, Language.EN),
        lambda: papers.explanation(ID, Language.EN),
        lambda: desk.report(ID, Language.EN, for_candidate=False),
    ):
        with pytest.raises(KioskError, match="hub_overloaded"):
            make()


def test_a_card_without_the_figures_of_agreement_is_none(desk: HubDesk, line: FakeLine) -> None:
    """Nobody knows which scores are to be hidden."""
    desk.forget()
    line.replies["GET /review/pairs"] = refused(503, "busy")
    with pytest.raises(KioskError, match="hub_overloaded"):
        desk.queue(Language.EN)


def test_an_interview_of_a_job_that_this_program_does_not_know_is_told(desk: HubDesk, line: FakeLine) -> None:
    other = told({"line": LINE, "profile": PROFILE | {"job_profile": "new"}, "acts": [], "recordings": None})
    line.replies["GET /review/interviews/hub-1"] = other
    with pytest.raises(KioskError, match="hub_other_content"):
        desk.card(ID, Language.EN)
