"""Agreement by sums: the figures of the pairs, of what is due alone, one after the other, nothing left behind."""

from collections.abc import Callable
from decimal import Decimal
from threading import Thread

import pytest
from sqlalchemy import text

from app.agreement.gate import judge_all
from app.agreement.told import rated_answers
from app.review.hidden import hidden_of
from ehr.agreement import repository
from ehr.agreement import service as agreement
from ehr.agreement.service import hiding
from ehr.database import Database
from ehr.review import repository as review
from tests.hub.agreement.rated import JOB, Rated, all_sums, at_odds, gave
from tests.hub.kiosks.conftest import tree
from tests.hub.world import Tree, World

__all__ = ["tree"]

SUB = "co_empathy"
WAITS = text("select exists (select from pg_locks where not granted)")
TURNS_MOST = 10_000


@pytest.fixture
def rated(world: World, tree: Tree) -> Rated:
    return Rated(world, tree.sites[0], world.kiosk(tree.sites[0]))


def hidden(database: Database) -> frozenset[str]:
    with database.work(JOB) as session:
        return hiding(session).hidden


def by_pairs(
    database: Database,
) -> tuple[dict[tuple[str, str], tuple[int, Decimal, Decimal]], frozenset[str]]:
    """Pairs and sums of both by sub-dimension, and what is hidden, of every rating read one by one."""
    with database.work(JOB) as session:
        rows = review.pairs(session, None, 1000)
    answers = rated_answers(
        {**row, "rater": row["person"], "sitting": row["interview_id"]}
        for row in rows
        if row["human"] is not None and row["program"] is not None
    )
    found: dict[tuple[str, str], tuple[int, Decimal, Decimal]] = {}
    for each in answers:
        others = (("program", each.pair.program), ("person", each.second))
        for beside, other in others:
            if other is not None:
                pairs, one, two = found.get((each.sub_dimension, beside), (0, Decimal(), Decimal()))
                added = pairs + 1, one + Decimal(each.pair.human), two + Decimal(other)
                found[each.sub_dimension, beside] = added
    return found, hidden_of(judge_all(answers))


def test_sums_are_those_of_the_pairs_whoever_rated_first_and_whatever_was_not_seen(
    rated: Rated, database: Database
) -> None:
    at_odds(rated, SUB, range(10))
    rated.sitting("twice", gave(SUB, 6, 7, None, 4.5), gave(SUB, 6, None, 7, 5), gave(SUB, 7, 8, 8, 4))
    rated.sitting("never", gave("cm_pace", 5, 6))
    rated.sitting("late", gave("cm_pace", 5, 6))
    with database.work(JOB) as session:
        rated.rate(session, "late", 3, gave("cm_pace", 9, 9))
        rated.rate(session, "late", 1, gave("cm_pace", 3, 3), trained=False)
        rated.rate(session, "late", 2, gave("cm_pace", 4, 7.5))  # the first that counts comes last
        rated.assess(session, "twice", gave(SUB, 2, 3, 4, 5), revision=2)
    agreement.refresh(database)
    wanted, below = by_pairs(database)
    assert {(row[0], row[1]): (row[2], row[3], row[4]) for row in all_sums(database)} == wanted
    assert wanted["cm_pace", "person"] == (2, Decimal("11.5"), Decimal(18))
    assert hidden(database) == below == {SUB}


def test_only_what_is_due_is_added_up_and_nothing_is_judged_by_half_of_it(
    rated: Rated, database: Database
) -> None:
    at_odds(rated, SUB, range(12))
    assert agreement.take_up(database, 11) is True
    assert hidden(database) == frozenset()  # though eleven sittings would have been enough
    assert agreement.take_up(database, 11) is True
    assert hidden(database) == {SUB}
    before = all_sums(database)
    assert agreement.take_up(database) is False
    agreement.refresh(database)
    assert all_sums(database) == before


def test_a_score_that_became_better_is_shown_again(rated: Rated, database: Database) -> None:
    at_odds(rated, SUB, range(10))
    agreement.refresh(database)
    assert hidden(database) == {SUB}
    for number in range(60):
        values = [2.0 + (number + place) % 8 for place in range(4)]
        rated.sitting(f"alike-{number}", gave(SUB, *values), gave(SUB, *values))
    assert hidden(database) == {SUB}  # while something is due what was hidden stays so
    agreement.refresh(database)
    assert hidden(database) == frozenset()


def test_what_an_erased_person_added_goes_with_them_in_the_same_moment(
    rated: Rated, database: Database
) -> None:
    rated.sitting("stays", gave(SUB, 6.55, 7, 8, 4), gave(SUB, 6, 7, 7, 5))
    agreement.refresh(database)
    before = all_sums(database)
    rated.sitting("goes", gave(SUB, 3.35, 7.7, 2, 9), gave(SUB, 6, 7, 7, 5), gave(SUB, 5, 5, 5, 5))
    agreement.refresh(database)
    assert all_sums(database) != before
    with database.work(JOB) as session:
        session.execute(text("delete from review_acts where interview_id = 'goes'"))
    assert all_sums(database) == before
    with database.work(JOB) as session:
        assert session.scalars(text("select distinct interview_id from agreement_parts")).all() == ["stays"]
    agreement.refresh(database)
    assert all_sums(database) == before


def beside(work: Callable[[], object], database: Database) -> Thread:
    """`work` on a thread of its own, once it waits for somebody's lock."""
    thread = Thread(target=work)
    thread.start()
    for _ in range(TURNS_MOST):
        with database.work(JOB) as session:
            if session.scalar(WAITS):
                return thread
        assert thread.is_alive()
    raise AssertionError("nobody waits")


def test_two_ratings_at_once_are_added_up_one_after_the_other(rated: Rated, database: Database) -> None:
    at_odds(rated, SUB, range(9))
    with database.work(JOB) as first:
        assert repository.take_up(first, 100) == 9  # the first one is at it, and has not committed
        at_odds(rated, SUB, range(9, 12))
        second = beside(lambda: agreement.take_up(database), database)
    second.join()
    agreement.take_up(database)
    wanted, below = by_pairs(database)
    assert {(row[0], row[1]): (row[2], row[3], row[4]) for row in all_sums(database)} == wanted
    assert hidden(database) == below == {SUB}


def test_a_rating_that_is_not_committed_yet_is_missed_by_nobody(rated: Rated, database: Database) -> None:
    at_odds(rated, SUB, range(9))
    rated.sitting("slow", gave(SUB, 2, 9, 3, 8))
    with database.work(JOB) as slow:
        rated.rate(slow, "slow", 1, gave(SUB, 9, 2, 8, 3))
        assert agreement.take_up(database) is True
        assert agreement.take_up(database) is False
    assert agreement.take_up(database) is True
    wanted, _ = by_pairs(database)
    assert {(row[0], row[1]): (row[2], row[3], row[4]) for row in all_sums(database)} == wanted
