"""`kiosk models` as an administrator uses it, and the offer at the start."""

import io
import json
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.cli_models import bar
from app.cli_offer import print_offer
from app.doctor.checks import check_offer
from app.domain.language import Language
from app.modelpacks.download import Progress
from app.settings import Settings
from tests.unit.analysis.random_whisper import whisper_pack, write_manifest
from tests.unit.modelpacks.mirror import running_mirror


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("KIOSK_MODEL_PACK", "KIOSK_SETTINGS", "KIOSK_LANGUAGE", "KIOSK_ASR_ENGINE", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    return Settings(data_dir=tmp_path / "data")


class Terminal(io.StringIO):
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


@pytest.mark.media
def test_the_face_pack_is_pulled_from_a_folder_listed_and_verified(
    model_pack_dir: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    pull = ["models", "pull", "face_landmarker", "--from", str(model_pack_dir / "face"), "--lang", "en"]
    assert main([*pull, "--accept-licence", "--json"]) == 0
    told = capsys.readouterr()
    assert "Apache License" in told.err
    assert json.loads(told.out)["self_test"]["rtf"] is None
    assert main(["models", "list", "--json"]) == 0
    lines = {line["name"]: line for line in json.loads(capsys.readouterr().out)["packs"]}
    assert lines["face_landmarker"]["state"] == "installed"
    assert main(["models", "verify", "--lang", "en"]) == 0
    assert "face_landmarker is whole" in capsys.readouterr().out
    file = settings.packs_dir / "face_landmarker/face_landmarker.task"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert main(["models", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["wrong"][0]["code"] == "pack_file_changed"
    assert main([*pull, "--accept-licence"]) == 0  # a damaged pack is replaced
    assert "is installed in" in capsys.readouterr().out
    assert main(pull) == 0  # a whole one is not asked about again
    assert "already" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "code"), [("yes\n", 0), ("是\n", 0), ("no\n", 1), ("\n", 1)])
@pytest.mark.media
def test_the_licence_is_asked_at_a_terminal(
    model_pack_dir: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings, answer: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    folder = str(model_pack_dir / "audio")
    assert main(["models", "pull", "dnsmos_sig_bak_ovr", "--from", folder]) == code
    assert (settings.packs_dir / "dnsmos_sig_bak_ovr").exists() == (code == 0)


def test_without_a_terminal_nothing_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert main(["models", "pull", "faster-whisper-tiny", "--from", str(tmp_path), "--lang", "en"]) == 1
    assert "was not accepted" in capsys.readouterr().err


@pytest.mark.media
def test_a_pack_comes_from_the_mirror_that_hf_endpoint_names_and_passes_its_real_self_test(
    model_pack_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """The catalogue is the program's own but for the sums: nobody here has the real weights."""
    packs = whisper_pack("tiny", model_pack_dir, tmp_path / "built")
    resources = tmp_path / "resources"
    shipped = Path(__file__).resolve().parents[3] / "resources"
    resources.mkdir()
    for item in shipped.iterdir():
        (resources / item.name).symlink_to(item)
    (resources / "model_packs.yaml").unlink()
    text = (shipped / "model_packs.yaml").read_text("utf-8")
    names = sorted(path.name for path in packs.iterdir() if path.name != "manifest.json")
    head, _, tail = text.partition("    files:\n")
    files = "".join(f"      - {{path: {name}, sha256: null}}\n" for name in names)
    rest = tail[tail.index("\n  - name:") :]
    (resources / "model_packs.yaml").write_text(f"{head}    files:\n{files}{rest}", "utf-8")
    monkeypatch.setenv("KIOSK_RESOURCES", str(resources))
    with running_mirror({name: (packs / name).read_bytes() for name in names}) as mirror:
        monkeypatch.setenv("HF_ENDPOINT", mirror.url + "/")
        mirror.breaks["model.bin"] = [5_000_000]
        assert main(["models", "pull", "faster-whisper-tiny", "--accept-licence"]) == 0
    manifest = json.loads((settings.packs_dir / "faster-whisper-tiny/manifest.json").read_text("utf-8"))
    assert {file["trust"] for file in manifest["files"]} == {"first_install"}
    assert manifest["licence"]["accepted_by"]
    assert "Permission is hereby granted" in manifest["licence"]["text"]


def test_the_bar_shows_share_size_and_rest() -> None:
    assert bar(Progress("model.bin", 37_500_000, 75_000_000), 1_250_000.0) == (
        "model.bin  [############------------]  50%  37.5/75.0 MB  00:30"
    )
    assert bar(Progress("model.bin", 0, 75_000_000), 0.0).endswith("--:--")
    assert bar(Progress("model.bin", 1_500_000, None), 1.0) == "model.bin  1.5 MB"


def test_the_start_without_a_pack_offers_one_and_goes_on(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_offer(settings)
    told = capsys.readouterr().err
    assert "kiosk models pull" in told
    assert "MB" in told
    assert [finding.code for finding in check_offer(settings)] == ["doctor_pack_offer"]
    print_offer(Settings(data_dir=settings.data_dir, language=Language.EN))
    assert "simple recogniser" in capsys.readouterr().err
    print_offer(Settings(data_dir=settings.data_dir, asr_engine="none"))
    assert capsys.readouterr().err == ""
    folder = settings.packs_dir / "there"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    write_manifest(folder, "there")
    print_offer(settings)
    assert capsys.readouterr().err == ""
    assert check_offer(settings) == []
