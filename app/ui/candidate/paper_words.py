"""The words of receipts: lines for the screen and for paper are the same."""

from datetime import date

from app.domain.interview import Consent
from app.domain.language import Words
from app.flow.receipt import SHORT_HASH_CHARS
from app.ui.closing_views import ConsentReceiptView, SheetView
from app.ui.paper import Paper, PaperKind, Section
from app.ui.strings import Strings


def code_text(view: ConsentReceiptView | SheetView) -> str:
    """What the QR code says: which interview, which receipt, until when. No name, no words, no score."""
    lines = ["interview-receipt/1", f"interview={view.interview_id}"]
    if view.sha256:
        lines.append(f"consent-sha256={view.sha256[:SHORT_HASH_CHARS]}")
    if isinstance(view, SheetView):
        lines += [f"media-until={view.media_until}"] if view.media_until else []
        lines += [f"words-until={view.words_until}"] if view.words_until else []
    return "\n".join(lines)


def breakable(interview_id: str) -> str:
    """The id for a narrow column of the screen: a line may end after each hyphen."""
    return interview_id.replace("-", "-\u200b")


def consent_lines(strings: Strings, consents: tuple[Consent, ...]) -> list[tuple[str, str]]:
    """Each purpose and the answer to it."""
    text = strings.text
    answers = {True: text("common.yes"), False: text("common.no")}
    return [(text(f"consent.{each.purpose}.title"), answers[each.given]) for each in consents]


def kept_lines(strings: Strings, view: SheetView) -> tuple[str, ...]:
    """What was kept and until when, by what it was read, whom to ask."""
    text = strings.text
    what = text("sheet.between").join(text(f"sheet.kept_{each}") for each in view.kept)
    lines = [text("sheet.kept", what=what) if what else text("sheet.kept_nothing")]
    if view.media_until:
        lines.append(text("sheet.media_until", day=_day(view.media_until)))
    if view.words_until:
        lines.append(text("sheet.words_until", day=_day(view.words_until)))
    lines.append(text("sheet.model", version=view.model_version))
    return tuple(lines)


def feedback_lines(strings: Strings, view: SheetView) -> tuple[tuple[str, ...], str]:
    """Strengths and the tip; a sentence that says why there are none."""
    feedback = view.feedback
    if not view.may_score:
        return (strings.text("sheet.not_scored"),), ""
    if feedback is None:
        return (strings.text("sheet.waiting" if view.saving else "sheet.failed"),), ""
    strengths = tuple(strings.of(each) for each in feedback.strengths)
    return strengths or (strings.text("sheet.nothing"),), _of(strings, feedback.tip)


def consent_paper(strings: Strings, view: ConsentReceiptView) -> Paper:
    """The consent receipt: what was read, what was chosen, the whole hash."""
    text = strings.text
    chosen = tuple(
        text("receipt.line", what=what, answer=said) for what, said in consent_lines(strings, view.consents)
    )
    return Paper(
        PaperKind.CONSENT,
        view.interview_id,
        strings.language,
        text("receipt.title"),
        (
            Section(text("receipt.chosen"), chosen),
            Section(text("receipt.shown"), view.shown),
            Section(
                text("receipt.proof"), (text("receipt.id", id=view.interview_id), f"SHA-256: {view.sha256}")
            ),
        ),
        code_text(view),
    )


def sheet_paper(strings: Strings, view: SheetView) -> Paper:
    """Strengths, tip and receipt."""
    text = strings.text
    strengths, tip = feedback_lines(strings, view)
    sections = [Section(text("sheet.strengths"), strengths)]
    if tip:
        sections.append(Section(text("sheet.tip"), (tip,)))
    kept = (text("receipt.id", id=view.interview_id), *kept_lines(strings, view))
    proof = (f"SHA-256: {view.sha256}",) if view.sha256 else ()
    sections.append(Section(text("sheet.receipt"), (*kept, *proof)))
    sections.append(Section(text("sheet.person"), (text("sheet.person_more"),)))
    title = text("sheet.title")
    return Paper(
        PaperKind.SHEET, view.interview_id, strings.language, title, tuple(sections), code_text(view)
    )


def _day(day: date) -> str:
    return day.isoformat()


def _of(strings: Strings, words: Words | None) -> str:
    return "" if words is None else strings.of(words)
