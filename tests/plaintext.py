"""Can anything of a person be read in the files of a kiosk? Looks as a thief would: at bytes, not at rows."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK_BYTES = 8 * 1024 * 1024
LONGEST_BYTES = 64 * 1024  # no planted value is longer
SLICE_BYTES = 48
SLICES = 12

# What films, pictures, sounds, papers and databases begin with: enough of it that noise never does by chance.
MAGIC = {
    "JPEG": rb"\xff\xd8\xff(?:\xe0..JFIF|\xe1..Exif|\xdb\x00[\x43\x84\xc5].)",
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "PDF": rb"%PDF-1\.\d",
    "Matroska": rb"\x1aE\xdf\xa3.{1,8}\x42[\x82\x86\xf7]",
    "MP4": rb"\x00\x00\x00.ftyp(?:isom|mp4|iso)",
    "WAVE": rb"RIFF....WAVEfmt ",
    "Ogg": rb"OggS\x00\x02",
    "database": rb"SQLite format 3\x00",
}


def plaintext_hits(
    folder: Path, planted: Iterable[str | bytes], *, besides: Iterable[Path] = ()
) -> list[str]:
    """What can be read in clear below `folder`, as "file: what", each once; empty when nothing can.

    Args:
        folder: Every file below it is read whole, also logs of a database and files that another process writes.
        planted: Texts, looked for as UTF-8, UTF-16 of both byte orders and with JSON's escapes; bytes as they are.
        besides: Files that may hold anything, e.g. what a test lays down itself.
    """
    patterns = [(name, re.compile(magic, re.DOTALL)) for name, magic in MAGIC.items()]
    for number, value in enumerate(planted):
        forms = sorted(spellings(value), key=len)
        if not forms or len(forms[0]) < 4 or len(forms[-1]) > LONGEST_BYTES:
            raise ValueError(f"planted value {number} is too short or too long to be looked for")
        patterns.append((f"planted {number}", re.compile(b"|".join(re.escape(form) for form in forms))))
    found: set[str] = set()
    left_out = {path.resolve() for path in besides}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.resolve() in left_out:
            continue
        for part in _parts(path):
            found |= {
                f"{path.relative_to(folder)}: {name}" for name, pattern in patterns if pattern.search(part)
            }
    return sorted(found)


def spellings(value: str | bytes) -> set[bytes]:
    """How `value` may lie on a disk."""
    if isinstance(value, bytes):
        return {value}
    forms = {value.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return forms | {json.dumps(value)[1:-1].encode()}


def slices(content: bytes) -> list[bytes]:
    """Pieces of a recording that can only be from there: none repeats itself."""
    step = max(len(content) // SLICES, 1)
    pieces = (content[at : at + SLICE_BYTES] for at in range(step // 2, len(content), step))
    return [piece for piece in pieces if len(piece) == SLICE_BYTES and len(set(piece)) >= SLICE_BYTES // 3]


def _parts(path: Path) -> Iterator[bytes]:
    """The file in pieces that overlap; a file that went meanwhile has none."""
    try:
        with path.open("rb") as file:
            tail = b""
            while piece := file.read(CHUNK_BYTES):
                yield tail + piece
                tail = (tail + piece)[-LONGEST_BYTES:]
    except FileNotFoundError:
        return
