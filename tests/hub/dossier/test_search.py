"""Looking for candidates: page by page everybody who matches and is in sight, once, those that changed last first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from ehr.access import Role
from ehr.candidates import names, repository, service
from ehr.candidates.schemas import Filters, Search
from ehr.database import Database, system
from ehr.keys import MasterKey
from tests.hub.world import Tree, World, acting

PEOPLE = 700  # more than one name was once looked for at most
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
INSERT = text(
    "insert into candidates (id, scope_id, changed_at, name_tokens, job_profile, band, interviewed_at, to_rate,"
    " erased_at, merged_into) values (:id, :scope_id, :changed_at, :tokens, 'jd', :band, :interviewed_at, :to_rate,"
    " :erased_at, :merged_into)"
)


@dataclass(frozen=True)
class People:
    """Who there is, and who looks."""

    database: Database
    world: World
    key: MasterKey
    rows: list[dict[str, Any]]

    def wanted(self, *scopes: int, **values: object) -> list[UUID]:
        """Ids of those who are in these scopes and have these values, as they must be listed."""
        found = [
            row
            for row in self.rows
            if row["scope_id"] in scopes
            and row["erased_at"] is None
            and row["merged_into"] is None
            and all(row[name] == value for name, value in values.items())
        ]
        return [
            row["id"] for row in sorted(found, key=lambda row: (row["changed_at"], row["id"]), reverse=True)
        ]

    def pages(self, looked: int, **wanted: Any) -> Iterator[list[UUID]]:
        """What HR of a scope is shown, page by page."""
        actor, after = acting(self.world.user(looked, Role.HR), Role.HR), None
        while True:
            with self.database.work(actor) as session:
                page = service.search(session, Search(after=after, limit=150, **wanted), self.key)
            yield [each.id for each in page.items]
            if (after := page.next) is None:
                return

    def all(self, looked: int, **wanted: Any) -> list[UUID]:
        """All pages in one."""
        return [each for page in self.pages(looked, **wanted) for each in page]


@pytest.fixture
def people(database: Database, world: World, tree: Tree, key: MasterKey) -> People:
    """Two share each moment; who matches a rare filter changed last before all others."""
    rows = []
    for number in range(PEOPLE):
        name = "王小明" if number % 7 else "张三"
        is_old = number >= PEOPLE - 60
        rows.append(
            {
                "id": uuid4(),
                "scope_id": tree.sites[number % 4],
                "changed_at": NOON - timedelta(minutes=number // 2),
                "tokens": names.tokens(name, key),
                "band": "above" if is_old else "below",
                "interviewed_at": None if number % 3 else NOON,
                "to_rate": number % 5 == 0,
                "erased_at": NOON if number == 1 else None,
                "merged_into": None,
                "name": name,
            }
        )
    rows[2]["merged_into"] = rows[0]["id"]
    with database.work(system("test")) as session:
        session.execute(INSERT, rows)
    return People(database, world, key, rows)


def test_a_frequent_name_is_listed_to_the_last_who_bears_it(people: People, tree: Tree) -> None:
    pages = list(people.pages(tree.organisation, words="王"))
    assert [each for page in pages for each in page] == people.wanted(*tree.sites, name="王小明")
    assert [len(page) for page in pages] == [150, 150, 150, 148]


def test_filters_are_held_against_everybody_of_that_name_not_only_the_newest(
    people: People, tree: Tree
) -> None:
    for looked, scopes in ((tree.organisation, tree.sites), (tree.regions[0], tree.sites[:2])):
        assert people.all(looked, words="王小", band="above") == people.wanted(
            *scopes, name="王小明", band="above"
        )
        assert people.all(looked, band="above") == people.wanted(*scopes, band="above")
        assert people.all(looked, to_rate=False) == people.wanted(*scopes, to_rate=False)
        assert people.all(looked, to_rate=True, words="张") == people.wanted(
            *scopes, to_rate=True, name="张三"
        )
        assert people.all(looked, interviewed=True) == people.wanted(*scopes, interviewed_at=NOON)
        assert people.all(looked, interviewed=False, words="明") == people.wanted(
            *scopes, interviewed_at=None, name="王小明"
        )
        assert people.all(looked, job_profile="another") == []
        since = NOON - timedelta(minutes=10)
        assert people.all(looked, changed_since=since) == [
            each for each in people.wanted(*scopes) if each in {row["id"] for row in people.rows[:22]}
        ]


def test_whoever_sees_one_site_is_shown_that_site_and_asks_in_vain_for_another(
    people: People, tree: Tree
) -> None:
    mine, other = tree.sites[:2]
    assert people.all(mine, words="王") == people.wanted(mine, name="王小明")
    assert people.all(mine) == people.wanted(mine)
    assert people.all(tree.organisation, scope_id=other, words="王") == people.wanted(other, name="王小明")
    assert people.all(mine, scope_id=other) == []
    assert people.all(mine, scope_id=other, words="王") == []
    stranger = people.world.tree().organisation
    assert people.all(stranger, words="王") == people.all(stranger) == []


def test_what_is_looked_for_can_be_no_statement(people: People, tree: Tree) -> None:
    for words in ("'; drop table candidates; --", "%s", "王' or true or '"):
        assert people.all(tree.organisation, words=words) == []
    actor = acting(people.world.user(tree.organisation, Role.HR), Role.HR)
    for odd in ("jd' or true or '", "%L", "\\"):
        with people.database.work(actor) as session:
            assert repository.page(session, Filters(job_profile=odd, band=odd), [], 10) == []
    assert people.all(tree.organisation, words="张三") == people.wanted(*tree.sites, name="张三")
