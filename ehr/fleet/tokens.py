"""How a kiosk proves itself: a nonce of ours, signed; then a token for ten minutes."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session
from starlette.requests import Request

from ehr.database import Database, system
from ehr.fleet import signing
from ehr.fleet.models import Kiosk, KioskKey
from ehr.problems import Kind, Problem

KIOSK = "kiosk"
NONCE_LIFE_S, TOKEN_LIFE_S = 60, 600
OVERLAP = timedelta(hours=24)
SIGNATURE_REFUSED = Kind("signature-refused", 401, "The signature opens nothing.", "签名无效。", KIOSK)
TOKEN_EXPIRED = Kind("token-expired", 401, "Take a new token.", "令牌无效，请重新获取。", KIOSK)
REVOKED = Kind(
    "revoked", 403, "This kiosk was shut out. Enrol it anew.", "该终端已被停用，请重新登记。", KIOSK
)
NOT_CONFIRMED = Kind(
    "not-confirmed", 403, "An administrator has not yet confirmed the fingerprint.", "管理员尚未确认指纹。", KIOSK
)  # fmt: skip
JOB = system("kiosk-sign-in")
NEW_NONCE = text(
    "insert into kiosk_nonces (nonce_hash, kiosk_id, valid_until) values (:hash, :kiosk, :until)"
)
USE_NONCE = text(
    "delete from kiosk_nonces where nonce_hash = :hash and kiosk_id = :kiosk returning valid_until"
)
NEW_TOKEN = text(
    "insert into kiosk_tokens (token_hash, kiosk_id, key_id, valid_until) values (:hash, :kiosk, :key, :until)"
)
WHOSE = text("select kiosk_of_token(:hash, :now)")
SWEEP = text(
    "with old_tokens as (delete from kiosk_tokens where valid_until < :now)"
    " delete from kiosk_nonces where valid_until < :now"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a kiosk shows for a token."""

    kiosk_id: str
    key_id: str
    nonce: str
    signature: str


def challenge(database: Database, kiosk_id: str) -> str:
    """A nonce to sign, valid for a minute; one for an unknown kiosk opens nothing."""
    nonce = secrets.token_urlsafe(32)
    until = datetime.now(UTC) + timedelta(seconds=NONCE_LIFE_S)
    with database.work(JOB) as session:
        session.execute(NEW_NONCE, {"hash": _hash(nonce), "kiosk": kiosk_id, "until": until})
    return nonce


def token(database: Database, proof: Proof, hub_id: str) -> str:
    """A token for whoever holds the key. Raises Problem `signature-refused`, `revoked`, `not-confirmed`."""
    now = datetime.now(UTC)
    with database.work(JOB) as session:  # the nonce is used up whatever comes
        until = session.scalar(USE_NONCE, {"hash": _hash(proof.nonce), "kiosk": proof.kiosk_id})
    if until is None or until < now:
        raise Problem(SIGNATURE_REFUSED)
    with database.work(JOB) as session:
        key = session.get(KioskKey, proof.key_id)
        if key is None or not _opens(key, proof, hub_id, now):
            raise Problem(SIGNATURE_REFUSED)
        kiosk = session.get_one(Kiosk, key.kiosk_id)
        if kiosk.revoked_at is not None:
            raise Problem(REVOKED)
        if kiosk.confirmed_at is None:
            raise Problem(NOT_CONFIRMED)
        if key.state == "pending":
            _confirm(session, key, kiosk, now)
        made = secrets.token_urlsafe(32)
        until = now + timedelta(seconds=TOKEN_LIFE_S)
        session.execute(
            NEW_TOKEN, {"hash": _hash(made), "kiosk": key.kiosk_id, "key": key.key_id, "until": until}
        )
    return made


def _opens(key: KioskKey, proof: Proof, hub_id: str, now: datetime) -> bool:
    if str(key.kiosk_id) != proof.kiosk_id or (key.valid_until is not None and key.valid_until < now):
        return False
    lines = ("token", hub_id, proof.kiosk_id, key.key_id, proof.nonce)
    return signing.is_signed(key.public_key, proof.signature, *lines)


def _confirm(session: Session, key: KioskKey, kiosk: Kiosk, now: datetime) -> None:
    """The new key was used: it takes the old one's place, which opens for a day more."""
    session.execute(
        update(KioskKey)
        .where(KioskKey.kiosk_id == kiosk.id, KioskKey.state == "active")
        .values(state="old", valid_until=now + OVERLAP)
    )
    key.state = "active"
    kiosk.must_rotate = False
    session.flush()


def propose_key(
    database: Database, kiosk_id: UUID, public: bytes, signature: str, hub_id: str
) -> tuple[str, bool]:
    """The id of a kiosk's next key, and whether it is new here. Raises Problem `signature-refused`."""
    lines = ("new-key", hub_id, str(kiosk_id), public.hex())
    if not signing.is_signed(public, signature, *lines):
        raise Problem(SIGNATURE_REFUSED)
    name = signing.key_id(public)
    with database.work(JOB) as session:
        session.get_one(Kiosk, kiosk_id, with_for_update=True)
        known = session.get(KioskKey, name)
        if known is not None:
            if known.kiosk_id != kiosk_id or known.state == "old":
                raise Problem(SIGNATURE_REFUSED)
            return name, False
        session.execute(delete(KioskKey).where(KioskKey.kiosk_id == kiosk_id, KioskKey.state == "pending"))
        session.add(KioskKey(key_id=name, kiosk_id=kiosk_id, public_key=public, state="pending"))
        session.flush()
    return name, True


def kiosk_of(request: Request, database: Database) -> UUID:
    """Whose token the request carries. Raises Problem `token-expired`."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not shown:
        raise Problem(TOKEN_EXPIRED)
    kiosk_id = database.answer(WHOSE, {"hash": _hash(shown.strip()), "now": datetime.now(UTC)})
    if kiosk_id is None:
        raise Problem(TOKEN_EXPIRED)
    return UUID(str(kiosk_id))


def sweep(database: Database) -> None:
    """Removes tokens and nonces that open nothing any more."""
    with database.work(JOB) as session:
        session.execute(SWEEP, {"now": datetime.now(UTC)})


def active_key(session: Session, kiosk_id: UUID) -> KioskKey | None:
    """The key the kiosk signs with; the transaction is the hub's own."""
    return session.scalar(select(KioskKey).where(KioskKey.kiosk_id == kiosk_id, KioskKey.state == "active"))


def _hash(secret: str) -> bytes:
    """They are random, so one round is enough."""
    return sha256(secret.encode()).digest()
