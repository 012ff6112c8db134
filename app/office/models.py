"""Model packs for an administrator; a pack is installed as `kiosk models` does."""

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from app.analysis.packs import MANIFEST
from app.domain.language import Language
from app.modelpacks.catalogue import KnownPack, load_catalogue, pack_named
from app.modelpacks.download import Progress
from app.modelpacks.install import Acceptance, Installer
from app.modelpacks.inventory import Line, inventory
from app.modelpacks.machine import this_machine
from app.modelpacks.self_test import SelfTest, run_self_test
from app.modelpacks.sources import Source, source_for
from app.office.values import PackLine, PackLoading

STEP_MB = 1.0  # progress is told this often: each tells the screen something to draw


def pack_lines(packs_dir: Path, resources: Path, language: Language) -> Iterable[PackLine]:
    """What is installed, since when and by whom, and what could be."""
    catalogue = load_catalogue(resources)
    known = {each.name: each for each in catalogue}
    for line in inventory(packs_dir, catalogue, this_machine(), language):
        yield _line(line, known.get(line.name), *_accepted(packs_dir / line.name / MANIFEST))


def _accepted(manifest: Path) -> tuple[float | None, str]:
    """When and by whom the licence was accepted, as the manifest says; a pack put there by hand says nothing."""
    try:
        licence = json.loads(manifest.read_text("utf-8"))["licence"]
        return datetime.fromisoformat(licence["accepted_at"]).timestamp(), str(licence["accepted_by"])
    except (OSError, ValueError, LookupError, TypeError):
        return None, ""


def _line(line: Line, known: KnownPack | None, at: float | None, by: str) -> PackLine:
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
        at,
        by,
    )


def install(
    packs_dir: Path,
    resources: Path,
    name: str,
    *,
    actor: str,
    now: float,
    tell: Callable[[PackLoading], None],
    folder: Path | None = None,
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

    def try_out(folder: Path) -> SelfTest:
        tell(PackLoading(name, sum(done.values()) / 1e6, known.size_mb, is_tried=True))
        return run_self_test(folder)

    origin = source or source_for(folder, os.environ.get("HF_ENDPOINT"))
    tell(PackLoading(name, 0.0, known.size_mb))
    Installer(packs_dir, origin, show, try_out).install(known, Acceptance(actor, now))
