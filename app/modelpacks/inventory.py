"""What is installed, what could be, and why something is refused."""

from dataclasses import dataclass
from pathlib import Path

from app.analysis.packs import Pack, find_packs
from app.domain.language import Language
from app.modelpacks.catalogue import KnownPack
from app.modelpacks.machine import Machine, suggested, why_not

INSTALLED = "installed"
AVAILABLE = "available"
UNSUITABLE = "unsuitable"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `kiosk models list`. reason: a code of resources/messages, with pack and detail."""

    name: str
    state: str
    engine: str
    languages: tuple[str, ...]
    size_mb: int
    licence: str
    reason: str | None = None
    detail: str = ""
    is_suggested: bool = False


def inventory(
    packs_dir: Path, catalogue: tuple[KnownPack, ...], machine: Machine, language: Language
) -> tuple[Line, ...]:
    """Installed packs first, then refused ones, then the catalogue's others; quick: no sums are made."""
    packs, refused = find_packs(packs_dir)
    there = {pack.id for pack in packs} | {pack.name for pack in refused}
    offer = suggested(catalogue, machine, language)
    has_recogniser = any(language in pack.languages for pack in packs)
    lines = [_installed(pack) for pack in packs]
    lines += [Line(each.name, REFUSED, "", (), 0, "", each.code, each.detail) for each in refused]
    for known in catalogue:
        if known.name not in there:
            reason = why_not(known, machine, language)
            lines.append(
                Line(
                    name=known.name,
                    state=AVAILABLE if reason is None else UNSUITABLE,
                    engine=known.engine,
                    languages=tuple(sorted(known.languages)),
                    size_mb=known.size_mb,
                    licence=known.licence.id,
                    reason=reason,
                    is_suggested=not has_recogniser and known is offer,
                )
            )
    return tuple(lines)


def _installed(pack: Pack) -> Line:
    """An installed pack, refused when a file is missing or has another size."""
    reason = detail = None
    for file in pack.files:
        path = pack.folder / file.path
        if not path.is_file():
            reason, detail = "pack_file_missing", file.path
        elif path.stat().st_size != file.size:
            reason, detail = "pack_file_changed", file.path
    return Line(
        name=pack.id,
        state=INSTALLED if reason is None else REFUSED,
        engine=pack.engine.value,
        languages=tuple(sorted(pack.languages)),
        size_mb=-(-pack.size // 1_000_000),
        licence=pack.licence,
        reason=reason,
        detail=detail or "",
    )
