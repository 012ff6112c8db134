"""From a kiosk's store to a rating at the hub: trained there, linked there, sent by its own sync, counted here."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.store_desk import StoreDesk
from app.review.training import TrainingDesk
from app.review.training_book import StoreTrainings
from app.settings import HubSettings
from app.staff.book import Account
from app.staff.book import Role as StaffRole
from app.sync.calls import NOBODY, Answer
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from ehr.access import Role
from ehr.database import system
from ehr.fleet import enrolment
from ehr.keys import MasterKey
from tests.fakes.sync_rig import FakeClock, Rig
from tests.hub.console.people import AtHub, at_hub, hired
from tests.hub.console.places import ratings_at
from tests.hub.web.browser import served
from tests.hub.world import Tree, World
from tests.unit.review.interviews import store_interview
from tests.unit.review.trained import in_order, whole_round

LI, BOSS, EN = "li", "boss", Language.EN
ONE, TWO, THREE = "i-1", "i-2", "i-3"
JOB = system("test")


@pytest.fixture
def rig(tmp_path: Path, model: CompetencyModel) -> Iterator[Rig]:
    """A kiosk that no hub has let in yet, with three interviews."""
    folder = tmp_path / "kiosk"
    folder.mkdir()
    made = Rig(folder, FakeClock(time.time() - 60))
    for interview_id in (ONE, TWO, THREE):
        store_interview(made.journal, model, interview_id)
    yield made
    made.close()


@pytest.fixture
def line(app: FastAPI, world: World, tree: Tree, key: MasterKey, rig: Rig) -> Iterator[HubClient]:
    """The kiosk is let in: its line to the hub, over HTTP."""
    with world.database.work(JOB) as session:
        code = enrolment.make_code(session, tree.sites[0], "Hall 1", key, by=None, must_confirm=False).code
    with served(app) as address, HubClient(address, HubSettings()) as client:
        enrol(client.ask, rig.keys, (rig.folder / "match.key").write_bytes, address, code)
        yield client


def training_at(rig: Rig, model: CompetencyModel) -> TrainingDesk:
    """Where `li` trains at the kiosk."""
    account = Account(LI, StaffRole.RECRUITER, "")
    desk = StoreDesk(rig.journal, model, lambda: account, rig.clock.wall_s)
    return TrainingDesk(StoreTrainings(desk), model, resources_dir(), in_order)


def link(rig: Rig, at_hub: str) -> None:
    rig.journal.reviews.links.set(LI, at_hub, by=BOSS, now=rig.clock.wall_s())


def rated(at: AtHub, interview_id: str) -> bool:
    """Whether the page says that what they rate now counts; then they rate."""
    at.desk.queue(EN)
    counts = at.desk.reading(interview_id, EN).counts
    at.desk.rate(interview_id, ratings_at(at.desk, interview_id), 60.0)
    return counts


def counting(world: World) -> dict[str, bool]:
    with world.database.work(JOB) as session:
        rows = session.execute(text("select interview_id, trained from review_acts where kind = 'rating'"))
        return {row.interview_id: row.trained for row in rows}


def test_who_passed_at_the_kiosk_rates_at_the_hub_and_it_counts_from_then_on_until_the_link_ends(
    app: FastAPI, world: World, tree: Tree, model: CompetencyModel, rig: Rig, line: HubClient
) -> None:
    at = at_hub(app, model, hired(app, world, tree.sites[0], Role.HR))
    there = TrainingDesk(at.desk.trainings, model, resources_dir(), in_order)
    here = training_at(rig, model)
    rounds = rig.rounds(lambda call: Answer(NOBODY) if is_away else line.ask(call))

    is_away = False
    rounds.once()
    assert here.stand().same == ()  # there is a hub, and `li` is nobody there: the page says so
    assert whole_round(here, language=EN).passed
    rounds.once()
    assert there.stand().same == ()
    assert not rated(at, ONE)

    is_away = True  # for days
    link(rig, at.person.name)
    rounds.once()
    assert not there.stand().is_good
    assert here.stand().same == (at.person.name,)
    rig.clock.true_s += 3 * 86_400
    is_away = False
    rounds.once()
    assert rig.journal.outbox.waiting() == 0
    stand = there.stand()
    assert (stand.is_good, stand.rounds, stand.same) == (True, 0, (f"{LI} (Hall 1)",))
    assert rated(at, TWO)

    link(rig, "")
    rounds.once()
    assert not there.stand().is_good
    assert not rated(at, THREE)
    assert counting(world) == {ONE: False, TWO: True, THREE: False}
    assert rig.journal.verify().problems == ()
