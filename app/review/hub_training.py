"""A reader's rounds of calibration training at a hub."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from app.review.hub_account import HubAccount
from app.review.hub_profile import unix_s
from app.review.training_book import Past, RoundDone, told_answers

PATH = "/review/trainings"
RATES = "interview.rate"


class HubTrainings:
    """See app.review.training_book. Belongs to one thread, in memory only."""

    def __init__(self, account: HubAccount, content: tuple[str, ...]) -> None:
        """content: what training rests on here; rounds at kiosks on anything else are none."""
        self._account, self._content = account, content
        self._known: Past | None = None

    @property
    def is_hub(self) -> bool:
        """True."""
        return True

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self._known = None

    def reader(self) -> str:
        """The sign-in name of whoever is signed in."""
        return self._account.who().name

    def now(self) -> float:
        """Unix seconds by the hub's clock."""
        return self._account.now()

    def past(self) -> Past:
        """What the hub has of the reader, asked anew."""
        told = self._account.get(f"{PATH}?{'&'.join(f'content={quote(each)}' for each in self._content)}")
        until, same = told["good_until"], told.get("accounts")
        self._known = Past(
            int(told["rounds"]),
            None if until is None else unix_s(until),
            None if same is None else tuple(f"{each['account']} ({each['kiosk']})" for each in same),
        )
        return self._known

    def beside_rating(self) -> Mapping[str, Any]:
        """What a rating is sent with, so that rounds at kiosks count for it; an older hub takes nothing of it."""
        known = self._known or self.past()
        return {} if known.same is None else {"content": list(self._content)}

    def left_out(self) -> None:
        """The hub does not tell."""

    def add(self, done: RoundDone) -> None:
        """Send a round; the hub stores it once, however often it comes. Raises KioskError hub_away ..."""
        self._account.post(PATH, _told(done))
        self._known = None

    def counts(self) -> bool:
        """True if what the reader rates now counts."""
        if RATES not in self._account.who().permissions:
            return False
        known = self._known or self.past()
        return known.good_until is not None and self.now() < known.good_until


def _told(done: RoundDone) -> Mapping[str, Any]:
    return {
        "key": done.key,
        "content": done.content,
        "answers": told_answers(done),
        "icc": done.icc,
        "bias": done.bias,
        "passed": done.passed,
    }
