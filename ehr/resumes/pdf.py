"""A PDF file → its words, page by page. Runs in the child process only: pypdf meets hostile bytes here."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

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

# What pypdf raises on files that break its expectations, beside its own errors.
_DAMAGED = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
)


def read_pdf(data: bytes, limits: Limits) -> ResumeText | Refused:
    """The words of the PDF `data`, or why there are none. Nothing in it is run, opened or fetched."""
    watch = _Repairs()
    logging.getLogger("pypdf").addHandler(watch)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Refused(Refusal.ENCRYPTED)
        if _declared_pages(reader) > limits.pages or len(reader.pages) > limits.pages:
            return Refused(Refusal.TOO_MANY_PAGES)
        return _words(reader, limits, watch)
    except LimitReachedError:
        return Refused(Refusal.UNPACKS_TOO_LARGE)
    except DependencyError:
        return Refused(Refusal.ENCRYPTED)
    except _DAMAGED:
        return Refused(Refusal.DAMAGED)
    finally:
        logging.getLogger("pypdf").removeHandler(watch)


class _Repairs(logging.Handler):
    """Counts what pypdf mends. Its sentences are dropped: they may quote the file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        """One more repair."""
        self.count += 1


def _declared_pages(reader: PdfReader) -> int:
    """How many pages the file says it has: known before ten thousand of them are walked."""
    pages = reader.root_object.get("/Pages")
    tree = pages.get_object() if pages is not None else None
    count = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    return int(count) if isinstance(count, int) else 0


def _words(reader: PdfReader, limits: Limits, watch: _Repairs) -> ResumeText | Refused:
    text, parts = "", []
    notices = _notices(reader)
    for number, page in enumerate(reader.pages, start=1):
        words = usual_letters(page.extract_text()).strip()
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
    if watch.count:
        notices.add(Notice.REPAIRED)
    return ResumeText(Format.PDF, PartKind.PAGE, text, tuple(parts), frozenset(notices))


def _notices(reader: PdfReader) -> set[Notice]:
    root = reader.root_object
    names = _dictionary(root.get("/Names"))
    found = set()
    opens = _dictionary(root.get("/OpenAction"))  # an array is only the place where to open
    if (
        "/JavaScript" in names
        or "/AA" in root
        or "/S" in opens
        or any("/AA" in page for page in reader.pages)
    ):
        found.add(Notice.ACTIVE_CONTENT)
    if "/EmbeddedFiles" in names or any(_attaches(page.get("/Annots")) for page in reader.pages):
        found.add(Notice.EMBEDDED_FILES)
    return found


def _attaches(annotations: object) -> bool:
    listed = annotations.get_object() if hasattr(annotations, "get_object") else annotations
    if not isinstance(listed, ArrayObject):
        return False
    return any(_dictionary(each).get("/Subtype") == "/FileAttachment" for each in listed)


def _dictionary(entry: object) -> DictionaryObject:
    """What `entry` refers to, where it is a dictionary; else an empty one."""
    reached = entry.get_object() if hasattr(entry, "get_object") else entry
    return reached if isinstance(reached, DictionaryObject) else DictionaryObject()
