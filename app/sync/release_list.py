"""The list of releases as the hub writes it, checked before anything of it is believed."""

import re
from dataclasses import dataclass
from typing import Any

from app import __version__

MODEL_PACK = "model_pack"
KINDS = (MODEL_PACK, "content", "policy_pack", "job_profile")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file; name may hold "/" and never leaves its release's folder."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """One release. kind: one of KINDS."""

    id: str
    kind: str
    name: str
    version: str
    files: tuple[ReleaseFile, ...]

    @property
    def key(self) -> str:
        """What it replaces."""
        return f"{self.kind}/{self.name}"


def releases_of(told: dict[str, Any]) -> tuple[Release, ...] | None:
    """The releases this program can use; None where the list breaks the contract in any of them.

    Kinds this program does not know, and releases for a newer program, are left alone.
    """
    try:
        releases = tuple(_release(each) for each in told["releases"] if _is_ours(each))
    except (KeyError, TypeError, ValueError):
        return None
    return releases if len({each.key for each in releases}) == len(releases) else None


def _is_ours(told: dict[str, Any]) -> bool:
    least = told.get("min_app")
    return told["kind"] in KINDS and (least is None or _version(least) <= _version(__version__))


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _release(told: dict[str, Any]) -> Release:
    files = tuple(_file(each) for each in told["files"])
    names = {file.name.lower() for file in files}
    if not files or len(names) != len(files):
        raise ValueError
    return Release(_id(told["id"]), told["kind"], _id(told["name"]), str(told["version"]), files)


def _file(told: dict[str, Any]) -> ReleaseFile:
    name, size, sha256 = told["name"], told["size"], told["sha256"]
    if not all(_ID.fullmatch(part) for part in name.split("/")) or not _SHA256.fullmatch(sha256):
        raise ValueError
    if not isinstance(size, int) or isinstance(size, bool) or size < 0 or name.endswith(".part"):
        raise ValueError
    return ReleaseFile(name, size, sha256)


def _id(text: Any) -> str:
    if not isinstance(text, str) or not _ID.fullmatch(text):
        raise ValueError
    return text
