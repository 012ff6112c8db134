"""The voice share of ec_stability: how steady the voice stayed in pressure scenes, within the person.

At most a tenth of one sub-dimension, only where the policy pack and the separate consent allow it, only from
measures that passed their quality gate, and only when several of them change together (science.md E.2-3).
Never from mean pitch, never from the face.
"""

from collections.abc import Sequence

from app.domain.competency import CompetencyModel, JobProfile, PolicyPack
from app.domain.interview import Answer, QuestionType
from app.domain.observation import Observation, Quality

SUB = "ec_stability"
COMPONENTS = ("articulation_rate", "speech_rate", "loudness", "pause")  # names of measures begin so
LARGE_Z = 2.0
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
    """{"ec_stability": (share, level)}, or {} where the voice may not count or was not measured well."""
    if not consented or accommodation or pack.voice_affect != "on":
        return {}
    share = min(pack.voice_affect_cap, model.rules.voice_affect_caps.get(SUB, 0.0), 0.10)
    pressure = {
        question.id
        for question in profile.questions
        if question.type is QuestionType.ROLE_PLAY and SUB in question.scores
    }
    measured = {
        component: _largest(component, [answer for answer in answers if answer.question_id in pressure])
        for component in COMPONENTS
    }
    levels = [z for z in measured.values() if z is not None]
    if share <= 0 or len(levels) < 2:
        return {}
    changed = sum(z >= LARGE_Z for z in levels)
    return {SUB: (share, STEADY if changed < 2 else CHANGED if changed == 2 else VERY_CHANGED)}


def _largest(component: str, answers: Sequence[Answer]) -> float | None:
    """The largest change of `component` against the own warm-up, or None if it was not measured."""
    found = [
        abs(observation.baseline_z)
        for answer in answers
        for observation in answer.observations
        if _is_usable(observation, component) and observation.baseline_z is not None
    ]
    return max(found, default=None)


def _is_usable(observation: Observation, component: str) -> bool:
    return observation.measure.startswith(component) and observation.quality is Quality.OK
