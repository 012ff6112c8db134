"""Which tiers score on this kiosk, and why one does not. A missing tier stops no interview: Tier 0 goes on."""

from urllib.parse import urlsplit

from app.doctor.finding import Finding, advice, ok
from app.domain.language import Language
from app.errors import KioskError
from app.settings import Settings
from app.tiers.encoders import load_encoder
from app.tiers.packs import find_embedding_packs
from app.tiers.picker import PickTask
from app.tiers.readers import endpoint_picker, packs_by_language

# Asked instead of a candidate's words.
PROBE = {
    Language.ZH: PickTask(("包裹找到了。", "我给客户打了电话。"), {"k1": "联系客户"}, Language.ZH),
    Language.EN: PickTask(("The parcel is there.", "I phoned them."), {"k1": "Contacts them"}, Language.EN),
}
SILENT = {
    "timeout": "doctor_tier2_timeout",
    "unreachable": "doctor_tier2_unreachable",
    "http_error": "doctor_tier2_refused",
    "nonsense": "doctor_tier2_nonsense",
}


def check_tiers(settings: Settings) -> list[Finding]:
    """Tier 0, which is always there; Tier 1, loaded as for scoring; Tier 2, asked one question of ours."""
    return [ok("tier0", "doctor_tier0_ok"), *_sentence_models(settings), _language_model(settings)]


def _sentence_models(settings: Settings) -> list[Finding]:
    try:
        packs = packs_by_language(find_embedding_packs(settings.packs_dir))
        for pack in packs.values():
            load_encoder(pack)
    except KioskError as error:
        return [advice("tier1", error.code, **error.params)]
    if not packs:
        return [ok("tier1", "doctor_tier1_off")]
    found = [
        ok("tier1", "doctor_tier1_ok", pack=pack.id, language=language.value)
        for language, pack in packs.items()
    ]
    if settings.language not in packs:
        found.append(advice("tier1", "doctor_tier1_other_language", language=settings.language.value))
    return found


def _language_model(settings: Settings) -> Finding:
    url, name = settings.llm_url, settings.llm_model
    if url is None and name is None:
        return ok("tier2", "doctor_tier2_off")
    if url is None or name is None:
        missing = "llm_url" if url is None else "llm_model"
        return advice("tier2", "doctor_tier2_half", missing=missing)
    host = urlsplit(url).hostname or ""
    try:
        picker = endpoint_picker(url, name, settings.llm)
        try:
            picker.pick(PROBE[settings.language], seed=1)
        finally:
            picker.close()
    except KioskError as error:
        reason = str(error.params.get("reason", ""))
        if reason in SILENT:
            return advice("tier2", SILENT[reason], model=name, host=host)
        return advice("tier2", error.code, **error.params)
    return ok("tier2", "doctor_tier2_ok", model=name, host=host)
