"""What the desk's worker finds and tells, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.desk_task import DeskTask
from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.check_in import CallReason, CheckInBy
from app.domain.events import AccommodationsSet, CheckedIn
from app.errors import BugError
from app.flow.interview import Step, fold
from app.store.front_desk import Appointment
from app.store.journal import Journal
from app.store.phone import phone_key
from app.ui.desk_ports import AskNews, CallAnswered, CallStaff, DeskNews, Found, LookUp
from tests.unit.store.samples import NOW, ONE, whole

SECRET = b"k" * 32
PHONE = "13800000001"
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
def task(journal: Journal) -> DeskTask:
    return DeskTask(journal.front_desk, lambda: SECRET, 1800.0, lambda: NOW)


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
    assert task(CallAnswered(news.calls[0].number)) == DeskNews((), 40)
    journal.front_desk.replace_appointments([], now=NOW, actor="a")
    assert task(AskNews()) == DeskNews()
    with pytest.raises(BugError):
        task("anything")


def test_accommodations_lie_in_the_log_and_come_back_from_it(journal: Journal) -> None:
    wanted = Accommodations(ExtraTime.HALF, read_aloud=True)
    first, *rest = whole(ONE, media=False)
    journal.append(ONE, [first, AccommodationsSet(wanted), *rest], now=NOW)
    interview = fold(journal.events(ONE))
    assert (interview.accommodations, interview.step) == (wanted, Step.FINISHED)
    assert journal.verify().is_ok
