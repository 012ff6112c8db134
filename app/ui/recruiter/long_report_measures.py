"""The measures of the long report: one matrix over the answers; observations, never scores."""

from app.review.report_values import MeasureCell, MeasureRow, MeasureTable
from app.ui.recruiter import markup
from app.ui.strings import Strings

COLUMNS = 15  # of answers; more would be too narrow for their figures
_NAME_PERCENT, _NARROW_PERCENT, _MANY = 30.0, 23.0, 12  # of many columns the first is narrower


def measures(are: str, table: MeasureTable, strings: Strings) -> str:
    """The matrix with what its marks mean, and what does not fit into a matrix.

    Args:
        are: What measures are, and what they say nothing about.
    """
    text = strings.text
    parts = [markup.part(text("review.report.measures")), markup.said(are, "small")]
    if not table.rows and not table.once:
        parts.append(markup.said(text("review.report.no_measures")))
    if table.rows:
        parts.append(markup.said(text("review.report.marks"), "legend"))
        parts.append(_matrix(table, strings))
    left = len(table.columns) - COLUMNS
    if left > 0:
        parts.append(markup.said(text("review.report.more_answers", count=left), "small"))
    for key, told in (("once", table.once), ("doubts", table.doubts)):
        if told:
            listed = text("review.report.semicolon").join(
                text("review.report.pair", name=name, value=value) for name, value in told
            )
            parts.append(markup.said(text(f"review.report.{key}", what=listed), "small"))
    return "".join(parts)


def _matrix(table: MeasureTable, strings: Strings) -> str:
    columns = table.columns[:COLUMNS]
    head = (markup.said(" ", "cell"), *(markup.said(each, "cell") for each in columns))
    width = _NAME_PERCENT if len(columns) <= _MANY else _NARROW_PERCENT
    return markup.matrix((head, *(_row(each, strings) for each in table.rows)), width)


def _row(row: MeasureRow, strings: Strings) -> tuple[str, ...]:
    name = strings.text("review.report.unit", name=row.name, unit=row.unit) if row.unit else row.name
    return markup.said(name, "cell"), *(_cell(each) for each in row.cells[:COLUMNS])


def _cell(cell: MeasureCell) -> str:
    look = "doubt" if cell.is_doubtful else "cell"
    return markup.said(cell.value or "–", f"{look} far" if cell.is_far else look)
