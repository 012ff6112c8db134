"""An encrypted stream: AES-256-GCM piece by piece, so that no size matters and no cut, swap or change goes unseen.

The file is the magic, one line of JSON (how the key comes about, a salt, the start of every nonce), then pieces of
1 MiB, each with its tag. A nonce is that start (7 bytes), the number of the piece (4) and whether it is the last (1).
Every piece is bound to the line of JSON.
"""

import base64
import io
import json
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ehr.problems import Kind, Problem

MAGIC = b"EHR-BACKUP-1\n"
PIECE_BYTES = 1 << 20
TAG_BYTES = 16
HEADER_MAX_BYTES = 4096
SALT_BYTES, START_BYTES = 16, 7
MEMORY_KIB, PASSES, LANES = 65536, 3, 4
MEMORY_MAX_KIB, PASSES_MAX, LANES_MAX = 1 << 20, 20, 16  # more, and a forged file could stop the machine
BAD_BACKUP = Kind(
    "bad-backup", 422, "The backup cannot be opened: wrong passphrase or key, or the file is damaged or cut off.",
    "备份无法打开：口令或密钥不正确，或文件已损坏、不完整。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a backup: a passphrase, or the 32 bytes of a key file."""

    data: bytes
    is_key: bool

    def key(self, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
        """The 32 bytes that encrypt."""
        if self.is_key:
            return HKDF(SHA256(), 32, salt=salt, info=b"ehr backup").derive(self.data)
        return hash_secret_raw(self.data, salt, passes, memory_kib, lanes, 32, Type.ID)


class SealedWriter(io.RawIOBase):
    """Encrypts what is written into `file`. Only `finish` makes it whole."""

    def __init__(self, file: BinaryIO, secret: Secret) -> None:
        super().__init__()
        self._file = file
        salt, start = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(START_BYTES)
        said = {
            "key": "file" if secret.is_key else "argon2id", "salt": base64.b64encode(salt).decode(),
            "start": base64.b64encode(start).decode(), "memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES,
        }  # fmt: skip
        header = json.dumps(said).encode() + b"\n"
        file.write(MAGIC + header)
        self._pieces = _Pieces(secret.key(salt, MEMORY_KIB, PASSES, LANES), start, header)
        self._waiting = bytearray()

    def writable(self) -> bool:
        """True."""
        return True

    def write(self, data: object) -> int:
        """Takes all of it."""
        view = memoryview(data)  # type: ignore[arg-type] # RawIOBase calls it a buffer
        self._waiting += view
        while len(self._waiting) > PIECE_BYTES:  # one piece waits always: the last one is marked
            self._file.write(self._pieces.seal(bytes(self._waiting[:PIECE_BYTES]), is_last=False))
            del self._waiting[:PIECE_BYTES]
        return view.nbytes

    def finish(self) -> None:
        """Writes the last piece."""
        self._file.write(self._pieces.seal(bytes(self._waiting), is_last=True))


class SealedReader(io.RawIOBase):
    """Decrypts `file`. Raises Problem `bad-backup` at once, or at the piece that is wrong."""

    def __init__(self, file: BinaryIO, secret: Secret) -> None:
        super().__init__()
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise Problem(BAD_BACKUP)
        header = file.readline(HEADER_MAX_BYTES)
        try:
            said = json.loads(header)
            salt, start = base64.b64decode(said["salt"]), base64.b64decode(said["start"])
            costs = (int(said["memory_kib"]), int(said["passes"]), int(said["lanes"]))
            is_key = {"file": True, "argon2id": False}[said["key"]]
        except (ValueError, KeyError, TypeError) as error:
            raise Problem(BAD_BACKUP) from error
        most = (MEMORY_MAX_KIB, PASSES_MAX, LANES_MAX)
        is_sane = len(salt) == SALT_BYTES and len(start) == START_BYTES
        if (
            not is_sane
            or is_key is not secret.is_key
            or any(not 1 <= c <= m for c, m in zip(costs, most, strict=True))
        ):
            raise Problem(BAD_BACKUP)
        self._pieces = _Pieces(secret.key(salt, *costs), start, header)
        self._ahead = file.read(PIECE_BYTES + TAG_BYTES)
        self._plain = b""
        self._is_over = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer as far as it can; 0 at the end of a whole file."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type] # RawIOBase calls it a buffer
        while not self._plain and not self._is_over:
            piece, self._ahead = self._ahead, self._file.read(PIECE_BYTES + TAG_BYTES)
            self._is_over = not self._ahead
            self._plain = self._pieces.open(piece, is_last=self._is_over)
        count = min(len(view), len(self._plain))
        view[:count], self._plain = self._plain[:count], self._plain[count:]
        return count


class _Pieces:
    def __init__(self, key: bytes, start: bytes, header: bytes) -> None:
        self._cipher = AESGCM(key)
        self._start = start
        self._header = header
        self._number = 0

    def seal(self, plain: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(is_last), plain, self._header)

    def open(self, piece: bytes, *, is_last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(is_last), piece, self._header)
        except InvalidTag as error:
            raise Problem(BAD_BACKUP) from error

    def _nonce(self, is_last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        return self._start + number.to_bytes(4, "big") + bytes([is_last])
