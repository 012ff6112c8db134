"""What the hub in memory remembers, and how it checks what it is told."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from app.domain.codec import canonical
from app.sync.calls import Answer

CONTRACT = Path(__file__).resolve().parents[2] / "contract" / "v1"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in CONTRACT.glob("*.schema.json")
}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)
VALIDATORS = {name: Draft202012Validator(schema, registry=REGISTRY) for name, schema in SCHEMAS.items()}
KINDS = ("consent_receipt.v1", "interview.v1", "audit_batch.v1", "review_act.v1", "review_training.v1")
TOKEN_S, NONCE_S, CODE_S, OVERLAP_S = 600.0, 60.0, 900.0, 86_400.0
PIECE_BYTES = 262_144
Json = dict[str, Any]


@dataclass
class Code:
    """An enrolment code. used_by: the public key that came with it."""

    until_s: float
    tries: int = 0
    used_by: str = ""
    kiosk: str = ""


@dataclass
class KnownKiosk:
    """keys: id to public key and until when it opens, None for ever. pending: the next key."""

    id: str
    keys: dict[str, tuple[str, float | None]]
    pending: str = ""
    is_revoked: bool = False
    beats: list[Json] = field(default_factory=list)


@dataclass
class Upload:
    """A recording that is coming in."""

    told: Json
    held: bytearray = field(default_factory=bytearray)


def object_of(raw: bytes | None) -> Json:
    body = json.loads(raw or b"")
    if not isinstance(body, dict):
        raise ValueError("no object")
    return body


def fits(public: str, signed: str, *lines: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signed), "\n".join(("kiosk-hub/1", *lines)).encode())
    except InvalidSignature:
        return False
    return True


def chain_holds(batch: Json) -> bool:
    prev = batch["prev"]
    for row in batch["rows"]:
        parts = [row["seq"], float(row["at"]), row["actor"], row["action"], row["body"]]
        prev = hashlib.sha256((prev + canonical(parts)).encode()).hexdigest()
        if prev != row["chain"]:
            return False
    return bool(prev == batch["head"])


def etag_of(part: object) -> str:
    return '"' + hashlib.sha256(canonical(part).encode()).hexdigest()[:16] + '"'


def iso(unix_s: float) -> str:
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Speaking:
    """How a hub says things. now_s: its clock. kinds: the records it knows."""

    now_s: Callable[[], float]
    kinds: tuple[str, ...] = KINDS

    def _faults(self, name: str, body: Json) -> Answer | None:
        errors = [
            {"at": "/" + "/".join(str(part) for part in error.absolute_path), "rule": str(error.validator)}
            for error in VALIDATORS[name].iter_errors(body)
        ]
        version = str(body.get("schema", "")).partition("/")[2]
        if errors and version.partition(".")[0] not in ("", "1"):
            return self._problem(422, "upgrade-hub", supported=list(self.kinds))
        return self._problem(422, "schema-refused", errors=errors[:20]) if errors else None

    def _problem(self, status: int, code: str, **more: Any) -> Answer:
        told = {"type": f"urn:kiosk:{code}", "title": code, "status": status, **more}
        return Answer(status, {"date": self._date()}, json.dumps(told).encode())

    def _said(self, status: int, told: Json | None, etag: str = "") -> Answer:
        headers = {"date": self._date(), **({"etag": etag} if etag else {})}
        body = b"" if told is None else json.dumps({**told, "hub_time": iso(self.now_s())}).encode()
        return Answer(status, headers, body)

    def _date(self) -> str:
        return format_datetime(datetime.fromtimestamp(self.now_s(), UTC), usegmt=True)
