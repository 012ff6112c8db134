"""A reader's rounds of calibration training at a hub."""

from collections.abc import Mapping
from typing import Any

from app.review.hub_account import HubAccount
from app.review.hub_profile import unix_s
from app.review.training_book import Past, RoundDone

PATH = "/review/trainings"
RATES = "interview.rate"


class HubTrainings:
    """See app.review.training_book. Belongs to one thread, in memory only."""

    def __init__(self, account: HubAccount) -> None:
        self._account = account
        self._known: Past | None = None

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
        told = self._account.get(PATH)
        until = told["good_until"]
        self._known = Past(int(told["rounds"]), None if until is None else unix_s(until))
        return self._known

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
    answers = [{"id": each.id, "gold": dict(each.gold), "given": dict(each.given)} for each in done.answers]
    return {
        "key": done.key,
        "content": done.content,
        "answers": answers,
        "icc": done.icc,
        "bias": done.bias,
        "passed": done.passed,
    }
