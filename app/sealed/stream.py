"""The format of a sealed recording: AES-256-GCM in the STREAM construction, record after record.

    file   = "KIV1" | key id (16) | nonce prefix (7) | records
    record = u32 length | ciphertext and tag; nonce = prefix | u32 counter | u8 last; the header, the
             recording's name and the counter are authenticated with it (docs/decisions/0013)

The last record, which may be empty, carries last = 1: a recording without it was cut, by a crash or by hand.
"""

import hashlib
import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import BugError

MAGIC = b"KIV1"
KEY_BYTES = 32
KEY_ID_BYTES = 16
PREFIX_BYTES = 7
HEADER_BYTES = len(MAGIC) + KEY_ID_BYTES + PREFIX_BYTES
LENGTH = struct.Struct(">I")
TAG_BYTES = 16
RECORD_MAX_BYTES = 64 * 1024


class Ending(StrEnum):
    """How a recording ends. CUT: without its last record, as a crash leaves it. ALTERED: a record is not ours."""

    WHOLE = "whole"
    CUT = "cut"
    ALTERED = "altered"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True)
class Opened:
    """content: everything up to the first record that does not fit. ending: why it ends there."""

    content: bytes
    ending: Ending


def key_id(key: bytes) -> bytes:
    """The 16 bytes that name a key without telling it."""
    return hashlib.sha256(b"kiosk media key" + key).digest()[:KEY_ID_BYTES]


class Sealer:
    """Gives the bytes of one recording, to be appended in this order: header, then records.

    key: 32 bytes. name: the recording's name inside the media folder; another name opens nothing.
    """

    def __init__(self, key: bytes, name: str) -> None:
        self._cipher, self._name = AESGCM(key), name
        self._counter = 0
        self.header = MAGIC + key_id(key) + os.urandom(PREFIX_BYTES)

    def record(self, content: bytes, *, last: bool = False) -> bytes:
        """The next record. content: at most RECORD_MAX_BYTES. last: nothing may follow."""
        nonce, bound = _nonce_and_bound(self.header, self._name, self._counter, last=last)
        self._counter += 1
        sealed = self._cipher.encrypt(nonce, content, bound)
        return LENGTH.pack(len(sealed)) + sealed


def is_sealed(head: bytes) -> bool:
    """True if a file that begins with `head` is a sealed recording."""
    return head.startswith(MAGIC)


def unseal(sealed: bytes, key: bytes, name: str) -> Opened:
    """The recording `name` in clear, in memory; never raises for what the bytes say."""
    pieces: list[bytes] = []
    for piece in pieces_of(io.BytesIO(sealed), key, name):
        if isinstance(piece, Ending):
            return Opened(b"".join(pieces), piece)
        pieces.append(piece)
    raise BugError("a recording has no end")


def pieces_of(file: BinaryIO, key: bytes, name: str) -> Iterator[bytes | Ending]:
    """The records of `file` in clear, one after the other, then, once, how the recording ends.

    No more than two records are held in memory.
    """
    header = file.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        yield Ending.CUT if MAGIC.startswith(header[: len(MAGIC)]) else Ending.ALTERED
    elif not is_sealed(header):
        yield Ending.ALTERED
    elif header[len(MAGIC) : len(MAGIC) + KEY_ID_BYTES] != key_id(key):
        yield Ending.OTHER_KEY
    else:
        yield from _records(file, header, AESGCM(key), name)


def _records(file: BinaryIO, header: bytes, cipher: AESGCM, name: str) -> Iterator[bytes | Ending]:
    for counter in count():
        head = file.read(LENGTH.size)
        if len(head) < LENGTH.size:
            yield Ending.CUT
            return
        (length,) = LENGTH.unpack(head)
        if not TAG_BYTES <= length <= RECORD_MAX_BYTES + TAG_BYTES:
            yield Ending.ALTERED
            return
        record = file.read(length)
        if len(record) < length:
            yield Ending.CUT
            return
        opened = _record(record, header, cipher, name, counter)
        if opened is None:
            yield Ending.ALTERED
            return
        content, is_last = opened
        yield content
        if is_last:
            yield Ending.ALTERED if file.read(1) else Ending.WHOLE
            return


def _record(
    record: bytes, header: bytes, cipher: AESGCM, name: str, counter: int
) -> tuple[bytes, bool] | None:
    """Content and whether it is the last one; None if it is not the record of that number."""
    for last in (False, True):
        nonce, bound = _nonce_and_bound(header, name, counter, last=last)
        try:
            return cipher.decrypt(nonce, record, bound), last
        except InvalidTag:
            continue
    return None


def _nonce_and_bound(header: bytes, name: str, counter: int, *, last: bool) -> tuple[bytes, bytes]:
    number = struct.pack(">I", counter)
    return header[-PREFIX_BYTES:] + number + bytes([last]), header + number + name.encode()
