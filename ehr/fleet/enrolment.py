"""How a kiosk is let in: a code that somebody carries to it, and a key that never leaves it."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ehr import audit
from ehr.candidates import names
from ehr.candidates import repository as candidates
from ehr.database import Database, system
from ehr.fleet import signing
from ehr.fleet.models import EnrolmentCode, Kiosk, KioskKey
from ehr.fleet.tokens import KIOSK
from ehr.keys import MasterKey
from ehr.problems import NOT_FOUND, Kind, Problem

CODE_LIFE = timedelta(minutes=15)
CODE_REFUSED = Kind(
    "code-refused", 403, "This code lets nobody in: wrong, used, or older than 15 minutes.",
    "登记码无效：输入有误、已被使用或超过 15 分钟。", KIOSK,
)  # fmt: skip
JOB = system("enrolment")
FACT = text("select value from hub_facts where name = 'hub_id'")
SITE = text("select code, name, kind from scopes where id = :id")


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be typed at the kiosk; shown once, kept nowhere."""

    id: UUID
    code: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What a kiosk sends to be let in. public: 32 bytes."""

    code: str
    public: bytes
    signature: str
    app_version: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A kiosk that is let in, and what it has to know."""

    kiosk_id: UUID
    key_id: str
    is_active: bool
    is_new: bool
    hub_id: str
    scope_code: str
    scope_name: str
    match_key: bytes
    fingerprint: str


def make_code(
    session: Session, site: int, label: str, master: MasterKey, *, by: UUID | None, must_confirm: bool
) -> NewCode:
    """A code for one kiosk of a site in sight. Raises Problem `not-found`."""
    row = session.execute(SITE, {"id": site}).one_or_none()
    if row is None or row.kind != "site" or not candidates.sees_scope(session, site):
        raise Problem(NOT_FOUND)
    code = "".join(secrets.choice(signing.ALPHABET) for _ in range(signing.CODE_CHARS))
    made = EnrolmentCode(
        scope_id=site,
        code_hash=_hash(code, master),
        label=label,
        must_confirm=must_confirm,
        made_by=by,
        valid_until=datetime.now(UTC) + CODE_LIFE,
    )
    session.add(made)
    session.flush()
    audit.append(session, "kiosk.code_made", scope_id=site, subject_kind="enrolment_code", subject_id=made.id)
    return NewCode(made.id, signing.shown(code), made.valid_until)


def enrol(database: Database, wish: Wish, master: MasterKey) -> Enrolled:
    """Lets a kiosk in, or says again what was said. Raises Problem `code-refused`."""
    code = signing.code_of(wish.code)
    if code is None or not signing.is_signed(wish.public, wish.signature, "enrol", code, wish.public.hex()):
        raise Problem(CODE_REFUSED)
    key_id = signing.key_id(wish.public)
    now = datetime.now(UTC)
    with database.work(JOB) as session:
        ticket = session.scalar(
            select(EnrolmentCode).where(EnrolmentCode.code_hash == _hash(code, master)).with_for_update()
        )
        if ticket is None or ticket.valid_until < now or ticket.used_by not in (None, key_id):
            raise Problem(CODE_REFUSED)
        is_new = ticket.kiosk_id is None
        kiosk = (
            _let_in(session, ticket, wish, key_id, now) if is_new else session.get_one(Kiosk, ticket.kiosk_id)
        )
        return _answer(session, kiosk, wish.public, master, is_new=is_new)


def hub_id(session: Session) -> str:
    """Tells this hub from every other; made on first use."""
    known = session.scalar(FACT)
    if known is None:
        session.execute(
            text("insert into hub_facts values ('hub_id', :id) on conflict do nothing"),
            {"id": f"hub-{secrets.token_hex(12)}"},
        )
        known = session.scalar(FACT)
    return str(known)


def _let_in(session: Session, ticket: EnrolmentCode, wish: Wish, key_id: str, now: datetime) -> Kiosk:
    if session.get(KioskKey, key_id) is not None:  # a key is one kiosk's, once
        raise Problem(CODE_REFUSED)
    kiosk = Kiosk(
        scope_id=ticket.scope_id,
        label=ticket.label,
        app_version=wish.app_version,
        confirmed_at=None if ticket.must_confirm else now,
    )
    session.add(kiosk)
    session.flush()
    session.add(KioskKey(key_id=key_id, kiosk_id=kiosk.id, public_key=wish.public, state="active"))
    ticket.used_by, ticket.kiosk_id = key_id, kiosk.id
    session.flush()
    audit.append(
        session, "kiosk.enrolled", scope_id=kiosk.scope_id, subject_kind="kiosk", subject_id=kiosk.id
    )
    return kiosk


def _answer(session: Session, kiosk: Kiosk, public: bytes, master: MasterKey, *, is_new: bool) -> Enrolled:
    site = session.execute(SITE, {"id": kiosk.scope_id}).one()
    organisation = candidates.organisation_of(session, kiosk.scope_id)
    name = hub_id(session)
    return Enrolled(
        kiosk_id=kiosk.id,
        key_id=signing.key_id(public),
        is_active=kiosk.confirmed_at is not None,
        is_new=is_new,
        hub_id=name,
        scope_code=site.code,
        scope_name=site.name,
        match_key=names.match_key(organisation, master),
        fingerprint=signing.fingerprint(name, public),
    )


def _hash(code: str, master: MasterKey) -> bytes:
    return master.keyed_hash("enrolment code", code)
