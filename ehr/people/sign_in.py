"""Signing in: by password, by one-time link, as the first person; and changing the password."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from ehr import audit
from ehr.access import Role, SignedIn
from ehr.database import Database, system
from ehr.keys import MasterKey
from ehr.people import links, passwords, repository, second_factor, service, signed_in
from ehr.people.attempts import Attempts
from ehr.people.models import Credential, Scope, User
from ehr.people.schemas import FirstPerson, NewGrant, NewUser
from ehr.people.signed_in import NewSession
from ehr.problems import NOT_SIGNED_IN, Kind, Problem

PEER_FREE = 30  # a whole office may share one address
WRONG_PASSWORD = Kind("wrong-password", 401, "Name or password is not right.", "登录名或密码不正确。")
JOB = system("sign-in")


@dataclass(frozen=True, slots=True)
class SignIns:
    """Everything that opens a session. `peer` is the sender's address, `browser` a word for their browser."""

    database: Database
    key: MasterKey

    @property
    def attempts(self) -> Attempts:
        """What slows down those who guess."""
        return Attempts(self.database, self.key)

    def with_password(self, sign_in_name: str, password: str, *, peer: str, browser: str) -> NewSession:
        """A session without its second factor. Raises Problem `wrong-password`, `too-many-requests`."""
        by_name, by_peer = f"name|{sign_in_name.lower()}", f"peer|{peer}"
        self.attempts.begin(by_peer, free=PEER_FREE)
        failed = self.attempts.begin(by_name)
        with self.database.work(JOB) as session:
            user = repository.user_named(session, sign_in_name)
            credential = session.get(Credential, user.id) if user else None
            password_hash = credential.password_hash if credential else None
        if not passwords.is_right(password_hash, password) or user is None or not user.is_active:
            self._note_failure(user, failed)
            raise Problem(WRONG_PASSWORD)
        self.attempts.forget(by_name)
        self.attempts.forget(by_peer)
        return self.open(user, browser=browser, way="password")

    def with_link(self, token: str, password: str, *, browser: str) -> NewSession:
        """A session for an invited person, who chooses a password. Raises Problem `bad-link`, `weak-password`."""
        with self.database.work(JOB) as session:
            user_id = links.use(session, token, is_first=False)
            user = repository.user(session, user_id) if user_id else None
            if user is None or not user.is_active:
                raise Problem(links.BAD_LINK)
            _set_password(session, user, password)
            repository.end_sessions(session, user.id, datetime.now(UTC))
            return _open(session, user, browser=browser, way="link")

    def as_first(self, first: FirstPerson, *, browser: str) -> NewSession:
        """A session for the first person of an empty hub, with their organisation. Raises Problem `bad-link`, …"""
        with self.database.work(JOB) as session:
            links.use(session, first.token, is_first=True)
            scope = Scope(
                parent_id=None, kind="organisation", code=first.organisation_code, name=first.organisation
            )
            session.add(scope)
            session.flush()
            audit.append(session, "scope.added", scope_id=scope.id, subject_kind="scope", subject_id=scope.id)
            grants = tuple(
                NewGrant(scope_id=scope.id, role=role) for role in sorted({Role.ADMIN, *first.roles})
            )
            new = NewUser(
                scope_id=scope.id,
                sign_in_name=first.sign_in_name,
                display_name=first.display_name,
                grants=grants,
            )
            user = service.add(session, new)
            _set_password(session, user, first.password)
            return _open(session, user, browser=browser, way="first link")

    def open(self, user: User, *, browser: str, way: str, second: bool = False) -> NewSession:
        """A session for somebody who proved who they are by `way`."""
        with self.database.work(JOB) as session:
            return _open(session, user, browser=browser, way=way, second=second)

    def second_step(self, who: SignedIn, code: str) -> NewSession:
        """The session with its second factor. Raises Problem `wrong-code`, `too-many-requests`."""
        self.attempts.begin(f"code|{who.user_id}")
        with self.database.work(JOB) as session:
            credential = repository.credential(session, who.user_id)
            second_factor.check(session, credential, code, self.key)
            new = signed_in.rotate(session, who.session_id, second_factor=True)
        self.attempts.forget(f"code|{who.user_id}")
        return new

    def confirm_second_factor(self, who: SignedIn, code: str) -> tuple[NewSession, tuple[str, ...]]:
        """The session with its new second factor, and the recovery codes. Raises Problem `wrong-code`, …"""
        self.attempts.begin(f"code|{who.user_id}")
        with self.database.work(JOB) as session:
            credential = repository.credential(session, who.user_id)
            codes = second_factor.confirm(session, credential, code, self.key)
            _note(session, who.user_id, "user.second_factor_set")
            new = signed_in.rotate(session, who.session_id, second_factor=True)
        self.attempts.forget(f"code|{who.user_id}")
        return new, codes

    def change_password(self, who: SignedIn, old: str, new: str) -> NewSession:
        """The session under a new token; all others end. Raises Problem `wrong-password`, `weak-password`."""
        self.attempts.begin(f"password|{who.user_id}")
        with self.database.work(JOB) as session:
            user = repository.user(session, who.user_id)
            credential = repository.credential(session, who.user_id)
            if user is None or not passwords.is_right(credential.password_hash, old):
                raise Problem(WRONG_PASSWORD)
            _set_password(session, user, new)
            repository.end_sessions(session, who.user_id, datetime.now(UTC), but=who.session_id)
            rotated = signed_in.rotate(session, who.session_id, second_factor=who.second_factor)
        self.attempts.forget(f"password|{who.user_id}")
        return rotated

    def sign_out(self, who: SignedIn) -> None:
        """The session ends."""
        with self.database.work(JOB) as session:
            repository.end_sessions(session, who.user_id, datetime.now(UTC), only=who.session_id)

    def _note_failure(self, user: User | None, failed: int) -> None:
        """An entry in the chain of where the person belongs, or of the hub where nobody has that name."""
        with self.database.work(JOB) as session:
            audit.append(
                session, "sign_in.failed", scope_id=user.scope_id if user else None, subject_kind="user",
                subject_id=user.id if user else "unknown", detail={"in_a_row": failed},
            )  # fmt: skip


def _open(session: Session, user: User, *, browser: str, way: str, second: bool = False) -> NewSession:
    audit.append(
        session,
        "sign_in.done",
        scope_id=user.scope_id,
        subject_kind="user",
        subject_id=user.id,
        detail={"way": way},
    )
    return signed_in.start(session, user.id, browser=browser, second_factor=second)


def _set_password(session: Session, user: User, password: str) -> None:
    passwords.check_strength(password, user.sign_in_name)
    credential = repository.credential(session, user.id)
    credential.password_hash = passwords.kept(password)
    credential.password_at = datetime.now(UTC)
    session.flush()
    _note(session, user.id, "user.password_set")


def _note(session: Session, user_id: UUID, action: str) -> None:
    user = repository.user(session, user_id)
    if user is None:
        raise Problem(NOT_SIGNED_IN)
    audit.append(session, action, scope_id=user.scope_id, subject_kind="user", subject_id=user.id)
