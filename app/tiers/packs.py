"""Packs of sentence encoders: a folder with a model, its tokenizer, a description and a licence."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.language import Language
from app.errors import KioskError
from app.pack_files import check_apart, inside, is_plain, plain_id, read_description

DESCRIPTION = "embedding.json"  # not manifest.json: the media engine reads those
_CHUNK = 1 << 20


class EncoderEngine(StrEnum):
    """What runs the model."""

    ONNX = "onnx"
    CTRANSLATE2 = "ctranslate2"


class Pooling(StrEnum):
    """How the vectors of tokens become one of a sentence."""

    MEAN = "mean"
    FIRST = "cls"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines from which this model's word counts; measured for each pack, since models differ.

    raise_at: a sentence says the key point. lower_at: it does what a low anchor describes, and is nearer to
    it than to the high anchors by `margin` at least.
    """

    raise_at: float
    lower_at: float
    margin: float


@dataclass(frozen=True, slots=True)
class EmbeddingPack:
    """A pack as its description says; verify() says whether its files are whole."""

    id: str
    engine: EncoderEngine
    folder: Path
    model: str  # the ONNX file, or the folder of a CTranslate2 model
    pooling: Pooling
    max_tokens: int
    languages: frozenset[Language]
    thresholds: Thresholds
    licence: str
    files: Mapping[str, str]  # path -> sha256


def find_embedding_packs(folder: Path | None) -> tuple[EmbeddingPack, ...]:
    """The packs below `folder`, sorted by id; none where there is no folder.

    Raises:
        KioskError: embedding_pack_broken, for a description that cannot be used.
    """
    if folder is None or not folder.is_dir():
        return ()
    return tuple(
        sorted(
            (read_embedding_pack(path.parent) for path in folder.rglob(DESCRIPTION)),
            key=lambda pack: pack.id,
        )
    )


def read_embedding_pack(folder: Path) -> EmbeddingPack:
    """The pack in `folder`. Raises KioskError embedding_pack_broken (pack, detail)."""
    try:
        data = read_description(folder / DESCRIPTION)
        limits = data["thresholds"]
        pack = EmbeddingPack(
            id=plain_id(data["id"]),
            engine=EncoderEngine(data["engine"]),
            folder=folder,
            model=inside(data["model"]),
            pooling=Pooling(data["pooling"]),
            max_tokens=int(data["max_tokens"]),
            languages=frozenset(Language(each) for each in data["languages"]),
            thresholds=Thresholds(
                float(limits["raise_at"]), float(limits["lower_at"]), float(limits["margin"])
            ),
            licence=str(data["licence"]),
            files={inside(name): str(digest) for name, digest in data["files"].items()},
        )
        check_apart(pack.files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise _broken(folder.name, f"{DESCRIPTION}: {str(error)[:200]}") from error
    limits_fit = 0 < pack.thresholds.raise_at <= 1 and 0 < pack.thresholds.lower_at <= 1
    if not (pack.files and pack.languages and limits_fit and 8 <= pack.max_tokens <= 8192):
        raise _broken(pack.id, f"{DESCRIPTION}: files, languages, thresholds or max_tokens")
    return pack


def verify(pack: EmbeddingPack) -> None:
    """Nothing when every file has its sha256. Raises KioskError embedding_pack_broken."""
    for name, digest in pack.files.items():
        path = pack.folder / name
        if not path.is_file():
            raise _broken(pack.id, f"{name} is missing")
        if not is_plain(pack.folder, name):
            raise _broken(pack.id, f"{name} is a link or holds Python objects")
        if sha256_of(path) != digest:
            raise _broken(pack.id, f"{name} was changed")


def identity_of(pack: EmbeddingPack) -> str:
    """Tier, id and content of the pack in one line, for the identity of a score."""
    limits = pack.thresholds
    lines = [f"{name}:{digest}" for name, digest in sorted(pack.files.items())]
    lines.append(f"{pack.pooling}:{pack.max_tokens}:{limits.raise_at}:{limits.lower_at}:{limits.margin}")
    return f"tier1/{pack.id}/{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:12]}"


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _broken(pack: str, detail: str) -> KioskError:
    return KioskError("embedding_pack_broken", pack=pack, detail=detail)
