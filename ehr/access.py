"""Who may do what: the one table of roles and permissions, and the check every route declares."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from fastapi import Request

from ehr.database import Actor, ActorKind
from ehr.problems import FORBIDDEN, NOT_SIGNED_IN, Kind, Problem


class Role(StrEnum):
    """What a person was granted in a scope and everything below it."""

    HR = "hr"
    RECRUITER = "recruiter"
    SITE_ADMIN = "site_admin"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a route does. What it shows or changes is held to the scopes where a role allows it."""

    CANDIDATE_READ = "candidate.read"
    CANDIDATE_WRITE = "candidate.write"
    CANDIDATE_MERGE = "candidate.merge"
    CANDIDATE_EXPORT = "candidate.export"
    CANDIDATE_ERASE = "candidate.erase"
    INTERVIEW_READ = "interview.read"
    INTERVIEW_RATE = "interview.rate"
    INTERVIEW_REVIEW = "interview.review"  # quarantine: what failed its schema
    RECORDING_READ = "recording.read"  # a face and a voice: fewer may open them than the words
    DOCUMENT_READ = "document.read"
    DOCUMENT_WRITE = "document.write"
    CHECK_READ = "check.read"  # background checks
    CHECK_WRITE = "check.write"
    DECISION_WRITE = "decision.write"
    APPOINTMENT_READ = "appointment.read"
    APPOINTMENT_WRITE = "appointment.write"
    CONTENT_READ = "content.read"
    CONTENT_WRITE = "content.write"
    FIGURES_READ = "figures.read"  # counts without names
    AGREEMENT_READ = (
        "agreement.read"  # blind ratings beside every score of the program, also those nobody is shown
    )
    FLEET_READ = "fleet.read"
    FLEET_WRITE = "fleet.write"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    PEOPLE_READ = "people.read"
    PEOPLE_WRITE = "people.write"
    SCOPE_READ = "scope.read"
    SCOPE_WRITE = "scope.write"


P = Permission
_READ_CANDIDATES = {P.CANDIDATE_READ, P.INTERVIEW_READ, P.DOCUMENT_READ, P.APPOINTMENT_READ, P.SCOPE_READ}
_RECRUITING = _READ_CANDIDATES | {
    P.CANDIDATE_WRITE, P.INTERVIEW_RATE, P.DECISION_WRITE, P.DOCUMENT_WRITE, P.APPOINTMENT_WRITE, P.CONTENT_READ,
}  # fmt: skip
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.RECRUITER: frozenset(_RECRUITING),
    Role.HR: frozenset(
        _RECRUITING
        | {
            P.CANDIDATE_MERGE, P.CANDIDATE_EXPORT, P.CANDIDATE_ERASE, P.INTERVIEW_REVIEW, P.CHECK_READ, P.CHECK_WRITE,
            P.FIGURES_READ, P.FLEET_READ, P.RECORDING_READ,
        }
    ),
    Role.SITE_ADMIN: frozenset({P.FLEET_READ, P.FLEET_WRITE, P.APPOINTMENT_READ, P.SCOPE_READ, P.PEOPLE_READ}),
    Role.ANALYST: frozenset({P.FIGURES_READ, P.AGREEMENT_READ, P.CONTENT_READ, P.SCOPE_READ}),
    Role.AUDITOR: frozenset({P.AUDIT_READ, P.AUDIT_EXPORT, P.PEOPLE_READ, P.SCOPE_READ, P.FLEET_READ}),
    Role.ADMIN: frozenset(
        {
            P.PEOPLE_READ, P.PEOPLE_WRITE, P.SCOPE_READ, P.SCOPE_WRITE, P.FLEET_READ, P.FLEET_WRITE, P.CONTENT_READ,
            P.CONTENT_WRITE, P.AUDIT_READ,
        }
    ),
}  # fmt: skip
# Whoever holds one of these signs in with a second factor.
SECOND_FACTOR = frozenset({P.PEOPLE_WRITE, P.SCOPE_WRITE, P.CANDIDATE_EXPORT, P.AUDIT_EXPORT})


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that hold `permission`."""
    return frozenset(role for role, held in PERMISSIONS.items() if permission in held)


SECOND_FACTOR_NEEDED = Kind(
    "second-factor-needed", 403, "Finish signing in with your second factor, or set one up.",
    "请先完成双重验证；尚未设置的请先设置。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody with a live session: which one, and the roles they hold anywhere.

    `has_second_factor`: they set one up. `second_factor`: they showed it in this session.
    """

    user_id: UUID
    session_id: UUID
    roles: frozenset[Role]
    csrf_token: str
    has_second_factor: bool = False
    second_factor: bool = False

    @property
    def is_complete(self) -> bool:
        """False while a second factor is missing that they have or must have."""
        needs = self.has_second_factor or any(self.may(permission) for permission in SECOND_FACTOR)
        return self.second_factor or not needs

    def may(self, permission: Permission) -> bool:
        """True if they hold `permission` in some scope; which rows that means is for the database to say."""
        return bool(self.roles & roles_with(permission))

    def acting(self, permission: Permission) -> Actor:
        """The actor for work under `permission`. Raises Problem `second-factor-needed`, `forbidden`."""
        if not self.is_complete:
            raise Problem(SECOND_FACTOR_NEEDED)
        if not self.may(permission):
            raise Problem(FORBIDDEN)
        return Actor(ActorKind.USER, self.user_id, roles_with(permission))


class Identities(Protocol):
    """Where requests are told apart; each raises Problem `not-signed-in` if the request proves nobody."""

    user: Callable[[Request], SignedIn]
    kiosk: Callable[[Request], UUID]


class Requires:
    """A route that needs `permission`; gives it the Actor for its transaction."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, request: Request) -> Actor:
        return signed_in(request).acting(self.permission)


class RequiresKiosk:
    """A route for kiosks; the actor sees the scope of the kiosk's site."""

    def __call__(self, request: Request) -> Actor:
        identities: Identities = request.app.state.identities
        return Actor(ActorKind.KIOSK, identities.kiosk(request))


class RequiresSession:
    """A route for anybody who is signed in, about themselves alone; `half`: even before the second factor."""

    def __init__(self, *, half: bool = False) -> None:
        self.half = half

    def __call__(self, request: Request) -> SignedIn:
        who = signed_in(request)
        if not (self.half or who.is_complete):
            raise Problem(SECOND_FACTOR_NEEDED)
        return who


class Public:
    """A route for everybody; `why` says why that is right."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__(self) -> None:
        return None


Declaration = Requires | RequiresKiosk | RequiresSession | Public


def require(permission: Permission) -> Requires:
    """The declaration of a route: `actor: Annotated[Actor, Depends(require(Permission.X))]`."""
    return Requires(permission)


def signed_in(request: Request) -> SignedIn:
    """Who sends the request; looked up once. Raises Problem `not-signed-in`."""
    known: SignedIn | None = request.scope.get("ehr.signed_in")
    if known is None:
        identities: Identities | None = getattr(request.app.state, "identities", None)
        if identities is None:
            raise Problem(NOT_SIGNED_IN)
        known = identities.user(request)
        request.scope["ehr.signed_in"] = known
    return known
