"""Model packs: whole, damaged, wrong; and the single files that need no manifest."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.analysis.packs import Pack, PackEngine, find_packs, identity_of, read_manifest, verify
from app.domain.language import Language
from app.errors import KioskError
from tests.unit.analysis.random_whisper import write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of two files."""
    pack = tmp_path / "a-pack"
    pack.mkdir()
    (pack / "model.bin").write_bytes(b"weights")
    (pack / "tokenizer.json").write_text("{}", "utf-8")
    write_manifest(pack, "a-pack")
    return pack


def only(packs: Path) -> Pack:
    (pack,), refused = find_packs(packs)
    assert refused == ()
    return pack


def test_a_whole_pack(folder: Path) -> None:
    pack = only(folder.parent)
    verify(pack)
    assert (pack.id, pack.engine, pack.languages) == (
        "a-pack",
        PackEngine.FASTER_WHISPER,
        frozenset(Language),
    )
    assert (pack.licence, pack.licence_text, pack.size) == ("MIT", "Random numbers, free for all.", 9)
    assert pack.file("model.bin") == folder / "model.bin"
    with pytest.raises(KioskError, match="pack_file_missing"):
        pack.file("other.bin")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"weight5", "pack_file_changed"),
        (b"weights and more", "pack_file_changed"),
        (None, "pack_file_missing"),
    ],
)
def test_damage_is_found_with_the_name_of_the_file(folder: Path, content: bytes | None, code: str) -> None:
    if content is None:
        (folder / "model.bin").unlink()
    else:
        (folder / "model.bin").write_bytes(content)
    with pytest.raises(KioskError) as raised:
        verify(only(folder.parent))
    assert (raised.value.code, raised.value.params) == (code, {"pack": "a-pack", "file": "model.bin"})


def test_identity_follows_the_content(folder: Path) -> None:
    before = identity_of(only(folder.parent))
    assert before.startswith("faster-whisper/a-pack/")
    (folder / "model.bin").write_bytes(b"other weights")
    write_manifest(folder, "a-pack")
    assert identity_of(only(folder.parent)) != before


def changed(folder: Path, **change: Any) -> Path:
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | change), "utf-8")
    return manifest


def file_entry(path: str = "model.bin", sha256: str = "0" * 64) -> dict[str, Any]:
    return {"path": path, "size": 7, "sha256": sha256}


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "magic"},
        {"engine": None},
        {"languages": []},
        {"languages": ["tlh"]},
        {"files": []},
        {"files": [{"path": "model.bin"}]},
        {"files": [file_entry(sha256="abc")]},
        {"files": [file_entry(path="../../etc/passwd")]},
        {"files": [file_entry(path="/etc/passwd")]},
        {"files": [file_entry(path="c:\\model.bin")]},
        {"licence": None},
        {"licence": {}},
        {"files": 3},
    ],
)
def test_a_wrong_manifest_is_refused_with_the_reason(folder: Path, change: dict[str, Any]) -> None:
    manifest = changed(folder, **change)
    with pytest.raises(KioskError, match="pack_manifest_broken"):
        read_manifest(manifest)
    packs, (refused,) = find_packs(folder.parent)
    assert packs == ()
    assert (refused.name, refused.code) == ("a-pack", "pack_manifest_broken")
    assert refused.detail


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_a_manifest_that_is_no_object(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, "utf-8")
    assert find_packs(folder.parent)[1][0].code == "pack_manifest_broken"


def test_no_folder_is_no_pack(tmp_path: Path) -> None:
    assert find_packs(None) == ((), ())
    assert find_packs(tmp_path / "none") == ((), ())


def test_known_single_files_need_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    (tmp_path / "face/face_landmarker.task").write_bytes(b"PK")
    (tmp_path / "whisper-tokenizer").mkdir()
    (tmp_path / "whisper-tokenizer/tokenizer.json").write_text("{}", "utf-8")
    pack = only(tmp_path)
    verify(pack)
    assert (pack.engine, pack.licence, pack.size) == (PackEngine.FACE_LANDMARKER, "Apache-2.0", 2)


@pytest.mark.media
def test_the_shared_models_are_known(model_pack_dir: Path) -> None:
    packs, refused = find_packs(model_pack_dir)
    assert refused == ()
    assert {pack.engine for pack in packs} >= {PackEngine.FACE_LANDMARKER, PackEngine.DNSMOS}
