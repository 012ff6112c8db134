"""What speaks against an answer: red flags, negative patterns, taboo language, weak habits. All are cited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.competency import QuestionTemplate
from app.domain.interview import QuestionType
from app.scoring.lexicon import Hit
from app.scoring.rulebook import Rulebook, Search

RED_FLAG_POINTS, RED_FLAG_CAP = -3.0, 3.0
LOW_POINTS = (-1.25, -0.75)  # the first and the second weak habit; more add nothing
FORWARD = ("m5_own", "m6_diagnose", "m7_option", "m9_time")


@dataclass(frozen=True, slots=True)
class Against:
    """Something that lowers `sub` by `points` (below 0, or 0 for a mere flag), to `cap` at the most."""

    sub: str
    rule: str
    points: float
    turn: int
    start: int
    end: int
    cap: float = 10.0
    is_red_flag: bool = False


def speaks_against(book: Rulebook, question: QuestionTemplate, searches: Sequence[Search]) -> list[Against]:
    """Everything in the turns that lowers a sub-dimension of `question`, or flags taboo language.

    It is looked for in all that was said; what makes up for it, only in what is about the matter.
    """
    found: list[Against] = []
    for search in searches:
        found += _red_flags(book, question, search.whole)
        found += _weak_habits(question, search.whole)
        found += _taboo(search.whole)
        found += _attacks(search.whole)
        if question.type is not QuestionType.PAST_BEHAVIOUR:
            found += _patterns(search, has_time=any(each.has("m9_time") for each in searches))
    wanted = {*question.scores, "cm_wording"}
    return [each for each in found if each.sub in wanted]


def _against(
    search: Search, hit: Hit, sub: str, points: float, *, rule: str | None = None, cap: float = 10.0
) -> Against:
    start, end = search.reading.quotable(hit.span)
    return Against(sub, rule or hit.rule, points, search.reading.turn, start, end, cap)


def _red_flags(book: Rulebook, question: QuestionTemplate, search: Search) -> list[Against]:
    found = []
    for number in range(1, len(question.red_flags) + 1):
        rule = f"{question.id}.r{number}"
        for hit in search.full(rule)[:1]:
            for sub in book.marks(rule):
                lowered = _against(search, hit, sub, RED_FLAG_POINTS, cap=RED_FLAG_CAP)
                found.append(replace(lowered, is_red_flag=True))
    return found


def _weak_habits(question: QuestionTemplate, search: Search) -> list[Against]:
    found = []
    for sub in question.scores:
        hits = sorted(search.full(f"low.{sub}"), key=lambda hit: hit.start)
        for points, hit in zip(LOW_POINTS, _apart(hits), strict=False):
            found.append(_against(search, hit, sub, points))
    return found


def _apart(hits: list[Hit]) -> list[Hit]:
    """`hits` without those that overlap an earlier one."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _taboo(search: Search) -> list[Against]:
    """Taboo phrases flag; only severe or repeated ones hold word choice at its low anchors."""
    hits = search.taboo()
    severe = [hit for category, hit in hits if category.severity == "high"]
    repeated = len(hits) >= 2
    cap = 1.5 if len(severe) >= 2 else 3.0 if severe else 3.5 if repeated else 10.0
    return [_against(search, hit, "cm_wording", -1.0 if cap < 10.0 else 0.0, cap=cap) for _, hit in hits]


def _attacks(search: Search) -> list[Against]:
    found = []
    for hit in search.full("neg.insult")[:2]:
        for sub, cap in (
            ("cm_wording", 1.5),
            ("ec_stability", 2.0),
            ("li_atmosphere", 2.0),
            ("ec_boundary", 3.0),
        ):
            found.append(_against(search, hit, sub, -3.0, cap=cap))
    for hit in _apart(sorted(search.full("neg.defensive"), key=lambda hit: hit.start))[:3]:
        found.append(_against(search, hit, "ec_stability", -1.25, cap=5.0))
        found.append(_against(search, hit, "cm_wording", -0.5))
    return found


def _patterns(search: Search, *, has_time: bool) -> list[Against]:
    """The four negative patterns of the content, n1 to n4."""
    found = []
    whole = search.whole
    apologies = _apart(sorted(whole.full("neg.apology"), key=lambda hit: hit.start))
    if len(apologies) >= 3 and not any(search.has(move) for move in FORWARD):
        for sub in ("co_empathy", "ec_stability", "cm_wording"):
            found.append(_against(whole, apologies[2], sub, -1.5, rule="n1_sorry_loop", cap=5.0))
    vague = whole.full("neg.vague_time")
    if vague and not has_time:
        for sub, points in (("ps_closure", -1.0), ("cm_wording", -0.75)):
            found.append(_against(whole, vague[0], sub, points, rule="n2_vague_time", cap=5.5))
    passed_on = whole.full("neg.pass_on")
    if passed_on and not search.has("m5_own"):
        for sub in ("co_proactive", "ps_closure", "ps_solution"):
            found.append(_against(whole, passed_on[0], sub, -1.5, rule="n3_pass_on", cap=4.0))
    guarantees = [hit for hit in whole.full("neg.guarantee") if not whole.is_recall(hit.span)]
    for hit in guarantees[:1]:
        for sub in ("it_rules", "ps_solution", "cm_wording"):
            found.append(_against(whole, hit, sub, -1.0, rule="n4_overpromise", cap=6.0))
    return found
