"""What this kiosk runs with, as facts whose change belongs into the audit log."""

import hashlib
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

from app import __version__
from app.domain.competency import CompetencyModel
from app.settings import Settings
from app.settings.rules import ENVIRONMENT_ONLY
from app.store.audit import CONFIGURATION, changed_facts
from app.store.journal import Journal

KIOSK = "kiosk"
SHORT = 16  # hex digits of a hash that only has to tell one value from another
PLAIN = (bool, int, float, Enum, type(None))


def facts(settings: Settings, model: CompetencyModel) -> dict[str, str]:
    """Name to value: program, content, each model pack, each setting; paths and texts only as their hashes."""
    return {
        "program": __version__,
        "content.version": model.version,
        "content.hash": model.content_hash,
        **_packs(settings.packs_dir),
        **_settings(settings, "setting."),
    }


def record_start(journal: Journal, now_facts: dict[str, str], *, now: float) -> tuple[str, ...]:
    """The names of the facts that changed since the last start; then the log holds all of them anew."""
    known = journal.told(CONFIGURATION)
    changed = changed_facts(known[-1]["facts"] if known else {}, now_facts)
    if changed:
        journal.record(KIOSK, CONFIGURATION, {"facts": now_facts, "changed": list(changed)}, now=now)
    return changed


def _packs(folder: Path) -> dict[str, str]:
    """Each pack with the hash of what its small description files say, and of the sizes of all others."""
    if not folder.is_dir():
        return {}
    packs = {}
    for pack in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        told = hashlib.sha256()
        for path in sorted(path for path in pack.rglob("*") if path.is_file()):
            told.update(f"{path.relative_to(pack)}\0{path.stat().st_size}\0".encode())
            if path.suffix == ".json" and path.stat().st_size < 1_000_000:
                told.update(path.read_bytes())
        packs[f"pack.{pack.name}"] = told.hexdigest()[:SHORT]
    return packs


def _settings(part: object, prefix: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields(part):  # type: ignore[arg-type]  # only dataclasses come here
        name, value = f"{prefix}{field.name}", getattr(part, field.name)
        if name.removeprefix("setting.") in ENVIRONMENT_ONLY:
            continue  # a secret, not even as a hash
        if is_dataclass(value):
            found |= _settings(value, f"{name}.")
        elif isinstance(value, PLAIN):
            found[name] = str(value)
        else:
            found[name] = "sha256:" + hashlib.sha256(str(value).encode()).hexdigest()[:SHORT]
    return found
