"""What to offer where the kiosk has no pack for its own language."""

from dataclasses import dataclass
from pathlib import Path

from app.analysis.packs import RECOGNISERS, find_packs
from app.analysis.recognisers import ORDER, POCKETSPHINX
from app.domain.language import Language
from app.modelpacks.catalogue import KnownPack
from app.modelpacks.machine import Machine, suggested


@dataclass(frozen=True, slots=True)
class Offer:
    """pack None: none of the catalogue suits. is_mute: until then answers in the language are typed."""

    pack: KnownPack | None
    is_mute: bool


def offer_for(
    packs_dir: Path, catalogue: tuple[KnownPack, ...], machine: Machine, language: Language
) -> Offer | None:
    """The offer, or None where a recogniser for the language is installed."""
    packs, _ = find_packs(packs_dir)
    if any(pack.engine in RECOGNISERS and language in pack.languages for pack in packs):
        return None
    return Offer(suggested(catalogue, machine, language), POCKETSPHINX not in ORDER[language])
