"""The explanation a candidate may ask for: what was looked at, which answers counted for what, who decides."""

from app.review.report_values import CountedAnswer, Explanation, Facts
from app.ui.recruiter import markup
from app.ui.recruiter.long_report_pages import day, kept_lines
from app.ui.recruiter.pages_pdf import Part, Parts
from app.ui.strings import Strings

PAGES = 2
_SEPARATOR = {"zh": "、", "en": ", "}
LONG_NAMES = (32, 18)  # percent: short values, so that no name needs two lines


def explanation_pages(explained: Explanation, strings: Strings) -> Parts:
    """The explanation, laid out; longer where the answers are."""
    text = strings.text
    name = text("review.explanation.title", job=explained.job)

    def foot(number: int, pages: int) -> str:
        return text("review.report.foot", number=number, all=pages, interview=explained.interview_id)

    body = "".join(
        [
            markup.title(name),
            *(markup.said(text(f"review.explanation.{key}")) for key in ("how", "decides")),
            *_people(explained, strings),
            markup.head(text("review.explanation.person")),
            markup.said(text("review.explanation.person_more")),
            markup.head(text("review.explanation.weights")),
            markup.facts(_weights(explained), LONG_NAMES),
            markup.head(text("review.explanation.looked_at")),
            markup.said(text("review.explanation.looked_at_more")),
            markup.facts([(each, _agreed(given, strings)) for each, given in explained.consents], LONG_NAMES),
            markup.head(text("review.explanation.answers")),
            *(_answer(each, strings) for each in explained.answers),
            *_left_out(explained, strings),
            markup.head(text("review.report.keeping")),
            *(markup.said(each) for each in kept_lines(explained.keeping, strings)),
            markup.head(text("review.report.versions")),
            markup.facts(explained.versions),
        ]
    )
    return Parts(name, (Part((body,), PAGES),), strings.language.value, foot)


def _weights(explained: Explanation) -> Facts:
    return tuple((name, "–" if weight is None else f"{weight:g}%") for name, weight in explained.weights)


def _agreed(given: bool, strings: Strings) -> str:
    return strings.text("review.report.agreed" if given else "review.report.refused")


def _people(explained: Explanation, strings: Strings) -> list[str]:
    """That a person did it, and when; never how it came out: that is told by the company."""
    acts = [strings.text(f"review.explanation.act_{kind}", day=day(at)) for kind, at in explained.acts]
    told = list(dict.fromkeys(acts)) or [strings.text("review.explanation.act_none")]
    return [markup.said(each) for each in told]


def _answer(answer: CountedAnswer, strings: Strings) -> str:
    text, comma = strings.text, _SEPARATOR[strings.language.value]
    parts = [markup.head(answer.head)]
    if answer.subs:
        parts.append(markup.said(text("review.explanation.counted", what=comma.join(answer.subs))))
    for key, quotes in (("spoke_for", answer.spoke_for), ("spoke_against", answer.spoke_against)):
        for words, rule in quotes:
            parts.append(markup.said(text(f"review.explanation.{key}", words=words, rule=rule)))
    parts += [markup.said(text("review.explanation.not_counted", why=each)) for each in answer.why_not]
    if len(parts) == 1:
        parts.append(markup.said(text("review.explanation.not_scored"), "quiet"))
    return "".join(parts)


def _left_out(explained: Explanation, strings: Strings) -> list[str]:
    parts = [markup.head(strings.text("review.console.gaps"))]
    parts += [markup.said(each) for each in explained.gaps or (strings.text("review.console.none"),)]
    if explained.hidden:
        told = _SEPARATOR[strings.language.value].join(explained.hidden)
        parts.append(markup.said(strings.text("review.explanation.hidden", what=told)))
    return parts
