"""One page for HR and one for the candidate, as PDF in memory, its fonts inside."""

from dataclasses import dataclass, replace
from functools import partial
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPainter, QTextDocument

from app.errors import BugError
from app.review.values import Card, Quote, ScoreLine
from app.ui.paper import Section
from app.ui.pdf import in_memory, lay_out
from app.ui.recruiter.card_view import figure, said_words
from app.ui.recruiter.pages_pdf import font
from app.ui.strings import Strings

SIZES_PT = (10.5, 9.5, 8.6, 8.2)  # the largest at which everything is on one page; smaller could not be read
_LINE_CHARS = 60  # of a line in a list that is shortened
_MOST_CHARS = 150  # of any line, where shorter lists are not enough
_IN_ONE, _LAST = 0, 6  # how many lines of such a list stay, the newest; in one: all, one after the other
_MARGIN_MM = 16.0
_STYLE = (
    "h1 { margin-top: 0; margin-bottom: @gappx; line-height: 90%; }"
    " h3 { margin-top: @gappx; margin-bottom: @lesspx; line-height: 90%; }"
    " p { margin-top: 0; margin-bottom: @lesspx; line-height: 90%; }"
)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A title and its sections. language: of the words, for who reads the file aloud.

    lists: headings of the sections that may be shortened where they do not fit, and how many lines stay; shortened: the
    words that say so.
    """

    title: str
    sections: tuple[Section, ...]
    language: str
    lists: tuple[tuple[str, int], ...]
    shortened: str


def page_for_hr(card: Card, strings: Strings) -> ReportPage:
    """Everything on the card: scores with intervals, quotes, flags, gaps, what people said."""
    text = strings.text
    low, high = card.grey_zone
    composite = [f"{figure(card.composite)} · {card.band}", *_lines((card.composite,), strings)[1:]]
    composite.append(text("review.console.line", line=card.pass_line, low=low, high=high))
    subs = [each for each in card.sub_dimensions if each.changed_to is not None or each.value is None]
    return ReportPage(
        text("review.console.report_title", job=card.job),
        (
            Section(text("review.console.column_interview"), (card.interview_id,)),
            Section(text("review.console.composite"), tuple(composite)),
            Section(text("review.console.dimensions"), tuple(_lines((*card.dimensions, *subs), strings))),
            Section(text("review.console.strongest"), _quoted(card.strongest, strings)),
            Section(text("review.console.weakest"), _quoted(card.weakest, strings)),
            Section(text("review.console.flags"), card.flags or (text("review.console.none"),)),
            Section(text("review.console.gaps"), card.gaps or (text("review.console.none"),)),
            Section(text("review.console.history"), _history(card, strings)),
        ),
        strings.language.value,
        ((text("review.console.gaps"), _IN_ONE), (text("review.console.history"), _LAST)),
        text("review.report.shortened"),
    )


def page_for_candidate(card: Card, strings: Strings) -> ReportPage:
    """What was looked at and seen, in whole sentences; no figure, no comparison, no decision."""
    text = strings.text
    return ReportPage(
        text("review.console.candidate_title", job=card.job),
        (
            Section(text("review.console.column_interview"), (card.interview_id,)),
            Section(text("review.console.candidate_how"), (text("review.console.candidate_how_more"),)),
            Section(text("review.console.candidate_seen"), card.sentences or (text("review.console.none"),)),
            Section(
                text("review.console.candidate_quotes"),
                tuple(text("review.console.quote", words=each.words) for each in card.strongest)
                or (text("review.console.none"),),
            ),
            Section(text("review.console.gaps"), card.gaps or (text("review.console.none"),)),
            Section(text("review.console.candidate_rights"), (text("review.console.candidate_rights_more"),)),
        ),
        strings.language.value,
        ((text("review.console.gaps"), _IN_ONE),),
        "",
    )


def report_pdf(page: ReportPage) -> bytes:
    """`page` as a PDF of one A4 page. Raises BugError if even the smallest letters do not fit."""
    return in_memory(page.title, partial(draw_page, page))


def draw_page(page: ReportPage, device: QPagedPaintDevice) -> None:
    """`page` on a printer or in a PDF. Raises BugError as report_pdf does."""
    lay_out(device)
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM))
    document = _fitting(page, device)
    painter = QPainter(device)
    document.drawContents(painter)
    painter.end()


def _fitting(page: ReportPage, writer: QPagedPaintDevice) -> QTextDocument:
    """The page laid out in the writer's dots, in the largest letters that fit; lists get shorter before all is tiny."""
    short = _shortened(page)
    for shown, size_pt in (
        *((page, size) for size in SIZES_PT),
        *((short, size) for size in SIZES_PT[1:]),
        (_cut(short), SIZES_PT[-1]),
        (_joined(_cut(short)), SIZES_PT[-1]),
    ):
        made = _laid(shown, size_pt, writer)
        if made.size().height() <= writer.height():
            return made
    raise BugError("a report does not fit on its page")


def _laid(page: ReportPage, size_pt: float, writer: QPagedPaintDevice) -> QTextDocument:
    made = QTextDocument()
    made.documentLayout().setPaintDevice(writer)
    made.setDefaultFont(font(size_pt, page.language))
    made.setDocumentMargin(0)
    more = size_pt - SIZES_PT[-1]  # where letters are small, lines stand closer too
    made.setDefaultStyleSheet(
        _STYLE.replace("@gap", f"{8 + 7 * more:g}").replace("@less", f"{2 + 2 * more:g}")
    )
    made.setHtml(_html(page))
    made.setTextWidth(writer.width())
    return made


def _shortened(page: ReportPage) -> ReportPage:
    """The same with its lists cut: the reasons stay, and of what people said the newest."""
    most, sections = dict(page.lists), []
    for section in page.sections:
        lines = section.lines
        if section.heading in most:
            kept = lines[-most[section.heading] :]  # all of them, where it is none
            lines = tuple(line if len(line) <= _LINE_CHARS else f"{line[:_LINE_CHARS]} …" for line in kept)
            lines = (" · ".join(lines),) if most[section.heading] == _IN_ONE else lines
            lines += (page.shortened,) if page.shortened and lines != section.lines else ()
        sections.append(Section(section.heading, lines))
    return replace(page, sections=tuple(sections))


def _cut(page: ReportPage) -> ReportPage:
    """The same with no long line; those that a list already has in one stay."""
    lists = {name for name, _ in page.lists}
    sections = (
        section
        if section.heading in lists
        else Section(
            section.heading,
            tuple(
                line if len(line) <= _MOST_CHARS else f"{line[:_MOST_CHARS].rstrip()} …"
                for line in section.lines
            ),
        )
        for section in page.sections
    )
    return replace(page, sections=tuple(sections))


def _joined(page: ReportPage) -> ReportPage:
    """The same with each section in one paragraph: little room is left to each of many lines."""
    return replace(
        page,
        sections=tuple(Section(each.heading, (" · ".join(each.lines),)) for each in page.sections),
    )


def _html(page: ReportPage) -> str:
    """Every word is escaped: what a candidate said is never markup."""
    language = "zh-CN" if page.language == "zh" else "en"
    parts = [f"<h1>{escape(page.title)}</h1>"]
    for section in page.sections:
        parts.append(f"<h3>{escape(section.heading)}</h3>")
        parts += [f"<p>{escape(line)}</p>" for line in section.lines]
    return f'<html lang="{language}"><body>{"".join(parts)}</body></html>'


def _lines(scores: tuple[ScoreLine, ...], strings: Strings) -> list[str]:
    lines = []
    for score in scores:
        parts = [score.name if score.weight is None else f"{score.name} ({score.weight:g}%)", figure(score)]
        parts += [score.why_not] if score.why_not else []
        if score.changed_to is not None:
            parts.append(strings.text("review.console.changed_to", value=f"{score.changed_to:g}"))
        lines.append(" · ".join(parts))
    return lines


def _quoted(quotes: tuple[Quote, ...], strings: Strings) -> tuple[str, ...]:
    told = (
        f"{strings.text('review.console.quote', words=each.words)} {each.question_id} · {each.rule}"
        for each in quotes
    )
    return tuple(told) or (strings.text("review.console.none"),)


def _history(card: Card, strings: Strings) -> tuple[str, ...]:
    told = (
        " · ".join(part for part in (said.by, said_words(said.what, card, strings.text), said.reason) if part)
        for said in card.history
    )
    return tuple(told) or (strings.text("review.console.none"),)
