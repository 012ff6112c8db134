"""Lists of the console: interviews in every state, calls, terminals, agreement, candidates side by side."""

from dataclasses import replace
from functools import cache

from app.agreement.gate import By, Standing
from app.agreement.measures import Agreement, Pair, agreement_of
from app.domain.language import Language
from app.review.agreement_values import AgreementGroup, AgreementLine
from app.review.compare_values import ApartLine, Cell, Comparison, Row
from app.review.values import CallLine, Card, Decision, QueueRow, Stand, Tile
from tests.qt.console_samples_interview import AT, COLLEAGUES, IDS, card, either, names_in, quotes

READER = COLLEAGUES[0]
CALLS = (
    CallLine("help", 2, IDS[0]),
    CallLine("human", 11, IDS[1]),
    CallLine("seen_before", 4),
)


def rows(language: Language) -> tuple[QueueRow, ...]:
    """One interview in every state that the list knows, and some more of each."""
    names = names_in(language)
    job, flags = names.thing("jd_cs_agent"), names.words
    many = tuple(flags.code("flag", each) for each in ("below_floor", "accommodation_used", "repeated"))
    whole = QueueRow(IDS[0], "assessed", job, AT, AT, 6.2, 0.5, False, None, waits_min=12)
    running = replace(whole, state="running", composite=None, error=None, waits_min=None)
    kinds = (
        replace(running, step="before"),
        replace(running, step="question", answered=10, questions=16, call="help"),
        replace(running, step="scoring", is_here=True, waits_min=3),
        replace(whole, is_blind=True, composite=None, error=None, is_here=True, waits_min=8),
        replace(whole, job=names.thing("livestream_agent"), flags=many[:1]),
        replace(
            whole, stand=Stand.SECOND, decision=Decision.DECLINE, composite=4.8, flags=many, waits_min=190
        ),
        replace(whole, is_second=True, stand=Stand.SECOND, waits_min=4000),
        replace(whole, stand=Stand.APART, decision=Decision.INVITE, composite=5.6),
        replace(whole, decision=Decision.HAND_OVER, handed_to=COLLEAGUES[1], flags=many[:2]),
        replace(whole, decision=Decision.SECOND_LOOK, waits_min=60),
        replace(whole, stand=Stand.FINAL, decision=Decision.INVITE, composite=8.4, waits_min=None),
        replace(whole, stand=Stand.FINAL, decision=Decision.DECLINE, composite=3.9, waits_min=None),
        replace(running, state="left"),
        replace(whole, composite=None, error=None, flags=(flags.code("flag", "ai_scoring_off"),)),
    )
    several = (*kinds, *kinds, *kinds)
    return tuple(
        replace(each, interview_id=f"{at:08x}{IDS[0][8:]}", started_at=AT - 1900.0 * at)
        for at, each in enumerate(several)
    )


def tiles(language: Language) -> tuple[Tile, ...]:
    """Terminals in every state."""
    hall = either(
        language, "华北一区 · 二楼大厅东侧 · 三号机", "Second site, hall on the second floor, terminal 3"
    )
    return (
        Tile("", True, True, 2, AT, 0.0, False),
        Tile(hall, False, False, 0, AT - 7200, 30.0, False),
        Tile(hall.replace("3", "4").replace("三", "四"), False, True, 1, AT - 600, 50.0, False),
        Tile("desk-5", False, None, None, None, None, True),
        Tile("desk-6", False, True, 3, AT - 90000, 80000.0, True),
    )


def hub_tiles(language: Language) -> tuple[Tile, ...]:
    """Terminals of two sites, as a hub tells of them."""
    sites = (
        either(language, "华北一区", "First site"),
        either(language, "华东二区 · 客服中心", "Second site, customer centre"),
    )
    return tuple(
        replace(each, is_here=False, site=site, label="desk-1", age_s=4.0)
        if each.is_here
        else replace(each, site=site)
        for site in sites
        for each in tiles(language)[:4]
    )


def agreement(language: Language, pairs: int) -> tuple[AgreementGroup, ...]:
    """What is known from `pairs` ratings of each group."""
    names, words = names_in(language), names_in(language).words
    known = [sub for dimension in names.model.dimensions[:5] for sub in dimension.sub_dimensions]
    subs = [
        AgreementLine(
            names.thing(sub.id), _found(pairs, at), 0.8 if sub.id == "cm_pace" else 0.55, _standing(pairs, at)
        )
        for at, sub in enumerate(known)
    ]
    questions = [f"JD-Q{at:02d} · {names.title(f'JD-Q{at:02d}')}" for at in range(4, 16)]
    sites = [
        either(language, "华北一区", "First site"),
        either(language, "华东二区 · 大厅", "Second site, hall"),
    ]
    models = [
        "2026.11.0 · content 4f2a9c71 · tier0",
        f"2026.11.0 · {words.code('flag', 'tier1_unavailable')[:20]}",
    ]
    return (
        AgreementGroup(By.SUB_DIMENSION, tuple(subs)),
        *(
            AgreementGroup(by, tuple(AgreementLine(name, _found(pairs, at)) for at, name in enumerate(found)))
            for by, found in ((By.QUESTION, questions), (By.SITE, sites), (By.MODEL_VERSION, models))
        ),
    )


@cache
def _found(pairs: int, at: int) -> Agreement:
    """Of ratings that are nearer to each other, or all the same, by turns."""
    if at % 7 == 3:
        return agreement_of([Pair(3.0, 3.0)] * pairs)
    humans = [3 + each * 7 % 11 / 2 for each in range(pairs)]
    return agreement_of(
        [Pair(human, human + 0.5 - place % (at % 5 + 1) / 2) for place, human in enumerate(humans)]
    )


def _standing(pairs: int, at: int) -> Standing:
    if pairs < 100:
        return Standing.UNPROVEN
    return Standing.BELOW if at % 5 == 4 else Standing.PROVEN


def comparison(language: Language, count: int, *, is_apart: bool) -> Comparison:
    """`count` candidates on the same questions; one was not asked something, one has a question without a score."""
    step = 1.4 if is_apart else 0.2
    cards = tuple(card(language, at, round(1.2 - at * step, 1)) for at in range(count))
    names = names_in(language)
    lines = tuple(
        Row(question, names.title(question), tuple(_cell(language, at, place) for place in range(count)))
        for at, question in enumerate(("JD-Q04", "JD-Q05", "JD-Q08", "JD-Q10", "JD-Q14"))
    )
    pairs = tuple(
        _pair(cards, first, second, is_apart) for first in range(count) for second in range(first + 1, count)
    )
    return Comparison(cards, lines, pairs)


def _pair(cards: tuple[Card, ...], first: int, second: int, is_apart: bool) -> ApartLine:
    one, other = cards[first].composite.value, cards[second].composite.value
    if one is None or other is None or (first, second) == (2, 3):
        return ApartLine(first, second, None, None, is_apart=False)
    return ApartLine(first, second, one - other, 0.7, is_apart)


def _cell(language: Language, at: int, place: int) -> Cell:
    if (at, place) == (1, 1):
        return Cell(None, "", (), is_asked=False)
    if (at, place) == (2, 0):
        return Cell(None, names_in(language).words.code("reason", "needs_human_listener"), ())
    kept = quotes(language, (at, at + 1), 1.5 if place % 2 else -1.0)
    return Cell(6.5 - at + place, "", kept)
