"""The second factor: codes of an authenticator (TOTP), and recovery codes for when the telephone is gone."""

import base64
import io
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pyotp
import segno
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ehr.keys import MasterKey
from ehr.people.models import Credential, RecoveryCode
from ehr.problems import Kind, Problem

ISSUER = "Interview hub"
STEP_S = 30
RECOVERY_CODES = 10
WRONG_CODE = Kind("wrong-code", 401, "The code is not right.", "验证码不正确。")
HAS_SECOND_FACTOR = Kind(
    "has-second-factor", 409, "A second factor is set up already. An administrator can reset it.",
    "已设置双重验证，如需重置请联系管理员。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """What an authenticator reads: the secret, its address and that address as a QR code (SVG)."""

    secret: str
    address: str
    qr_svg: str


def offer(session: Session, credential: Credential, sign_in_name: str, key: MasterKey) -> Offer:
    """A new secret, in force once `confirm` saw a code of it. Raises Problem `has-second-factor`."""
    if credential.totp_confirmed:
        raise Problem(HAS_SECOND_FACTOR)
    secret = pyotp.random_base32()
    credential.totp_sealed = key.seal(secret.encode(), about(credential.user_id))
    session.flush()
    address = pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=sign_in_name, issuer_name=ISSUER)
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=4, border=4, xmldecl=False)
    return Offer(secret, address, drawing.getvalue().decode())


def confirm(session: Session, credential: Credential, code: str, key: MasterKey) -> tuple[str, ...]:
    """The recovery codes, shown this once. Raises Problem `wrong-code`, `has-second-factor`."""
    if credential.totp_confirmed:
        raise Problem(HAS_SECOND_FACTOR)
    _use_totp(credential, code, key)
    credential.totp_confirmed = True
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == credential.user_id))
    session.add_all(RecoveryCode(code_hash=_hash(key, code), user_id=credential.user_id) for code in codes)
    session.flush()
    return codes


def check(session: Session, credential: Credential, code: str, key: MasterKey) -> None:
    """Takes a code of the authenticator or a recovery code; each counts once. Raises Problem `wrong-code`."""
    typed = code.strip().replace(" ", "").replace("-", "").lower()
    if typed.isdecimal():
        if not credential.totp_confirmed:
            raise Problem(WRONG_CODE)
        _use_totp(credential, typed, key)
        return
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.code_hash == _hash(key, typed),
            RecoveryCode.user_id == credential.user_id,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=datetime.now(UTC))
        .returning(RecoveryCode.user_id)
    ).one_or_none()
    if used is None:
        raise Problem(WRONG_CODE)


def reset(session: Session, credential: Credential) -> None:
    """There is no second factor any more; the person sets up a new one."""
    credential.totp_sealed, credential.totp_confirmed = None, False
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == credential.user_id))


def _use_totp(credential: Credential, code: str, key: MasterKey) -> None:
    """The row is locked by who calls, so one code cannot pass twice."""
    if credential.totp_sealed is None:
        raise Problem(WRONG_CODE)
    totp = pyotp.TOTP(key.open(credential.totp_sealed, about(credential.user_id)).decode(), interval=STEP_S)
    now_step = int(time.time()) // STEP_S
    for step in (now_step, now_step - 1, now_step + 1):  # clocks differ
        if step > credential.totp_step and totp.verify(code, for_time=step * STEP_S):
            credential.totp_step = step
            return
    raise Problem(WRONG_CODE)


def _recovery_code() -> str:
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


def _hash(key: MasterKey, code: str) -> bytes:
    return key.keyed_hash("recovery codes", code)


def about(user_id: UUID) -> str:
    """What the sealed secret of an authenticator is bound to."""
    return f"credentials|totp_sealed|{user_id}"
