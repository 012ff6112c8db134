"""A key for each candidate: what it sealed is gone with it."""

import secrets
import zlib
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ehr.keys import DAMAGED, NONCE_BYTES, MasterKey
from ehr.problems import Problem

KEY_BYTES = 32
LEVEL = 1  # profiles shrink to a fifth; higher levels cost ingest more than they save


@dataclass(frozen=True, slots=True)
class CandidateKey:
    """Seals what belongs to one candidate."""

    candidate_id: UUID
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, about: str) -> bytes:
        """`plain`, compressed, under AES-256-GCM; bound to `about` ("table|column|id"): nonce, then text and tag."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, zlib.compress(plain, LEVEL), about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What `seal` was given. Raises Problem `damaged-secret`."""
        try:
            packed = AESGCM(self.secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())
        except InvalidTag as error:
            raise Problem(DAMAGED) from error
        return zlib.decompress(packed)

    def wrapped(self, master: MasterKey) -> bytes:
        """The key as it is stored."""
        return master.seal(self.secret, _about(self.candidate_id))


def new_key(candidate_id: UUID) -> CandidateKey:
    """A key that nobody had before."""
    return CandidateKey(candidate_id, secrets.token_bytes(KEY_BYTES))


def unwrapped(candidate_id: UUID, wrapped: bytes, master: MasterKey) -> CandidateKey:
    """The key that was stored. Raises Problem `damaged-secret`."""
    return CandidateKey(candidate_id, master.open(wrapped, _about(candidate_id)))


def _about(candidate_id: UUID) -> str:
    return f"candidate_keys|wrapped|{candidate_id}"
