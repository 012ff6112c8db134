"""Rows of the audit log in words: who, what, and the facts of a row as pairs."""

from app.office.audit_values import Detail, DetailValue
from app.ui.admin.office_base import minute
from app.ui.strings import Strings

NOT_IN_WORDS = ("seal", "head")  # sums that nobody reads: they are in the raw row, and in the export
NOBODY = "-"
_ID_CHARS = 36  # an interview's number is given whole, for it is looked for; longer sums are cut
_CUT_CHARS = 13


def action_words(strings: Strings, action: str) -> str:
    """What was done; one that a newer program wrote keeps its name."""
    return strings.known(f"office.action.{action}") or action


def actor_words(strings: Strings, actor: str) -> str:
    """Who did it: a name, or what acted where no account did."""
    return strings.known(f"office.actor.{'nobody' if actor == NOBODY else actor}") or actor


def problem_words(strings: Strings, code: str) -> str:
    """What a check found."""
    return strings.known(f"office.problem.{code}") or strings.gist(code) or code


def detail_words(strings: Strings, details: tuple[Detail, ...]) -> str:
    """All facts of a row in one line."""
    told = (
        strings.text("office.audit.pair", name=_name(strings, each.name), value=_value(strings, each))
        for each in details
        if each.name not in NOT_IN_WORDS
    )
    return " · ".join(told)


def _name(strings: Strings, name: str) -> str:
    return strings.known(f"office.detail.{name}") or name


def _value(strings: Strings, detail: Detail) -> str:
    if detail.name.endswith("_at") and isinstance(detail.value, float):
        return minute(detail.value)
    if isinstance(detail.value, tuple):
        comma = strings.text("review.report.comma")
        return comma.join(_plain(strings, detail.name, each) for each in detail.value)
    return _plain(strings, detail.name, detail.value)


def _plain(strings: Strings, name: str, value: DetailValue) -> str:
    match value:
        case bool():
            return strings.text(f"office.bool.{str(value).lower()}")
        case float():
            return f"{value:g}" if abs(value) < 1 else f"{value:.0f}"
        case str():
            return _word(strings, name, value)
        case _:
            return str(value)


def _word(strings: Strings, name: str, value: str) -> str:
    if name == "section":
        return strings.known(f"office.section_{value}") or value
    if name == "what":
        return action_words(strings, value)
    if name == "code":
        return strings.gist(value) or value
    found = strings.known(f"office.value.{value}")
    return found or (value if len(value) <= _ID_CHARS else f"{value[:_CUT_CHARS]}…")
