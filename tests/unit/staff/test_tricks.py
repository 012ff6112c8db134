"""Tricks in the names and secrets of staff: refused with a sentence, and the book stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.errors import KioskError
from app.staff.book import Role, StaffBook
from app.staff.secret import Hashing
from tests.tricks import TRICKS

PIN = "27182845"
MORE = {
    "nothing": "",
    "star": "*screen",
    "object": '{"role": "site_admin"}',
}


@pytest.fixture
def book(tmp_path: Path) -> StaffBook:
    made = StaffBook(tmp_path, Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
    made.set_up("admin", PIN)
    return made


@pytest.mark.parametrize("name", sorted(TRICKS | MORE))
def test_every_field_of_the_book(book: StaffBook, tmp_path: Path, name: str) -> None:
    trick = (TRICKS | MORE)[name]
    tries: list[Callable[[], object]] = [
        lambda: book.add(trick, Role.RECRUITER, "correct horse 77 staple"),
        lambda: book.change(trick, PIN),
        lambda: book.remove(trick),
        lambda: book.sign_in(trick, PIN),
        lambda: book.sign_in("admin", trick),
        lambda: book.open_screen(trick),
        lambda: book.use_code(trick),
        lambda: book.recover(trick, trick, trick),
    ]
    for attempt in tries:
        with pytest.raises(KioskError) as failure:
            attempt()
        assert failure.value.code.startswith(("staff_", "unlock_code_refused"))
        assert not trick or trick not in str(failure.value)
    assert [account.name for account in book.accounts()] == ["admin"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["staff.json", "staff.json.lock"]


@pytest.mark.parametrize("name", sorted(TRICKS))
def test_a_secret_that_is_strong_enough_opens_and_no_other(book: StaffBook, name: str) -> None:
    secret = f"{TRICKS[name]} paper boat over bridge 7"
    try:
        book.add("li", Role.RECRUITER, secret)
    except KioskError as refused:
        assert refused.code == "staff_secret_weak"  # noqa: PT017
        return
    assert book.sign_in("li", secret).name == "li"
    with pytest.raises(KioskError, match="staff_refused"):
        book.sign_in("li", secret + "x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[" * 100_000,
        '{"accounts": 7}',
        "\0",
        '{"accounts": [{"name": "a", "role": "king", "hashed": ""}]}',
    ],
    ids=range(6),
)
def test_a_book_that_was_altered_is_named(book: StaffBook, tmp_path: Path, text: str) -> None:
    (tmp_path / "staff.json").write_text(text, "utf-8")
    for attempt in (book.accounts, lambda: book.sign_in("admin", PIN), lambda: book.open_screen(PIN)):
        with pytest.raises(KioskError, match="staff_file_"):
            attempt()


@pytest.mark.parametrize("at", range(5, 400, 37))
def test_no_altered_byte_of_the_book_is_a_traceback_or_another_way_in(
    book: StaffBook, tmp_path: Path, at: int
) -> None:
    content = bytearray((tmp_path / "staff.json").read_bytes())
    content[at % len(content)] ^= 0x81
    (tmp_path / "staff.json").write_bytes(content)
    with pytest.raises(KioskError, match=r"staff_|unlock_"):
        book.sign_in("admin", "31415926")
