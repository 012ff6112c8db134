"""Which files a model pack may hold: plain ones inside its own folder, and none that runs code when it is read."""

import json
import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

MANIFEST_MAX_BYTES: Final = 2_000_000
FILES_MAX, FILE_MAX_BYTES = 2_000, 1 << 40
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# Reading these may run what they hold (Python objects); no engine of ours needs one.
PICKLES: Final = frozenset({".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".joblib", ".npy", ".npz"})
PICKLE_HEAD = re.compile(rb"\x80[\x02-\x05](?:\x95|[\]})(cq}])")
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read_description(path: Path) -> dict[str, Any]:
    """The JSON object in the file of a pack. Raises OSError, ValueError: also for a link, or one that is huge."""
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > MANIFEST_MAX_BYTES:
        raise ValueError("no file of its own, or too large")
    try:
        content = json.loads(path.read_text("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(content, dict):
        raise ValueError("no object")
    return content


def plain_id(value: object) -> str:
    """The id of a pack, which is the name of its folder, too. Raises ValueError."""
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ValueError("id")
    return value


def inside(name: object) -> str:
    """The path of a file inside its pack. Raises ValueError, also for a kind of file that may run code."""
    text = str(name)
    path = PurePosixPath(text)
    leads_out = path.is_absolute() or ".." in path.parts or not path.parts
    if leads_out or "\\" in text or ":" in text or HIDDEN.search(text):
        raise ValueError(f"path outside the pack: {ascii(text)[:200]}")
    if path.suffix.lower() in PICKLES:
        raise ValueError(f"a file of Python objects: {path}")
    return str(path)


def check_apart(paths: Iterable[str]) -> None:
    """Raises ValueError: too many files, or two names that some disks take for one."""
    seen: set[str] = set()
    for path in paths:
        if path.casefold() in seen:
            raise ValueError(f"twice the same file: {path}")
        seen.add(path.casefold())
    if len(seen) > FILES_MAX:
        raise ValueError(f"more than {FILES_MAX} files")


def size_of(entry: Mapping[str, Any]) -> int:
    """The size that a description states. Raises ValueError."""
    size = entry["size"]
    if not isinstance(size, int) or not 0 <= size <= FILE_MAX_BYTES:
        raise ValueError("size")
    return size


def is_plain(folder: Path, name: str) -> bool:
    """True if the file of the pack in `folder` is a file there, by no link, and no Python objects lie in it."""
    path = folder / name
    try:
        if path.resolve() != folder.resolve() / name or not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            if PICKLE_HEAD.match(file.read(4)):
                return False
        return not (zipfile.is_zipfile(path) and _holds_pickles(path))
    except (OSError, zipfile.BadZipFile):
        return False


def _holds_pickles(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:  # only its list of names is read; nothing is unpacked
        return any(PurePosixPath(name).suffix.lower() in PICKLES for name in archive.namelist())
