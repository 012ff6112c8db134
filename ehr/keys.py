"""The hub's master key: what seals secrets at rest, wraps the candidates' keys and signs heads of the audit log.

One file of 32 random bytes, or every copy of the hub the same file. Each purpose has a key of its own, derived
from it. The database remembers the key's id: a hub with another key refuses to start instead of writing rows
that nobody can read together.
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
BAD_KEY_FILE = Kind(
    "bad-key-file", 500, "The file of the master key cannot be read or holds no key.", "主密钥文件无法读取或内容无效。"
)  # fmt: skip
WRONG_MASTER_KEY = Kind(
    "wrong-master-key", 500,
    "The database was written with another master key. Put that key file back (EHR_MASTER_KEY_FILE).",
    "数据库使用的是另一把主密钥，请恢复原密钥文件（EHR_MASTER_KEY_FILE）。",
)  # fmt: skip
DAMAGED = Kind(
    "damaged-secret", 500, "Something sealed cannot be opened: it was changed or belongs elsewhere.",
    "加密内容无法打开：已被改动或不属于此处。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 bytes, and what is done with them."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Names the key without telling anything of it."""
        return sha256(b"ehr master key id" + self.secret).hexdigest()[:16]

    def derived(self, purpose: str) -> bytes:
        """The 32 bytes for one purpose."""
        return _derived(self.secret, purpose)

    def seal(self, plain: bytes, about: str) -> bytes:
        """`plain` under AES-256-GCM, bound to `about` ("table|column|id"): nonce, then text and tag."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.derived("seal")).encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What `seal` was given. Raises Problem `damaged-secret`."""
        try:
            return AESGCM(self.derived("seal")).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode()
            )
        except InvalidTag as error:
            raise Problem(DAMAGED) from error

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA-256: equal for equal texts, and nothing without the key."""
        return hmac.digest(self.derived(purpose), text.encode(), "sha256")

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
            with os.fdopen(descriptor, "wb") as file:
                file.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        secret = base64.b64decode(path.read_bytes(), validate=False)
    except (OSError, ValueError) as error:
        raise Problem(BAD_KEY_FILE) from error
    if len(secret) != 32:
        raise Problem(BAD_KEY_FILE)
    return MasterKey(secret)
