"""A pack gets in whole or not at all: fetched beside, checked, tried out, then renamed into its place."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.analysis.packs import MANIFEST, Pack, read_manifest, sha256_of, verify
from app.errors import BugError, KioskError
from app.modelpacks.catalogue import KnownPack
from app.modelpacks.download import SPARE_BYTES, STATE, WAIT_S, Progress, Staging, fetch
from app.modelpacks.self_test import SelfTest, run_self_test
from app.modelpacks.sources import Source

STAGING = ".pulling"  # two levels deep: never mistaken for a pack
_MB = 1_000_000
# What a broken-off download leaves is kept for the next try; after every other failure nothing stays.
KEPT_AFTER = ("pack_download_broken",)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted the licence, and when: Unix seconds, UTC."""

    by: str
    at: float


@dataclass(frozen=True, slots=True)
class Installed:
    """What was done. self_test None: the pack was there already, whole."""

    pack: Pack
    self_test: SelfTest | None


@dataclass(frozen=True, slots=True)
class Installer:
    """Installs packs into `packs_dir`. show: told as bytes come. try_out: the self-test of a staged pack."""

    packs_dir: Path
    source: Source
    show: Callable[[Progress], None]
    try_out: Callable[[Path], SelfTest] = run_self_test
    wait_s: float = WAIT_S

    def is_there(self, known: KnownPack) -> Pack | None:
        """The installed pack, when it is whole."""
        manifest = self.packs_dir / known.name / MANIFEST
        if not manifest.is_file():
            return None
        try:
            pack = read_manifest(manifest)
            verify(pack)
        except KioskError:
            return None
        return pack

    def install(self, known: KnownPack, acceptance: Acceptance) -> Installed:
        """The pack in its place. A damaged one is replaced when the new one is whole.

        Raises:
            KioskError: pack_held_back's reason, pack_download_broken (run it again: it goes on),
                pack_file_wrong, pack_disk_full, pack_folder_not_writable, and why the self-test failed.
        """
        if known.held_back is not None:
            raise KioskError(known.held_back, pack=known.name)
        there = self.is_there(known)
        if there is not None:
            return Installed(there, None)
        staging = self._begin(known)
        try:
            for file in known.files:
                fetch(self.source, known, file, staging, self.show, self.wait_s)
            self._describe(known, staging, acceptance)
            result = self.try_out(staging.folder)
            return Installed(self._move(known, staging), result)
        except KioskError as error:
            if error.code not in KEPT_AFTER:
                staging.remove()
            raise
        except OSError as error:
            staging.remove()
            raise KioskError("pack_not_written", pack=known.name, detail=error.strerror or "") from error

    def _begin(self, known: KnownPack) -> Staging:
        if not known.files or Path(known.name).name != known.name:
            raise BugError(f"no pack can be called {known.name}")
        folder = self.packs_dir / STAGING / known.name
        try:
            staging = Staging.open(folder, self.source.origin)
            free = shutil.disk_usage(folder).free
        except OSError as error:
            raise KioskError("pack_folder_not_writable", folder=str(self.packs_dir)) from error
        there = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        need = known.size_mb * _MB - there + SPARE_BYTES
        if free < need:
            raise KioskError("pack_disk_full", pack=known.name, need_mb=-(-need // _MB))
        return staging

    def _describe(self, known: KnownPack, staging: Staging, acceptance: Acceptance) -> None:
        """Write the manifest, with the sum of every file, where it is known from, and who accepted what."""
        manifest = {
            "id": known.name,
            "engine": known.engine,
            "kind": known.kind,
            "languages": sorted(known.languages),
            "files": [_entry(file.path, file.sha256, staging) for file in known.files],
            "licence": {
                "id": known.licence.id,
                "text": known.licence.text,
                "url": known.licence.url,
                "accepted_by": acceptance.by,
                "accepted_at": datetime.fromtimestamp(acceptance.at, UTC).isoformat(timespec="seconds"),
            },
            "source": {
                "from": self.source.origin,
                "repo": known.repo or known.url,
                "revision": staging.revision or known.revision,
            },
        }
        with (staging.folder / MANIFEST).open("w", encoding="utf-8") as file:
            json.dump(manifest, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())

    def _move(self, known: KnownPack, staging: Staging) -> Pack:
        """The pack in its place: two renames at the most, so that a power cut leaves a whole pack or none."""
        (staging.folder / STATE).unlink()
        _sync_folder(staging.folder)
        place = self.packs_dir / known.name
        old = staging.folder.with_name(f"{known.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if place.exists():
            place.rename(old)
        staging.folder.rename(place)
        _sync_folder(self.packs_dir)
        shutil.rmtree(old, ignore_errors=True)
        with suppress(OSError):  # another pack is on its way
            (self.packs_dir / STAGING).rmdir()
        return read_manifest(place / MANIFEST)


def _entry(path: str, known_sha256: str | None, staging: Staging) -> dict[str, Any]:
    file = staging.folder / path
    told = staging.facts.get(path, {}).get("sha256")
    trust = "catalogue" if known_sha256 else "hub" if told else "first_install"
    return {"path": path, "size": file.stat().st_size, "sha256": sha256_of(file), "trust": trust}


def _sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut (nothing to do where folders cannot be opened)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
