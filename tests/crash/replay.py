"""Disks as a cut of the power could leave them, made of a log of writes (recorder.c)."""

import random
import struct
from dataclasses import dataclass, field
from pathlib import Path

HEAD = struct.Struct("<cHqI")
SECTOR_BYTES = 512
# What becomes of the writes that no sync followed.
MODES = ("none", "all", "prefix", "subset", "reorder", "torn", "garbage")


@dataclass(frozen=True, slots=True)
class Write:
    """One operation: O, W, T, S, U, R or L as recorder.c has them."""

    op: str
    path: str
    at: int
    data: bytes


@dataclass(slots=True)
class _File:
    """synced: what is on the disk for certain, or None: not even the file is. waiting: writes since then."""

    synced: bytearray | None = None
    waiting: list[Write] = field(default_factory=list)


def read_log(log: Path) -> list[Write]:
    """The operations, in the order they were done."""
    content, at, found = log.read_bytes(), 0, []
    while at < len(content):
        op, length, offset, size = HEAD.unpack_from(content, at)
        at += HEAD.size
        path = content[at : at + length].decode()
        found.append(Write(op.decode(), path, offset, content[at + length : at + length + size]))
        at += length + size
    return found


def disk_after(writes: list[Write], mode: str, chance: random.Random) -> dict[str, bytes]:
    """Path to content of every file, had the power gone after `writes`. Names are as durable as on ext4."""
    files: dict[str, _File] = {}
    for write in writes:
        if write.op == "U":
            files.pop(write.path, None)
        elif write.op == "R":
            files[write.data.decode()] = files.pop(write.path, _File())
        elif write.op == "L":
            files[write.data.decode()] = files.get(write.path, _File())
        elif write.op == "S":
            if write.path in files:  # else it is a folder
                _sync(files[write.path])
        else:
            file = files.setdefault(write.path, _File())
            if write.op != "O":
                file.waiting.append(write)
    found = ((path, _left(file, mode, chance)) for path, file in files.items())
    return {path: content for path, content in found if content is not None}


def _sync(file: _File) -> None:
    content = bytearray() if file.synced is None else file.synced
    for write in file.waiting:
        _apply(content, write)
    file.synced, file.waiting = content, []


def _left(file: _File, mode: str, chance: random.Random) -> bytes | None:
    arrived = _arrived(file.waiting, mode, chance)
    if file.synced is None and not arrived:
        return None
    content = bytearray(file.synced or b"")
    for write in arrived:
        _apply(content, write)
    return bytes(content)


def _arrived(waiting: list[Write], mode: str, chance: random.Random) -> list[Write]:
    match mode:
        case "none":
            return []
        case "all":
            return waiting
        case "prefix":
            return waiting[: chance.randint(0, len(waiting))]
        case "subset":
            return [write for write in waiting if chance.random() < 0.5]
        case "reorder":
            some = [write for write in waiting if chance.random() < 0.7]
            chance.shuffle(some)
            return some
        case "torn":
            return [part for write in waiting for part in _torn(write, chance)]
        case _:
            return [_spoilt(write, chance) for write in waiting if chance.random() < 0.7]


def _torn(write: Write, chance: random.Random) -> list[Write]:
    """Some sectors of the write."""
    if write.op != "W":
        return [write] if chance.random() < 0.7 else []
    starts = range(0, len(write.data), SECTOR_BYTES)
    parts = [Write("W", write.path, write.at + at, write.data[at : at + SECTOR_BYTES]) for at in starts]
    return [part for part in parts if chance.random() < 0.6]


def _spoilt(write: Write, chance: random.Random) -> Write:
    """The write, or what lay in its place before: bytes of something else."""
    if write.op != "W" or chance.random() < 0.5:
        return write
    return Write("W", write.path, write.at, chance.randbytes(len(write.data)))


def _apply(content: bytearray, write: Write) -> None:
    end = write.at + len(write.data)
    if write.op == "W":
        content.extend(bytes(max(0, write.at - len(content))))
        content[write.at : end] = write.data
    elif write.at < len(content):
        del content[write.at :]
    else:
        content.extend(bytes(write.at - len(content)))
