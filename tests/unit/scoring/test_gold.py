"""Agreement with the gold answers stays where it has to be."""

from collections import defaultdict

import pytest

from tests.gold.agreement import pearson, quadratic_kappa
from tests.gold.gold import Pair, final_scores, pairs_of, read_gold, scored_turns
from tests.unit.scoring.answers import model

GOLD = read_gold()
MIN_PAIRS = 6


def by_sub(half: str) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for gold in GOLD:
        if gold.half == half:
            for pair in pairs_of(model(), gold):
                found[pair.sub].append(pair)
    return found


def test_the_gold_set_is_large_enough_and_its_ids_are_unique() -> None:
    assert len({gold.id for gold in GOLD}) == len(GOLD) >= 120
    for language in ("zh", "en"):
        assert sum(gold.language == language for gold in GOLD) >= 60
    assert {gold.half for gold in GOLD} == {"dev", "reported"}
    for half in ("dev", "reported"):
        assert 0.4 <= sum(gold.half == half for gold in GOLD) / len(GOLD) <= 0.6


def test_gold_scores_fit_their_questions() -> None:
    questions = {q.id: q for profile in model().profiles for q in profile.questions}
    for gold in GOLD:
        assert set(gold.scores) == set(questions[gold.question].scores), gold.id
        assert gold.reason
        for score in gold.scores.values():
            assert score is None or (1 <= score <= 10 and (score * 2).is_integer()), gold.id


@pytest.mark.parametrize("half", ["dev", "reported"])
def test_agreement_reaches_what_it_must(half: str) -> None:
    found = by_sub(half)
    composite = found.pop("composite")
    gold, scored = [p.gold for p in composite], [p.scored for p in composite]
    assert (pearson(gold, scored) or 0) >= 0.80
    assert (quadratic_kappa(gold, scored) or 0) >= 0.65
    for sub, pairs in found.items():
        if len(pairs) >= MIN_PAIRS:
            assert (pearson([p.gold for p in pairs], [p.scored for p in pairs]) or 0) >= 0.55, sub


def test_what_a_person_could_not_score_is_not_scored() -> None:
    kinds = {"empty", "off_topic", "prompt_copied"}
    for gold in GOLD:
        if gold.kind in kinds:
            turns = scored_turns(model(), gold.language, gold.question, gold.turns)
            assert set(final_scores(turns).values()) == {None}, gold.id
