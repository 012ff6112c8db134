"""The envelope `keys.json`: the keys of this kiosk, sealed with a master key that is itself sealed.

Each seal holds the same master key under another secret: the machine's key, a passphrase, a recovery code.
Any one of them opens the envelope. What the file says is authenticated; what it hides is not on the disk.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.codec import canonical
from app.errors import KioskError
from app.private_file import replace_file
from app.store.cipher import KEY_BYTES, SALT_BYTES, DatabaseKey

NAME = "keys.json"
FORMAT = "kiosk-keys/1"
NONCE_BYTES = 12
LATER = ("voluntary", "files")  # keys that the first envelopes did not hold


@dataclass(frozen=True, slots=True)
class Seal:
    """The master key under one secret. details: what it takes to find that secret, e.g. a salt; no secret."""

    kind: str
    details: Mapping[str, Any]
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the envelope hides: a key for each database, and one for small files.

    interviews: of the database of interview keys. voluntary: of the voluntary answers, in which nothing leads
    to an interview. files: 32 bytes, what seals match.key, device.key and hub.key (sealed_file).
    """

    database: DatabaseKey
    interviews: DatabaseKey
    voluntary: DatabaseKey
    files: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Self:
        """Keys by chance."""
        return cls(
            DatabaseKey.fresh(), DatabaseKey.fresh(), DatabaseKey.fresh(), secrets.token_bytes(KEY_BYTES)
        )

    def renewed(self) -> "Secrets":
        """Other keys; the salts, which are no secret, stay: they lie in the files as well."""
        return Secrets(
            DatabaseKey(secrets.token_bytes(KEY_BYTES), self.database.salt),
            DatabaseKey(secrets.token_bytes(KEY_BYTES), self.interviews.salt),
            DatabaseKey(secrets.token_bytes(KEY_BYTES), self.voluntary.salt),
            secrets.token_bytes(KEY_BYTES),
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """The file as it was read. id: 32 hex digits. hidden: Secrets, and those to come, under the master key."""

    id: str
    seals: tuple[Seal, ...]
    hidden: bytes = field(repr=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of seals, in the order they are tried."""
        return tuple(seal.kind for seal in self.seals)

    def with_seal(self, seal: Seal) -> "Envelope":
        """The envelope with `seal` in place of any other of its kind."""
        return replace(self, seals=(*(each for each in self.seals if each.kind != seal.kind), seal))

    def without(self, kind: str) -> "Envelope":
        """The envelope without the seals of that kind."""
        return replace(self, seals=tuple(each for each in self.seals if each.kind != kind))


@dataclass(frozen=True, slots=True)
class Hidden:
    """What lies under the master key. pending: keys that a rotation is bringing in, tried first.

    retired: machine keys to remove once the rotation is through, as their seals' details.
    former: keys of a damaged database that no rotation could change over: who repairs it needs them.
    is_grown: an older version wrote fewer keys; those by chance in their place must be written before use.
    is_sealed: nothing an older version wrote in clear is left: what lies in clear now was put there, and is refused.
    is_hub_sealed: the same of hub.key, which versions after that still wrote in clear.
    is_begun: there is a database of interviews since then; one that is gone is not begun anew.
    """

    current: Secrets
    pending: Secrets | None = None
    retired: tuple[Mapping[str, Any], ...] = ()
    former: tuple[Secrets, ...] = ()
    is_grown: bool = False
    is_sealed: bool = False
    is_hub_sealed: bool = False
    is_begun: bool = False

    @property
    def in_order(self) -> tuple[Secrets, ...]:
        """What may open a database, the likeliest first."""
        pending = () if self.pending is None else (self.pending,)
        return (*pending, self.current, *self.former)


def new_envelope(master: bytes, hidden: Hidden) -> Envelope:
    """An envelope without a seal: give it one before it is written."""
    identity = secrets.token_hex(16)
    return hide(Envelope(identity, (), b""), master, hidden)


def make_seal(envelope_id: str, kind: str, secret: bytes, master: bytes, details: Mapping[str, Any]) -> Seal:
    """The master key under `secret`, 32 bytes that nobody can guess."""
    return Seal(kind, dict(details), _sealed(secret, master, _bound(envelope_id, kind, details)))


def open_seal(envelope_id: str, seal: Seal, secret: bytes) -> bytes | None:
    """The master key, or None if the secret is another one or the seal was altered."""
    return _unsealed(secret, seal.sealed, _bound(envelope_id, seal.kind, seal.details))


def hide(envelope: Envelope, master: bytes, hidden: Hidden) -> Envelope:
    """The envelope with other keys in it."""
    told = {
        "current": _told(hidden.current),
        "pending": None if hidden.pending is None else _told(hidden.pending),
        "retired": list(hidden.retired),
        "former": [_told(each) for each in hidden.former],
        "is_sealed": hidden.is_sealed,
        "is_hub_sealed": hidden.is_hub_sealed,
        "is_begun": hidden.is_begun,
    }
    return replace(
        envelope, hidden=_sealed(master, canonical(told).encode(), _bound(envelope.id, "keys", {}))
    )


def reveal(envelope: Envelope, master: bytes) -> Hidden:
    """The keys. Raises KioskError keys_altered."""
    text = _unsealed(master, envelope.hidden, _bound(envelope.id, "keys", {}))
    if text is None:
        raise KioskError("keys_altered", file=NAME)
    told = json.loads(text)
    pending = None if told["pending"] is None else _secrets(told["pending"])
    former = tuple(_secrets(each) for each in told["former"])
    grown = any(name not in told["current"] for name in LATER)
    marks = (bool(told.get(name, False)) for name in ("is_sealed", "is_hub_sealed", "is_begun"))
    return Hidden(_secrets(told["current"]), pending, tuple(told["retired"]), former, grown, *marks)


def fits(envelope: Envelope, master: bytes) -> bool:
    """True if `master` is the master key of the envelope as it is now."""
    return _unsealed(master, envelope.hidden, _bound(envelope.id, "keys", {})) is not None


def write(envelope: Envelope, data_dir: Path) -> None:
    """Put the envelope in place of the older one, whole or not at all. Raises KioskError keys_unwritable."""
    told = {
        "format": FORMAT,
        "id": envelope.id,
        "seals": [
            {"kind": seal.kind, "details": dict(seal.details), "sealed": seal.sealed.hex()}
            for seal in envelope.seals
        ],
        "keys": envelope.hidden.hex(),
    }
    try:
        replace_file(data_dir / NAME, (json.dumps(told, indent=2) + "\n").encode())
    except OSError as error:
        raise KioskError("keys_unwritable", file=NAME) from error


def read(data_dir: Path) -> Envelope | None:
    """The envelope of this data folder, or None. Raises KioskError keys_altered, keys_unreadable."""
    try:
        told = json.loads((data_dir / NAME).read_bytes())
        if told["format"] != FORMAT:
            raise ValueError
        seals = tuple(
            Seal(str(each["kind"]), dict(each["details"]), bytes.fromhex(each["sealed"]))
            for each in told["seals"]
        )
        return Envelope(str(told["id"]), seals, bytes.fromhex(told["keys"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KioskError("keys_unreadable", file=NAME) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise KioskError("keys_altered", file=NAME) from error


def _bound(envelope_id: str, what: str, details: Mapping[str, Any]) -> bytes:
    return canonical([FORMAT, envelope_id, what, dict(details)]).encode()


def _sealed(secret: bytes, content: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, content, bound)


def _unsealed(secret: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        return None


def _told(keys: Secrets) -> dict[str, Any]:
    return {
        "database": [keys.database.key.hex(), keys.database.salt.hex()],
        "interviews": [keys.interviews.key.hex(), keys.interviews.salt.hex()],
        "voluntary": [keys.voluntary.key.hex(), keys.voluntary.salt.hex()],
        "files": keys.files.hex(),
    }


def _secrets(told: Mapping[str, Any]) -> Secrets:
    fresh = Secrets.fresh()

    def one(name: str) -> DatabaseKey:
        key, salt = (bytes.fromhex(part) for part in told[name])
        if (len(key), len(salt)) != (KEY_BYTES, SALT_BYTES):
            raise KioskError("keys_altered", file=NAME)
        return DatabaseKey(key, salt)

    voluntary = one("voluntary") if "voluntary" in told else fresh.voluntary
    files = bytes.fromhex(told["files"]) if "files" in told else fresh.files
    if len(files) != KEY_BYTES:
        raise KioskError("keys_altered", file=NAME)
    return Secrets(one("database"), one("interviews"), voluntary, files)
