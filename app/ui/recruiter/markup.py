"""Pieces of markup for papers. Every word is escaped here: what a candidate said is never markup."""

from collections.abc import Iterable, Sequence
from html import escape

from app.domain.score import SCALE_MAX, SCALE_MIN
from app.ui.theme import LIGHT

_TRACK, _SPREAD, _DOT = LIGHT["line"], LIGHT["accent_line"], LIGHT["accent_deep"]  # paper is white
_GROUND = LIGHT["sunken"]
_DOT_PERCENT = 2.0


def title(words: str) -> str:
    """The title of a paper."""
    return f"<h1>{escape(words)}</h1>"


def part(words: str) -> str:
    """The head of a part."""
    return f"<h2>{escape(words)}</h2>"


def head(words: str) -> str:
    """A heading within a part."""
    return f"<h3>{escape(words)}</h3>"


def said(words: str, look: str = "") -> str:
    """A paragraph; its line ends stay."""
    inside = "<br>".join(escape(line) for line in words.split("\n"))
    return f'<p class="{look}">{inside}</p>' if look else f"<p>{inside}</p>"


def strong(words: str) -> str:
    """A line that heads what follows."""
    return f"<h4>{escape(words)}</h4>"


def lead(name: str, words: str) -> str:
    """A paragraph with its name in front of it."""
    return f"<p><b>{escape(name)}</b> {escape(words)}</p>"


def span(words: str, look: str) -> str:
    """Words in a look, in a paragraph made by `paragraph`."""
    return f'<span class="{look}">{escape(words)}</span>' if look else escape(words)


def paragraph(pieces: Iterable[str]) -> str:
    """A paragraph of pieces that are markup already."""
    return f"<p>{''.join(pieces)}</p>"


def table(rows: Iterable[tuple[str, ...]], widths: tuple[int, ...]) -> str:
    """Rows of cells that are markup already. widths: percent of each column."""
    lines = (
        "".join(
            f'<td width="{width}%" valign="middle">{cell}</td>'
            for cell, width in zip(cells, widths, strict=True)
        )
        for cells in rows
    )
    inside = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table width="100%" cellspacing="0" cellpadding="2">{inside}</table>' if inside else ""


def matrix(rows: Sequence[tuple[str, ...]], name_percent: float) -> str:
    """Rows of cells that are markup already: a name and its figures. The first is the head, on a ground of its own."""
    width = (100 - name_percent) / max(1, len(rows[0]) - 1)
    lines = []
    for at, (name, *cells) in enumerate(rows):
        ground = (
            f' bgcolor="{_GROUND}"' if at == 0 else ""
        )  # on others it would cover what hangs below the line above
        inside = "".join(
            f'<td width="{width:.2f}%" align="right" style="padding-right:3px">{cell}</td>' for cell in cells
        )
        lines.append(f'<tr{ground}><td width="{name_percent:g}%">{name}</td>{inside}</tr>')
    return (
        f'<table width="100%" cellspacing="0" cellpadding="0" style="margin-top:5px">{"".join(lines)}</table>'
    )


def facts(rows: Iterable[tuple[str, str]], widths: tuple[int, int] = (17, 33)) -> str:
    """Names and their values, two pairs in a line. widths: percent of a name and of its value."""
    cells = [cell for name, value in rows for cell in (said(name, "quiet"), said(value))]
    cells += [""] * (-len(cells) % 4)
    lines = ((cells[at], cells[at + 1], cells[at + 2], cells[at + 3]) for at in range(0, len(cells), 4))
    return table(lines, (*widths, *widths))


def bar(value: float | None, error: float | None) -> str:
    """The score on its scale, with what lies within its error, in cells; nothing where there is none."""
    if value is None:
        return ""
    spread = error or 0.0
    at, low, high = _place(value), _place(value - spread), _place(value + spread)
    left, right = max(0.0, at - _DOT_PERCENT / 2), min(100.0, at + _DOT_PERCENT / 2)
    low, high = min(low, left), max(high, right)
    widths = (low, left - low, right - left, high - right, 100.0 - high)
    colours = (_TRACK, _SPREAD, _DOT, _SPREAD, _TRACK)
    cells = "".join(
        f'<td width="{width:.1f}%" style="padding:0" bgcolor="{colour}"><span style="font-size:4pt">&nbsp;</span></td>'
        for width, colour in zip(widths, colours, strict=True)
        if width > 0.05
    )
    lower = "margin-top:3px"  # beside a line or below a figure: Qt puts it above their middle
    return f'<table width="100%" cellspacing="0" cellpadding="0" style="{lower}"><tr>{cells}</tr></table>'


def _place(score: float) -> float:
    inside = min(max(score, SCALE_MIN), SCALE_MAX)
    return (inside - SCALE_MIN) / (SCALE_MAX - SCALE_MIN) * 100
