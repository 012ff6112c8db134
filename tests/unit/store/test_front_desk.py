"""Appointments are read and matched without a phone number ever lying on the disk; calls stay until answered."""

from pathlib import Path

import pytest

from app.domain.check_in import CallReason, CheckInBy
from app.domain.events import CheckedIn, InterviewStarted
from app.domain.language import Language
from app.errors import KioskError
from app.store.appointments import code_of, read_appointments
from app.store.front_desk import Appointment
from app.store.journal import Journal
from app.store.phone import load_secret, phone_key
from app.store.sealed_file import SealedFiles
from tests.unit.store.samples import NOW, ONE, TWO, whole

SECRET = b"k" * 32
PHONE = "13800000001"
KEY = phone_key(SECRET, PHONE)
CSV = f"code,time,phone\nk-7,2026-03-02 14:30+08:00,{PHONE}\nB12,,\n"


def written(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def came(journal: Journal, interview_id: str, event: CheckedIn, *, answers: bool) -> None:
    first, *rest = whole(interview_id, media=False)
    journal.append(interview_id, [first, event, *(rest if answers else [])], now=NOW)


@pytest.mark.parametrize("entry", ["138 0000 0001", "+86 138-0000-0001", "0086 13800000001"])
def test_a_number_is_the_same_however_it_is_written(entry: str) -> None:
    assert phone_key(SECRET, entry) == KEY
    assert phone_key(b"j" * 32, entry) != KEY


@pytest.mark.parametrize("entry", ["K-7", "123", "1" * 16, "", "call me"])
def test_what_is_no_number_has_no_key(entry: str) -> None:
    assert phone_key(SECRET, entry) is None


def test_the_secret_is_made_once_for_this_user_alone_and_a_broken_one_is_named(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path / "data", (bytes(32),))
    file = tmp_path / "data" / "match.key"
    assert load_secret(files) == load_secret(files)
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_secret(files) not in file.read_bytes()
    for damaged in (b"short", b"", file.read_bytes()[:-1], file.read_bytes() + b"x"):
        file.write_bytes(damaged)
        with pytest.raises(KioskError, match="match_key_unusable"):
            load_secret(files)


def test_csv_and_json_say_the_same(tmp_path: Path) -> None:
    as_json = f'[{{"code": "k-7", "time": "2026-03-02 14:30+08:00", "phone": "{PHONE}"}}, {{"code": "B12"}}]'
    expected = [Appointment("K-7", 1772433000.0, KEY), Appointment("B12")]
    assert read_appointments(written(tmp_path, "a.csv", "\ufeff" + CSV), SECRET) == expected
    assert read_appointments(written(tmp_path, "a.json", as_json), SECRET) == expected
    assert code_of(" appointment:k-7 ") == "K-7"


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("code,time,phone\nK-7,,\nK-7,,\n", 2, "code"),
        ("code,time,phone\n?!,,\n", 1, "code"),
        ("code,time,phone\nK-7,tomorrow,\n", 1, "time"),
        ("code,time,phone\nK-7,,12\n", 1, "phone"),
        ("time,phone\n,\n", 1, "code"),
        ("code,name\nK-7,Somebody\n", 1, "?"),
        ("code\nK-7,too,many\n", 1, "?"),
        ("", 1, "code"),
        ("{}", 1, "code"),
    ],
)
def test_a_mistake_is_named_by_its_line_and_never_quoted(
    tmp_path: Path, text: str, line: int, field: str
) -> None:
    with pytest.raises(KioskError) as failure:
        read_appointments(written(tmp_path, "a.csv", text), SECRET)
    assert failure.value.code == "appointments_invalid"
    assert (failure.value.params["line"], failure.value.params["field"]) == (line, field)
    assert "Somebody" not in str(failure.value)


@pytest.mark.parametrize(("name", "text"), [("a.json", "{}"), ("a.json", "[1]"), ("a.json", "[")])
def test_a_file_of_another_form_is_unreadable(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(KioskError, match="appointments_unreadable"):
        read_appointments(written(tmp_path, name, text), SECRET)
    with pytest.raises(KioskError, match="appointments_unreadable"):
        read_appointments(tmp_path / "none.csv", SECRET)


def test_a_new_list_takes_the_place_of_the_old_one_and_no_number_lies_in_the_file(
    journal: Journal, database: Path, tmp_path: Path
) -> None:
    desk = journal.front_desk
    desk.replace_appointments([Appointment("OLD")], now=NOW, actor="a")
    found = read_appointments(written(tmp_path, "a.csv", CSV), SECRET)
    desk.replace_appointments(found, now=NOW, actor="a")
    assert [each.appointment.code for each in desk.expected()] == ["K-7", "B12"]
    assert desk.find("K-7", None) == desk.find("?", KEY) == found[0]
    assert desk.find("OLD", None) is None
    assert desk.find("?", None) is None
    journal.close()
    for part in database.parent.glob("kiosk.db*"):
        assert PHONE.encode() not in part.read_bytes()


def test_only_who_has_answered_was_here_before_and_deleting_forgets_it(journal: Journal) -> None:
    desk = journal.front_desk
    desk.replace_appointments(
        [Appointment("K-7", 1.0, KEY), Appointment("K-8", 2.0, KEY)], now=NOW, actor="a"
    )
    came(journal, TWO, CheckedIn(CheckInBy.CODE, "K-7", KEY), answers=False)
    assert not desk.was_here("K-7", KEY)
    came(journal, ONE, CheckedIn(CheckInBy.PHONE, "K-7", KEY, let_on=True), answers=True)
    assert desk.was_here("K-7", None)
    assert desk.was_here(None, KEY)
    assert not desk.was_here(None, None)
    assert [each.is_done for each in desk.expected()] == [True, False]
    assert desk.find("?", KEY) == Appointment("K-8", 2.0, KEY)
    assert journal.verify().is_ok
    journal.delete(ONE, now=NOW)
    assert not desk.was_here("K-7", KEY)
    assert journal.verify().is_ok


def test_a_changed_check_in_is_found(journal: Journal) -> None:
    came(journal, ONE, CheckedIn(CheckInBy.QR, "K-7"), answers=False)
    journal._db.conn.execute("UPDATE check_ins SET appointment = 'K-9'")
    assert [problem.code for problem in journal.verify().problems] == ["rows_changed"]


def test_a_call_stays_until_somebody_comes_and_the_audit_log_says_when(journal: Journal) -> None:
    desk = journal.front_desk
    journal.append(ONE, [InterviewStarted(ONE, Language.ZH)], now=NOW)
    for whose in (ONE, ONE, None, "gone"):
        desk.call(CallReason.HELP, whose, now=NOW + 1)
    first, second = desk.open_calls()
    assert (first.at, first.reason) == (NOW + 1, CallReason.HELP)
    for _ in range(2):
        desk.answer(first.number, now=NOW + 5, actor="desk")
    assert desk.open_calls() == [second]
    audit = journal._rows("SELECT action, at FROM audit ORDER BY seq")
    assert [(row["action"], row["at"]) for row in audit] == [
        ("staff_called", NOW + 1),
        ("staff_called", NOW + 1),
        ("call_answered", NOW + 5),
    ]
    assert journal.verify().is_ok


def test_who_is_coming_to_a_call_is_known_and_logged_and_a_call_that_is_over_is_nobody_s(
    journal: Journal,
) -> None:
    desk = journal.front_desk
    desk.call(CallReason.HELP, None, now=NOW)
    (call,) = desk.open_calls()
    assert call.coming_by == ""
    for who in ("reader-1", "reader-1", "reader-2"):  # the same word twice is one; another may take it over
        desk.take(call.number, now=NOW + 5, actor=who)
    assert [each.coming_by for each in desk.open_calls()] == ["reader-2"]
    desk.answer(call.number, now=NOW + 60, actor="reader-2")
    desk.take(call.number, now=NOW + 70, actor="reader-1")
    assert desk.open_calls() == []
    told = [(entry.actor, entry.action) for entry in journal.audit()[0] if entry.actor != "kiosk"]
    assert told == [
        ("reader-1", "call_taken"),
        ("reader-2", "call_taken"),
        ("reader-2", "call_answered"),
    ]
    assert journal.verify().is_ok
