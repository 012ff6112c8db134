"""What a hub tells, as the console's values; what is said to it, said once."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.agreement.told import rated_answers
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Purpose
from app.domain.language import Language
from app.errors import KioskError
from app.review.hub_account import HubAccount
from app.review.hub_acts import HubActs, rating_body
from app.review.hub_list import PAGE, WHOLE_EVERY_S, HubList
from app.review.hub_profile import answers_of, recording_in, refused_in, unix_s
from app.review.hub_rows import Told, queue_row
from app.review.queue import NEW_MIN
from app.review.reading import to_rate_of
from app.review.values import AnswerRating
from app.store.review import ActKind
from app.sync.calls import Call
from app.sync.report_words import Names, ReportWords
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample
from tests.fakes.hub_line import FakeLine, refused, signed_in_replies, told

NOTE = {"reason": "a note"}


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def line() -> FakeLine:
    return FakeLine(**signed_in_replies())


@pytest.fixture
def account(line: FakeLine) -> HubAccount:
    made = HubAccount(line, "https://hub.example", lambda: 1000.0)
    made.sign_in("user-1", "a long passphrase")
    return made


@pytest.mark.parametrize("language", list(Language))
def test_a_profile_is_read_back_as_the_answers_it_was_written_from(language: Language) -> None:
    made = sample(language)
    profile = json.loads(dumps_profile(profile_json(made.facts, made.answers, made.assessment)))
    expected = [
        replace(each, warm_up=(), media=None if each.media is None else replace(each.media, name=""))
        for each in made.answers
    ]
    found = answers_of(profile)
    assert [replace(each, flags=()) for each in found] == [replace(each, flags=()) for each in expected]
    assert all(set(was.flags) <= set(each.flags) for was, each in zip(expected, found, strict=True))
    assert refused_in(profile) == {each.purpose for each in made.facts.consents if not each.given}
    assert refused_in({"consents": [{"purpose": "recording_video", "given": False}]}) == {
        Purpose.RECORDING_VIDEO
    }


def test_only_the_whole_recording_of_the_take_that_counts_is_played() -> None:
    answer = answers_of(
        json.loads(
            dumps_profile(
                profile_json(
                    sample(Language.ZH).facts, sample(Language.ZH).answers, sample(Language.ZH).assessment
                )
            )
        )
    )[0]
    here: dict[str, Any] = {
        "question_id": answer.question_id,
        "turn": answer.turn,
        "take": answer.take,
        "is_complete": True,
    }
    assert recording_in([here], answer) == here
    for other in ({"take": answer.take + 1}, {"is_complete": False}, {"turn": 9}, {"question_id": "other"}):
        assert recording_in([{**here, **other}], answer) is None


def pair(human: float, nth: int, sitting: str = "s1", question: str = "q") -> dict[str, Any]:
    place = {
        "sub_dimension": "ps_need",
        "question_id": question,
        "turn": 1,
        "site": "s",
        "model_version": "v",
    }
    told_of = {"human": human, "program": 6.0, "rater": f"r{nth}", "sitting": sitting, "nth": nth}
    return place | told_of | {"counts": nth > 0}


def test_the_first_rating_that_counts_is_the_person_s_and_the_second_is_held_against_it() -> None:
    pairs = [
        pair(9.0, 0),  # nobody trained them
        pair(8.0, 2),
        pair(7.0, 1),
        pair(3.0, 3),
        pair(2.0, 1, "s2"),
        pair(1.0, 2, "s2", "q2"),  # the first one did not observe it
    ]
    one, other = rated_answers(pairs)
    assert (one.pair.human, one.pair.program, one.site, one.rater) == (7.0, 6.0, "s", "r1")
    assert (one.second, one.second_rater) == (8.0, "r2")
    assert (other.pair.human, other.second) == (2.0, None)


def test_what_nobody_knows_whether_it_came_goes_again_with_the_same_key(
    account: HubAccount, line: FakeLine
) -> None:
    acts, path = HubActs(account), "/review/interviews/hub-1/acts"
    line.is_away = True
    with pytest.raises(KioskError, match="hub_away"):
        acts.say("hub-1", ActKind.RATING, {"answers": [1], "looked_s": 10.0})
    line.is_away, line.replies[f"POST {path}"] = False, refused(503, "busy")
    with pytest.raises(KioskError, match="hub_overloaded"):
        acts.say("hub-1", ActKind.RATING, {"answers": [1], "looked_s": 20.0})
    line.replies[f"POST {path}"] = told({}, 201)
    acts.say("hub-1", ActKind.RATING, {"answers": [1], "looked_s": 30.0})
    first, *others = line.sent(path)
    assert others == [first, first]  # the same in every byte, also how long it was looked at
    acts.say("hub-1", ActKind.RATING, {"answers": [1], "looked_s": 30.0})
    assert line.sent(path)[-1]["key"] != first["key"]


def test_a_refusal_is_no_reason_to_keep_a_key(account: HubAccount, line: FakeLine) -> None:
    acts, path = HubActs(account), "/review/interviews/hub-1/acts"
    line.replies[f"POST {path}"] = refused(409, "rate-first")
    for _ in range(2):
        with pytest.raises(KioskError, match="review_blind"):
            acts.say("hub-1", ActKind.NOTE, NOTE)
    one, other = line.sent(path)
    assert one["key"] != other["key"]


def test_colleagues_of_one_name_are_told_apart_and_nobody_hands_over_who_may_not_decide(
    account: HubAccount, line: FakeLine
) -> None:
    people = [{"id": "aaaa-1", "name": "User 2"}, {"id": "bbbb-2", "name": "User 2"}]
    line.replies["GET /review/colleagues"] = told(people)
    acts = HubActs(account)
    assert acts.colleagues("hub-1") == {"User 2": "aaaa-1", "User 2 (bbbb)": "bbbb-2"}
    asked = len(line.asked)
    acts.colleagues("hub-1")
    assert len(line.asked) == asked
    assert account.me is not None
    account.me = replace(account.me, permissions=frozenset())
    assert HubActs(account).colleagues("hub-1") == {}


def listed(number: int, **more: object) -> dict[str, object]:
    return {"id": f"hub-{number}", "kiosk": "k", "interview_id": f"i-{number}", "flags": [], **more}


def test_the_whole_list_is_read_and_then_what_is_new(account: HubAccount, line: FakeLine) -> None:
    pages = {None: ([listed(3)], "two"), "two": ([listed(2), listed(1)], None)}
    told_of: list[bool] = []

    def page(call: Call) -> Any:
        cursor = "two" if "cursor=two" in call.path else None
        items, more = pages[cursor]
        assert f"limit={PAGE}" in call.path
        told_of.append("again=true" not in call.path)
        return told({"items": items, "next": more})

    line.replies["GET /review/interviews"] = page
    clock = Clock()
    known = HubList(account, clock)
    assert list(known.read()) == ["i-3", "i-2", "i-1"]
    assert known.hub_id("i-2") == "hub-2"
    asked = len(line.asked)
    pages[None] = ([listed(4), {**listed(2), "id": "hub-2b"}], "two")  # 2 was assessed anew
    assert list(known.read()) == ["i-4", "i-2", "i-3", "i-1"]
    assert len(line.asked) == asked + 1
    assert known.hub_id("i-2") == "hub-2b"
    clock.now_s = WHOLE_EVERY_S
    pages["two"] = ([], None)
    assert list(known.read()) == ["i-4", "i-2"]
    assert told_of.count(True) == 1  # the audit log of the hub tells of the list when it is opened
    with pytest.raises(KioskError, match="hub_not_in_sight"):
        known.line("i-1")
    known.forget()
    with pytest.raises(KioskError, match="hub_not_in_sight"):
        known.line("i-4")


def test_two_kiosks_that_gave_one_number_make_two_rows(account: HubAccount, line: FakeLine) -> None:
    twice = [listed(1), {**listed(1), "kiosk": "other", "id": "hub-other"}]
    line.replies["GET /review/interviews"] = told({"items": twice, "next": None})
    found = HubList(account, Clock()).read()
    assert {name: each["id"] for name, each in found.items()} == {"i-1": "hub-1", "hub-other": "hub-other"}


def test_a_rating_is_whole_before_it_is_sent(model: CompetencyModel) -> None:
    answers = sample(Language.ZH).answers
    ratings = [
        AnswerRating(question, turn, tuple((sub, 6.5) for sub in sorted(subs)), "as the anchor says")
        for (question, turn), subs in to_rate_of(answers, model).items()
    ]
    body = rating_body(ratings, answers, model, 61.25)
    assert (len(body["answers"]), body["looked_s"]) == (len(ratings), 61.2)
    for bad in (ratings[1:], [replace(ratings[0], reason=" "), *ratings[1:]]):
        with pytest.raises(KioskError, match="review_incomplete"):
            rating_body(bad, answers, model, 1.0)


def test_an_interview_is_new_until_somebody_opens_it_here_or_says_something_of_it(
    model: CompetencyModel,
) -> None:
    words = ReportWords.read(resources_dir() / "report", Language.EN)
    names = Names.of(model, Language.EN, words)
    line: dict[str, Any] = listed(1) | {
        "job_profile": "jd_cs_agent",
        "started_at": "2026-09-21T14:00:00Z",
        "finished_at": "2026-09-21T14:20:00Z",
        "must_rate": True,
        "composite": None,
        "standard_error": None,
        "stand": "open",
        "decision": None,
        "is_second": False,
        "handed_to": "",
        "is_mine": False,
        "acts": [],
    }
    ended_s = unix_s("2026-09-21T14:20:00Z")
    fresh = queue_row("i-1", line, Told(names, "me", ended_s + 120))
    assert (fresh.is_new, fresh.is_here, fresh.waits_min) == (True, True, 2)
    open_row = line | {"must_rate": False, "composite": 6.5, "standard_error": 0.5}
    assert queue_row("i-1", open_row, Told(names, "me", ended_s)).composite == 6.5
    said = {"kind": "note", "decision": None, "is_own": False}
    for other, told_with in (
        (line, Told(names, "me", ended_s + 120, {"i-1"})),
        (line | {"acts": [said]}, Told(names, "me", ended_s + 120)),
        (line, Told(names, "me", ended_s + 60 * NEW_MIN)),
    ):
        assert not queue_row("i-1", other, told_with).is_new
