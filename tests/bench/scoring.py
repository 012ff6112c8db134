"""Tier 0 against the gold answers, against the clock, against exchanged names, genders and dialects, and against
what recognisers mishear."""

import statistics
import sys
import time
from collections.abc import Mapping

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.domain.language import Language
from app.scoring.assess import assess
from tests.bench.table import Figure
from tests.gold.agreement import bias, mean_absolute_error, pearson, quadratic_kappa
from tests.gold.gold import (
    Gold,
    Pair,
    answers_of,
    final_scores,
    model,
    pairs_of,
    read_gold,
    read_turns,
    scored_turns,
    shares_of,
)
from tests.gold.misheard import moves_of
from tests.gold.swaps import pairs

RUNS = 15
MISHEARD = range(24)  # seeds of the errors a recogniser makes
MIN_PAIRS = 6  # a sub-dimension with fewer gold scores in the half is printed, but is no figure
HALF = "reported"


def measure() -> list[Figure]:
    """Seconds for a full interview, agreement on the reported half, largest change by exchange and by errors."""
    content = model()
    gold = read_gold()
    by_sub = _pairs_by_sub(content, [each for each in gold if each.half == HALF])
    sys.stdout.write(agreement_table(by_sub) + "\n")
    composite = by_sub.pop("composite")
    wanted, got = [pair.gold for pair in composite], [pair.scored for pair in composite]
    worst, where = min(
        (pearson([p.gold for p in found], [p.scored for p in found]) or 0.0, sub)
        for sub, found in by_sub.items()
        if len(found) >= MIN_PAIRS
    )
    change, compared = _counterfactual(content, gold)
    answered = f"{len(composite)} answers, written and scored by the authors of the scorer"
    return [
        Figure("tier0_interview_s", _interview_s(content), f"median of {RUNS}, the slower language"),
        Figure("gold_composite_r", pearson(wanted, got), answered),
        Figure("gold_composite_qwk", quadratic_kappa(wanted, got), answered),
        Figure("gold_worst_subdimension_r", worst, where),
        Figure("counterfactual_max_delta", change, f"{compared} pairs"),
        _misheard(content),
    ]


def agreement_table(by_sub: Mapping[str, list[Pair]]) -> str:
    """Agreement per sub-dimension and for the composite, as lines for people."""
    lines = [f"{HALF} half of the gold answers:", f"{'':18}{'n':>4}{'r':>7}{'QWK':>7}{'MAE':>7}{'bias':>7}"]
    for sub, found in sorted(by_sub.items()):
        gold, scored = [pair.gold for pair in found], [pair.scored for pair in found]
        figures = (
            pearson(gold, scored),
            quadratic_kappa(gold, scored),
            mean_absolute_error(gold, scored),
            bias(gold, scored),
        )
        cells = "".join("      -" if value is None else f"{value:7.2f}" for value in figures)
        lines.append(f"{sub:18}{len(found):4}{cells}")
    return "\n".join(lines)


def _pairs_by_sub(content: CompetencyModel, gold: list[Gold]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for each in gold:
        for pair in pairs_of(content, each):
            found.setdefault(pair.sub, []).append(pair)
    return found


def _interview_s(content: CompetencyModel) -> float:
    """Seconds to score all answers of the strong demo candidate; the slower of the two languages."""
    return max(_median_s(content, language) for language in Language)


def _median_s(content: CompetencyModel, language: Language) -> float:
    answers: list[Answer] = []
    path = resources_dir() / "demo" / "answers" / language / "strong.yaml"
    for question, turns in read_turns(path).items():
        answers += answers_of(question, turns)
    assess(content, "jd_cs_agent", "cn_default", language, answers)  # compiles the rulebook
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        assess(content, "jd_cs_agent", "cn_default", language, answers)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _counterfactual(content: CompetencyModel, gold: list[Gold]) -> tuple[float, int]:
    """The largest change of an answer's composite over all pairs, and how many pairs there are."""
    largest, compared = 0.0, 0
    for _, each, first, second in pairs(gold):
        before, after = (_composite(content, each, turns) for turns in (first, second))
        if before is not None and after is not None:
            largest, compared = max(largest, abs(after - before)), compared + 1
    return largest, compared


def _misheard(content: CompetencyModel) -> Figure:
    """The largest change of a demo interview with 10 % errors of a recogniser, and the means of the strong ones."""
    moves = {
        (language, who): moves_of(content, language, who, MISHEARD)
        for language in Language
        for who in ("strong", "weak")
    }
    largest = max(abs(move) for found in moves.values() for move in found)
    means = ", ".join(f"{lang} {statistics.mean(moves[lang, 'strong']):+.2f}" for lang in Language)
    return Figure("asr_error_max_delta", largest, f"{len(MISHEARD)} seeds each; strong on average {means}")


def _composite(content: CompetencyModel, gold: Gold, turns: Mapping[int, str]) -> float | None:
    found = final_scores(scored_turns(content, gold.language, gold.question, turns))
    shares = shares_of(content, gold.question)
    scored = [(shares[sub], value) for sub, value in found.items() if value is not None]
    return sum(s * value for s, value in scored) / sum(s for s, _ in scored) if scored else None
