"""Recordings on their way to the hub, as they lie on the disk: encrypted, piece by piece, at the hub's offset."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import KioskError
from app.store.outbox import Job, Outbox
from app.store.records import MEDIA
from app.sync.calls import API, NOBODY, Answer, Ask, Call
from app.sync.drain import Verdict, judge
from app.sync.identity import MediaKey
from app.sync.pace import MOST_ATTEMPTS, Bucket, Clock, backoff_s

log = logging.getLogger(__name__)

PIECE_BYTES = 262_144
PIECES_AT_ONCE = 16  # then records and the heartbeat have their turn
BYTES_PER_S = 500_000.0  # 4 Mbit/s
TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = "upload-offset"


@dataclass
class MediaSender:
    """Sends recordings of interviews whose candidates agreed to it. Belongs to one thread.

    key_of: the key of an interview's recordings; raises KioskError where there is none any more.
    hub_key: to which keys are sealed; None: this hub takes no recordings, and they wait.
    """

    outbox: Outbox
    ask: Ask
    clock: Clock
    media_dir: Path
    key_of: Callable[[str], bytes]
    hub_key: MediaKey | None

    def __post_init__(self) -> None:
        self._pace = Bucket(self.clock, BYTES_PER_S, PIECE_BYTES * 2.0)

    def step(self) -> Answer | None:
        """The hub's last answer after some pieces of the next recording; None where nothing is due."""
        if self.hub_key is None:
            return None
        for job in self.outbox.due(now=self.clock.wall_s(), limit=1, only=MEDIA):
            return self._send(job, self.hub_key)
        return None

    def _send(self, job: Job, hub_key: MediaKey) -> Answer | None:
        facts = json.loads(job.payload)
        path = self.media_dir / facts["name"]
        try:
            key = self.key_of(facts["interview_id"])
            length, digest = path.stat().st_size, _sha256(path)
        except (KioskError, OSError):  # its term is over: there is nothing to send any more
            self.outbox.drop(job)
            return None
        told = {
            "schema": "media_upload/1.0",
            **facts,
            "format": "kiv1",
            "length": length,
            "sha256": digest,
            "key": sealed_key(key, job.id, hub_key),
        }
        headers = {"Content-Type": "application/json", **TUS}
        body = json.dumps(told, ensure_ascii=False).encode()
        answer = self.ask(Call("POST", f"{API}/media/{job.id}", body, headers))
        offset = _offset(answer)
        if answer.status in (200, 201) and offset is not None:
            with path.open("rb") as file:
                answer = self._pieces(job, file, offset, length)
        return self._judged(job, answer)

    def _pieces(self, job: Job, file: Any, offset: int, length: int) -> Answer:
        """The last answer; whatever offset the hub names is believed, it knows what it has."""
        answer = Answer(NOBODY)
        for _ in range(PIECES_AT_ONCE):
            file.seek(min(offset, length))
            piece = file.read(PIECE_BYTES)
            if not self._pace.take(float(len(piece))):
                return Answer(NOBODY)
            headers = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
            answer = self.ask(Call("PATCH", f"{API}/media/{job.id}", piece, headers))
            said = _offset(answer)
            if (
                answer.headers.get("upload-complete") == "?1"
                or answer.status not in (204, 409)
                or said is None
            ):
                return answer
            offset = said
        return answer

    def _judged(self, job: Job, answer: Answer) -> Answer:
        """A whole recording leaves the queue; what the hub refuses is parked; everything else goes on later."""
        verdict = judge(answer, "")
        spoilt, goes_on = answer.problem == "media-hash", _offset(answer) is not None
        if answer.status == 204 and answer.headers.get("upload-complete") == "?1":
            self.outbox.accepted(job, now=self.clock.wall_s())
        elif goes_on and not spoilt:
            pass
        elif spoilt or verdict is Verdict.RETRY:
            if job.attempts + 1 >= MOST_ATTEMPTS:
                self.outbox.park(job, status=answer.status, words=answer.words)
            else:
                until_s = self.clock.wall_s() + backoff_s(job.attempts, self.clock.chance())
                self.outbox.postpone(job, until=until_s, status=answer.status)
        elif verdict is Verdict.REJECTED or answer.problem == "media-not-allowed":
            self.outbox.park(job, status=answer.status, words=answer.words)
        return answer


def sealed_key(key: bytes, name: str, hub_key: MediaKey) -> Mapping[str, str]:
    """The key of a recording, so that only the hub opens it (contract/v1/http.md). name: the upload's id."""
    own = X25519PrivateKey.generate()
    shared = own.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(hub_key.public_key)))
    info = f"kiosk-media-key/1\n{name}".encode()
    wrapping = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
    sealed = AESGCM(wrapping).encrypt(
        bytes(12), key, name.encode()
    )  # a key of its own for each: no nonce needed
    return {
        "media_key_id": hub_key.id,
        "ephemeral": own.public_key().public_bytes_raw().hex(),
        "sealed": sealed.hex(),
    }


def _offset(answer: Answer) -> int | None:
    text = answer.headers.get(OFFSET, "")
    return int(text) if text.isdecimal() else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
