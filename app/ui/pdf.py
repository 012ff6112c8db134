"""A receipt on paper: one document for the printer and for the PDF, its fonts inside the file."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QBuffer, QMarginsF, QUrl
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from app.domain.language import Language
from app.ui.paper import Paper
from app.ui.qr import qr_image
from app.ui.theme import FONTS

_CODE = "qr"
_MODULE_PX = 8  # drawn small on the page: sharp on paper
_CODE_WIDTH = 110
_CODE_SIZE = f'width="{_CODE_WIDTH}" height="{_CODE_WIDTH}"'
_DOTS_PER_INCH = 300
_MARGIN_MM = 2.0  # QTextDocument leaves 20 mm of its own
_STYLE = "p { margin-top: 2px; margin-bottom: 4px; } h3 { margin-top: 12px; margin-bottom: 4px; }"
_SMALL_FROM_LINES = 8  # a list as long as what was read on the consent page is set smaller


def document(paper: Paper) -> QTextDocument:
    """The paper as a document. Every word is escaped: what a candidate said is never markup."""
    made = QTextDocument()
    font = QFont([name.strip(' "') for name in FONTS.split(",")])
    font.setPointSizeF(10.5)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(_STYLE)
    made.addResource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(_CODE), qr_image(paper.code, _MODULE_PX)
    )
    parts = [
        '<table width="100%"><tr>',
        f'<td valign="middle"><h1>{escape(paper.title)}</h1></td>',
        f'<td align="right" width="{_CODE_WIDTH}"><img src="{_CODE}" {_CODE_SIZE}></td>',
        "</tr></table>",
    ]
    for section in paper.sections:
        size = ' style="font-size:9pt"' if len(section.lines) >= _SMALL_FROM_LINES else ""
        parts.append(f"<h3>{escape(section.heading)}</h3>")
        parts += [f"<p{size}>{escape(line)}</p>" for line in section.lines]
    language = "zh-CN" if paper.language is Language.ZH else "en"
    made.setHtml(f'<html lang="{language}"><body>{"".join(parts)}</body></html>')
    return made


def pdf_bytes(paper: Paper) -> bytes:
    """`paper` as a PDF."""
    return in_memory(paper.title, partial(draw, paper))


def draw(paper: Paper, device: QPagedPaintDevice) -> None:
    """`paper` on a printer or in a PDF."""
    lay_out(device)
    document(paper).print_(device)


def in_memory(title: str, drawn: Callable[[QPagedPaintDevice], object]) -> bytes:
    """What `drawn` draws as a PDF, made in memory: it quotes a candidate, and lies on no disk in clear."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_DOTS_PER_INCH)
    drawn(writer)
    del writer  # its end is written with it
    return bytes(buffer.data().data())


def lay_out(device: QPagedPaintDevice) -> None:
    """A4, upright, with margins every printer can keep."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    device.setPageLayout(layout)
