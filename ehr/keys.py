"""The hub's master key: what seals secrets at rest, wraps the candidates' keys and signs heads of the audit log.

One file, or every copy of the hub the same file. Each purpose has a key of its own, derived from it. The database
remembers the key's id: a hub with another key refuses to start instead of writing rows that nobody can read together.

The file: 32 random bytes in base64. After a rotation (ehr/rotation.py) more lines: `lasting` the first key of all, from
which come the keys that cannot change (keyed hashes, what kiosks were told); `signed` public keys of earlier heads of
the audit log; `before` the key that is being replaced, only until nothing is under it any more.
"""

import base64
import hmac
import os
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ehr.problems import Kind, Problem

NONCE_BYTES = 12
KEY_BYTES = 32
BAD_KEY_FILE = Kind(
    "bad-key-file", 500, "The file of the master key cannot be read or holds no key.", "主密钥文件无法读取或内容无效。"
)  # fmt: skip
WRONG_MASTER_KEY = Kind(
    "wrong-master-key", 500,
    "The database was written with another master key. Put that key file back (EHR_MASTER_KEY_FILE).",
    "数据库使用的是另一把主密钥，请恢复原密钥文件（EHR_MASTER_KEY_FILE）。",
)  # fmt: skip
ROTATION_UNFINISHED = Kind(
    "rotation-unfinished", 500, "The master key is being replaced and that was interrupted. Run: ehr key rotate",
    "主密钥更换中断，请运行 ehr key rotate 继续。",
)  # fmt: skip
DAMAGED = Kind(
    "damaged-secret", 500, "Something sealed cannot be opened: it was changed or belongs elsewhere.",
    "加密内容无法打开：已被改动或不属于此处。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 bytes, and what is done with them. lasting, before: of keys that went before it; signers: in base64."""

    secret: bytes = field(repr=False)
    lasting: bytes | None = field(default=None, repr=False)
    before: bytes | None = field(default=None, repr=False)
    signers: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names the key without telling anything of it."""
        return sha256(b"ehr master key id" + self.secret).hexdigest()[:16]

    @property
    def replaced(self) -> "MasterKey | None":
        """The key that is being replaced; None where no rotation is under way."""
        return None if self.before is None else MasterKey(self.before, self.lasting, None, self.signers)

    def derived(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose; another key, other bytes."""
        return _derived(self.secret, purpose)

    def lasting_derived(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose that stay the same when the master key is replaced."""
        return _derived(self.lasting or self.secret, purpose)

    def seal(self, plain: bytes, about: str) -> bytes:
        """`plain` under AES-256-GCM, bound to `about` ("table|column|id"): nonce, then text and tag."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.derived("seal")).encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What `seal` was given, by this key or the one it replaces. Raises Problem `damaged-secret`."""
        try:
            return AESGCM(self.derived("seal")).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode()
            )
        except InvalidTag as error:
            if self.replaced is not None:
                return self.replaced.open(sealed, about)
            raise Problem(DAMAGED) from error

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA-256: equal for equal texts, and nothing without the key. It outlives a rotation."""
        return hmac.digest(self.lasting_derived(purpose), text.encode(), "sha256")

    def signing_key(self) -> Ed25519PrivateKey:
        """Signs heads of the audit log."""
        return Ed25519PrivateKey.from_private_bytes(self.derived("audit heads"))


@lru_cache(maxsize=256)
def _derived(secret: bytes, purpose: str) -> bytes:
    """Kept, for every sealed row asks anew."""
    return HKDF(SHA256(), 32, salt=None, info=b"ehr " + purpose.encode()).derive(secret)


def master_key(path: Path) -> MasterKey:
    """The key in `path`, made on first use and readable by its owner only. Raises Problem `bad-key-file`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            _write(descriptor, text_of(MasterKey(secrets.token_bytes(KEY_BYTES))))
        return _key_of(path.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise Problem(BAD_KEY_FILE) from error


def successor(key: MasterKey, signer: str) -> MasterKey:
    """A new key that replaces `key`, whose heads of the audit log carry the public key `signer`."""
    return MasterKey(
        secrets.token_bytes(KEY_BYTES), key.lasting or key.secret, key.secret, (*key.signers, signer)
    )


def write_key(path: Path, key: MasterKey) -> None:
    """The file holds `key`, whole and on the disk, or what it held before. Raises OSError."""
    part = path.with_name(path.name + ".part")
    _write(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), text_of(key))
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def text_of(key: MasterKey) -> str:
    """The key as its file holds it."""
    lines = [_base64(key.secret)]
    lines += [f"lasting {_base64(key.lasting)}"] if key.lasting is not None else []
    lines += [f"signed {signer}" for signer in key.signers]
    lines += [f"before {_base64(key.before)}"] if key.before is not None else []
    return "".join(f"{line}\n" for line in lines)


def _key_of(text: str) -> MasterKey:
    """Raises ValueError for a text that is no key."""
    first, *others = text.split("\n")
    told: dict[str, list[str]] = {"lasting": [], "signed": [], "before": []}
    for line in filter(None, others):
        name, _, value = line.partition(" ")
        if name not in told:
            raise ValueError("no line of a key")
        told[name].append(value)
    lasting, before = (next(map(_bytes, told[name]), None) for name in ("lasting", "before"))
    return MasterKey(_bytes(first), lasting, before, tuple(told["signed"]))


def _bytes(text: str) -> bytes:
    secret = base64.b64decode(text.strip(), validate=True)
    if len(secret) != KEY_BYTES:
        raise ValueError("no key")
    return secret


def _base64(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _write(descriptor: int, text: str) -> None:
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
