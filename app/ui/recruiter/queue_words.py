"""The words of a row of the list, cell by cell; nothing is put into words before it is drawn or read out."""

import time
from collections.abc import Callable

from app.review.values import Decision, QueueRow, Stand

COLUMNS = ("started", "job", "state", "waits", "composite", "decision", "flags", "interview")
NUMBER_CHARS = 8
Text = Callable[..., str]


def cell(row: QueueRow, column: str, text: Text) -> str:
    """What stands in the cell; in the language of `text`."""
    match column:
        case "started":
            return time.strftime("%Y-%m-%d %H:%M", time.localtime(row.started_at))
        case "job":
            return row.job
        case "state":
            return step(row, text)
        case "waits":
            return waited(row.waits_min, text)
        case "composite":
            return "–" if row.composite is None else f"{row.composite:.1f} ± {row.error or 0:.1f}"
        case "decision":
            return _decision(row, text)
        case "flags":
            comma = text("review.report.comma")
            return comma.join(row.flags) if row.has_flags_read else text("review.alerts.flags_unread")
        case _:
            number = short(row.interview_id)
            return f"{row.appointment} · {number}" if row.appointment else number


def short(interview_id: str) -> str:
    """The first part of a long number: enough to tell it from others; it is searched for whole."""
    return interview_id[:NUMBER_CHARS] if len(interview_id) > 2 * NUMBER_CHARS else interview_id


def read_out(row: QueueRow, text: Text) -> str:
    """The whole row for a screen reader: each cell that says something, with the name of its column."""
    told = [
        f"{text(f'review.console.column_{column}')}: {words}"
        for column in COLUMNS
        if (words := cell(row, column, text)) not in ("", "–")
    ]
    return "; ".join(told)


def step(row: QueueRow, text: Text) -> str:
    """Where somebody sits, or what the interview waits for; a raised hand first."""
    if row.step == "question":
        told = text("review.console.step_question", number=row.answered + 1, all=row.questions)
    elif row.step:
        told = text(f"review.console.step_{row.step}")
    elif row.wants_second:
        told = text("review.agreement.wanted")
    else:
        told = text("review.console.state_blind" if row.is_blind else f"review.console.state_{row.state}")
    told = text("review.console.here", step=told) if row.is_here else told
    return text("review.console.hand", step=told) if row.call else told


def waited(minutes: int | None, text: Text) -> str:
    """How long, in the largest unit that says something."""
    if minutes is None:
        return "–"
    if minutes < 60:
        return text("review.console.minutes", count=minutes)
    hours = minutes // 60
    return (
        text("review.console.hours", count=hours)
        if hours < 48
        else text("review.console.days", count=hours // 24)
    )


def age(seconds: float, text: Text) -> str:
    """How long ago: "20 s ago"."""
    seconds = max(0.0, seconds)
    if seconds < 120:
        return text("review.alerts.ago_s", count=int(seconds))
    return text("review.alerts.ago", time=waited(int(seconds // 60), text))


def _decision(row: QueueRow, text: Text) -> str:
    is_handed = row.handed_to and row.decision is Decision.HAND_OVER  # then the name says it all
    parts = [] if row.decision is None or is_handed else [text(f"review.console.{row.decision}")]
    if row.is_second:
        parts.append(text("review.console.read_second"))
    elif row.stand in (Stand.SECOND, Stand.APART):
        parts.append(text(f"review.console.stand_{row.stand}"))
    if row.handed_to:
        parts.append(text("review.console.handed_to", name=row.handed_to))
    return " · ".join(parts) or "–"


def sorted_by(row: QueueRow, column: str) -> tuple[str | float, float]:
    """What a column is sorted by; within the same, the newest interview is the greatest."""
    return _key(row, column), row.started_at


def _key(row: QueueRow, column: str) -> str | float:
    match column:
        case "started":
            return row.started_at
        case "composite":
            return -1.0 if row.composite is None else row.composite
        case "state":
            return "blind" if row.is_blind else row.state
        case "waits":
            return -1.0 if row.waits_min is None else float(row.waits_min)
        case "flags":
            return float(len(row.flags))
        case "decision":
            return row.decision or ""
        case "job":
            return row.job
        case _:
            return row.appointment or row.interview_id
