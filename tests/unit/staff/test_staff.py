"""People and their secrets: nobody gets in by trying, by pulling the plug or by setting a clock; the owner does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from app.errors import KioskError
from app.staff.book import NAME, Role, StaffBook
from app.staff.lockout import FREE_TRIES, LONGEST_WAIT_S, Lock, Moment, after_failure, anchored, remaining_s
from app.staff.secret import Hashing, is_strong
from app.staff.session import IDLE_S, Session
from app.staff.uptime import this_moment

CHEAP = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PIN, OTHER_PIN, WRONG = "27182845", "31415926", "99887766"


@dataclass
class Uptime:
    """A computer whose time passes when the test says so."""

    boot: str = "one"
    uptime_s: float = 1000.0

    def __call__(self) -> Moment:
        return Moment(self.boot, self.uptime_s)


@pytest.fixture
def clock() -> Uptime:
    return Uptime()


@pytest.fixture
def opened(tmp_path: Path, clock: Uptime) -> Callable[[], StaffBook]:
    """Opens the book as a program that has just started does."""
    return lambda: StaffBook(tmp_path, CHEAP, clock)


def refused(code: str, call: Callable[[], object]) -> KioskError:
    with pytest.raises(KioskError) as told:
        call()
    assert told.value.code == code
    return told.value


def test_there_is_no_account_before_the_set_up_and_only_one_set_up(opened: Callable[[], StaffBook]) -> None:
    book = opened()
    assert not book.is_set_up
    refused("staff_not_set_up", lambda: book.sign_in("admin", "admin"))
    refused("staff_pin_weak", lambda: book.set_up("li", "12345678"))
    refused("staff_name_invalid", lambda: book.set_up("*screen", PIN))
    book.set_up("li", PIN)
    assert book.is_set_up
    refused("staff_set_up_already", lambda: book.set_up("eve", OTHER_PIN))
    assert opened().sign_in("li", PIN).role is Role.SITE_ADMIN


def test_no_secret_lies_in_the_file(opened: Callable[[], StaffBook], tmp_path: Path) -> None:
    code = opened().set_up("li", PIN)
    text = (tmp_path / NAME).read_text("utf-8")
    assert PIN not in text
    assert code.replace(" ", "") not in text
    assert text.count("$argon2id$") == 3
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert "argon2" not in repr(opened().accounts())


def test_the_usual_hash_is_argon2id_with_64_mebibytes() -> None:
    assert Hashing().hash(PIN).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_wrong_secrets_lock_over_restarts_and_clock_changes(
    opened: Callable[[], StaffBook], clock: Uptime
) -> None:
    opened().set_up("li", PIN)
    for _ in range(FREE_TRIES):
        refused("staff_refused", lambda: opened().open_screen(WRONG))
    assert refused("staff_locked", lambda: opened().open_screen(WRONG)).params == {"wait_s": 60}
    clock.uptime_s += 59
    assert refused("staff_locked", lambda: opened().open_screen(PIN)).params == {"wait_s": 1}
    clock.boot, clock.uptime_s = "two", 5.0  # the computer was restarted: the wait begins again
    assert refused("staff_locked", lambda: opened().open_screen(PIN)).params == {"wait_s": 60}
    assert opened().wait_s() == 60
    clock.uptime_s += 60
    assert refused("staff_locked", lambda: opened().open_screen(WRONG)).params == {"wait_s": 120}
    clock.uptime_s += 120
    assert opened().open_screen(PIN).name == "li"
    refused("staff_refused", lambda: opened().open_screen(WRONG))  # begins at the first free try again


def test_a_try_counts_though_the_plug_was_pulled_in_it(
    opened: Callable[[], StaffBook], tmp_path: Path, clock: Uptime
) -> None:
    class Plug(Hashing):
        def fits(self, hashed: str, secret: str) -> bool:
            raise SystemExit

    opened().set_up("li", PIN)
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(SystemExit):
            StaffBook(tmp_path, Plug(CHEAP.hasher), clock).open_screen(PIN)
    refused("staff_locked", lambda: opened().open_screen(PIN))


def test_a_locked_screen_locks_no_person_and_the_unlock_code_opens_it(
    opened: Callable[[], StaffBook],
) -> None:
    code = opened().set_up("li", PIN)
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(KioskError):
            opened().open_screen(WRONG)
    assert opened().sign_in("li", PIN).name == "li"
    refused("unlock_code_refused", lambda: opened().use_code(code[:-1]))
    following = opened().use_code(code.replace(" ", "-"))
    assert following is not None
    assert opened().open_screen(PIN).name == "li"
    refused("unlock_code_refused", lambda: opened().use_code(code))  # each works once
    third = opened().recover(following, "li", OTHER_PIN)
    assert opened().open_screen(OTHER_PIN).name == "li"
    refused("staff_pin_weak", lambda: opened().recover(third, "li", "11111111"))
    opened().recover(third, "li", PIN)  # a refused PIN did not use the code up


def test_the_code_opens_where_the_disk_is_full(
    opened: Callable[[], StaffBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = opened().set_up("li", PIN)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.staff.book.replace_file", full)
        refused("staff_file_unwritable", lambda: opened().open_screen(PIN))
        assert opened().use_code(code) is None


def test_names_and_roles(opened: Callable[[], StaffBook]) -> None:
    book = opened()
    book.set_up("li", PIN)
    refused("staff_secret_weak", lambda: book.add("王芳", Role.RECRUITER, "short"))
    book.add("王芳", Role.RECRUITER, "correct horse 5")
    refused("staff_name_taken", lambda: book.add("王芳", Role.RECRUITER, "correct horse 5"))
    assert book.sign_in("王芳", "correct horse 5").role is Role.RECRUITER
    refused("staff_refused", lambda: book.open_screen("correct horse 5"))  # no administrator
    refused("staff_refused", lambda: book.sign_in("nobody", PIN))
    refused("staff_last_admin", lambda: book.remove("li"))
    book.change("王芳", "another horse 6")
    refused("staff_refused", lambda: book.sign_in("王芳", "correct horse 5"))
    book.remove("王芳")
    refused("staff_unknown", lambda: book.remove("王芳"))


@pytest.mark.parametrize(
    ("secret", "strong"),
    [
        ("12345678", False),
        ("98765432", False),
        ("13579135", False),
        ("11112222", False),
        ("2718284", False),
        (PIN, True),
        ("２７１８２８４５", True),
        ("passwor1", False),
        ("aaaaaaaaaaaaaaa", False),
        ("四匹马跑得很快呀真的", True),
        ("x1" * 200, False),
    ],
)
def test_what_is_strong(secret: str, strong: bool) -> None:
    assert is_strong(secret) is strong


def test_a_broken_file_is_named_and_left(opened: Callable[[], StaffBook], tmp_path: Path) -> None:
    opened().set_up("li", PIN)
    (tmp_path / NAME).write_text(json.dumps({"accounts": 5}))
    refused("staff_file_unreadable", lambda: opened().sign_in("li", PIN))
    assert opened().is_set_up  # nobody is asked to set up anew


@given(
    st.lists(st.one_of(st.just("fail"), st.just("boot"), st.floats(0, 2000), st.just("clock")), max_size=30)
)
def test_a_wait_never_ends_early_and_never_lasts_for_good(steps: list[str | float]) -> None:
    now, lock, waited_s = Moment("b0", 0.0), Lock(), 0.0
    for number, step in enumerate(steps):
        if isinstance(step, float):
            now, waited_s = Moment(now.boot, now.uptime_s + step), waited_s + step
        elif step == "boot":
            now = Moment(f"b{number}", 0.0)
            lock = anchored(lock, now)
        elif step == "fail" and remaining_s(lock, now) == 0:
            lock, waited_s = after_failure(lock, now), 0.0
        left_s = remaining_s(lock, now)
        assert 0 <= left_s <= LONGEST_WAIT_S
        assert waited_s + left_s >= lock.wait_s - 1e-6


def test_a_session_ends_by_itself(opened: Callable[[], StaffBook], tmp_path: Path, clock: Uptime) -> None:
    book = opened()
    book.set_up("li", PIN)
    session = Session(tmp_path, book, clock)
    assert session.account() is None
    session.begin(book.sign_in("li", PIN))
    clock.uptime_s += IDLE_S - 1
    assert session.account() is not None  # used: the time begins again
    clock.uptime_s += IDLE_S - 1
    assert session.account() is not None
    clock.uptime_s += IDLE_S
    assert session.account() is None
    session.begin(book.sign_in("li", PIN))
    clock.boot = "two"
    assert session.account() is None


def test_the_computers_own_clock_goes_on() -> None:
    first, second = this_moment(), this_moment()
    assert second.boot == first.boot
    assert second.uptime_s >= first.uptime_s > 0


def test_a_role_changes_with_a_new_secret_and_somebody_remains(opened: Callable[[], StaffBook]) -> None:
    book = opened()
    book.set_up("boss", PIN)
    book.add("ann", Role.RECRUITER, "long enough words")
    with pytest.raises(KioskError, match="staff_pin_weak"):
        book.change_role("ann", Role.SITE_ADMIN, "long enough words")
    with pytest.raises(KioskError, match="staff_last_admin"):
        book.change_role("boss", Role.RECRUITER, PIN)
    with pytest.raises(KioskError, match="staff_unknown"):
        book.change_role("nobody", Role.RECRUITER, PIN)
    book.change_role("ann", Role.SITE_ADMIN, OTHER_PIN)
    assert book.sign_in("ann", OTHER_PIN).role is Role.SITE_ADMIN
    book.change_role("boss", Role.RECRUITER, PIN)
    assert [each.role for each in book.accounts()] == [Role.RECRUITER, Role.SITE_ADMIN]


def test_an_unlock_ends_the_wait_of_one_account_alone(opened: Callable[[], StaffBook]) -> None:
    book = opened()
    book.set_up("boss", PIN)
    for name in ("ann", "ben"):
        book.add(name, Role.RECRUITER, "long enough words")
        for _ in range(FREE_TRIES + 1):
            with pytest.raises(KioskError):
                book.sign_in(name, "wrong wrong")
    assert set(book.waits_s()) == {"ann", "ben"}
    book.unlock("ann")
    assert set(book.waits_s()) == {"ben"}
    assert book.sign_in("ann", "long enough words").name == "ann"
    with pytest.raises(KioskError, match="staff_locked"):
        book.sign_in("ben", "long enough words")
    with pytest.raises(KioskError, match="staff_unknown"):
        book.unlock("nobody")
