"""Which pack suits this machine? By cores, memory, language, and what is installed (performance.md 1.5)."""

import getpass
import importlib.util
import os
from dataclasses import dataclass

from app.analysis.packs import PackEngine
from app.analysis.recognisers import ORDER
from app.domain.language import Language
from app.modelpacks.catalogue import KnownPack

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Machine:
    """cores: that this program may use. memory_mb: None where the system does not say."""

    cores: int
    memory_mb: int | None
    has_sherpa: bool


def this_machine() -> Machine:
    """The machine that the program runs on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(cores, _memory_mb(), importlib.util.find_spec("sherpa_onnx") is not None)


def this_user() -> str:
    """Who accepts a licence here, for the manifest: the user of this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, e.g. in a container
        return f"uid-{os.getuid()}"


def why_not(pack: KnownPack, machine: Machine, language: Language | None = None) -> str | None:
    """The code of the reason why the pack does not suit, or None. language: of the kiosk, or any."""
    if pack.held_back is not None:
        return pack.held_back
    if pack.engine == PackEngine.SHERPA_ONNX and not machine.has_sherpa:
        return "sherpa_not_installed"
    if machine.cores < pack.min_cores:
        return "pack_needs_cores"
    if machine.memory_mb is not None and machine.memory_mb < pack.memory_mb:
        return "pack_needs_memory"
    if pack.is_recogniser and language is not None and language not in pack.languages:
        return "pack_other_language"
    return None


def suggested(catalogue: tuple[KnownPack, ...], machine: Machine, language: Language) -> KnownPack | None:
    """The recogniser to offer: of the first engine in the stated order, the largest that suits."""
    fitting = [
        pack
        for pack in catalogue
        if pack.is_recogniser and pack.suggest and why_not(pack, machine, language) is None
    ]
    order = ORDER[language]
    fitting.sort(key=lambda pack: (order.index(pack.engine), -pack.size_mb))
    return fitting[0] if fitting else None


def _memory_mb() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB
    except (AttributeError, ValueError, OSError):
        return None
