"""The files of a content folder as bytes: taken once, hashed and read from the same bytes."""

import hashlib
import stat
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from app.content.problems import NOTHING, Problems, same
from app.domain.language import Words

Files = Mapping[str, bytes]  # relative name with / -> content

MAX_BYTES, MAX_FILES, MAX_ALL_BYTES = 2_000_000, 2_000, 50_000_000
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
UTF8 = Words("UTF-8（无 BOM）编码的文字文件", "a text file in UTF-8 without BOM")
SPACES = Words("空格（不用制表符）", "spaces instead of tabs")


def take_files(folder: Path, problems: Problems) -> dict[str, bytes]:
    """Every YAML file below `folder` by its relative name, sorted; what cannot be read is noted."""
    if not folder.is_dir():
        problems.add(
            folder.name, 0, "", Words("这个文件夹", "this folder"), Words("没有这个文件夹", "no such folder")
        )
        return {}
    files, room = {}, MAX_ALL_BYTES
    paths = list(islice(folder.rglob("*"), MAX_FILES + 1))
    if len(paths) > MAX_FILES:
        problems.add(folder.name, 0, "", same(f"<= {MAX_FILES} files"), same(f"> {MAX_FILES}"))
        return {}
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yml":
            problems.add(name, 0, "", Words("扩展名 .yaml", "the extension .yaml"), same(".yml"))
        if path.suffix != ".yaml":
            continue
        raw = _bytes_of(path, name, problems)
        if raw is not None:
            files[name] = raw
            room -= len(raw)
        if room < 0:
            problems.add(folder.name, 0, "", same(f"<= {MAX_ALL_BYTES} bytes"), same(f"> {MAX_ALL_BYTES}"))
            return {}
    return dict(sorted(files.items()))


def _bytes_of(path: Path, name: str, problems: Problems) -> bytes | None:
    """The bytes of a file of the folder itself; a link, a pipe or a device is noted and never opened."""
    try:
        facts = path.lstat()
        if not stat.S_ISREG(facts.st_mode):
            found = Words("链接、文件夹、管道或设备", "a link, a folder, a pipe or a device")
            problems.add(name, 0, "", Words("普通文件", "a file of its own"), found)
            return None
        if facts.st_size > MAX_BYTES:
            problems.add(name, 0, "", same(f"<= {MAX_BYTES} bytes"), same(f"{facts.st_size} bytes"))
            return None
        return path.read_bytes()
    except OSError as error:
        expected = Words("可以读取的文件", "a readable file")
        problems.add(name, 0, "", expected, same(error.strerror or type(error).__name__))
        return None


def content_hash(files: Files) -> str:
    """sha256 over names and bytes of all files; the same content gives the same hash on every machine."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def text_of(files: Files, name: str, problems: Problems) -> str | None:
    """The text of one file, or None after noting what is wrong with its bytes."""
    raw = files.get(name)
    if raw is None:
        problems.add(name, 0, "", Words("这个文件", "this file"), Words("没有这个文件", "no such file"))
        return None
    if raw.startswith(BYTE_ORDER_MARKS):
        problems.add(name, 1, "", UTF8, Words("字节顺序标记（BOM）", "a byte order mark (BOM)"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(name, line, "", UTF8, Words("其他编码的字节", "bytes in another encoding"))
        return None
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        problems.add(name, line, "", SPACES, Words("制表符（Tab）", "a tab"))
        return None
    if not text.strip():
        problems.add(name, 0, "", Words("有内容的文件", "a file with content"), NOTHING)
        return None
    return text
