"""Interviews to read, rate and decide on: gold answers, names and anchors of the content, longest real words."""

from dataclasses import replace
from functools import cache

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.review.gold import GoldAnswer, gold_set
from app.review.reading import to_rate
from app.review.track import Change, Curve, Lane, Media, Piece, Point, Track
from app.review.values import (
    AnswerLine,
    Card,
    Quote,
    Reading,
    Said,
    ScoreLine,
    ScoreTarget,
    Span,
    Stand,
)
from app.sync.report_words import Names, ReportWords
from app.ui.recruiter.ports import Opened

IDS = tuple(f"{number}f3c2a1e-5d{number}b-4c7a-9e21-7b60d4f8a9c{number}" for number in range(1, 10))
AT = 1_790_000_000.0
COLLEAGUES = ("reader-2", "recruiter-of-the-second-site", "reader-1")
SCENE = "JD-Q08"


@cache
def report_words(language: Language) -> ReportWords:
    """How the program calls measures, units and reasons."""
    return ReportWords.read(resources_dir() / "report", language)


@cache
def names_in(language: Language) -> Names:
    """How the content calls things."""
    return Names.of(load_competency_model(content_dir()), language, report_words(language))


def either(language: Language, zh: str, en: str) -> str:
    """The words of `language`."""
    return zh if language is Language.ZH else en


@cache
def reading(language: Language, *, is_blind: bool = False, counts: bool = True) -> Reading:
    """Twelve answers; the first three are quoted, one has no words, one was corrected."""
    lines = tuple(
        _line(gold, language, is_blind) for gold in gold_set(resources_dir(), language, "a").answers
    )
    unread = replace(
        lines[3], text="", to_rate=(), spans=(), not_transcribed=_reason(language, "low_confidence")
    )
    text = lines[1].text
    corrected = replace(lines[1], raw=text[:6] + text[7:])
    lines = (lines[0], corrected, lines[2], unread, *lines[4:])
    job = names_in(language).thing("jd_cs_agent")
    return Reading(
        IDS[0], job, lines, is_blind, counts, tuple(_track(each, language, is_blind) for each in lines)
    )


def _line(gold: GoldAnswer, language: Language, is_blind: bool) -> AnswerLine:
    names, text = names_in(language), gold.text
    question = names.questions[gold.question]
    third = len(text) // 3
    spans = (
        ()
        if is_blind
        else (
            Span(0, third, 1.5, names.thing("co_listening")),
            Span(third + 4, 2 * third, -1.0, names.thing("ps_closure")),
        )
    )
    return AnswerLine(
        gold.question,
        1,
        names.title(gold.question),
        "\n".join(names.prompts(gold.question, 1, None)),
        text,
        None,
        "",
        spans,
        to_rate(question, names),
    )


def _reason(language: Language, code: str) -> str:
    return names_in(language).words.code("reason", code)


def _track(line: AnswerLine, language: Language, is_blind: bool) -> Track:
    step, text = 6.0, line.text
    count = max(1, len(text) // 60)
    size = len(text) // count
    pieces = tuple(
        Piece(at * size, (at + 1) * size, at * step + 0.5, at * step + 5.2) for at in range(count) if size
    )
    lanes = {} if is_blind else {"voice": _voice(language, count * step), "face": _face(language)}
    changes = (Change(6, 7, 6, 6),) if line.raw is not None else ()
    return Track(
        line.question_id,
        line.turn,
        Media.HERE,
        has_picture=True,
        picture_refused=False,
        duration_s=count * step + 2,
        is_role_play=line.question_id == SCENE,
        pieces=pieces,
        changes=changes,
        **lanes,
    )


def _voice(language: Language, length_s: float) -> Lane:
    z = (0.3, 1.1, 2.6, 1.4, -0.4, -1.2, -2.3, 0.2, 0.9, 0.1)
    step = length_s / (len(z) + 2)
    points = tuple(
        Point(at * step, (at + 1) * step, 8 + value, value)
        for at, value in zip((*range(5), *range(7, 12)), z, strict=True)  # nothing was measured in between
    )
    pitch = either(language, "音高（中位数，相对于自己的热身）", "Pitch, median, against the own warm-up")
    loud = either(language, "响度", "Loudness")
    return Lane((Curve(pitch, "semitone", points), Curve(loud, "dB", points[:6])))


def _face(language: Language) -> Lane:
    return Lane(why_not=either(language, "光线太暗，无法测量面部", "it was too dark to measure the face"))


def without_media(shown: Reading, media: Media) -> Reading:
    """The same where nothing can be played, for the reason `media`."""
    return replace(
        shown, tracks=tuple(replace(each, media=media, voice=None, face=None) for each in shown.tracks)
    )


# ---- the card ----------------------------------------------------------------------------------------
SCORES = (7.2, 6.4, 5.2, 6.9, 4.1)


@cache
def card(language: Language, at: int = 0, change: float = 0.0) -> Card:
    """A card with everything: quotes, flags, gaps, a hidden and a changed sub-dimension, a history."""
    names = names_in(language)
    profile = names.model.profile("jd_cs_agent")
    dimensions = tuple(
        ScoreLine(
            ScoreTarget("dimension", dim), names.thing(dim), profile.weights[dim], score + change, 0.6, ""
        )
        for dim, score in zip(profile.weights, SCORES, strict=True)
    )
    return Card(
        interview_id=IDS[at],
        job=profile.name.text(language),
        composite=ScoreLine(ScoreTarget("composite"), "", None, 6.2 + change, 0.5, ""),
        band=names.words.code("band", "grey_zone"),
        pass_line=profile.pass_line.composite,
        grey_zone=profile.pass_line.grey_zone,
        dimensions=dimensions,
        sub_dimensions=_subs(names),
        strongest=quotes(language, (0, 2, 4), 1.5),
        weakest=quotes(language, (1, 3, 5), -1.0),
        flags=tuple(
            names.words.code("flag", each) for each in ("grey_zone", "below_floor", "accommodation_used")
        ),
        gaps=_gaps(language),
        history=_history(language),
    )


def _subs(names: Names) -> tuple[ScoreLine, ...]:
    known = [sub for dimension in names.model.dimensions[:5] for sub in dimension.sub_dimensions]
    lines = [
        ScoreLine(ScoreTarget("sub_dimension", sub.id), names.thing(sub.id), None, 6.0, 0.8, "", at % 2 == 0)
        for at, sub in enumerate(known)
    ]
    hidden = replace(lines[1], value=None, error=None, why_not=names.words.code("reason", "agreement_below"))
    unheard = replace(
        lines[3], value=None, error=None, why_not=names.words.code("reason", "needs_human_listener")
    )
    return (lines[0], hidden, lines[2], unheard, *lines[4:7], replace(lines[7], changed_to=7.5), *lines[8:])


def quotes(language: Language, places: tuple[int, ...], points: float) -> tuple[Quote, ...]:
    """A sentence of each of these answers, with the point it stands for."""
    names, found = names_in(language), []
    stop, pause = either(language, "。", ". "), either(language, "，", ", ")
    for place, gold in enumerate(gold_set(resources_dir(), language, "a").answers):
        if place in places:
            words = max(gold.text.split(stop), key=len).strip()
            if place != places[0]:  # one is quoted whole, the others as most are: a clause
                words = max(words.split(pause), key=len)
            question = names.questions[gold.question]
            rule = next(
                (each.words.text(language) for each in question.key_points), names.thing("co_listening")
            )
            found.append(Quote(gold.question, 1, names.title(gold.question), words, rule, points))
    return tuple(found)


def _gaps(language: Language) -> tuple[str, ...]:
    names = names_in(language)
    unheard = ", ".join(names.thing(each) for each in ("cm_intelligibility", "cm_pace"))
    dark = either(
        language,
        "光线太暗，无法测量面部：微笑、皱眉、头部转动、注视方向，JD-Q04, JD-Q05, JD-Q08, JD-Q10, JD-Q10（追问）",
        "it was too dark to measure the face: smile, brow, head movement, direction of the gaze, JD-Q04, JD-Q05, "
        "JD-Q08, JD-Q10, JD-Q10 (follow-up)",
    )
    return (
        f"{_reason(language, 'needs_human_listener')}: {unheard}",
        f"{_reason(language, 'skipped')}: JD-Q15",
        dark,
    )


def _history(language: Language) -> tuple[Said, ...]:
    changed = either(
        language,
        "第 4 题里她先复述再道歉，锚点 7 更贴切；程序只引用了后半句。",
        "In answer 4 she repeats the problem before she says sorry: anchor 7 fits better. The program quotes the end.",
    )
    told = either(language, "周四下午可以复试。", "She can come again on Thursday afternoon.")
    return (
        Said("reader-2", AT, "rating", ""),
        Said("reader-2", AT + 300, "sub_dimension ec_stability 7.5", changed),
        Said("recruiter-of-the-second-site", AT + 600, "note", told),
        Said("reader-1", AT + 900, "hand_over reader-2", either(language, "我认识她", "I know her")),
    )


def opened(language: Language) -> Opened:
    """The interview with its card."""
    return Opened(reading(language), card(language), COLLEAGUES)


def second(language: Language) -> Opened:
    """The reader is the second one; nothing of the first one is seen."""
    shown = replace(card(language), is_second=True, stand=Stand.SECOND, history=())
    return Opened(reading(language), shown, COLLEAGUES)


def apart(language: Language) -> Opened:
    """Two people said different things."""
    return Opened(reading(language), replace(card(language), stand=Stand.APART), COLLEAGUES)


def bare(language: Language) -> Opened:
    """Nothing could be scored, nothing is flagged, nobody said anything; every answer was typed."""
    none = _reason(language, "ai_scoring_off")
    whole = card(language)
    dimensions, subs = (
        tuple(replace(each, value=None, error=None, why_not=none, changed_to=None) for each in lines)
        for lines in (whole.dimensions, whole.sub_dimensions)
    )
    shown = replace(
        whole,
        composite=replace(whole.composite, value=None, error=None, why_not=none),
        band=names_in(language).words.code("band", "none"),
        dimensions=dimensions,
        sub_dimensions=subs,
        strongest=(),
        weakest=(),
        flags=(),
        history=(),
    )
    return Opened(without_media(reading(language), Media.TYPED), shown)


def overridden(language: Language) -> Opened:
    """Every dimension, and the composite, were changed by a person."""
    whole = card(language)
    dimensions = tuple(replace(each, changed_to=5.5) for each in whole.dimensions)
    shown = replace(whole, composite=replace(whole.composite, changed_to=6.5), dimensions=dimensions)
    return Opened(without_media(reading(language), Media.DELETED_ASKED), shown, COLLEAGUES)
