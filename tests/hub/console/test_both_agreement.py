"""Both desks say the same of how far people agree, and of what is hidden because they do not."""

import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle

import pytest
from sqlalchemy import text

from app.agreement.gate import By, Standing
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.agreement_values import AgreementGroup
from app.review.desk import ReviewDesk
from app.review.ports import Desk
from app.review.store_desk import StoreDesk
from app.review.values import QueueRow
from app.staff.book import Account
from app.staff.book import Role as StaffRole
from app.store.journal import Journal
from ehr.access import Role
from ehr.agreement import service as agreement
from ehr.database import system
from tests.hub.console.people import at_hub, hired, send_all
from tests.hub.console.places import HubPlace, StorePlace
from tests.hub.kiosks.rig import SiteKiosk
from tests.unit.review.interviews import NOW_S, ratings_of, store_interview
from tests.unit.review.trained import train

EN = Language.EN
INTERVIEWS = 12
ODD = (1.0, 9.5, 2.0, 8.0, 1.5, 10.0, 3.0)  # nothing to do with the program's


def at_kiosk(journal: Journal, model: CompetencyModel, name: str, at_s: float) -> StoreDesk:
    account = Account(name, StaffRole.RECRUITER, "")
    return StoreDesk(journal, model, lambda: account, lambda: at_s)


def rate(desk: ReviewDesk, interview_id: str, values: Iterator[float]) -> None:
    ratings = [
        replace(each, values=tuple((sub, next(values)) for sub, _ in each.values))
        for each in ratings_of(desk, interview_id)
    ]
    desk.rate(interview_id, ratings, 60.0)


@pytest.fixture
def rated(journal: Journal, model: CompetencyModel, kiosk: SiteKiosk) -> list[str]:
    """Everything is rated at the kiosk, a third of it twice, and sent. Gives what two people rated."""
    for number in range(3, INTERVIEWS + 1):
        store_interview(journal, model, f"i-{number}")
    for name in ("reader-0", "reader-1"):
        train(at_kiosk(journal, model, name, NOW_S + 10))
    first, second, other = (
        at_kiosk(journal, model, name, NOW_S + after_s)
        for name, after_s in (("reader-0", 60.0), ("reader-1", 70.0), ("untrained", 50.0))
    )
    rate(other, "i-1", cycle([5.0]))
    ids = [each.interview_id for each in first.queue(EN) if each.is_blind]
    values = cycle(ODD)
    for each in ids:
        rate(first, each, values)
    twice = [each.interview_id for each in second.queue(EN) if each.wants_second]
    for each in twice:
        rate(second, each, values)
    send_all(journal, kiosk)
    return twice


def row(desk: Desk, interview_id: str) -> QueueRow:
    return next(each for each in desk.queue(EN) if each.interview_id == interview_id)


def leaves(value: object) -> list[object]:
    """Everything in it that is no group, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        return [leaf for each in fields(value) for leaf in leaves(getattr(value, each.name))]
    if isinstance(value, tuple):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


def near(value: object) -> list[object]:
    """The same, to four places: the hub keeps scores in 32 bits."""
    return [pytest.approx(each, abs=1e-4) if isinstance(each, float) else each for each in leaves(value)]


def without_sites(groups: tuple[AgreementGroup, ...]) -> tuple[AgreementGroup, ...]:
    """A store that stands nowhere has no name for its site."""
    return tuple(
        replace(each, lines=tuple(replace(line, name="") for line in each.lines))
        if each.by is By.SITE
        else each
        for each in groups
    )


def test_both_tell_the_same_figures_and_hide_the_same_everywhere(
    rated: list[str], store_place: StorePlace, hub_place: HubPlace
) -> None:
    assert 0 < len(rated) < INTERVIEWS
    here, there = store_place.desk(0), hub_place.desk(0)
    checks = hired(hub_place.app, hub_place.world, hub_place.tree.sites[0], Role.HR, Role.ANALYST)
    checker = at_hub(hub_place.app, hub_place.model, checks).desk
    ours, theirs = (without_sites(each.agreement_groups(EN)) for each in (here, checker))
    assert leaves(theirs) == near(ours)
    subs = next(each for each in theirs if each.by is By.SUB_DIMENSION)
    # whoever does not check agreement is told no figure of what is hidden
    told = next(each for each in there.agreement_groups(EN) if each.by is By.SUB_DIMENSION).lines
    assert {(line.name, line.standing) for line in told} == {
        (line.name, line.standing) for line in subs.lines
    }
    assert all((line.agreement.pairs == 0) is (line.standing is Standing.BELOW) for line in told)
    assert all(line.people is not None and line.people.pairs > 0 for line in subs.lines)
    answers = sum(line.agreement.pairs for line in subs.lines)
    assert (
        answers % (INTERVIEWS - 1) == 0
    )  # the second rating is no further pair, and what nobody trained for is none

    agreement.refresh(hub_place.world.database)  # the job of every minute makes lines again
    with hub_place.world.database.work(system("test")) as session:
        hidden = agreement.hiding(session).hidden
        listed = sorted(session.scalars(text("select composite from candidates where composite is not null")))
    assert hidden == {
        name for name, each in store_place.desk(0).source("i-3", EN).judged.items() if not each.is_shown
    }
    assert hidden
    shown = (row(here, f"i-{number}").composite for number in range(1, INTERVIEWS + 1))
    assert listed == pytest.approx(sorted(each for each in shown if each is not None), abs=1e-4)

    for interview_id in ("i-1", "i-3", rated[0]):
        mine, seen = row(here, interview_id), row(there, interview_id)
        assert leaves((seen.composite, seen.error, seen.flags)) == near(
            (mine.composite, mine.error, mine.flags)
        )
        assert not seen.is_blind
        assert seen.composite != pytest.approx(
            store_place.journal.interview(interview_id).composite, abs=1e-4
        )
        card, sent = (replace(each.card(interview_id, EN), history=()) for each in (here, there))
        assert leaves(sent) == near(card)
        assert any(each.why_not and each.value is None for each in sent.sub_dimensions)
        assert leaves((seen.composite, seen.error)) == near((sent.composite.value, sent.composite.error))
    compared = [each.compare(("i-3", "i-4"), EN) for each in (here, there)]
    assert leaves(compared[1].pairs) == near(compared[0].pairs)
    assert leaves(compared[1].rows) == near(compared[0].rows)


def test_while_a_second_rating_is_wanted_nobody_sees_at_the_hub_what_the_kiosk_hides_from_the_second(
    journal: Journal, model: CompetencyModel, kiosk: SiteKiosk, hub_place: HubPlace
) -> None:
    now = time.time()
    for number in range(3, INTERVIEWS + 1):
        store_interview(journal, model, f"i-{number}")
    for name in ("reader-0", "reader-1"):
        train(at_kiosk(journal, model, name, now - 600))
    first, second = (at_kiosk(journal, model, name, now) for name in ("reader-0", "reader-1"))
    wanted: list[str] = []
    for each in first.queue(EN):
        if not wanted:
            rate(first, each.interview_id, cycle([6.0]))
            wanted = [found.interview_id for found in second.queue(EN) if found.wants_second]
    (one,) = wanted
    send_all(journal, kiosk)
    assert (row(first, one).is_blind, row(second, one).is_blind) == (False, True)
    for desk in (second, hub_place.desk(0), hub_place.desk(1)):
        shown = row(desk, one)
        assert (shown.is_blind, shown.composite, shown.flags, shown.decision) == (True, None, (), None)
        assert not any(line.spans for line in desk.reading(one, EN).answers)
        with pytest.raises(KioskError, match="review_blind"):
            desk.card(one, EN)
    rate(second, one, cycle([7.0]))
    send_all(journal, kiosk)
    for desk in (first, second, hub_place.desk(0), hub_place.desk(1)):
        assert not row(desk, one).is_blind
        assert not desk.reading(one, EN).is_blind
        assert [each.what for each in desk.card(one, EN).history] == ["rating", "rating"]
