"""The voice share of ec_stability: how steady the voice stayed in pressure scenes, within the person.

At most a tenth of one sub-dimension, only where the policy pack and the separate consent allow it, only from
measures that passed their quality gate, and only where several of them changed together and the interval of
the whole change says the same (science.md E.2-3). Never from pitch alone, never from the face.
"""

from collections.abc import Sequence
from math import comb
from statistics import fmean

from app.domain.competency import CompetencyModel, JobProfile, PolicyPack
from app.domain.interview import Answer, QuestionType
from app.domain.observation import Observation, Quality

SUB = "ec_stability"
COMPONENTS = (
    "articulation_rate",
    "loudness",
    "pause_ratio",
)  # whole names: loudness_range is another measure
CHANGE_LOW, CHANGE_HIGH = "voice_change_low", "voice_change_high"
LARGE_Z = 2.0
CHANCE = 0.05  # a component changed if so few windows out of so many would hardly come by chance
LEAST_WINDOWS = 5  # with fewer, not even all of them could show a change
TOGETHER = 2
OTHERS = {"second_voice"}  # flags: the voice may be somebody else's
STEADY, CHANGED, VERY_CHANGED = 7.0, 5.0, 3.0


def voice_share(
    model: CompetencyModel,
    profile: JobProfile,
    pack: PolicyPack,
    answers: Sequence[Answer],
    *,
    consented: bool,
    accommodation: bool,
) -> dict[str, tuple[float, float]]:
    """{"ec_stability": (share, level)}, or {} where the voice may not count or nothing can be said of it.

    The level is the mean over the takes of pressure scenes of which something can be said.
    """
    if not consented or accommodation or pack.voice_affect != "on":
        return {}
    share = min(pack.voice_affect_cap, model.rules.voice_affect_caps.get(SUB, 0.0), 0.10)
    pressure = {
        question.id
        for question in profile.questions
        if question.type is QuestionType.ROLE_PLAY and SUB in question.scores
    }
    heard = [
        answer for answer in answers if answer.question_id in pressure and not OTHERS & set(answer.flags)
    ]
    levels = [take_level(answer.observations) for answer in heard]
    known = [level for level in levels if level is not None]
    return {SUB: (share, fmean(known))} if share > 0 and known else {}


def take_level(observations: Sequence[Observation]) -> float | None:
    """7 (steady), 5 or 3 (two, three components changed) for one take; None where it cannot be told.

    Steady and changed both need the interval of the whole change to leave the threshold on that side.
    """
    usable = [each for each in observations if each.quality is Quality.OK]
    ends = [each for name in (CHANGE_LOW, CHANGE_HIGH) for each in usable if each.measure == name]
    measured = [zs for each in COMPONENTS if len(zs := _windows(usable, each, ends)) >= LEAST_WINDOWS]
    if len(ends) != 2 or len(measured) < TOGETHER:
        return None
    low, high = (each.value or 0.0 for each in ends)  # what is ok has a value
    changed = sum(has_changed(zs) for zs in measured)
    if changed < TOGETHER:
        return STEADY if low > -LARGE_Z and high < LARGE_Z else None
    if low < LARGE_Z and high > -LARGE_Z:
        return None
    return CHANGED if changed == TOGETHER else VERY_CHANGED


def has_changed(zs: Sequence[float]) -> bool:
    """True if the median of `zs`, robust z of windows, lies beyond the threshold, and not by chance.

    A sign test: so many windows beyond it on one side come less than once in 20 times where half are expected.
    Windows near 0 can therefore only speak against a change, however many there are.
    """
    beyond = max(sum(z >= LARGE_Z for z in zs), sum(z <= -LARGE_Z for z in zs))
    ways = sum(comb(len(zs), count) for count in range(beyond, len(zs) + 1))
    return ways <= CHANCE * float(2 ** len(zs))


def _windows(
    observations: Sequence[Observation], component: str, whole: Sequence[Observation]
) -> list[float]:
    """The changes of `component` against the own warm-up, one for each window; not that of the `whole` take."""
    spans = {(each.start_s, each.end_s) for each in whole}
    return [
        each.baseline_z
        for each in observations
        if each.measure == component
        and each.baseline_z is not None
        and (each.start_s, each.end_s) not in spans
    ]
