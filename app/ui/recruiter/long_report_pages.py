"""The five pages for HR: cover, dimensions, answers, measures, where everything comes from."""

from datetime import datetime

from app.review.report_values import (
    AnchoredSub,
    Keeping,
    LongReport,
    Marked,
    Measures,
    Rated,
    ReportedAnswer,
    ScoredSub,
)
from app.review.values import Quote, Said, ScoreLine
from app.ui.recruiter import markup
from app.ui.recruiter.card_view import figure, said_words
from app.ui.recruiter.pages_pdf import Part, Parts
from app.ui.strings import Strings

ANSWER_PAGES = 2  # with one each for the cover, the dimensions, and measures and origin: five
POINTS = 3  # of each sub-dimension of an answer; the others are counted


def long_pages(report: LongReport, strings: Strings) -> Parts:
    """The report, laid out; five pages unless the answers are too long for that in letters one can read."""
    made = _Pages(report, strings)
    name = strings.text("review.report.title", job=report.card.job)

    def foot(number: int, pages: int) -> str:
        return strings.text(
            "review.report.foot", number=number, all=pages, interview=report.card.interview_id
        )

    parts = (
        Part(made.cover(name), 1),
        Part(made.dimensions(), 1),
        Part(made.answers(), ANSWER_PAGES),
        Part(made.measures() + made.origin(), 1),
    )
    return Parts(name, parts, strings.language.value, foot)


def kept_lines(keeping: Keeping, strings: Strings) -> tuple[str, ...]:
    """When what goes, in words."""
    found = []
    for key, at in (
        ("recordings", keeping.recordings),
        ("whole", keeping.whole),
        ("asked", keeping.asked),
    ):
        if at is not None:
            found.append(strings.text(f"review.report.keep_{key}", day=day(at)))
    return tuple(found) or (strings.text("review.report.keep_unknown"),)


def day(unix_s: float) -> str:
    """The day, as people here read it."""
    return f"{datetime.fromtimestamp(unix_s):%Y-%m-%d}"


def minute(unix_s: float) -> str:
    """Day and minute, as people here read them."""
    return f"{datetime.fromtimestamp(unix_s):%Y-%m-%d %H:%M}"


class _Pages:
    def __init__(self, report: LongReport, strings: Strings) -> None:
        self._report, self._card, self._text = report, report.card, strings.text
        self._strings = strings

    def cover(self, name: str) -> str:
        report, card, text = self._report, self._card, self._text
        low, high = card.grey_zone
        line = text("review.console.line", line=card.pass_line, low=low, high=high)
        figures = [
            markup.said(figure(card.composite), "big"),
            markup.bar(card.composite.value, card.composite.error),
        ]
        if report.interval is not None:
            span = {"low": f"{report.interval[0]:.1f}", "high": f"{report.interval[1]:.1f}"}
            figures.append(markup.said(text("review.report.interval", **span)))
        figures += [markup.said(each) for each in _notes(card.composite, self._strings)]
        weighed = [
            (markup.said(_named(each)), markup.bar(each.value, each.error), markup.said(f"  {figure(each)}"))
            for each in card.dimensions
        ]
        return "".join(
            [
                markup.title(name),
                markup.said(report.decides, "quiet"),
                markup.facts(report.facts),
                markup.head(text("review.console.composite")),
                *figures,
                markup.said(card.band),
                markup.said(line, "small"),
                markup.head(text("review.console.dimensions")),
                markup.table(weighed, (46, 38, 16)),
                self._listed("strongest", tuple(self._quote(each) for each in card.strongest)),
                self._listed("weakest", tuple(self._quote(each) for each in card.weakest)),
                self._listed("flags", card.flags),
                self._listed("gaps", card.gaps),
            ]
        )

    def _listed(self, key: str, lines: tuple[str, ...]) -> str:
        told = lines or (self._text("review.console.none"),)
        return markup.head(self._text(f"review.console.{key}")) + "".join(markup.said(each) for each in told)

    def _quote(self, quote: Quote) -> str:
        words = self._text("review.console.quote", words=quote.words)
        return f"{words} {quote.question_id} · {quote.rule} ({quote.points:+.1f})"

    def dimensions(self) -> str:
        parts = [markup.part(self._text("review.report.dimensions"))]
        for dimension in self._report.dimensions:
            line = dimension.line
            parts.append(markup.head(f"{_named(line)} · {figure(line)}"))
            parts += [markup.said(each) for each in _notes(line, self._strings)]
            parts.append(markup.table((self._sub(each) for each in dimension.subs), (30, 70)))
        if any(each.is_unproven for each in self._card.sub_dimensions):
            parts.append(markup.said(f"* {self._text('review.report.unproven')}", "small"))
        return "".join(parts)

    def _sub(self, sub: AnchoredSub) -> tuple[str, str]:
        line = sub.line
        star = " *" if line.is_unproven and line.value is not None else ""
        left = markup.said(f"{line.name} · {figure(line)}{star}")
        right = "".join(markup.said(each) for each in _notes(line, self._strings))
        for each in sub.anchors:
            right += markup.said(self._text("review.report.anchor", level=each.level, words=each.words))
        right += "".join(markup.said(self._quote(each), "small") for each in sub.quotes)
        return left, right

    def answers(self) -> str:
        parts = [
            markup.part(self._text("review.report.answers")),
            markup.said(self._text("review.report.answers_more"), "small"),
        ]
        return "".join(parts) + "".join(self._answer(each) for each in self._report.answers)

    def _answer(self, answer: ReportedAnswer) -> str:
        parts = [markup.head(" · ".join((answer.head, *answer.facts)))]
        parts += [markup.said(each, "small") for each in answer.asked]
        if answer.words:
            parts.append(markup.paragraph(_marked(each) for each in answer.words))
        if answer.no_words:
            parts.append(markup.said(self._text("review.console.no_words", reason=answer.no_words), "quiet"))
        if answer.recognised:
            parts.append(markup.said(self._text("review.console.raw", words=answer.recognised), "small"))
        if answer.subs:
            parts.append(markup.paragraph(self._scored(each) for each in answer.subs))
        return "".join(parts)

    def _scored(self, sub: ScoredSub) -> str:
        """The score with its evidence; a number stands for the quote that is marked with it above."""
        points = [
            f"{f'[{each.number}] ' if each.number else ''}{each.claim} ({each.points})"
            for each in sub.points[:POINTS]
        ]
        more = len(sub.points) - len(points)
        points += [self._text("review.report.more_points", count=more)] if more else []
        told = f": {'; '.join(points)}" if points else ""
        return f"<b>{markup.span(f'{sub.name} {sub.score}', '')}</b>{markup.span(told, '')}. "

    def measures(self) -> str:
        told = [
            markup.part(self._text("review.report.measures")),
            markup.said(self._report.measures_are, "quiet"),
        ]
        told += [self._measured(each) for each in self._report.measures]
        if not self._report.measures:
            told.append(markup.said(self._text("review.report.no_measures")))
        return "".join(told)

    def _measured(self, each: Measures) -> str:
        lines = [
            " · ".join(part for part in (f"{line.name} {line.value}", line.change, line.doubt) if part)
            for line in each.lines
        ]
        lines += [self._text("review.report.not_measured", what=gap) for gap in each.missing]
        return markup.head(each.head) + markup.said("; ".join(lines))

    def origin(self) -> str:
        report, text = self._report, self._text
        choices = {
            key: [name for name, given in report.consents if given is agreed]
            for key, agreed in (("agreed", True), ("refused", False))
        }
        parts = [
            markup.head(text("review.report.versions")),
            markup.facts(report.provenance),
            markup.head(text("review.report.consents")),
            *(
                markup.said(f"{text(f'review.report.{key}')}: {_listed(names)}")
                for key, names in choices.items()
            ),
            markup.head(text("review.report.keeping")),
            *(markup.said(each) for each in kept_lines(report.keeping, self._strings)),
            *(self._rated(each) for each in report.ratings),
            markup.head(text("review.console.history")),
        ]
        history = [self._said(each) for each in self._card.history] or [text("review.console.none")]
        return "".join(parts) + "".join(markup.said(each) for each in history)

    def _rated(self, rated: Rated) -> str:
        told = self._text("review.report.rated", name=rated.by, at=minute(rated.at))
        parts = [markup.head(told)]
        for each in rated.answers:
            values = ", ".join(
                f"{name} {value or self._text('review.console.not_observed')}" for name, value in each.values
            )
            parts.append(markup.said(f"{each.head}: {values} · {each.reason}", "small"))
        return "".join(parts)

    def _said(self, said: Said) -> str:
        parts = (minute(said.at), said.by, said_words(said.what, self._card, self._text), said.reason)
        return " · ".join(part for part in parts if part)


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "–"


def _named(line: ScoreLine) -> str:
    return line.name if line.weight is None else f"{line.name} · {line.weight:g}%"


def _notes(line: ScoreLine, strings: Strings) -> list[str]:
    """Why there is no figure, and what a person made of it."""
    notes = [line.why_not] if line.why_not else []
    if line.changed_to is not None:
        notes.append(strings.text("review.console.changed_to", value=f"{line.changed_to:g}"))
    return notes


def _marked(piece: Marked) -> str:
    numbers = ", ".join(str(each) for each in piece.numbers)
    return markup.span(piece.text, piece.sign) + (markup.raised(f"[{numbers}]") if numbers else "")
