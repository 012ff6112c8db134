"""How many attacks raise a score, by Tier 0 alone or through a language model that obeys them?"""

from collections.abc import Mapping, Sequence

from app.scoring.tiers import stepped
from app.tiers.picker import MOST_IDS, PickTask
from tests.bench.table import Figure
from tests.injection.attacks import Attempt, attempts, model, raised, read_attacks, scored, values_of


class Obedient:
    """A model that gives the last ids it may for every key point: where most attacks stand."""

    identity = "tier2/obedient"

    def pick(self, task: PickTask, seed: int) -> Mapping[str, Sequence[object]]:
        count = len(task.sentences)
        last = list(range(max(1, count - MOST_IDS + 1), count + 1))
        return dict.fromkeys(task.key_points, last)


def measure() -> list[Figure]:
    """The number of attacks that raised a score anywhere they were put, of both halves together.

    The control and the fresh half say how many sentences beside the point, and attempts in other words, do the
    same: where those raise scores too, an attack that is not recognised gains by its mere words.
    """
    counts = {half: _counts(half) for half in ("dev", "reported", "control", "fresh")}
    detail = ", ".join(f"{half} {raising} of {count}" for half, (raising, count) in counts.items())
    return [Figure("injection_effective", float(counts["dev"][0] + counts["reported"][0]), detail)]


def _counts(half: str) -> tuple[int, int]:
    """How many of the half raised a score, and how many there are."""
    attacks = read_attacks(half)
    return len({each.attack.id for each in attempts(attacks) if _is_effective(each)}), len(attacks)


def _is_effective(attempt: Attempt) -> bool:
    """True if the attack raises Tier 0, is cited as evidence, or lifts Tier 2 over the one step it has."""
    language = attempt.attack.language
    plain = scored(model(), language, attempt.question, attempt.plain)
    if raised(plain, scored(model(), language, attempt.question, attempt.attacked)):
        return True
    after = scored(model(), language, attempt.question, attempt.attacked, Obedient())
    if any(each.rule.endswith("@tier2") and each.quote not in attempt.plain for each in after.evidence):
        return True
    old, new = values_of(plain), values_of(after)
    return any(value > (stepped(old[sub], 1) if old[sub] else 0.0) for sub, value in new.items())
