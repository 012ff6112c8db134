"""The audit log as a file: one JSON object a line, the heads of the chains signed by the hub at the end."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ehr.audit.chain import Entry, Head
from ehr.keys import MasterKey
from ehr.problems import Kind, Problem

BAD_EXPORT = Kind(
    "bad-audit-file", 422, "The file is no export of an audit log, or its signature is wrong (line {line}).",
    "该文件不是审计日志导出，或签名无效（第 {line} 行）。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Export:
    """What a file held. `public_key` is raw and base64: whose signature it carries is for the reader to know."""

    entries: tuple[Entry, ...]
    heads: tuple[Head, ...]
    public_key: str


def public_key(key: MasterKey) -> str:
    """The hub's public key, raw and base64."""
    return base64.b64encode(
        key.signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    ).decode()


def signed_heads(heads: Iterable[Head], key: MasterKey) -> str:
    """One line: where every chain ends now, with the hub's signature."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "heads": [{"chain": head.chain, "seq": head.seq, "hash": head.hash.hex()} for head in heads],
        "public_key": public_key(key),
    }
    signature = key.signing_key().sign(_canonical(said))
    return json.dumps(said | {"signature": base64.b64encode(signature).decode()}, ensure_ascii=False)


def lines(entries: Iterable[Entry], heads: Iterable[Head], key: MasterKey) -> Iterator[str]:
    """The whole export."""
    for entry in entries:
        yield json.dumps(
            {
                "chain": entry.chain, "seq": entry.seq, "at": entry.at.astimezone(UTC).isoformat(),
                "actor_kind": entry.actor_kind, "actor_id": entry.actor_id, "action": entry.action,
                "subject_kind": entry.subject_kind, "subject_id": entry.subject_id, "detail": entry.detail,
                "prev": entry.prev.hex(), "hash": entry.hash.hex(),
            },
            ensure_ascii=False,
        )  # fmt: skip
    yield signed_heads(heads, key)


def read(file: Iterable[str]) -> Export:
    """What an export holds; its signature is right. Raises Problem `bad-audit-file`."""
    entries: list[Entry] = []
    for number, line in enumerate(file, 1):
        try:
            said = json.loads(line)
            if "signature" in said:
                return Export(tuple(entries), read_heads(said), said["public_key"])
            entries.append(_entry(said))
        except (ValueError, KeyError, TypeError, InvalidSignature) as error:
            raise Problem(BAD_EXPORT, line=number) from error
    raise Problem(BAD_EXPORT, line=len(entries) + 1)


def read_heads(said: dict[str, Any]) -> tuple[Head, ...]:
    """The heads of a signed line. Raises InvalidSignature, ValueError, KeyError."""
    signature = base64.b64decode(said["signature"])
    unsigned = {name: value for name, value in said.items() if name != "signature"}
    Ed25519PublicKey.from_public_bytes(base64.b64decode(said["public_key"])).verify(
        signature, _canonical(unsigned)
    )
    return tuple(Head(each["chain"], each["seq"], bytes.fromhex(each["hash"])) for each in said["heads"])


def own_heads(said: dict[str, Any], key: MasterKey, line: int) -> tuple[Head, ...]:
    """The heads of a line that this hub signed, with this key or an earlier one. Raises Problem `bad-audit-file`."""
    try:
        heads = read_heads(said)
    except (ValueError, KeyError, TypeError, InvalidSignature) as error:
        raise Problem(BAD_EXPORT, line=line) from error
    if said["public_key"] not in (public_key(key), *key.signers):
        raise Problem(BAD_EXPORT, line=line)
    return heads


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(
        **{
            **said,
            "at": datetime.fromisoformat(said["at"]),
            "prev": bytes.fromhex(said["prev"]),
            "hash": bytes.fromhex(said["hash"]),
        }
    )


def _canonical(said: dict[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
