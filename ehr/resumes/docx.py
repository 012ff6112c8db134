"""A DOCX file → its words, paragraph by paragraph. Runs in the child process only."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from ehr.resumes.document import (
    Format,
    Limits,
    Notice,
    Part,
    PartKind,
    Refusal,
    Refused,
    ResumeText,
    usual_letters,
)

# What python-docx and zipfile raise on files that break their expectations; XMLSyntaxError of lxml is a SyntaxError.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, OpcError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    NotImplementedError, EOFError, OSError, RecursionError, SyntaxError,
)  # fmt: skip
_DOCUMENT = "word/document.xml"


def read_docx(data: bytes, limits: Limits) -> ResumeText | Refused:
    """The words of the DOCX `data`, tables cell by cell, or why there are none. Nothing in it is run or fetched."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            # Python's zipfile never unpacks more of an entry than its header says, so these sizes hold.
            if len(entries) > limits.entries or sum(e.file_size for e in entries) > limits.unpacked_bytes:
                return Refused(Refusal.UNPACKS_TOO_LARGE)
            if any(entry.flag_bits & 1 for entry in entries):
                return Refused(Refusal.ENCRYPTED)
            if _DOCUMENT not in package.namelist():
                return Refused(Refusal.UNKNOWN_FORMAT)
            notices = _notices(package)
        return _words(Document(io.BytesIO(data)), notices, limits)
    except _DAMAGED:
        return Refused(Refusal.DAMAGED)


def _notices(package: zipfile.ZipFile) -> set[Notice]:
    names = [name.lower() for name in package.namelist()]
    found = set()
    if any("vbaproject" in name or "/activex/" in name for name in names):
        found.add(Notice.ACTIVE_CONTENT)
    if any("/embeddings/" in name for name in names):
        found.add(Notice.EMBEDDED_FILES)
    relations = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
    if any(_fetches(relation) for relation in relations):
        found.add(Notice.OUTSIDE_LINKS)
    return found


def _fetches(relations: bytes) -> bool:
    """Whether a part of the document is to come from elsewhere. A link that a person may follow is none."""
    tags = re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations)
    return any(b'TargetMode="External"' in tag and b"/hyperlink" not in tag for tag in tags)


def _words(document: OpenDocument, notices: set[Notice], limits: Limits) -> ResumeText | Refused:
    text, parts = "", []
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        words = usual_letters(paragraph).strip()
        room = limits.characters - len(text)
        if len(words) > room:
            words = words[:room]
            notices.add(Notice.CUT)
        parts.append(Part(number, len(text), len(text) + len(words)))
        text += words + "\n"
        if Notice.CUT in notices:
            break
    if not text.strip():
        return Refused(Refusal.NO_WORDS)
    return ResumeText(Format.DOCX, PartKind.PARAGRAPH, text, tuple(parts), frozenset(notices))


def _paragraphs(document: OpenDocument) -> Iterator[str]:
    """Each paragraph, and each row of a table with its cells in one line, in the order of the page."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (_row(row.cells) for row in block.rows)


def _row(cells: tuple[object, ...]) -> str:
    """The cells of a row in one line; a merged cell, which python-docx gives several times, once."""
    seen: list[str] = []
    for cell in cells:
        words = " ".join(str(getattr(cell, "text", "")).split())
        if words and (not seen or seen[-1] != words):
            seen.append(words)
    return " | ".join(seen)
