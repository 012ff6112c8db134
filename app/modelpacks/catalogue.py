"""The packs that are known by name: what is in them, where they come from, what a machine needs for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.analysis.packs import MANIFEST, RECOGNISERS, PackEngine, read_manifest
from app.domain.language import Language
from app.errors import KioskError
from app.pack_files import read_description

FILE_NAME = "model_packs.yaml"
LICENCES = "licences"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Licence:
    """What has to be accepted. text: shown before; a short notice where the whole text is only at `url`."""

    id: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class KnownFile:
    """path: in the installed pack. origin: the path where it comes from. sha256 None: not known."""

    path: str
    origin: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class KnownPack:
    """One pack of the catalogue.

    engine: a PackEngine's value, or "embedding", which this version does not install (see held_back).
    repo, revision: on a hub; url: the folder elsewhere, instead of both.
    size_mb: about. suggest: may be offered without being asked for.
    """

    name: str
    engine: str
    kind: str
    languages: frozenset[Language]
    licence: Licence
    files: tuple[KnownFile, ...]
    size_mb: int
    repo: str = ""
    revision: str = "main"
    url: str = ""
    min_cores: int = 1
    memory_mb: int = 0
    suggest: bool = True
    held_back: str | None = None

    @property
    def is_recogniser(self) -> bool:
        """Does it turn speech into words?"""
        return self.engine in {engine.value for engine in RECOGNISERS}


def load_catalogue(resources: Path) -> tuple[KnownPack, ...]:
    """The packs of resources/model_packs.yaml, in its order."""
    content: dict[str, Any] = yaml.safe_load((resources / FILE_NAME).read_text("utf-8"))
    licences = {name: _licence(entry, resources / LICENCES) for name, entry in content["licences"].items()}
    return tuple(_pack(entry, licences) for entry in content["packs"])


def pack_named(catalogue: tuple[KnownPack, ...], name: str, folder: Path | None = None) -> KnownPack:
    """The pack of that name: from the catalogue, else from a manifest in `folder` or in `folder`/name.

    Raises:
        KioskError: pack_unknown (name, known), pack_manifest_broken.
    """
    for pack in catalogue:
        if pack.name == name:
            return pack
    for place in () if folder is None else (folder / name, folder):
        if (place / MANIFEST).is_file() and (described := pack_described(place)).name == name:
            return described
    raise KioskError("pack_unknown", pack=name, known=", ".join(pack.name for pack in catalogue))


def pack_described(folder: Path) -> KnownPack:
    """The pack that the manifest in `folder` describes. Raises KioskError pack_manifest_broken."""
    pack = read_manifest(folder / MANIFEST)
    licence = read_description(folder / MANIFEST)["licence"]
    return KnownPack(
        name=pack.id,
        engine=pack.engine.value,
        kind=pack.kind,
        languages=pack.languages,
        licence=Licence(pack.licence, pack.licence_text, str(licence.get("url", ""))),
        files=tuple(KnownFile(file.path, file.path, file.sha256) for file in pack.files),
        size_mb=-(-pack.size // _MB),
    )


def _licence(entry: Mapping[str, Any], folder: Path) -> Licence:
    text = (folder / entry["file"]).read_text("utf-8") if entry["file"] else ""
    return Licence(entry["id"], text, entry["url"])


def _pack(entry: Mapping[str, Any], licences: Mapping[str, Licence]) -> KnownPack:
    held_back = entry.get("held_back")
    return KnownPack(
        name=entry["name"],
        engine=entry["engine"] if held_back else PackEngine(entry["engine"]).value,
        kind=entry.get("kind", ""),
        languages=frozenset(Language(language) for language in entry["languages"]),
        licence=licences[entry["licence"]],
        files=tuple(
            KnownFile(file["path"], file.get("from", file["path"]), file["sha256"]) for file in entry["files"]
        ),
        size_mb=entry["size_mb"],
        repo=entry.get("repo", ""),
        revision=entry.get("revision", ""),
        url=entry.get("url", ""),
        min_cores=entry["min_cores"],
        memory_mb=entry["memory_mb"],
        suggest=entry.get("suggest", True),
        held_back=held_back,
    )
