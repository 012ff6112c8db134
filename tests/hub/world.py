"""Organisations, sites, people and kiosks for tests, made through the hub's own code."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import text

from ehr.access import Role
from ehr.database import Actor, ActorKind, Database, system
from ehr.people import service, signed_in
from ehr.people.models import Scope
from ehr.people.schemas import NewGrant, NewUser


@dataclass(frozen=True, slots=True)
class Tree:
    """One organisation with two regions of two sites each; scope ids."""

    organisation: int
    regions: tuple[int, int]
    sites: tuple[int, int, int, int]


class World:
    """Makes what a test needs; names are placeholders."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.job = system("test")
        self._numbers = count(1)

    def scope(self, kind: str, parent_id: int | None = None) -> int:
        """The id of a new scope."""
        number = next(self._numbers)
        with self.database.work(system("test")) as session:
            scope = Scope(parent_id=parent_id, kind=kind, code=f"{kind}-{number}", name=f"{kind} {number}")
            session.add(scope)
            session.flush()
            return scope.id

    def tree(self) -> Tree:
        """A new organisation."""
        organisation = self.scope("organisation")
        regions = (self.scope("region", organisation), self.scope("region", organisation))
        north = (self.scope("site", regions[0]), self.scope("site", regions[0]))
        south = (self.scope("site", regions[1]), self.scope("site", regions[1]))
        return Tree(organisation, regions, north + south)

    def user(self, scope_id: int, *roles: Role) -> UUID:
        """The id of a new user who belongs to the scope and holds `roles` there."""
        number = next(self._numbers)
        new = NewUser(
            scope_id=scope_id,
            sign_in_name=f"user-{number}@example.test",
            display_name=f"User {number}",
            grants=tuple(NewGrant(scope_id=scope_id, role=role) for role in roles),
        )
        with self.database.work(system("test")) as session:
            return service.add(session, new).id

    def kiosk(self, site_id: int) -> UUID:
        """The id of a new kiosk."""
        with self.database.work(system("test")) as session:
            row = session.execute(
                text("insert into kiosks (scope_id, label) values (:site, 'kiosk') returning id"),
                {"site": site_id},
            )
            return UUID(str(row.scalar_one()))

    def candidate(self, scope_id: int) -> UUID:
        """The id of a new candidate without any data."""
        with self.database.work(system("test")) as session:
            row = session.execute(
                text("insert into candidates (scope_id) values (:scope) returning id"), {"scope": scope_id}
            )
            return UUID(str(row.scalar_one()))

    def things(self, scope_id: int) -> dict[str, object]:
        """One of each kind of thing in a scope, by the name that paths and bodies call it."""
        user = self.user(scope_id, Role.RECRUITER)
        with self.database.work(self.job) as session:
            grant = session.scalar(text("select id from grants where user_id = :id"), {"id": user})
        return {
            "scope_id": scope_id,
            "parent_id": scope_id,
            "user_id": user,
            "grant_id": grant,
            "kiosk_id": self.kiosk(scope_id),
            "candidate_id": self.candidate(scope_id),
        }

    def signed_in(self, user_id: UUID) -> dict[str, str]:
        """The headers of a browser in which the user has signed in with both factors."""
        with self.database.work(system("test")) as session:
            new = signed_in.start(session, user_id, second_factor=True)
        return {
            "Cookie": f"ehr={new.token}",
            "X-CSRF-Token": new.csrf_token,
            "Origin": "http://127.0.0.1:8100",
            "Sec-Fetch-Site": "same-origin",
        }


def acting(user_id: UUID, *roles: Role) -> Actor:
    """An actor whose permission is held by `roles`."""
    return Actor(ActorKind.USER, user_id, frozenset(role.value for role in roles))
