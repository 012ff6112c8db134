"""What the desk's worker finds and tells, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.bootstrap.desk_task import DeskTask
from app.bootstrap.staff_task import recorder
from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.check_in import CallReason, CheckInBy
from app.domain.events import AccommodationsSet, CheckedIn
from app.errors import BugError
from app.flow.interview import Step, fold
from app.staff.book import Role, StaffBook
from app.staff.lockout import FREE_TRIES, Moment
from app.staff.secret import Hashing
from app.store.front_desk import Appointment
from app.store.journal import Journal
from app.store.phone import phone_key
from app.ui.desk_ports import (
    AskNames,
    AskNews,
    CallAnswered,
    CallStaff,
    DeskNews,
    Found,
    LookUp,
    Refused,
    SignedIn,
    SignIn,
    StaffAct,
    StaffDid,
    StaffNames,
)
from tests.unit.store.samples import NOW, ONE, whole

SECRET = b"k" * 32
PHONE = "13800000001"
PIN = "27182845"
KEY = phone_key(SECRET, PHONE)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    opened.front_desk.replace_appointments(
        [Appointment("K-7", NOW + 600, KEY), Appointment("12345678", None)], now=NOW, actor="a"
    )
    yield opened
    opened.close()


@pytest.fixture
def task(journal: Journal, tmp_path: Path) -> DeskTask:
    hashing = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    book = StaffBook(tmp_path, hashing, lambda: Moment("one", 9.0))
    record = recorder(journal.record, lambda: NOW)
    return DeskTask(journal.front_desk, book, record, lambda: SECRET, 1800.0, lambda: NOW)


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        (LookUp("k-7"), Found(CheckInBy.CODE, "K-7", KEY, is_known=True)),
        (LookUp("138 0000 0001"), Found(CheckInBy.PHONE, "K-7", KEY, is_known=True)),
        (LookUp("appointment:K-7", CheckInBy.QR), Found(CheckInBy.QR, "K-7", KEY, is_known=True)),
        (LookUp("nobody"), Found(CheckInBy.CODE)),
        (LookUp(PHONE, CheckInBy.QR), Found(CheckInBy.QR)),
    ],
)
def test_who_it_is(task: DeskTask, request_: LookUp, found: Found) -> None:
    assert task(request_) == found


def test_digits_that_are_a_code_are_that_code(task: DeskTask) -> None:
    key = phone_key(SECRET, "12345678")
    assert task(LookUp("12345678")) == Found(CheckInBy.CODE, "12345678", key, is_known=True)


def test_who_answered_here_before_is_seen_by_code_and_by_number(task: DeskTask, journal: Journal) -> None:
    first, *rest = whole(ONE, media=False)
    journal.append(ONE, [first, CheckedIn(CheckInBy.WALK_IN, None, KEY), *rest], now=NOW)
    found = [task(LookUp(entry)) for entry in ("K-7", PHONE, "12345678")]
    assert [each.seen_before for each in found if isinstance(each, Found)] == [True, True, False]


def test_news_are_open_calls_and_a_wait_that_is_known(task: DeskTask, journal: Journal) -> None:
    news = task(CallStaff(CallReason.HELP, None))
    assert isinstance(news, DeskNews)
    assert (news.wait_min, [call.reason for call in news.calls]) == (40, [CallReason.HELP])
    assert task(CallAnswered(news.calls[0].number, "desk-1")) == DeskNews((), 40)
    assert actors(journal, "call_answered") == ["desk-1"]
    journal.front_desk.replace_appointments([], now=NOW, actor="a")
    assert task(AskNews()) == DeskNews()
    with pytest.raises(BugError):
        task("anything")


def actors(journal: Journal, action: str) -> list[str]:
    rows = journal._rows("SELECT actor FROM audit WHERE action = ? ORDER BY seq", [action])
    return [str(row["actor"]) for row in rows]


def test_staff_are_let_in_by_their_own_secret_and_everything_is_audited_by_name(
    task: DeskTask, journal: Journal
) -> None:
    assert task(AskNames()) == Refused(("staff_not_set_up", ()))
    task.book.set_up("admin", PIN)
    task.book.add("desk-1", Role.RECRUITER, "31415926")
    assert task(AskNames()) == StaffNames(("admin", "desk-1"))
    assert task(SignIn("desk-1", "31415926")) == SignedIn("desk-1")
    assert task(SignIn("admin", PIN)) == SignedIn("admin")
    task(StaffDid("desk-1", StaffAct.SET_ACCOMMODATIONS, ONE))
    task(StaffDid("desk-1", StaffAct.TIME_OUT, None))
    for _ in range(FREE_TRIES):
        assert task(SignIn("desk-1", PIN)) == Refused(("staff_refused", ()))
    assert task(SignIn("desk-1", PIN)) == Refused(("staff_locked", (("wait_s", 60),)))
    assert task(SignIn("desk-1", "31415926")) == Refused(("staff_locked", (("wait_s", 60),))), (
        "nor the right one"
    )
    assert task(SignIn("admin", PIN)) == SignedIn("admin"), "one person's mistakes shut nobody else out"
    refused = {"code": "staff_refused", "account": "desk-1"}
    assert journal.told("desk_refused")[:FREE_TRIES] == [refused] * FREE_TRIES
    assert actors(journal, "desk_opened") == ["desk-1", "admin", "admin"]
    assert actors(journal, "accommodations_set") == actors(journal, "desk_timed_out") == ["desk-1"]
    assert journal.told("accommodations_set") == [{"interview_id": ONE}]
    assert journal.verify().is_ok


def test_calls_are_all_told_with_their_wait_and_whose_they_are(task: DeskTask, journal: Journal) -> None:
    journal.append(ONE, whole(ONE, media=False)[:1], now=NOW)
    desk = journal.front_desk
    for number, whose in enumerate((None, ONE, None, ONE)):
        desk.call(list(CallReason)[number // 2], whose, now=NOW - 60 * (10 - number) - 5)
    news = task(AskNews())
    assert isinstance(news, DeskNews)
    assert [(call.waits_min, call.interview_id) for call in news.calls] == [
        (10, None),
        (9, ONE),
        (8, None),
        (7, ONE),
    ]


def test_accommodations_lie_in_the_log_and_come_back_from_it(journal: Journal) -> None:
    wanted = Accommodations(ExtraTime.HALF, read_aloud=True)
    first, *rest = whole(ONE, media=False)
    journal.append(ONE, [first, AccommodationsSet(wanted), *rest], now=NOW)
    interview = fold(journal.events(ONE))
    assert (interview.accommodations, interview.step) == (wanted, Step.FINISHED)
    assert journal.verify().is_ok
