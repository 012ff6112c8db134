"""Papers of several pages: each part begins a page, every page says its number; fonts inside the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QTextDocument

from app.ui.pdf import in_memory, lay_out
from app.ui.theme import FONTS

SIZES_PT = (
    10.0,
    9.5,
    9.0,
    8.5,
    8.0,
    7.5,
    7.0,
    6.5,
)  # the largest at which a part fits; smaller is unreadable
_MARGIN_MM, _FOOT_MM, _MM_PER_INCH = 14.0, 8.0, 25.4
_FOOT_PT = 7.5
STYLE = (
    "h1 { font-size: xx-large; margin-top: 0; margin-bottom: 6px; line-height: 90%; }"
    " h2 { font-size: x-large; margin-top: 0; margin-bottom: 8px; line-height: 90%; }"
    " h3 { font-size: medium; margin-top: 13px; margin-bottom: 4px; line-height: 88%; }"
    " p { margin-top: 0; margin-bottom: 5px; line-height: 86%; }"
    " .quiet { color: #5A554B; }"
    " .small { font-size: small; color: #5A554B; }"
    " .big { font-size: xx-large; font-weight: bold; }"
    " .plus { color: #0B6B66; }"
    " .minus { color: #8A2A17; text-decoration: underline; }"
    " .note { color: #5A554B; }"
)


@dataclass(frozen=True, slots=True)
class Part:
    """body: HTML; every word in it is escaped. pages: it should fit on; what does not takes more, nothing is cut."""

    body: str
    pages: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A paper; each part begins a page. foot: (the page's number, of how many) -> its last line."""

    title: str
    parts: tuple[Part, ...]
    language: str
    foot: Callable[[int, int], str]


def pages_pdf(parts: Parts) -> bytes:
    """`parts` as a PDF in A4, made in memory."""
    return in_memory(parts.title, partial(draw, parts))


def draw(parts: Parts, device: QPagedPaintDevice) -> int:
    """How many pages there were, drawn on a printer or into a PDF."""
    lay_out(device)
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM))
    foot = _FOOT_MM / _MM_PER_INCH * device.logicalDpiY()
    room = QSizeF(device.width(), device.height() - foot)
    documents = [_fitting(each, parts.language, device, room) for each in parts.parts]
    pages = sum(each.pageCount() for each in documents)
    painter, number = QPainter(device), 0
    for document in documents:
        for page in range(document.pageCount()):
            if number:
                device.newPage()
            number += 1
            painter.save()
            painter.translate(0, -page * room.height())
            document.drawContents(painter, QRectF(0, page * room.height(), room.width(), room.height()))
            painter.restore()
            painter.setFont(font(_FOOT_PT))
            line = QRectF(0, room.height(), room.width(), foot)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignBottom), parts.foot(number, pages))
    painter.end()
    return pages


def _fitting(part: Part, language: str, device: QPagedPaintDevice, room: QSizeF) -> QTextDocument:
    """In the largest letters that fit; what needs many pages is laid out three times instead of eight."""
    first, last = 0, len(SIZES_PT) - 1
    made = _document(part.body, language, SIZES_PT[last], device, room)
    if made.pageCount() > part.pages:
        return made
    while first < last:
        middle = (first + last) // 2
        tried = _document(part.body, language, SIZES_PT[middle], device, room)
        if tried.pageCount() <= part.pages:
            made, last = tried, middle
        else:
            first = middle + 1
    return made


def _document(
    body: str, language: str, size_pt: float, device: QPagedPaintDevice, room: QSizeF
) -> QTextDocument:
    made = QTextDocument()
    made.documentLayout().setPaintDevice(device)
    made.setDefaultFont(font(size_pt))
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet(STYLE)
    made.setHtml(f'<html lang="{"zh-CN" if language == "zh" else "en"}"><body>{body}</body></html>')
    made.setPageSize(room)
    return made


def font(size_pt: float) -> QFont:
    """The kiosk's font, its digits searchable in a PDF."""
    made = QFont([name.strip(' "') for name in FONTS.split(",")])
    made.setPointSizeF(size_pt)
    made.setFeature(QFont.Tag("locl"), 0)  # else digits beside Latin letters cannot be searched or copied
    return made
