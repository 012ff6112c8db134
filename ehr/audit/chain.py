"""Checking the audit log: every link recomputed here, from the columns, with no function of the database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256


class Flaw(StrEnum):
    """What can be wrong with a chain."""

    CHANGED = "changed"  # the entry is not the one that was hashed
    LINK = "link"  # an entry before it is missing or another one
    HEAD = "head"  # the chain does not end where its head says
    ANCHOR = "anchor"  # a head that was signed and kept elsewhere is not in the chain any more


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of audit_log."""

    chain: int
    seq: int
    at: datetime
    actor_kind: str
    actor_id: str
    action: str
    subject_kind: str
    subject_id: str
    detail: Mapping[str, object]
    prev: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    chain: int
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A flaw and where it is."""

    chain: int
    seq: int
    flaw: Flaw


def entry_text(entry: Entry) -> str:
    """What is hashed besides `prev`: the text PostgreSQL gives a jsonb array of these values."""
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    values = (
        entry.chain, entry.seq, at, entry.actor_kind, entry.actor_id, entry.action, entry.subject_kind,
        entry.subject_id, _ordered(entry.detail),
    )  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": "))


def entry_hash(entry: Entry) -> bytes:
    """The hash the entry must have."""
    return sha256(entry.prev + entry_text(entry).encode()).digest()


def flaws(entries: Iterable[Entry], heads: Iterable[Head], anchors: Iterable[Head] = ()) -> Iterator[Found]:
    """What is wrong with the chains. `entries` come by chain and seq; `anchors` are heads from other places."""
    ends = {head.chain: head for head in heads}
    wanted: dict[tuple[int, int], set[bytes]] = {}
    for anchor in anchors:
        wanted.setdefault((anchor.chain, anchor.seq), set()).add(anchor.hash)
    last: dict[int, Head] = {}
    for entry in entries:
        before = last.get(entry.chain, Head(entry.chain, 0, b""))
        if entry_hash(entry) != entry.hash:
            yield Found(entry.chain, entry.seq, Flaw.CHANGED)
        if (entry.seq, entry.prev) != (before.seq + 1, before.hash):
            yield Found(entry.chain, entry.seq, Flaw.LINK)
        if wanted.pop((entry.chain, entry.seq), {entry.hash}) != {entry.hash}:
            yield Found(entry.chain, entry.seq, Flaw.ANCHOR)
        last[entry.chain] = Head(entry.chain, entry.seq, entry.hash)
    for chain in sorted(ends.keys() | last.keys()):
        if ends.get(chain) != last.get(chain):
            yield Found(chain, last[chain].seq if chain in last else 0, Flaw.HEAD)
    for chain, seq in sorted(wanted):
        yield Found(chain, seq, Flaw.ANCHOR)


def _ordered(value: object) -> object:
    """Keys as jsonb orders them: by length, then by their bytes."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (len(str(key).encode()), str(key).encode()))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    return value
