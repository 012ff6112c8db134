"""How far people and program agree on the interviews at a hub that the reader may see."""

from collections.abc import Callable, Mapping
from typing import Any

from app.agreement.gate import Judged, RatedAnswer, judge_all
from app.agreement.told import rated_answers
from app.review.agreement import groups_of
from app.review.agreement_values import AgreementGroup
from app.review.hub_account import HubAccount
from app.review.hub_list import MOST_PAGES
from app.sync.report_words import Names

PAGE = 200
GOOD_FOR_S = 600.0  # a card is opened each minute; what people gave changes by the day


class HubAgreement:
    """In memory only. Where the hub does not answer there is no card: nobody knows which scores are to be hidden."""

    def __init__(self, account: HubAccount, steady_s: Callable[[], float]) -> None:
        self._account, self._steady_s = account, steady_s
        self._known: tuple[list[RatedAnswer], Mapping[str, Judged], float] | None = None

    def forget(self) -> None:
        """The next one asks anew."""
        self._known = None

    def judged(self) -> Mapping[str, Judged]:
        """Where the score of each sub-dimension stands."""
        return self._read()[1]

    def groups(self, names: Names) -> tuple[AgreementGroup, ...]:
        """The agreement by everything ratings can be told apart by, with names.

        What people did with scores they saw, and who rated, the hub does not tell.
        """
        self.forget()
        rated = self._read()[0]
        return groups_of(rated, (), (), names)

    def _read(self) -> tuple[list[RatedAnswer], Mapping[str, Judged], float]:
        now_s = self._steady_s()
        if self._known is None or now_s - self._known[2] >= GOOD_FOR_S:
            rated = rated_answers(self._pairs())
            self._known = rated, judge_all(rated), now_s
        return self._known

    def _pairs(self) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self._account.get("/review/pairs", limit=PAGE, cursor=cursor)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                break
        return found
