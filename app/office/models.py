"""Model packs and versions for an administrator; a pack is installed as `kiosk models` does."""

import os
from collections.abc import Callable
from pathlib import Path

from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.modelpacks.catalogue import KnownPack, load_catalogue, pack_named
from app.modelpacks.download import Progress
from app.modelpacks.install import Acceptance, Installer
from app.modelpacks.inventory import Line, inventory
from app.modelpacks.machine import this_machine
from app.modelpacks.sources import Source, source_for
from app.office.values import ModelsView, PackLine, PackLoading

STEP_MB = 1.0  # progress is told this often: each tells the screen something to draw


def models_view(
    packs_dir: Path, resources: Path, model: CompetencyModel, policy: str, language: Language
) -> ModelsView:
    """What is installed, what could be, and which content and policy hold."""
    catalogue = load_catalogue(resources)
    known = {each.name: each for each in catalogue}
    lines = inventory(packs_dir, catalogue, this_machine(), language)
    return ModelsView(
        tuple(_line(each, known.get(each.name)) for each in lines),
        model.version,
        model.content_hash,
        model.policy_pack(policy).name.text(language),
        tuple(each.name.text(language) for each in model.profiles),
    )


def _line(line: Line, known: KnownPack | None) -> PackLine:
    return PackLine(
        line.name,
        line.state,
        line.engine,
        line.languages,
        line.size_mb,
        line.licence,
        "" if known is None else known.licence.url,
        line.reason or "",
        line.detail,
    )


def install(
    packs_dir: Path,
    resources: Path,
    name: str,
    *,
    actor: str,
    now: float,
    tell: Callable[[PackLoading], None],
    source: Source | None = None,
) -> None:
    """Fetch, check and try the pack. Raises KioskError pack_unknown and as Installer.install does."""
    known = pack_named(load_catalogue(resources), name)
    told_mb, done = 0.0, dict[str, int]()

    def show(progress: Progress) -> None:
        nonlocal told_mb
        done[progress.file] = progress.done_bytes
        done_mb = sum(done.values()) / 1e6
        if done_mb - told_mb >= STEP_MB:
            told_mb = done_mb
            tell(PackLoading(name, done_mb, known.size_mb))

    origin = source or source_for(None, os.environ.get("HF_ENDPOINT"))
    tell(PackLoading(name, 0.0, known.size_mb))
    Installer(packs_dir, origin, show).install(known, Acceptance(actor, now))
