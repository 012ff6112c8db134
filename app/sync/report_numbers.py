"""How the report writes numbers: scores, points, measures, instants."""

from datetime import datetime
from typing import Any

from app.domain.score import SCALE_MAX, SCALE_MIN
from app.sync.report_words import ReportWords

MINUS = "\u2212"

Json = dict[str, Any]


def signed(value: float) -> str:
    """The number with its sign, one decimal, a true minus."""
    text = f"{abs(value):.1f}"
    return text if text == "0.0" else f"{'+' if value > 0 else MINUS}{text}"


def points_text(points: float) -> str:
    """Points added or taken, with two decimals where one would hide them."""
    text = f"{abs(points):.1f}" if abs(points) >= 0.05 else f"{abs(points):.2f}"
    return f"{'+' if points > 0 else MINUS}{text}"


def result_text(result: Json, words: ReportWords) -> str:
    """`7.0 ± 0.9`, or why there is no score."""
    if result["score"] is None:
        reason = result.get("not_scored_reason")
        return words.code("reason", reason) if reason else words.label("not_scored")
    error = result.get("standard_error")
    return f"{result['score']:.1f}" if error is None else f"{result['score']:.1f} ± {error:.1f}"


def value_text(observation: Json, words: ReportWords) -> str:
    """A measured value with its unit; ratios as percent."""
    value, unit = observation["value"], observation["unit"]
    if value is None:
        return ""
    if observation["measure"].endswith("_ratio"):
        return f"{value:.0%}"
    text = f"{abs(value):.0f}" if float(value).is_integer() or abs(value) >= 100 else f"{abs(value):.2g}"
    if abs(value) >= 10 and not float(value).is_integer():
        text = f"{abs(value):.1f}" if abs(value) < 100 else f"{abs(value):.0f}"
    sign = MINUS if value < 0 else ""
    return f"{sign}{text} {words.code('unit', unit)}".rstrip()


def position(score: float) -> float:
    """Where `score` stands on the scale, in percent of its length."""
    inside = min(max(score, SCALE_MIN), SCALE_MAX)
    return round((inside - SCALE_MIN) / (SCALE_MAX - SCALE_MIN) * 100, 2)


def instant(text: str) -> datetime:
    """The instant of an ISO text of the contract."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def instant_text(text: str) -> str:
    """Date and time to the minute, UTC."""
    return f"{instant(text):%Y-%m-%d %H:%M} UTC"
