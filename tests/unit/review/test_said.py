"""What a form has stored is not stored again, and nobody decides about an interview that has no scores."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_task import ReviewTask
from app.domain.competency import CompetencyModel
from app.domain.events import Left
from app.domain.language import Language
from app.errors import KioskError
from app.review.desk import ReviewDesk
from app.review.hub_account import HubAccount
from app.review.hub_acts import HubActs
from app.review.store_desk import StoreDesk
from app.review.values import Decision, QueueRow, Reading, ScoreTarget
from app.store.journal import Journal
from app.store.review import ActKind
from app.ui.recruiter.ports import Saved, SaveDecision, SaveNote, SaveOverride
from tests.fakes.hub_line import FakeLine, refused, signed_in_replies, told
from tests.unit.review.interviews import READER, interview_events, make_desk, ratings_of, store_interview

ONE, RUNNING = "i-1", "i-2"
KEY, OTHER_KEY = "f0e2d3b4-0000-4000-8000-000000000001", "f0e2d3b4-0000-4000-8000-000000000002"
PATH = "/review/interviews/hub-1/acts"
NOTE = {"reason": "speaks slowly"}
COMPOSITE = ScoreTarget("composite")
Say = Callable[[ReviewDesk, str, str, str], None]


def note(desk: ReviewDesk, about: str, words: str, key: str) -> None:
    desk.note(about, words, key=key)


def decide(desk: ReviewDesk, about: str, words: str, key: str) -> None:
    desk.decide(about, Decision.DECLINE, words, 4.0, key=key)


def override(desk: ReviewDesk, about: str, words: str, key: str) -> None:
    desk.override(about, COMPOSITE, 8.0, words, key=key)


def rate(desk: ReviewDesk, about: str, words: str, key: str) -> None:
    desk.rate(about, ratings_of(desk, about), 9.0, key=key)


@pytest.fixture
def desk(journal: Journal, model: CompetencyModel) -> ReviewDesk:
    store_interview(journal, model, ONE)
    return make_desk(journal, model)


def said(desk: ReviewDesk) -> list[tuple[ActKind, Any]]:
    return [(each.kind, each.body.get("reason")) for each in desk.reviews.acts(ONE)[1:]]


@pytest.mark.parametrize("say", [note, decide, override])
def test_a_form_that_is_sent_twice_stores_once(desk: ReviewDesk, say: Say) -> None:
    rate(desk, ONE, "", "")
    for _ in range(2):
        say(desk, ONE, "as she says herself", KEY)
    assert [reason for _, reason in said(desk)] == ["as she says herself"]
    with pytest.raises(KioskError, match="review_saved_already"):
        say(desk, ONE, "as she says herself, twice", KEY)
    say(desk, ONE, "as she says herself", OTHER_KEY)  # on purpose
    assert len(said(desk)) == 2


def test_a_blind_rating_that_is_sent_twice_is_no_refusal(desk: ReviewDesk) -> None:
    for _ in range(2):
        rate(desk, ONE, "", KEY)
    assert len(desk.reviews.acts(ONE)) == 1


def test_what_was_refused_is_not_taken_for_stored(desk: ReviewDesk) -> None:
    for _ in range(2):
        with pytest.raises(KioskError, match="review_blind"):
            decide(desk, ONE, "a reason", KEY)


def test_who_has_left_has_left_once(desk: ReviewDesk) -> None:
    for _ in range(2):
        desk.gone(ONE)
    assert [each.kind for each in desk.reviews.acts(ONE)] == [ActKind.GONE]


@pytest.mark.parametrize("is_left", [False, True])
def test_nobody_decides_about_an_interview_that_has_no_scores(
    journal: Journal, model: CompetencyModel, *, is_left: bool
) -> None:
    desk, events = make_desk(journal, model), interview_events(model, RUNNING)
    journal.append(RUNNING, events[:3], now=2.0)
    if is_left:
        journal.append(RUNNING, [Left("left")], now=3.0)
    for say in (decide, override):
        with pytest.raises(KioskError, match="interview_not_assessed"):
            say(desk, RUNNING, "a reason", "")
    for kind in (ActKind.DECISION, ActKind.OVERRIDE, ActKind.RATING):
        with pytest.raises(KioskError, match="interview_not_assessed"):
            journal.reviews.act(RUNNING, kind, READER.name, {}, now=4.0)
    desk.note(RUNNING, "waits in the lobby")  # what is no verdict can be said at any time
    desk.gone(RUNNING)
    assert desk.queue(Language.EN)[0].decision is None


@pytest.fixture
def line() -> FakeLine:
    return FakeLine(**signed_in_replies())


@pytest.fixture
def acts(line: FakeLine) -> HubActs:
    account = HubAccount(line, "https://hub.example", lambda: 0.0)
    account.sign_in("user-1", "a long passphrase")
    return HubActs(account)


def test_a_form_is_sent_to_the_hub_with_its_own_key_and_once(acts: HubActs, line: FakeLine) -> None:
    line.replies[f"POST {PATH}"] = told({}, 201)
    for _ in range(2):
        acts.say("hub-1", ActKind.NOTE, NOTE, KEY)
    assert [each["key"] for each in line.sent(PATH)] == [KEY]
    with pytest.raises(KioskError, match="review_saved_already"):
        acts.say("hub-1", ActKind.NOTE, {"reason": "speaks very slowly"}, KEY)
    acts.forget()
    acts.say("hub-1", ActKind.NOTE, NOTE, OTHER_KEY)
    assert [each["key"] for each in line.sent(PATH)] == [KEY, OTHER_KEY]


def test_only_the_hub_knows_what_became_of_words_that_were_changed_when_no_answer_came(
    acts: HubActs, line: FakeLine
) -> None:
    line.is_away = True
    with pytest.raises(KioskError, match="hub_away"):
        acts.say("hub-1", ActKind.NOTE, NOTE, KEY)
    line.is_away, line.replies[f"POST {PATH}"] = False, refused(409, "other-act")
    with pytest.raises(KioskError, match="review_saved_already"):
        acts.say("hub-1", ActKind.NOTE, {"reason": "speaks very slowly"}, KEY)
    assert [each["key"] for each in line.sent(PATH)] == [KEY, KEY]


@dataclass(frozen=True, slots=True)
class Unreadable(StoreDesk):
    """A desk that stores, and cannot read any more what it stored."""

    def reading(self, interview_id: str, language: Language) -> Reading:
        raise KioskError("disk_full")

    def queue(self, language: Language) -> tuple[QueueRow, ...]:
        raise KioskError("disk_full")


@pytest.mark.parametrize(
    "asked",
    [
        SaveNote(ONE, Language.ZH, "speaks slowly", KEY),
        SaveDecision(ONE, Language.ZH, Decision.DECLINE, "three rude answers", 4.0, key=KEY),
        SaveOverride(ONE, Language.ZH, COMPOSITE, 8.0, "heard again", KEY),
    ],
    ids=lambda asked: type(asked).__name__,
)
def test_what_is_stored_is_told_as_stored_when_it_cannot_be_read_afterwards(
    desk: ReviewDesk, asked: object
) -> None:
    rate(desk, ONE, "", "")
    broken = Unreadable(desk.journal, desk.model, desk.who, desk.clock_s)
    task = ReviewTask(broken, ReportMaker(broken, {}, lambda _: False))
    for _ in range(2):  # a second press
        told = task(asked)
        assert isinstance(told, Saved)
        assert (told.key, told.then) == (KEY, None)
        assert told.trouble is not None
        assert told.trouble.code == "disk_full"
    assert len(desk.reviews.acts(ONE)) == 2  # the rating, and this
