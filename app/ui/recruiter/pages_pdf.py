"""Papers of several pages: each part begins a page, every page says its number; fonts inside the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.errors import BugError
from app.ui.pdf import in_memory, lay_out
from app.ui.theme import FONTS

SIZES_PT = (10.0, 9.5, 9.0, 8.6, 8.2)  # the largest at which a part fits
SMALLEST_PT = 8.2  # nothing on paper is smaller; in whole dots of the device 8 points would be less than that
_MARGIN_MM, _FOOT_MM, _MM_PER_INCH = 14.0, 8.0, 25.4
PROPORTIONAL = ("pwid", "palt")  # features of the font: quotation marks, and the dot between parts
_GAP_MM = 6.0  # between columns
STYLE = (
    "h1 { font-size: xx-large; margin-top: 0; margin-bottom: 6px; line-height: 90%; }"
    " h2 { font-size: x-large; margin-top: 0; margin-bottom: 6px; line-height: 90%; }"
    " h3 { font-size: @headpt; margin-top: @gappx; margin-bottom: 2px; line-height: 88%; }"
    " h4 { font-size: @bodypt; margin-top: @lesspx; margin-bottom: 1px; line-height: 88%; }"
    " p { margin-top: 0; margin-bottom: @lesspx; line-height: 86%; }"
    " .quiet { color: #5A554B; }"
    " .small { font-size: @smallpt; color: #5A554B; }"
    " .cell { margin-bottom: 0; line-height: 84%; }"
    " .doubt { margin-bottom: 0; line-height: 84%; color: #706A5F; font-style: italic; }"
    " .legend { font-size: @smallpt; color: #5A554B; margin-bottom: 6px; }"
    " .far { text-decoration: underline; }"  # bold figures would be wider than their column
    " .big { font-size: xx-large; font-weight: bold; line-height: 100%; margin-bottom: 4px; }"
    " .plus { color: #0B6B66; }"
    " .minus { color: #8A2A17; text-decoration: underline; }"
    " .note { color: #5A554B; }"
)


@dataclass(frozen=True, slots=True)
class Part:
    """bodies: HTML, every word in it escaped; the fullest first, then shorter ones that say what they leave out.

    The first that fits on `pages` is taken; where none does, the last takes more pages, and nothing is cut. columns:
    each page has; words run from one into the next.
    """

    bodies: tuple[str, ...]
    pages: int
    columns: int = 1


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
    laid = [_fitting(each, parts.language, device, room) for each in parts.parts]
    pages = sum(each.pages for each in laid)
    painter, number = QPainter(device), 0
    for each in laid:
        for page in range(each.pages):
            if number:
                device.newPage()
            number += 1
            each.draw(painter, page)
            painter.setFont(font(SMALLEST_PT, parts.language))
            line = QRectF(0, room.height(), room.width(), foot)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignBottom), parts.foot(number, pages))
    painter.end()
    return pages


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part in letters of one size. Each page of the document is a column of the paper, `step` dots from the last."""

    document: QTextDocument
    columns: int
    step: float

    @property
    def pages(self) -> int:
        return -(-self.document.pageCount() // self.columns)

    @property
    def is_torn(self) -> bool:
        """Whether a figure stands on two lines: figures are what is aligned at the right."""
        block = self.document.begin()
        while block.isValid():
            is_figure = bool(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignRight)
            if is_figure and block.layout().lineCount() > 1:
                return True
            block = block.next()
        return False

    def draw(self, painter: QPainter, page: int) -> None:
        size = self.document.pageSize()
        for column in range(self.columns):
            at = page * self.columns + column
            if at < self.document.pageCount():
                painter.save()
                painter.translate(column * self.step, -at * size.height())
                self.document.drawContents(
                    painter, QRectF(0, at * size.height(), size.width(), size.height())
                )
                painter.restore()


def _fitting(part: Part, language: str, device: QPagedPaintDevice, room: QSizeF) -> _Laid:
    """The fullest body that fits in letters one can read, in the largest at which it does."""
    made = None
    for body in part.bodies:
        made = _laid(body, part.columns, language, SIZES_PT[-1], device, room)
        if made.pages <= part.pages:
            return _largest(body, part, language, device, room, made)
    if made is None:
        raise BugError("a part of a paper has no body")
    return made


def _largest(
    body: str, part: Part, language: str, device: QPagedPaintDevice, room: QSizeF, made: _Laid
) -> _Laid:
    """What fits, with every figure whole: three times laid out instead of five."""
    first, last = 0, len(SIZES_PT) - 1
    while first < last:
        middle = (first + last) // 2
        tried = _laid(body, part.columns, language, SIZES_PT[middle], device, room)
        if tried.pages <= part.pages and not tried.is_torn:
            made, last = tried, middle
        else:
            first = middle + 1
    return made


def _laid(
    body: str, columns: int, language: str, size_pt: float, device: QPagedPaintDevice, room: QSizeF
) -> _Laid:
    gap = _GAP_MM / _MM_PER_INCH * device.logicalDpiX()
    width = (room.width() - gap * (columns - 1)) / columns
    made = QTextDocument()
    made.documentLayout().setPaintDevice(device)
    made.setDefaultFont(font(size_pt, language))
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet(_style(size_pt))
    made.setHtml(f'<html lang="{"zh-CN" if language == "zh" else "en"}"><body>{body}</body></html>')
    made.setPageSize(QSizeF(width, room.height()))
    _keep_heads(made)
    return _Laid(made, columns, width + gap)


def _keep_heads(document: QTextDocument) -> None:
    """No head is the last line of a page or column: it goes with what it heads."""
    for _ in range(document.pageCount() + 1):
        block = document.begin()
        while block.isValid() and not _is_alone(document, block):
            block = block.next()
        if not block.isValid():
            return
        _break_before(block.next(), QTextFormat.PageBreakFlag.PageBreak_Auto)
        _break_before(block, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)


def _is_alone(document: QTextDocument, block: QTextBlock) -> bool:
    after = block.next()
    if not block.blockFormat().headingLevel() or not after.isValid():
        return False
    return _page_of(document, block) != _page_of(document, after)


def _page_of(document: QTextDocument, block: QTextBlock) -> int:
    """Where its first line is."""
    top = document.documentLayout().blockBoundingRect(block).top()
    lines = block.layout()
    if lines.lineCount():
        top += lines.lineAt(0).y()
    return int(
        (top + 1) / document.pageSize().height()
    )  # a dot: what begins a page may lie a fraction before it


def _break_before(block: QTextBlock, flag: QTextFormat.PageBreakFlag) -> None:
    form = block.blockFormat()
    form.setPageBreakPolicy(flag)
    QTextCursor(block).setBlockFormat(form)


def _style(size_pt: float) -> str:
    """The looks; where letters are small, lines stand closer too."""
    more = size_pt - SIZES_PT[-1]
    sizes = {
        "@small": max(SMALLEST_PT, size_pt - 1),
        "@body": size_pt,
        "@head": size_pt + 0.5,
        "@gap": 5 + 4 * more,
        "@less": 1.5 + 2 * more,
    }
    made = STYLE
    for name, value in sizes.items():
        made = made.replace(name, f"{value:g}")
    return made


def font(size_pt: float, language: str) -> QFont:
    """The kiosk's font, its digits searchable in a PDF; in English, quotation marks as wide as English has them."""
    made = QFont([name.strip(' "') for name in FONTS.split(",")])
    made.setPointSizeF(size_pt)
    made.setFeature(QFont.Tag("locl"), 0)  # else digits beside Latin letters cannot be searched or copied
    if language != "zh":
        for name in PROPORTIONAL:  # the font's own marks are as wide as a Chinese character
            made.setFeature(QFont.Tag(name), 1)
    return made
