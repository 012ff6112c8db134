"""What settings, content and consent mean for the first pages and for the engine."""

from pathlib import Path

from app.domain.competency import CompetencyModel, PolicyPack
from app.domain.interview import Consent, Experience, Purpose
from app.domain.language import Language
from app.domain.messages import EngineConfig
from app.errors import KioskError
from app.flow.plan import budget_s, build_plan
from app.settings import Settings
from app.ui.present import Brief
from app.ui.views import PreviewView


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
    language: Language,
    consents: tuple[Consent, ...],
    *,
    media_dir: Path,
    speed: float,
) -> EngineConfig:
    """What the engine may open and load: a device, or an affect module, only where it was agreed to."""
    given = {consent.purpose for consent in consents if consent.given}
    voice = pack.voice_affect == "on" and Purpose.VOICE_AFFECT in given
    face = pack.face_affect == "on" and Purpose.FACE_OBSERVATION in given
    return EngineConfig(
        microphone=settings.microphone if Purpose.RECORDING_AUDIO in given else None,
        camera=settings.camera if Purpose.RECORDING_VIDEO in given else None,
        media_dir=str(media_dir),
        model_pack_dir=str(settings.packs_dir),
        language=language,
        asr_engine=settings.asr_engine,
        affect_allowed=voice or face,
        face_allowed=face,
        speed=speed,
    )
