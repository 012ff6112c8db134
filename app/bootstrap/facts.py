"""What settings, content and consent mean for the first pages and for the engine."""

from collections.abc import Callable
from pathlib import Path

from app.domain.competency import CompetencyModel, PolicyPack
from app.domain.interview import Experience, Purpose
from app.domain.messages import EngineConfig
from app.errors import KioskError
from app.flow.answering import known_warm_up
from app.flow.interview import Interview, Step
from app.flow.plan import budget_s, build_plan
from app.settings import Settings
from app.ui.present import Brief
from app.ui.views import PreviewView

RESUME_WITHIN_S = 180.0  # reliability.md 1.7: an older interview is never shown to the next person


def policy_pack(model: CompetencyModel, pack_id: str) -> PolicyPack:
    """The policy pack of the settings. Raises KioskError policy_pack_unknown."""
    try:
        return model.policy_pack(pack_id)
    except KeyError:
        raise KioskError("policy_pack_unknown", pack=pack_id) from None


def brief(model: CompetencyModel, settings: Settings) -> Brief:
    """What the welcome page tells. Raises KioskError profile_unknown."""
    plan = build_plan(model, settings.job_profile, settings.plan_form, Experience.EXPERIENCED)
    return Brief(
        welcome=model.candidate_texts["welcome"],
        accommodation=model.candidate_texts["accommodation"],
        job=model.profile(settings.job_profile).name,
        minutes=-(-budget_s(plan) // 60),
        questions=len(plan.questions),
        preview=_preview(model, settings),
    )


def _preview(model: CompetencyModel, settings: Settings) -> PreviewView:
    """What the questions look at, where it counts in this job, and the job's working day."""
    profile = model.profile(settings.job_profile)
    counted = [each for each in model.dimensions if profile.weights.get(each.id, 0) > 0]
    return PreviewView(tuple((each.name, each.definition) for each in counted), profile.working_day)


def engine_config(
    settings: Settings,
    pack: PolicyPack,
    interview: Interview,
    *,
    media_dir: Path,
    media_key: Callable[[str], bytes],
    speed: float,
) -> EngineConfig:
    """What the engine may open and load: a device, or an affect module, only where it was agreed to."""
    given = {consent.purpose for consent in interview.consents if consent.given}
    voice = pack.voice_affect == "on" and Purpose.VOICE_AFFECT in given
    films = Purpose.RECORDING_VIDEO in given and not interview.accommodations.no_camera
    face = films and pack.face_affect == "on" and Purpose.FACE_OBSERVATION in given
    return EngineConfig(
        microphone=settings.microphone if Purpose.RECORDING_AUDIO in given else None,
        camera=settings.camera if films else None,
        media_dir=str(media_dir),
        model_pack_dir=str(settings.packs_dir),
        language=interview.language,
        asr_engine=settings.asr_engine,
        affect_allowed=voice or face,
        face_allowed=face,
        delivery_allowed=pack.measures_delivery,
        speed=speed,
        warm_up=known_warm_up(interview.answers),
        media_key=media_key(interview.interview_id),
    )


def can_resume(interview: Interview, age_s: float) -> bool:
    """True if its candidate may still stand there. age_s: since it last changed, by the clock on the wall.

    An age below zero says that the clock was set back, so nobody knows how old it is: a small one only is fine.
    """
    return interview.step is Step.QUESTION and abs(age_s) < RESUME_WITHIN_S
