"""The five pages for HR: cover, dimensions, answers, measures, where everything comes from."""

from dataclasses import replace
from datetime import datetime

from app.review.report_values import (
    AnchoredSub,
    Keeping,
    LongReport,
    Rated,
    ReportedAnswer,
    ScoredSub,
)
from app.review.values import Quote, Said, ScoreLine
from app.ui.recruiter import markup
from app.ui.recruiter.card_view import figure, said_words
from app.ui.recruiter.long_report_measures import measures
from app.ui.recruiter.long_report_room import ALL, ROOMS, Room, shared
from app.ui.recruiter.pages_pdf import Part, Parts
from app.ui.strings import Strings

ANSWER_PAGES = 2  # with one each for the cover, the dimensions, and measures and origin: five
COLUMNS = 2  # short lines: many words in small letters can still be read


def long_pages(report: LongReport, strings: Strings) -> Parts:
    """The report, laid out on five pages; what does not fit in letters one can read is counted there."""
    made = [_Pages(report, strings, room) for room in ROOMS]
    name = strings.text("review.report.title", job=report.card.job)

    def foot(number: int, pages: int) -> str:
        return strings.text(
            "review.report.foot", number=number, all=pages, interview=report.card.interview_id
        )

    parts = (
        Part(tuple(each.told_of_cuts(each.cover(name)) for each in made), 1),
        Part(tuple(each.told_of_cuts(each.dimensions()) for each in made), 1, COLUMNS),
        Part(tuple(each.answers() for each in made), ANSWER_PAGES, COLUMNS),
        Part(
            tuple(
                measures(report.measures_are, report.measures, strings) + each.told_of_cuts(each.origin())
                for each in made
            ),
            1,
        ),
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
    def __init__(self, report: LongReport, strings: Strings, room: Room) -> None:
        self._report, self._card, self._text = report, report.card, strings.text
        self._strings, self._room = strings, room
        self._is_cut = False
        self._comma = strings.text("review.report.comma")
        self._shared = {} if room.asked else shared(report.answers)

    def _pair(self, name: str, value: str) -> str:
        return self._text("review.report.pair", name=name, value=value)

    def _cut(self, words: str, chars: int) -> str:
        """The beginning of `words`, and how much more there is."""
        left = len(words) - chars
        if left <= 0:
            return words
        self._is_cut = True
        return words[:chars].rstrip() + self._text("review.report.more_chars", count=left)

    def told_of_cuts(self, body: str) -> str:
        """`body`, with what "+n" means under it where something is left out."""
        is_cut, self._is_cut = self._is_cut, False
        return body + markup.said(self._text("review.report.more"), "small") if is_cut else body

    def _newest(self, count: int) -> list[str]:
        """Says that the oldest are left out."""
        left = count - self._room.said
        return [markup.said(self._text("review.report.more_said", count=left), "small")] if left > 0 else []

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
                markup.facts(report.facts, (13, 37)),  # the number of an interview on one line
                markup.head(text("review.console.composite")),
                *figures,
                markup.said(card.band),
                markup.said(line, "small"),
                markup.head(text("review.console.dimensions")),
                markup.table(weighed, (46, 38, 16)),
                self._listed("strongest", tuple(self._quote(each) for each in card.strongest), is_cut=True),
                self._listed("weakest", tuple(self._quote(each) for each in card.weakest), is_cut=True),
                self._listed("flags", card.flags),
                self._listed("gaps", card.gaps),
            ]
        )

    def _listed(self, key: str, lines: tuple[str, ...], *, is_cut: bool = False) -> str:
        told = lines or (self._text("review.console.none"),)
        return markup.head(self._text(f"review.console.{key}")) + "".join(
            markup.said(each if is_cut else self._cut(each, self._room.line)) for each in told
        )

    def _quote(self, quote: Quote) -> str:
        words = self._text("review.console.quote", words=self._cut(quote.words, self._room.line))
        signed = f"{quote.points:+.1f}".replace("-", "−")
        return f"{words} {quote.question_id} · {quote.rule} ({signed})"

    def dimensions(self) -> str:
        parts = [markup.part(self._text("review.report.dimensions"))]
        for dimension in self._report.dimensions:
            line = dimension.line
            parts.append(markup.head(f"{_named(line)} · {figure(line)}"))
            parts += [markup.said(each) for each in _notes(line, self._strings)]
            parts += [self._sub(each) for each in dimension.subs]
        if any(each.is_unproven for each in self._card.sub_dimensions):
            parts.append(markup.said(f"* {self._text('review.report.unproven')}", "small"))
        return "".join(parts)

    def _sub(self, sub: AnchoredSub) -> str:
        line = sub.line
        star = " *" if line.is_unproven and line.value is not None else ""
        made = markup.strong(f"{line.name} · {figure(line)}{star}")
        made += "".join(markup.said(each) for each in _notes(line, self._strings))
        for each in sub.anchors:
            made += markup.said(self._text("review.report.anchor", level=each.level, words=each.words))
        told = [self._quote(each) for each in sub.quotes[: self._room.quotes]]
        left = len(sub.quotes) - len(told)
        if left:
            told.append(f"+{left}")
            self._is_cut = True
        return made + "".join(markup.said(each, "small") for each in told)

    def answers(self) -> str:
        parts = [
            markup.part(self._text("review.report.answers")),
            markup.said(self._text("review.report.answers_more"), "small"),
            markup.said(self._text("review.report.more"), "small"),
        ]
        parts += [
            markup.said(self._pair(what, self._comma.join(where)), "small")
            for what, where in self._shared.items()
        ]
        parts += [self._answer(each) for each in self._report.answers]
        ratings = self._report.ratings[max(0, len(self._report.ratings) - self._room.said) :]
        return "".join(
            [*parts, *self._newest(len(self._report.ratings)), *(self._rated(each) for each in ratings)]
        )

    def _answer(self, answer: ReportedAnswer) -> str:
        text, room = self._text, self._room
        told = [each for each in (*answer.facts, *answer.states) if each not in self._shared]
        parts = [
            markup.head(answer.head),
            *([markup.said(" · ".join(told), "small")] if told and room.points else []),
        ]
        parts += [markup.said(self._cut(each, room.asked), "small") for each in answer.asked if room.asked]
        if answer.words:
            parts.append(markup.paragraph(self._words(answer)))
        if answer.no_words:
            parts.append(markup.said(text("review.console.no_words", reason=answer.no_words), "quiet"))
        if answer.recognised and room.points:
            raw = self._cut(answer.recognised, room.words)
            parts.append(markup.said(text("review.console.raw", words=raw), "small"))
        if answer.subs:
            parts.append(markup.paragraph(self._scored(each) for each in self._together(answer.subs)))
        return "".join(parts)

    def _words(self, answer: ReportedAnswer) -> list[str]:
        """The marked words, as many as there is room for."""
        pieces, room = [], self._room.words
        for each in answer.words:
            if room <= 0:
                break
            numbers = ", ".join(str(number) for number in each.numbers) if len(each.text) <= room else ""
            pieces.append(markup.span(each.text[:room], each.sign))
            pieces.append(markup.span(f"[{numbers}]", "quiet") if numbers else "")
            room -= len(each.text)
        left = sum(len(each.text) for each in answer.words) - self._room.words
        if left > 0:
            pieces.append(markup.span(self._text("review.report.more_chars", count=left), "quiet"))
        return pieces

    def _together(self, subs: tuple[ScoredSub, ...]) -> list[ScoredSub]:
        """Those without evidence that share their score or the reason why there is none, in one."""
        found: dict[object, ScoredSub] = {}
        for place, each in enumerate(subs):
            key = place if each.points or each.others else each.score
            same = found.get(key)
            found[key] = (
                each if same is None else replace(each, name=self._comma.join((same.name, each.name)))
            )
        return list(found.values())

    def _scored(self, sub: ScoredSub) -> str:
        """The score with its evidence; a number stands for the quote that is marked with it above."""
        points = [
            f"{f'[{each.number}] ' if each.number else ''}{each.claim} ({each.points})"
            for each in sub.points[: self._room.points]
        ]
        more = len(sub.points) - len(points) + sub.others
        points += [f"+{more}"] if more else []
        told = self._text("review.report.semicolon").join(points)
        name = f"<b>{markup.span(f'{sub.name} · {sub.score}', '')}</b>"
        stop = self._text("review.report.stop")
        return f"{name}{markup.span(self._pair('', told) if told else '', '')}{markup.span(stop, '')}"

    def origin(self) -> str:
        report, text = self._report, self._text
        choices = {
            key: [name for name, given in report.consents if given is agreed]
            for key, agreed in (("agreed", True), ("refused", False))
        }
        agreed = self._text("review.report.semicolon").join(
            self._pair(text(f"review.report.{key}"), self._comma.join(names) or "–")
            for key, names in choices.items()
        )
        versions = " · ".join(self._pair(name, value) for name, value in report.provenance)
        parts = [
            markup.head(text("review.report.origin")),
            markup.lead(text("review.report.versions"), versions),
            markup.lead(text("review.report.consents"), agreed),
            markup.lead(text("review.report.keeping"), " ".join(kept_lines(report.keeping, self._strings))),
            markup.head(text("review.console.history")),
            *self._newest(len(self._card.history)),
        ]
        newest = self._card.history[max(0, len(self._card.history) - self._room.said) :]
        history = [self._cut(self._said(each), self._room.line) for each in newest]
        told = history if self._card.history else [text("review.console.none")]
        return "".join(parts) + "".join(markup.said(each) for each in told)

    def _rated(self, rated: Rated) -> str:
        told = self._text("review.report.rated", name=rated.by, at=minute(rated.at))
        parts = [markup.head(told)]
        for each in rated.answers:
            values = self._comma.join(
                f"{name} {value or self._text('review.console.not_observed')}" for name, value in each.values
            )
            head = each.head if self._room.words == ALL else each.head.partition(" · ")[0]
            reason = self._cut(each.reason, self._room.line)
            parts.append(markup.said(self._pair(head, f"{values} · {reason}"), "small"))
        return "".join(parts)

    def _said(self, said: Said) -> str:
        parts = (minute(said.at), said.by, said_words(said.what, self._card, self._text), said.reason)
        return " · ".join(part for part in parts if part)


def _named(line: ScoreLine) -> str:
    return line.name if line.weight is None else f"{line.name} · {line.weight:g}%"


def _notes(line: ScoreLine, strings: Strings) -> list[str]:
    """Why there is no figure, and what a person made of it."""
    notes = [line.why_not] if line.why_not else []
    if line.changed_to is not None:
        notes.append(strings.text("review.console.changed_to", value=f"{line.changed_to:g}"))
    return notes
