"""A model pack that somebody made to do harm: refused with a named error, and nothing is written or read outside."""

import hashlib
import io
import json
import os
import pickle
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.analysis.packs import MANIFEST, find_packs, read_manifest, verify
from app.errors import KioskError
from app.modelpacks import download
from app.modelpacks.catalogue import KnownFile, KnownPack, pack_described, pack_named
from app.modelpacks.install import STAGING, Acceptance, Installer
from app.modelpacks.self_test import SelfTest
from app.modelpacks.sources import FolderSource, Piece, Wanted
from tests.unit.modelpacks.conftest import FILES, small_pack

ACCEPTED = Acceptance("admin", 1_790_000_000.0)


def entry(path: object, content: bytes = b"weights") -> dict[str, Any]:
    return {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def manifest(**change: object) -> dict[str, Any]:
    whole = {
        "id": "a-pack",
        "engine": "faster-whisper",
        "languages": ["zh"],
        "files": [entry("model.bin")],
        "licence": {"id": "MIT", "text": ""},
    }
    return whole | change


@pytest.fixture(name="folder")
def pack_folder(packs_dir: Path) -> Path:
    folder = packs_dir / "a-pack"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    (folder / MANIFEST).write_text(json.dumps(manifest()), "utf-8")
    return folder


def refused(folder: Path) -> str:
    """The code with which the pack in `folder` is refused, at the latest when it is verified."""
    with pytest.raises(KioskError) as failure:
        verify(read_manifest(folder / MANIFEST))
    return failure.value.code


def test_the_pack_itself_is_fine(folder: Path) -> None:
    verify(read_manifest(folder / MANIFEST))


@pytest.mark.parametrize(
    "path",
    [
        "../outside",
        "/etc/passwd",
        "a/../../b",
        "..",
        ".",
        "",
        "C:\\x",
        "a\\b",
        "a:b",
        "a\0b",
        "a\nb",
        "a\u202egnp",
        "\ud800",
        "model.pkl",
        "model.PT",
        "deep/weights.npz",
        7.5e308 * 10,
        None,
        ["model.bin"],
    ],
)
def test_a_name_that_leads_out_or_holds_code_is_refused(folder: Path, path: object) -> None:
    files = [entry(path)] if path is not None else [{"size": 1}]
    (folder / MANIFEST).write_text(json.dumps(manifest(files=files)), "utf-8")
    assert refused(folder) in ("pack_manifest_broken", "pack_file_missing")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "[]",
        "7",
        json.dumps(manifest(id="../../evil")),
        json.dumps(manifest(id="")),
        json.dumps(manifest(id="a" * 10_000)),
        json.dumps(manifest(id=7)),
        json.dumps(manifest(id="a\u202eb")),
        json.dumps(manifest(files=[entry("a.bin"), entry("a.bin")])),
        json.dumps(manifest(files=[entry("a.bin"), entry("A.BIN")])),
        json.dumps(manifest(files=[entry(f"{number}.bin") for number in range(3000)])),
        json.dumps(manifest(files=[entry("a.bin") | {"size": -1}])),
        json.dumps(manifest(files=[entry("a.bin") | {"size": 1 << 60}])),
        json.dumps(manifest(files=[entry("a.bin") | {"size": float("inf")}])),
        json.dumps(manifest(files=[entry("a.bin") | {"sha256": "x" * 64}])),
        json.dumps(manifest(files={"a.bin": 1})),
        json.dumps(manifest(confidence=10**400)),
        json.dumps(manifest(licence=["MIT"])),
        "9" * 10_000,
        "\ud800".encode("utf-16-le", "surrogatepass").decode("latin-1"),
    ],
    ids=range(21),
)
def test_a_description_that_means_harm_is_refused_with_its_reason(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text, "utf-8")
    assert refused(folder) == "pack_manifest_broken"
    packs, wrong = find_packs(folder.parent)
    assert packs == ()
    assert [each.code for each in wrong] == ["pack_manifest_broken"]


def test_a_huge_description_is_refused_by_its_size_alone(folder: Path) -> None:
    with (folder / MANIFEST).open("wb") as file:
        file.truncate(1 << 40)
    assert refused(folder) == "pack_manifest_broken"


def test_a_description_that_is_a_pipe_or_a_link_is_not_opened(folder: Path) -> None:
    shutil.move(folder / MANIFEST, folder.parent / "elsewhere.json")
    (folder / MANIFEST).symlink_to(folder.parent / "elsewhere.json")
    assert refused(folder) == "pack_manifest_broken"
    (folder / MANIFEST).unlink()
    os.mkfifo(folder / MANIFEST)
    assert refused(folder) == "pack_manifest_broken"


def linked(folder: Path) -> str:
    (folder / "model.bin").rename(folder.parent / "weights")
    (folder / "model.bin").symlink_to(folder.parent / "weights")
    return "pack_file_unsafe"


def linked_folder(folder: Path) -> str:
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "model.bin").write_bytes(b"weights")
    (folder / "deep").symlink_to(folder.parent / "elsewhere")
    (folder / MANIFEST).write_text(json.dumps(manifest(files=[entry("deep/model.bin")])), "utf-8")
    return "pack_file_unsafe"


def piped(folder: Path) -> str:
    (folder / "model.bin").unlink()
    os.mkfifo(folder / "model.bin")
    return "pack_file_missing"


def endless(folder: Path) -> str:
    (folder / "model.bin").unlink()
    (folder / "model.bin").symlink_to("/dev/zero")
    return "pack_file_missing"


def pickled(folder: Path) -> str:
    content = pickle.dumps({"a": 1})
    (folder / "model.bin").write_bytes(content)
    (folder / MANIFEST).write_text(json.dumps(manifest(files=[entry("model.bin", content)])), "utf-8")
    return "pack_file_unsafe"


def zipped_pickle(folder: Path) -> str:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps([1]))
    (folder / "model.bin").write_bytes(memory.getvalue())
    files = [entry("model.bin", memory.getvalue())]
    (folder / MANIFEST).write_text(json.dumps(manifest(files=files)), "utf-8")
    return "pack_file_unsafe"


def other_bytes(folder: Path) -> str:
    (folder / "model.bin").write_bytes(b"Weights")
    return "pack_file_changed"


@pytest.mark.parametrize(
    "spoil", [linked, linked_folder, piped, endless, pickled, zipped_pickle, other_bytes]
)
def test_a_file_that_is_not_what_it_seems_is_refused(folder: Path, spoil: Callable[[Path], str]) -> None:
    code = spoil(folder)
    assert refused(folder) == code


class Torrent:
    """A source that never ends, or that sends more than it told."""

    origin = "torrent"

    def __init__(self, total: int | None) -> None:
        self._total = total
        self.sent = 0

    @contextmanager
    def open(self, wanted: Wanted) -> Iterator[Piece]:
        """Pieces without end."""
        yield Piece(wanted.start, self._total, self._chunks())

    def _chunks(self) -> Iterator[bytes]:
        while True:
            self.sent += 1 << 20
            yield bytes(1 << 20)


def install(packs_dir: Path, source: Any, pack: KnownPack) -> None:
    Installer(packs_dir, source, [].append, lambda _: SelfTest(0.1, 0.2, 100), wait_s=0.0).install(
        pack, ACCEPTED
    )


@pytest.mark.parametrize("total", [None, 100, 1 << 50])
def test_a_source_without_end_is_cut_off_and_nothing_stays(
    packs_dir: Path, monkeypatch: pytest.MonkeyPatch, total: int | None
) -> None:
    monkeypatch.setattr(download, "SPARE_BYTES", 1_000_000)
    torrent = Torrent(total)
    with pytest.raises(KioskError) as failure:
        install(packs_dir, torrent, small_pack())
    assert failure.value.code == "pack_file_wrong"
    assert torrent.sent < 10_000_000
    assert not [path for path in packs_dir.rglob("*") if path.is_file()]


def test_a_folder_with_links_is_not_taken(packs_dir: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "small-pack"
    stick.mkdir(parents=True)
    (tmp_path / "secret").write_bytes(FILES["model.bin"])
    (stick / "model.bin").symlink_to(tmp_path / "secret")
    (stick / "tokens.txt").write_bytes(FILES["tokens.txt"])
    with pytest.raises(KioskError) as failure:
        install(packs_dir, FolderSource(tmp_path / "stick"), small_pack())
    assert failure.value.code == "pack_file_unsafe"
    assert not [path for path in packs_dir.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["model.bin.part", "model.bin"])
def test_a_link_that_waits_where_a_pack_comes_together_is_not_followed(
    packs_dir: Path, tmp_path: Path, name: str
) -> None:
    stick, victim = tmp_path / "stick", tmp_path / "victim"
    shutil.copytree(_written(tmp_path / "plain"), stick)
    victim.write_bytes(b"precious")
    staging = packs_dir / STAGING / "small-pack"
    staging.mkdir(parents=True)
    (staging / name).symlink_to(victim)
    state = {"origin": "folder", "revision": None, "facts": {"model.bin": {"mark": "m", "total": 9}}}
    (staging / download.STATE).write_text(json.dumps(state), "utf-8")
    install(packs_dir, FolderSource(stick), small_pack())
    assert victim.read_bytes() == b"precious"
    assert (packs_dir / "small-pack" / "model.bin").read_bytes() == FILES["model.bin"]


def _written(folder: Path) -> Path:
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_pack_from_a_folder_cannot_take_the_name_of_another_place(folder: Path) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest(id="../a-pack")), "utf-8")
    for call in (lambda: pack_described(folder), lambda: pack_named((), "../a-pack", folder)):
        with pytest.raises(KioskError) as failure:
            call()
        assert failure.value.code == "pack_manifest_broken"


def test_the_sum_decides_even_where_name_and_size_are_right(packs_dir: Path, tmp_path: Path) -> None:
    stick = _written(tmp_path / "stick")
    (stick / "model.bin").write_bytes(FILES["model.bin"][:-1] + b"!")
    known = small_pack()
    assert all(isinstance(file, KnownFile) and file.sha256 for file in replace(known).files)
    with pytest.raises(KioskError) as failure:
        install(packs_dir, FolderSource(stick), known)
    assert failure.value.code == "pack_file_wrong"
