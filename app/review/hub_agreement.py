"""How far people and program agree on the interviews at a hub that the reader may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.agreement.gate import By, Judged, RatedAnswer, Standing, judge, judge_all
from app.agreement.measures import agreement_of
from app.agreement.told import rated_answers
from app.review.agreement import groups_of
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.review.hub_account import HubAccount
from app.review.hub_list import MOST_PAGES
from app.sync.report_words import Names

PAGE = 200
PAIRS, WHOLE = "/review/pairs", "/review/pairs/whole"
CHECKS = "agreement.read"  # the permission to see hidden scores beside ratings
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

        What people did with scores they saw, and who rated, the hub does not tell; nor what it hides, but to whoever
        checks agreement.
        """
        self.forget()
        pairs, hidden = self._pairs(WHOLE if CHECKS in self._account.who().permissions else PAIRS)
        rated = rated_answers(pairs)
        untold = [
            AgreementLine(names.thing(each.sub_dimension), each.agreement, each.least_icc, each.standing)
            for each in map(_below, sorted(set(hidden) - {each.sub_dimension for each in rated}))
        ]
        return tuple(
            replace(each, lines=(*each.lines, *untold)) if each.by is By.SUB_DIMENSION else each
            for each in groups_of(rated, (), (), names)
        )

    def _read(self) -> tuple[list[RatedAnswer], Mapping[str, Judged], float]:
        now_s = self._steady_s()
        if self._known is None or now_s - self._known[2] >= GOOD_FOR_S:
            pairs, hidden = self._pairs(PAIRS)
            rated = rated_answers(pairs)
            self._known = rated, judge_all(rated) | {each: _below(each) for each in hidden}, now_s
        return self._known

    def _pairs(self, path: str) -> tuple[list[Mapping[str, Any]], Sequence[str]]:
        """And what the hub hides: it tells no pairs of that."""
        found: list[Mapping[str, Any]] = []
        hidden: Sequence[str] = ()
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self._account.get(path, limit=PAGE, cursor=cursor)
            found += page["items"]
            hidden = page.get("hidden", ())
            cursor = page["next"]
            if cursor is None:
                break
        return found, hidden


def _below(sub_dimension: str) -> Judged:
    return replace(judge(sub_dimension, agreement_of(())), standing=Standing.BELOW)
