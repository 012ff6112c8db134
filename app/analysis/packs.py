"""Model packs: folders with weights, a manifest, checksums and a licence. What is there, and is it whole?"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.language import Language
from app.errors import KioskError
from app.pack_files import check_apart, inside, is_plain, plain_id, read_description, size_of

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class PackEngine(StrEnum):
    """What a pack is for."""

    FASTER_WHISPER = "faster-whisper"
    SHERPA_ONNX = "sherpa-onnx"
    FACE_LANDMARKER = "face-landmarker"
    DNSMOS = "dnsmos"


RECOGNISERS = (PackEngine.FASTER_WHISPER, PackEngine.SHERPA_ONNX)
# Single model files that need no manifest, known by their place and name.
KNOWN_FILES: Mapping[str, tuple[PackEngine, str]] = {
    "face/face_landmarker.task": (PackEngine.FACE_LANDMARKER, "Apache-2.0"),
    "audio/dnsmos_sig_bak_ovr.onnx": (PackEngine.DNSMOS, "CC-BY-4.0"),
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack; sha256 None: its maker gave none."""

    path: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that is there; verify() says whether it is whole.

    kind: which network, for sherpa-onnx (zipformer-ctc, transducer, sense-voice, paraformer).
    confidence: what to say of words whose recogniser gives none: 1 - the error rate measured for the pack.
    """

    id: str
    engine: PackEngine
    folder: Path
    files: tuple[PackFile, ...]
    languages: frozenset[Language]
    licence: str
    licence_text: str = ""
    kind: str = ""
    confidence: float | None = None

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    def file(self, name: str) -> Path:
        """The file of that name. Raises KioskError("pack_file_missing") if the pack does not list it."""
        if all(file.path != name for file in self.files):
            raise KioskError("pack_file_missing", pack=self.id, file=name)
        return self.folder / name


@dataclass(frozen=True, slots=True)
class RefusedPack:
    """A folder that looks like a pack and is none: code as in resources/messages."""

    name: str
    code: str
    detail: str


def find_packs(folder: Path | None) -> tuple[tuple[Pack, ...], tuple[RefusedPack, ...]]:
    """The packs in `folder`, sorted by id, and what had to be refused."""
    if folder is None or not folder.is_dir():
        return (), ()
    packs, refused = [], []
    for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
        try:
            packs.append(read_manifest(manifest))
        except KioskError as error:
            detail = str(error.params.get("detail", ""))
            refused.append(RefusedPack(manifest.parent.name, error.code, detail))
    listed = {pack.folder / file.path for pack in packs for file in pack.files}
    for name, (engine, licence) in KNOWN_FILES.items():
        path = folder / name
        if path.is_file() and path not in listed:
            file = PackFile(path.name, path.stat().st_size, None)
            packs.append(Pack(path.stem, engine, path.parent, (file,), frozenset(), licence))
    return tuple(sorted(packs, key=lambda pack: pack.id)), tuple(refused)


def read_manifest(path: Path) -> Pack:
    """The pack that this manifest describes. Raises KioskError("pack_manifest_broken")."""
    try:
        content = read_description(path)
        engine = PackEngine(content["engine"])
        licence = content["licence"]
        pack = Pack(
            id=plain_id(content["id"]),
            engine=engine,
            folder=path.parent,
            files=tuple(_file(entry) for entry in content["files"]),
            languages=frozenset(Language(language) for language in content.get("languages", ())),
            licence=str(licence["id"]),
            licence_text=str(licence.get("text", "")),
            kind=str(content.get("kind", "")),
            confidence=None if content.get("confidence") is None else float(content["confidence"]),
        )
        check_apart(file.path for file in pack.files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise KioskError("pack_manifest_broken", pack=path.parent.name, detail=str(error)[:200]) from error
    if not pack.files or (engine in RECOGNISERS and not pack.languages):
        raise KioskError("pack_manifest_broken", pack=pack.id, detail="files or languages missing")
    return pack


def _file(entry: Mapping[str, Any]) -> PackFile:
    path = inside(entry["path"])
    digest = str(entry["sha256"])
    if len(digest) != 64 or any(letter not in "0123456789abcdef" for letter in digest):
        raise ValueError(f"sha256 of {path}")
    return PackFile(path, size_of(entry), digest)


def verify(pack: Pack) -> None:
    """Nothing when every file is there with its size and sha256.

    Raises KioskError: pack_file_missing, pack_file_unsafe or pack_file_changed, with pack and file.
    """
    for file in pack.files:
        path = pack.folder / file.path
        if not path.is_file():
            raise KioskError("pack_file_missing", pack=pack.id, file=file.path)
        if not is_plain(pack.folder, file.path):
            raise KioskError("pack_file_unsafe", pack=pack.id, file=file.path)
        if path.stat().st_size != file.size or (file.sha256 is not None and sha256_of(path) != file.sha256):
            raise KioskError("pack_file_changed", pack=pack.id, file=file.path)


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def does_not_load(pack: Pack, error: Exception) -> KioskError:
    """KioskError("pack_does_not_load") with the library's reason in at most 200 characters, without our folder."""
    reason = str(error).replace(f"{pack.folder}{os.sep}", "").replace(str(pack.folder), pack.id)
    return KioskError("pack_does_not_load", pack=pack.id, detail=reason[:200])


def identity_of(pack: Pack) -> str:
    """Engine, id and content of a pack in one line, for the provenance of a score."""
    lines = "".join(f"{file.path}:{file.sha256 or file.size}\n" for file in pack.files)
    return f"{pack.engine.value}/{pack.id}/{hashlib.sha256(lines.encode()).hexdigest()[:12]}"
