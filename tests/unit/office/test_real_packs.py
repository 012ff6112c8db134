"""Real packs for an administrator: copied from a folder with progress, compared with their sums, tried out."""

import json
import shutil
from pathlib import Path

import pytest

from app.content.paths import resources_dir
from app.doctor.checks import check_packs
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.catalogue import load_catalogue
from app.office.models import install, pack_lines
from app.office.values import PackLine, PackLoading
from tests.unit.store.samples import NOW

FACE, ROOM = "face_landmarker", "dnsmos_sig_bak_ovr"
FILES = {FACE: "face/face_landmarker.task", ROOM: "audio/dnsmos_sig_bak_ovr.onnx"}


def stick(folder: Path, models: Path) -> Path:
    """A stick with a folder for each pack."""
    for name, file in FILES.items():
        (folder / name).mkdir(parents=True)
        shutil.copyfile(models / file, folder / name / Path(file).name)
    return folder


def line_of(packs: Path, name: str) -> PackLine:
    return next(each for each in pack_lines(packs, resources_dir(), Language.EN) if each.name == name)


@pytest.mark.parametrize("name", [FACE, ROOM])
def test_a_pack_is_copied_from_a_stick_tried_out_and_installed(
    tmp_path: Path, model_pack_dir: Path, name: str
) -> None:
    told: list[PackLoading] = []
    packs = tmp_path / "packs"
    source = stick(tmp_path / "stick", model_pack_dir)
    assert line_of(packs, name).state in ("available", "unsuitable")  # or the machine is too small
    install(packs, resources_dir(), name, actor="boss", now=NOW, tell=told.append, folder=source)
    size_mb = (model_pack_dir / FILES[name]).stat().st_size / 1e6
    done = [each.done_mb for each in told]
    assert done[0] == 0.0
    assert done == sorted(done)
    assert len(done) >= 2 + int(size_mb)  # the start, each megabyte, the self-test
    assert told[-1].is_tried
    assert told[-1].done_mb == pytest.approx(size_mb)
    there = line_of(packs, name)
    assert (there.state, there.installed_at, there.by) == ("installed", pytest.approx(NOW, abs=1), "boss")
    assert [(each.code, each.health) for each in check_packs(packs) if each.params.get("pack") == name] == [
        ("doctor_pack_ok", "ok")
    ]


def test_one_changed_byte_of_an_installed_pack_is_found(tmp_path: Path, model_pack_dir: Path) -> None:
    packs = tmp_path / "packs"
    source = stick(tmp_path / "stick", model_pack_dir)
    install(packs, resources_dir(), ROOM, actor="boss", now=NOW, tell=lambda _: None, folder=source)
    weights = packs / ROOM / Path(FILES[ROOM]).name
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    found = {each.params.get("pack"): each for each in check_packs(packs)}
    assert (found[ROOM].code, found[ROOM].health.value) == ("pack_file_changed", "problem")
    assert line_of(packs, ROOM).state == "installed"  # the list makes no sums, so it says nothing of it


def test_a_damaged_pack_on_a_stick_does_not_get_in(tmp_path: Path, model_pack_dir: Path) -> None:
    packs = tmp_path / "packs"
    source = stick(tmp_path / "stick", model_pack_dir)
    damaged = source / FACE / Path(FILES[FACE]).name
    content = bytearray(damaged.read_bytes())
    content[1000] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(KioskError, match="pack_file_wrong"):
        install(packs, resources_dir(), FACE, actor="boss", now=NOW, tell=lambda _: None, folder=source)
    assert line_of(packs, FACE).state != "installed"
    with pytest.raises(KioskError, match="pack_file_not_in_folder"):
        install(packs, resources_dir(), FACE, actor="boss", now=NOW, tell=lambda _: None, folder=tmp_path)


def test_packs_that_were_put_there_by_hand_have_no_date(model_pack_dir: Path) -> None:
    lines = {each.name: each for each in pack_lines(model_pack_dir, resources_dir(), Language.ZH)}
    for name in (FACE, ROOM):
        assert (lines[name].state, lines[name].installed_at, lines[name].by) == ("installed", None, "")


def test_a_manifest_that_says_nothing_of_its_licence_has_no_date(
    tmp_path: Path, model_pack_dir: Path
) -> None:
    source = stick(tmp_path / "stick", model_pack_dir)
    install(tmp_path, resources_dir(), ROOM, actor="boss", now=NOW, tell=lambda _: None, folder=source)
    manifest = tmp_path / ROOM / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    del content["licence"]["accepted_at"]
    manifest.write_text(json.dumps(content), "utf-8")
    assert line_of(tmp_path, ROOM).installed_at is None
    assert ROOM in {each.name for each in load_catalogue(resources_dir())}
