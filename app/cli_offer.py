"""The offer of a model pack, in words: for the start of `kiosk run`."""

import sys

from app.cli_text import terminal_words
from app.content.paths import resources_dir
from app.modelpacks.catalogue import load_catalogue
from app.modelpacks.machine import this_machine
from app.modelpacks.offer import Offer, offer_for
from app.settings import Settings
from app.ui.strings import Strings

WITHOUT_PACK = ("none", "pocketsphinx")  # chosen by an administrator: nothing is offered


def print_offer(settings: Settings) -> None:
    """Say on stderr which pack suits this machine, where none is installed; the kiosk goes on without it."""
    if settings.asr_engine in WITHOUT_PACK:
        return
    offer = offer_for(settings.packs_dir, load_catalogue(resources_dir()), this_machine(), settings.language)
    if offer is not None:
        print(offer_text(offer, terminal_words(settings.language)), file=sys.stderr, flush=True)


def offer_text(offer: Offer, words: Strings) -> str:
    """What is missing, and what to do about it."""
    lead = words.text("offer.lead" if offer.is_mute else "offer.lead_weak", language=words.language.value)
    if offer.pack is None:
        return f"{lead}\n{words.text('offer.no_pack')}"
    pack = offer.pack
    more = words.text("offer.pack", name=pack.name, size_mb=pack.size_mb, licence=pack.licence.id)
    return f"{lead}\n{more}"
