"""A mirror with a small pack, and no proxy between it and us."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.language import Language
from app.modelpacks.catalogue import KnownFile, KnownPack, Licence
from tests.unit.modelpacks.mirror import Mirror, running_mirror

FILES = {"model.bin": b"w" * 700_000 + b"end", "tokens.txt": b"a b c"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with running_mirror(dict(FILES)) as mirror:
        yield mirror


@pytest.fixture
def packs_dir(tmp_path: Path) -> Path:
    return tmp_path / "packs"


def small_pack(*, known_sums: bool = True) -> KnownPack:
    """The pack of FILES."""
    files = tuple(
        KnownFile(path, path, hashlib.sha256(content).hexdigest() if known_sums else None)
        for path, content in FILES.items()
    )
    return KnownPack(
        name="small-pack",
        engine="faster-whisper",
        kind="",
        languages=frozenset({Language.ZH}),
        licence=Licence("MIT", "Free for all.", "https://example.org/licence"),
        files=files,
        size_mb=1,
        repo="somebody/small-pack",
        revision="main",
    )


def with_sum(pack: KnownPack, path: str, sha256: str) -> KnownPack:
    """The pack whose catalogue states another sum for one file."""
    files = tuple(replace(file, sha256=sha256) if file.path == path else file for file in pack.files)
    return replace(pack, files=files)
