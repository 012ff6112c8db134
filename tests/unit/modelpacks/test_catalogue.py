"""The catalogue that ships: whole, honest about what is not known, and the right offer for each machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.sherpa import KINDS
from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.catalogue import KnownPack, load_catalogue, pack_named
from app.modelpacks.inventory import inventory
from app.modelpacks.machine import Machine, suggested, this_machine, why_not
from tests.unit.analysis.random_whisper import write_manifest
from tests.unit.modelpacks.conftest import small_pack

ZH, EN = Language.ZH, Language.EN
CATALOGUE = load_catalogue(resources_dir())


@pytest.mark.parametrize("pack", CATALOGUE, ids=lambda pack: pack.name)
def test_every_pack_is_whole(pack: KnownPack) -> None:
    assert bool(pack.repo) != bool(pack.url)
    assert pack.files
    assert pack.licence.id
    assert pack.licence.url.startswith("https://")
    assert pack.licence.text or pack.held_back
    assert not pack.url or pack.url.startswith("https://")
    assert all(len(file.sha256) == 64 for file in pack.files if file.sha256 is not None)
    assert not pack.is_recogniser or pack.languages
    assert pack.engine != "sherpa-onnx" or pack.kind in KINDS


def test_names_are_unique_and_whisper_is_pinned_to_a_commit_and_its_sums() -> None:
    assert len({pack.name for pack in CATALOGUE}) == len(CATALOGUE)
    for pack in CATALOGUE:
        if pack.engine == "faster-whisper":
            assert len(pack.revision) == 40
            assert all(file.sha256 for file in pack.files)


@pytest.mark.parametrize(
    ("machine", "language", "name"),
    [
        (Machine(1, 4_000, False), ZH, "faster-whisper-tiny"),
        (Machine(2, 8_000, False), ZH, "faster-whisper-base"),
        (Machine(2, 8_000, True), ZH, "sherpa-zipformer-zh"),
        (Machine(4, 8_000, True), EN, "faster-whisper-small"),
        (Machine(8, 700, False), EN, "faster-whisper-tiny"),
        (Machine(2, None, False), ZH, "faster-whisper-base"),
        (Machine(1, 100, False), ZH, None),
    ],
)
def test_the_offer_follows_cores_memory_language_and_engine(
    machine: Machine, language: Language, name: str | None
) -> None:
    offer = suggested(CATALOGUE, machine, language)
    assert (None if offer is None else offer.name) == name


def test_what_guesses_emotions_or_has_a_special_licence_is_never_offered() -> None:
    special = {pack.name for pack in CATALOGUE if pack.licence.id.startswith("FunASR")}
    assert special == {"sherpa-paraformer-zh", "sherpa-sense-voice"}
    assert not any(pack.suggest for pack in CATALOGUE if pack.name in special)


@pytest.mark.parametrize(
    ("change", "machine", "reason"),
    [
        ({}, Machine(2, 8_000, False), None),
        ({"min_cores": 4}, Machine(2, 8_000, False), "pack_needs_cores"),
        ({"memory_mb": 9_000}, Machine(2, 8_000, False), "pack_needs_memory"),
        ({"languages": frozenset({EN})}, Machine(2, 8_000, False), "pack_other_language"),
        ({"engine": "sherpa-onnx"}, Machine(2, 8_000, False), "sherpa_not_installed"),
        ({"engine": "sherpa-onnx"}, Machine(2, 8_000, True), None),
        ({"held_back": "pack_needs_thresholds"}, Machine(2, 8_000, True), "pack_needs_thresholds"),
    ],
)
def test_why_a_pack_does_not_suit(change: dict[str, object], machine: Machine, reason: str | None) -> None:
    assert why_not(replace(small_pack(), **change), machine, ZH) == reason  # type: ignore[arg-type]


def test_this_machine_is_described() -> None:
    machine = this_machine()
    assert machine.cores >= 1
    assert machine.memory_mb is None or machine.memory_mb > 100


def test_the_inventory_tells_installed_damaged_refused_and_known(tmp_path: Path) -> None:
    for name in ("good", "damaged"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.bin").write_bytes(b"weights")
        write_manifest(tmp_path / name, name)
    (tmp_path / "damaged/model.bin").write_bytes(b"w")
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd/manifest.json").write_text("{", "utf-8")
    lines = {line.name: line for line in inventory(tmp_path, CATALOGUE, Machine(2, 8_000, False), ZH)}
    assert (lines["good"].state, lines["good"].reason) == ("installed", None)
    assert (lines["damaged"].state, lines["damaged"].reason) == ("refused", "pack_file_changed")
    assert (lines["odd"].state, lines["odd"].reason) == ("refused", "pack_manifest_broken")
    assert lines["faster-whisper-small"].reason == "pack_needs_cores"
    assert not any(line.is_suggested for line in lines.values())  # a recogniser is there
    fresh = inventory(tmp_path / "none", CATALOGUE, Machine(2, 8_000, False), ZH)
    assert [line.name for line in fresh if line.is_suggested] == ["faster-whisper-base"]


def test_an_operators_own_pack_is_known_by_its_manifest(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/model.bin").write_bytes(b"weights")
    write_manifest(tmp_path / "own", "own")
    for place in (tmp_path, tmp_path / "own"):
        pack = pack_named(CATALOGUE, "own", place)
        assert (pack.name, pack.licence.id, [file.path for file in pack.files]) == (
            "own",
            "MIT",
            ["model.bin"],
        )
        assert pack.files[0].sha256 is not None
    with pytest.raises(KioskError, match="pack_unknown"):
        pack_named(CATALOGUE, "other", tmp_path)
