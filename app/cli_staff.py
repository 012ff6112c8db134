"""Who asks, at the terminal: the person who signed in, with the rights of a role."""

import argparse
import getpass
import os
import sys
import time
from dataclasses import dataclass

from app.cli_text import terminal_words
from app.errors import KioskError
from app.settings import Settings
from app.staff.book import Account, Role, StaffBook
from app.staff.session import Session
from app.store.journal import Journal
from app.ui.strings import Strings

STAFF_SET_UP = "staff_set_up"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command of an administrator works with."""

    args: argparse.Namespace
    settings: Settings
    journal: Journal
    words: Strings

    def signed_in(self, role: Role) -> str:
        """Who asks; see signed_in."""
        return signed_in(self.settings, role, self.journal, self.words)


def signed_in(settings: Settings, role: Role, journal: Journal | None, words: Strings | None = None) -> str:
    """The name of whoever asks, for the audit log; asks for name and secret where nobody is signed in.

    A store that was never set up (the demo, a developer's) knows no people: then the computer's user asks.

    Raises:
        KioskError: staff_role_missing, staff_refused, staff_locked; staff_not_set_up: the accounts are gone.
    """
    book = StaffBook(settings.data_dir)
    if not book.is_set_up:
        if journal is not None and journal.told(STAFF_SET_UP):
            raise KioskError("staff_not_set_up")
        return os_user()
    session = Session(settings.data_dir, book)
    account = session.account()
    if account is None or not _may(account, role):
        account = _sign_in(book, words or terminal_words(settings.language), journal)
        session.begin(account)
    if not _may(account, role):
        raise KioskError("staff_role_missing")
    return account.name


def _may(account: Account, role: Role) -> bool:
    return account.role in (role, Role.SITE_ADMIN)


def _sign_in(book: StaffBook, words: Strings, journal: Journal | None) -> Account:
    name = ask(words.text("admin.ask_name"))
    secret = ask_secret(words.text("admin.ask_secret"))
    try:
        return book.sign_in(name, secret)
    except KioskError as error:
        if journal is not None:
            known = any(each.name == name for each in book.accounts())
            journal.record(name if known else "-", "sign_in_refused", {"code": error.code}, now=time.time())
        raise


def ask(words: str) -> str:
    """What somebody types, or the next line of the input."""
    print(f"{words} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def ask_secret(words: str) -> str:
    """What somebody types unseen; from a script the next line of the input, never an argument."""
    return getpass.getpass(f"{words} ") if sys.stdin.isatty() else ask(words)


def ask_new_secret(words: Strings) -> str:
    """A new secret, typed twice. Raises KioskError two_secrets_differ."""
    secret = ask_secret(words.text("admin.ask_new"))
    if ask_secret(words.text("admin.ask_again")) != secret:
        raise KioskError("two_secrets_differ")
    return secret


def os_user() -> str:
    """The user of this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, e.g. in a container
        return f"uid-{os.getuid()}"
