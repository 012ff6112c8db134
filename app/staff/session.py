"""Who is signed in at the terminal, for a while: so that not every command asks for a secret."""

import json
from collections.abc import Callable
from pathlib import Path

from app.private_file import replace_file
from app.staff.book import Account, StaffBook
from app.staff.lockout import Moment
from app.staff.uptime import this_moment

NAME = "session.json"
IDLE_S = 600.0


class Session:
    """Ends ten minutes after its last use, with a restart of the computer, or when somebody signs out."""

    def __init__(self, data_dir: Path, book: StaffBook, now: Callable[[], Moment] = this_moment) -> None:
        self._path = data_dir / NAME
        self._book = book
        self._now = now

    def begin(self, account: Account) -> None:
        """`account` is signed in from now on. Where that cannot be stored, the next command asks again."""
        now = self._now()
        data = {"name": account.name, "boot": now.boot, "uptime_s": now.uptime_s}
        try:
            replace_file(self._path, json.dumps(data).encode())
        except OSError:
            return

    def account(self) -> Account | None:
        """Who is signed in, or None; the time-out begins again."""
        now = self._now()
        try:
            data = json.loads(self._path.read_text("utf-8"))
            idle_s = now.uptime_s - float(data["uptime_s"])
            is_running = data["boot"] == now.boot and 0 <= idle_s < IDLE_S
            name = data["name"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError, OverflowError):
            return None
        found = next((each for each in self._book.accounts() if each.name == name), None)
        if found is None or not is_running:
            self.end()
            return None
        self.begin(found)
        return found

    def end(self) -> None:
        """Nobody is signed in any more."""
        self._path.unlink(missing_ok=True)
