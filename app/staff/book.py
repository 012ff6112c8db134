"""The accounts of this kiosk: one small file, replaced whole; every change of it comes through here."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import Any

from app.errors import KioskError
from app.private_file import locked, replace_file
from app.staff.lockout import Lock, Moment, after_failure, anchored, remaining_s
from app.staff.secret import PIN_DIGITS, Hashing, code_digits, is_pin, is_strong, new_code
from app.staff.uptime import this_moment

NAME = "staff.json"
NAME_OF_ACCOUNT = re.compile(r"[\w][\w.-]{0,31}")
AT_THE_SCREEN = "*screen"  # where nobody says a name; no account can be called so
NOBODY = "*nobody"  # every name that does not exist


class Role(StrEnum):
    """recruiter: reads and exports interviews. site_admin: everything, also the kiosk itself."""

    RECRUITER = "recruiter"
    SITE_ADMIN = "site_admin"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who works with this kiosk. hashed: Argon2id of the secret."""

    name: str
    role: Role
    hashed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pages:
    """What the file holds. code_hash: Argon2id of the unlock code. decoy: fits no secret."""

    accounts: tuple[Account, ...]
    code_hash: str = field(repr=False)
    decoy: str = field(repr=False)
    locks: dict[str, Lock] = field(default_factory=dict)


class StaffBook:
    """Reads the file anew for each question: the kiosk and the terminal may both have it open."""

    def __init__(
        self, data_dir: Path, hashing: Hashing | None = None, now: Callable[[], Moment] = this_moment
    ) -> None:
        self._path = data_dir / NAME
        self._hashing = hashing or Hashing()
        self._now = now

    @property
    def is_set_up(self) -> bool:
        """False until a first site administrator was named."""
        return self._path.exists()

    def accounts(self) -> tuple[Account, ...]:
        """Everybody, in the order they came."""
        return self._read().accounts

    def set_up(self, name: str, pin: str) -> str:
        """The unlock code, to be shown once, after `name` became the first site administrator.

        Raises:
            KioskError: staff_set_up_already, staff_name_invalid, staff_pin_weak, staff_file_unwritable.
        """
        account = self._account(name, Role.SITE_ADMIN, pin)
        code = new_code()
        with self._alone():
            if self.is_set_up:
                raise KioskError("staff_set_up_already")
            hashed = self._hashing.hash
            self._write(Pages((account,), hashed(code_digits(code)), hashed(new_code())))
        return code

    def add(self, name: str, role: Role, secret: str) -> None:
        """Raises KioskError staff_name_taken, staff_name_invalid, staff_pin_weak, staff_secret_weak."""
        account = self._account(name, role, secret)
        with self._alone():
            pages = self._read()
            if any(each.name == name for each in pages.accounts):
                raise KioskError("staff_name_taken")
            self._write(replace(pages, accounts=(*pages.accounts, account)))

    def remove(self, name: str) -> None:
        """Raises KioskError staff_unknown; staff_last_admin: somebody must remain."""
        with self._alone():
            pages = self._read()
            self._named(pages, name)
            rest = tuple(each for each in pages.accounts if each.name != name)
            if not any(each.role is Role.SITE_ADMIN for each in rest):
                raise KioskError("staff_last_admin")
            self._write(replace(pages, accounts=rest))

    def change(self, name: str, secret: str) -> None:
        """A new secret for `name`. Raises KioskError staff_unknown, staff_pin_weak, staff_secret_weak."""
        with self._alone():
            pages = self._read()
            self._write(self._changed(pages, name, secret))

    def change_role(self, name: str, role: Role, secret: str) -> None:
        """Another role, with a new secret: an administrator's is a PIN. Raises KioskError as change and remove do."""
        account = self._account(name, role, secret)
        with self._alone():
            pages = self._read()
            self._named(pages, name)
            accounts = tuple(account if each.name == name else each for each in pages.accounts)
            if not any(each.role is Role.SITE_ADMIN for each in accounts):
                raise KioskError("staff_last_admin")
            self._write(_with_lock(replace(pages, accounts=accounts), name, Lock()))

    def unlock(self, name: str) -> None:
        """Whoever waits after wrong secrets may try again at once. Raises KioskError staff_unknown."""
        with self._alone():
            pages = self._read()
            self._named(pages, name)
            self._write(_with_lock(pages, name, Lock()))

    def waits_s(self) -> dict[str, int]:
        """How long each account that is locked still takes no secret, in whole seconds."""
        pages, now = self._read(), self._now()
        waits = {name: ceil(remaining_s(lock, now)) for name, lock in pages.locks.items()}
        return {each.name: waits[each.name] for each in pages.accounts if waits.get(each.name)}

    def sign_in(self, name: str, secret: str) -> Account:
        """The account. Raises KioskError staff_refused or staff_locked (wait_s); both count what was tried."""
        accounts = {each.name: each for each in self._read().accounts}
        tried = [accounts[name]] if name in accounts else []
        return self._tried(name if tried else NOBODY, tried, secret)

    def open_screen(self, pin: str) -> Account:
        """The site administrator with this PIN. Raises KioskError staff_refused or staff_locked (wait_s)."""
        admins = [each for each in self._read().accounts if each.role is Role.SITE_ADMIN]
        return self._tried(AT_THE_SCREEN, admins, pin)

    def wait_s(self) -> int:
        """How long the screen still takes no PIN, in whole seconds."""
        return ceil(remaining_s(self._read().locks.get(AT_THE_SCREEN, Lock()), self._now()))

    def use_code(self, code: str) -> str | None:
        """The next unlock code, to be shown once; this one is used up, and every wait is over.

        None where the file cannot be written: the way is open all the same, and the old code stays.

        Raises:
            KioskError: unlock_code_refused.
        """
        with self._alone():
            pages = self._read()
            self._check_code(pages, code)
            following = new_code()
            changed = replace(pages, code_hash=self._hashing.hash(code_digits(following)), locks={})
            try:
                self._write(changed)
            except KioskError:
                return None
            return following

    def recover(self, code: str, name: str, secret: str) -> str:
        """The next unlock code, after `name` got a new secret by the old one; both in one step.

        Raises:
            KioskError: unlock_code_refused, staff_unknown, staff_pin_weak, staff_secret_weak; nothing changed.
        """
        with self._alone():
            pages = self._read()
            self._check_code(pages, code)
            following = new_code()
            changed = self._changed(pages, name, secret)
            self._write(replace(changed, code_hash=self._hashing.hash(code_digits(following)), locks={}))
            return following

    # ---- checks --------------------------------------------------------------------------------
    def _tried(self, key: str, candidates: list[Account], secret: str) -> Account:
        """Counts the try before it is checked: whoever pulls the plug in between gains nothing."""
        with self._alone():
            pages, now = self._read(), self._now()
            lock = pages.locks.get(key, Lock())
            waiting_s = remaining_s(lock, now)
            if waiting_s > 0:
                self._write(_with_lock(pages, key, anchored(lock, now)))
                raise KioskError("staff_locked", wait_s=ceil(waiting_s))
            counted = after_failure(lock, now)
            self._write(_with_lock(pages, key, counted))
            hashes = [each.hashed for each in candidates] or [pages.decoy]  # as slow for a wrong name
            fitting = [self._hashing.fits(hashed, secret) for hashed in hashes]
            found = next((each for each, fits in zip(candidates, fitting, strict=False) if fits), None)
            if found is not None:
                self._write(_with_lock(pages, key, Lock()))
                return found
        if counted.wait_s:
            raise KioskError("staff_locked", wait_s=ceil(counted.wait_s))
        raise KioskError("staff_refused")

    def _check_code(self, pages: Pages, code: str) -> None:
        if not self._hashing.fits(pages.code_hash, code_digits(code)):
            raise KioskError("unlock_code_refused")

    def _account(self, name: str, role: Role, secret: str) -> Account:
        if NAME_OF_ACCOUNT.fullmatch(name) is None:
            raise KioskError("staff_name_invalid")
        if role is Role.SITE_ADMIN and not (is_pin(secret) and is_strong(secret)):
            raise KioskError("staff_pin_weak", digits=PIN_DIGITS)
        if not is_strong(secret):
            raise KioskError("staff_secret_weak")
        return Account(name, role, self._hashing.hash(secret))

    def _changed(self, pages: Pages, name: str, secret: str) -> Pages:
        fresh = self._account(name, self._named(pages, name).role, secret)
        accounts = tuple(fresh if each.name == name else each for each in pages.accounts)
        locks = {key: lock for key, lock in pages.locks.items() if key != name}
        return replace(pages, accounts=accounts, locks=locks)

    @staticmethod
    def _named(pages: Pages, name: str) -> Account:
        for account in pages.accounts:
            if account.name == name:
                return account
        raise KioskError("staff_unknown")

    # ---- the file ------------------------------------------------------------------------------
    @contextmanager
    def _alone(self) -> Iterator[None]:
        with locked(self._path.with_name(self._path.name + ".lock")):
            yield

    def _read(self) -> Pages:
        try:
            return _pages(json.loads(self._path.read_text("utf-8")))
        except FileNotFoundError:
            raise KioskError("staff_not_set_up") from None
        except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError) as error:
            raise KioskError("staff_file_unreadable", file=NAME) from error

    def _write(self, pages: Pages) -> None:
        try:
            replace_file(self._path, json.dumps(asdict(pages), ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise KioskError("staff_file_unwritable", file=NAME) from error


def _with_lock(pages: Pages, key: str, lock: Lock) -> Pages:
    rest = {name: each for name, each in pages.locks.items() if name != key}
    return replace(pages, locks=rest | ({key: lock} if lock != Lock() else {}))


def _pages(data: dict[str, Any]) -> Pages:
    accounts = (Account(each["name"], Role(each["role"]), each["hashed"]) for each in data["accounts"])
    locks = {name: Lock(**lock) for name, lock in data["locks"].items()}
    return Pages(tuple(accounts), data["code_hash"], data["decoy"], locks)
