"""The files of a content folder as bytes: taken once, hashed and read from the same bytes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from app.content.problems import NOTHING, Problems, same
from app.domain.language import Words

Files = Mapping[str, bytes]  # relative name with / -> content

MAX_BYTES = 2_000_000
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
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".yml":
            problems.add(name, 0, "", Words("扩展名 .yaml", "the extension .yaml"), same(".yml"))
        if path.suffix != ".yaml":
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            expected = Words("可以读取的文件", "a readable file")
            problems.add(name, 0, "", expected, same(error.strerror or type(error).__name__))
    return dict(sorted(files.items()))


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
    if len(raw) > MAX_BYTES:
        problems.add(name, 0, "", same(f"<= {MAX_BYTES} bytes"), same(f"{len(raw)} bytes"))
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
