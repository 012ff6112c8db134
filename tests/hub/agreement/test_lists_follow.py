"""When something comes to be hidden: lists at once, filters and `changed_since` with the job, pairs for one role."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.agreement import repository
from ehr.agreement import service as agreement
from ehr.candidates.schemas import CandidatePage, CandidateView
from ehr.database import Database
from tests.contract.records import review_act
from tests.hub.agreement.marked import HIDDEN, VALUE, hide, marked
from tests.hub.agreement.rated import JOB
from tests.hub.agreement.test_sums import beside
from tests.hub.kiosks.conftest import key, kiosk, tree
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.review.conftest import hire
from tests.hub.review.desk import HubDesk
from tests.hub.world import Tree, World

__all__ = ["hire", "key", "kiosk", "tree"]
KIND, ACT = "interview.v1", "review_act.v1"


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No interview is drawn for blind rating."""
    monkeypatch.setattr("ehr.ingest.people.ALL_BLIND_FIRST", 0)
    monkeypatch.setattr("ehr.ingest.people.BLIND_SHARE_PERCENT", 0)


@pytest.fixture
def hr(client: TestClient, world: World, tree: Tree) -> HubDesk:
    user = world.user(tree.organisation, Role.HR)
    return HubDesk(client, world.signed_in(user), user)


def page(hr: HubDesk, **wanted: object) -> CandidatePage:
    return CandidatePage.model_validate(hr.ask("POST", "/candidates/search", json=wanted))


def lines(hr: HubDesk, **wanted: object) -> list[CandidateView]:
    return list(page(hr, **wanted).items)


def stored(database: Database) -> list[tuple[float | None, str | None]]:
    with database.work(JOB) as session:
        return [tuple(row) for row in session.execute(text("select composite, band from candidates"))]


def test_a_list_is_without_what_is_hidden_before_its_lines_are_made_again(
    kiosk: SiteKiosk, hr: HubDesk, database: Database
) -> None:
    kiosk.send(KIND, "one", marked("one", HIDDEN))
    (before,) = lines(hr)
    assert before.composite == pytest.approx(VALUE)
    hide(database, HIDDEN)
    (shown,) = lines(hr)
    assert shown.composite is not None
    assert shown.composite != pytest.approx(VALUE, abs=0.01)
    assert stored(database)[0][0] == pytest.approx(VALUE)  # nobody made it again yet
    agreement.refresh(database)
    (made,) = lines(hr)
    assert made.composite == pytest.approx(shown.composite, abs=1e-4)
    assert made.band == shown.band
    assert stored(database)[0][0] == pytest.approx(shown.composite, abs=1e-4)


def test_a_line_that_still_stands_under_its_old_band_is_not_told_there(
    kiosk: SiteKiosk, hr: HubDesk, database: Database
) -> None:
    kiosk.send(KIND, "one", marked("one", HIDDEN))
    with database.work(JOB) as session:
        session.execute(text("update candidates set band = 'above'"))
        session.execute(text("update interviews set band = 'above'"))
    assert len(lines(hr, band="above")) == 1
    hide(database, HIDDEN)
    (shown,) = lines(hr)
    assert shown.band != "above"
    assert lines(hr, band="above") == []
    agreement.refresh(database)
    assert lines(hr, band=shown.band) == lines(hr)


def test_changed_since_tells_of_lines_that_were_made_again_and_their_order_stays(
    kiosk: SiteKiosk, hr: HubDesk, database: Database
) -> None:
    for name in ("hit", "plain", "newest"):
        kiosk.send(KIND, name, marked(name, HIDDEN))
    with database.work(JOB) as session:
        session.execute(
            text(
                "delete from interview_scores where name = :sub and interview_id ="
                " (select id from interviews where interview_id = 'plain')"
            ),
            {"sub": HIDDEN},
        )
    order = [each.id for each in lines(hr)]
    since = max(each.changed_at for each in lines(hr)) + timedelta(microseconds=1)
    told = since.isoformat()
    assert lines(hr, changed_since=told) == []
    hide(database, HIDDEN)
    agreement.refresh(database)
    again = lines(hr, changed_since=told)
    assert [each.id for each in again] == [
        order[0],
        order[2],
    ]  # the one that has nothing hidden did not change
    assert all(each.changed_at >= since for each in again)
    assert [each.id for each in lines(hr)] == order
    assert [each.id for each in _pages(hr, changed_since=told, limit=1)] == [order[0], order[2]]
    kiosk.send(KIND, "new", marked("new"))
    assert [each.id for each in lines(hr, changed_since=told)][1:] == [order[0], order[2]]
    later = max(each.changed_at for each in lines(hr)) + timedelta(microseconds=1)
    agreement.refresh(database)  # nothing else is hidden: no line is told again
    assert lines(hr, changed_since=later.isoformat()) == []


def _pages(hr: HubDesk, **wanted: object) -> list[CandidateView]:
    found: list[CandidateView] = []
    after = None
    while True:
        some = page(hr, after=after, **wanted)
        found += some.items
        if (after := some.next) is None:
            return found


def test_what_comes_to_be_hidden_half_way_is_left_out_of_every_line(
    kiosk: SiteKiosk, hr: HubDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        kiosk.send(KIND, f"i{number}", marked(f"i{number}", HIDDEN))
    before = stored(database)
    monkeypatch.setattr("ehr.agreement.repository.LINES_AT_ONCE", 1)
    told, listed = repository.lines, []

    def lines_then_change(*asked: object) -> object:
        rows = told(*asked)  # type: ignore[arg-type]
        listed.append(len(rows))
        if len(listed) == 2:
            hide(database)  # what was hidden is shown again, while the second line is made
        return rows

    monkeypatch.setattr("ehr.agreement.repository.lines", lines_then_change)
    hide(database, HIDDEN)
    assert agreement.refresh(database) == frozenset()
    assert stored(database) == before
    assert listed == [1, 1, 1, 1, 1, 0]


def test_an_interview_that_comes_while_something_comes_to_be_hidden_is_listed_without_it(
    kiosk: SiteKiosk, hr: HubDesk, database: Database
) -> None:
    with database.work(JOB) as session:
        assert repository.store(session, [HIDDEN])
        sent = beside(lambda: kiosk.send(KIND, "one", marked("one", HIDDEN)), database)
    sent.join()
    agreement.refresh(database)
    assert [composite == pytest.approx(VALUE, abs=0.01) for composite, _ in stored(database)] == [False]


def test_hidden_scores_stand_beside_ratings_for_whoever_checks_agreement_alone(
    kiosk: SiteKiosk, hr: HubDesk, client: TestClient, world: World, tree: Tree, database: Database
) -> None:
    kiosk.send(KIND, "one", marked("one", HIDDEN))
    kiosk.send(ACT, "one-act-1", review_act("one").encode())
    user = world.user(tree.organisation, Role.ANALYST)
    analyst = HubDesk(client, world.signed_in(user), user)
    whole = analyst.ask("GET", "/review/pairs/whole")
    assert hr.ask("GET", "/review/pairs") == whole
    assert whole["hidden"] == []
    hide(database, HIDDEN)
    assert analyst.ask("GET", "/review/pairs/whole") == whole | {"hidden": [HIDDEN]}
    subs = {each["sub_dimension"] for each in whole["items"]}
    assert HIDDEN in subs
    told = hr.ask("GET", "/review/pairs")
    assert {each["sub_dimension"] for each in told["items"]} == subs - {HIDDEN}
    assert told["hidden"] == [HIDDEN]
    hr.ask("GET", "/review/pairs/whole", 403)
    analyst.ask("GET", "/review/pairs", 403)
    with database.work(JOB) as session:
        rows = session.execute(
            text("select actor_id, cast(detail as text) from audit_log where action = 'agreement.pairs_read'")
        ).all()
    assert [row[0] for row in rows] == [str(user)] * 2
    assert [json.loads(row[1])["hidden"] for row in rows] == ["", HIDDEN]
