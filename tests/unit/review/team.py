"""People at desks before one store, at one time, and interviews drawn for one rating or for two."""

import pytest

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.store_desk import StoreDesk
from app.review.values import QueueRow
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.store.review_blind import is_twice
from tests.unit.review.interviews import NOW_S, READER, ratings_of, store_interview
from tests.unit.review.trained import train

OTHER = Account("reader-2", Role.RECRUITER, "hashed")
THIRD = Account("reader-3", Role.SITE_ADMIN, "hashed")
TRAINED_AT = NOW_S + 60


class Team:
    """Desks of people before one store; `at` is the time of all of them."""

    def __init__(self, journal: Journal, model: CompetencyModel) -> None:
        self.journal, self.model, self.at = journal, model, TRAINED_AT

    def desk(self, who: Account) -> StoreDesk:
        return StoreDesk(self.journal, self.model, lambda: who, lambda: self.at, "here")

    def row(self, who: Account, interview_id: str) -> QueueRow:
        rows = self.desk(who).queue(Language.EN)
        return next(each for each in rows if each.interview_id == interview_id)

    def rate(self, who: Account, interview_id: str, value: float) -> None:
        desk = self.desk(who)
        desk.rate(interview_id, ratings_of(desk, interview_id, value), 60.0)

    def sees_scores(self, who: Account, interview_id: str) -> bool:
        desk = self.desk(who)
        if desk.reading(interview_id, Language.EN).is_blind:
            with pytest.raises(KioskError, match="review_blind"):
                desk.card(interview_id, Language.EN)
            return False
        return desk.card(interview_id, Language.EN).composite.value is not None


def drawn(team: Team, *, twice: bool) -> str:
    """An interview that was drawn to be rated by two people, or by one."""
    team.journal.reviews.draw(now=NOW_S)
    for number in range(40):
        interview_id = f"i-{number}"
        ((seed,),) = team.journal._db.conn.execute("SELECT seed FROM review_sampling").fetchall() or [("",)]
        if seed and is_twice(seed, interview_id) is not twice:
            continue
        store_interview(team.journal, team.model, interview_id)
        team.journal.reviews.draw(now=NOW_S)
        rows = team.journal._db.conn.execute(
            "SELECT is_twice FROM review_draws WHERE interview_id = ?", [interview_id]
        )
        if bool(next(iter(rows))[0]) is twice:
            return interview_id
    raise AssertionError("never drawn")


def both_trained(team: Team) -> None:
    for who in (READER, OTHER):
        train(team.desk(who))
    team.at += 60
