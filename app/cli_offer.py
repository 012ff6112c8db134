"""The offer of a model pack at the start of `kiosk run`: in words, and whether a person has answered it."""

import json
import logging
import sys
from pathlib import Path

from app.cli_text import terminal_words
from app.content.paths import resources_dir
from app.modelpacks.catalogue import load_catalogue
from app.modelpacks.machine import this_machine
from app.modelpacks.offer import Offer, offer_for
from app.settings import Settings
from app.ui.strings import Strings

log = logging.getLogger(__name__)

ANSWER = "pack-offer.json"  # in the data folder: somebody chose "later"; without it the screen asks
WITHOUT_PACK = ("none", "pocketsphinx")  # chosen by an administrator: nothing is offered


def print_offer(settings: Settings) -> Offer | None:
    """Say on stderr which pack suits this machine, where none is installed; what was said."""
    if settings.asr_engine in WITHOUT_PACK:
        return None
    offer = offer_for(settings.packs_dir, load_catalogue(resources_dir()), this_machine(), settings.language)
    if offer is not None:
        print(offer_text(offer, terminal_words(settings.language)), file=sys.stderr, flush=True)
    return offer


def is_answered(data_dir: Path) -> bool:
    """True when a person has chosen to go on without a pack."""
    return (data_dir / ANSWER).exists()


def remember_later(data_dir: Path, pack: str) -> None:
    """Write down that a person chose to go on without `pack`; `kiosk doctor` still offers it."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data_dir / ANSWER).write_text(json.dumps({"answer": "later", "pack": pack}) + "\n", "utf-8")
    except OSError:  # then it is asked once more
        log.warning("the answer to the offer of a pack could not be stored")


def offer_text(offer: Offer, words: Strings) -> str:
    """What is missing, and what to do about it."""
    lead = words.text("offer.lead" if offer.is_mute else "offer.lead_weak", language=words.language.value)
    if offer.pack is None:
        return f"{lead}\n{words.text('offer.no_pack')}"
    pack = offer.pack
    more = words.text("offer.pack", name=pack.name, size_mb=pack.size_mb, licence=pack.licence.id)
    return f"{lead}\n{more}"
