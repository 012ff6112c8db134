"""Spans of months in words: 2019.03 – 2021.05, 2019年3月至今, Mar 2019 – Present."""

import re
from dataclasses import dataclass

from ehr.resumes.facts import Month, Period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_POINT = (
    rf"(?:(?P<m{{0}}a>{_NAME})[ ,]*(?P<y{{0}}a>(?:19|20)\d\d)"
    r"|(?P<m{0}b>0?[1-9]|1[0-2])[/.](?P<y{0}b>(?:19|20)\d\d)"
    r"|(?P<y{0}c>(?:19|20)\d\d)(?:[ ]?[年./-][ ]?(?P<m{0}c>1[0-2]|0?[1-9])(?!\d)[ ]?月?|[ ]?年)?)"
)
_TODAY = r"(?P<today>至今|现在|今|目前|present|now|current|today|to date)"
_RANGE = re.compile(
    r"(?<![\d./-])" + _POINT.replace("{0}", "1") + r"[ ]*(?:--?|–|—+|~|～|至|到|until|to)?[ ]*"
    r"(?:" + _TODAY + r"|(?<=[-–—~～至到lo ])" + _POINT.replace("{0}", "2") + r")(?![\d])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and where it stands in the words it was looked for in."""

    period: Period
    start: int
    end: int


def find_period(words: str) -> FoundPeriod | None:
    """The first period in `words` that does not end before it begins; None where there is none."""
    for hit in _RANGE.finditer(words):
        start = _month(hit, "1")
        end = None if hit["today"] else _month(hit, "2")
        if end is None or end.index(at_start=False) >= start.index(at_start=True):
            return FoundPeriod(Period(start, end), hit.start(), hit.end())
    return None


def _month(hit: re.Match[str], which: str) -> Month:
    year = next(int(hit[f"y{which}{form}"]) for form in "abc" if hit[f"y{which}{form}"])
    named = hit[f"m{which}a"]
    if named:
        return Month(year, _MONTHS.index(named[:3].lower()) + 1)
    number = hit[f"m{which}b"] or hit[f"m{which}c"]
    return Month(year, int(number) if number else None)


def months_together(periods: tuple[Period, ...], today: Month) -> int:
    """How many months lie in at least one of `periods`; months after `today` do not count."""
    last = today.index(at_start=False)
    covered: set[int] = set()
    for period in periods:
        end = last if period.end is None else min(period.end.index(at_start=False), last)
        covered |= set(range(period.start.index(at_start=True), end + 1))
    return len(covered)
