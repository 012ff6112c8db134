"""The doctor says of each part that it is well, or what to do."""

import hashlib
import json
import shutil
import wave
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.doctor import checks
from app.doctor.devices import device_state
from app.doctor.finding import Health
from app.domain.messages import DeviceState
from app.errors import KioskError
from app.settings import HubSettings, MediaLimits, Settings
from app.store.journal import Journal
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import Line, serving
from tests.fakes.keyed import beside
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, assessment, opening

QUICK = HubSettings(connect_timeout_s=2.0, read_timeout_s=2.0)


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("KIOSK_MODEL_PACK", "KIOSK_LANGUAGE", "KIOSK_HUB_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, microphone=None, camera=None)


@pytest.fixture
def hub() -> Iterator[Line]:
    with serving(FakeHub(lambda: NOW)) as line:
        yield line


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    file = tmp_path / "speech.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\x10\x00\xf0\xff" * 16_000)
    return file


def test_this_machine_has_one_owner_of_cv2() -> None:
    assert checks.check_libraries().code == "doctor_libraries_ok"


@pytest.mark.parametrize("owners", [[], ["opencv-python"], ["opencv-contrib-python", "opencv-python"]])
def test_other_owners_of_cv2_are_a_problem(owners: list[str]) -> None:
    finding = checks.check_libraries(owners)
    assert (finding.health, finding.code) == (Health.PROBLEM, "doctor_cv2_owners")


def test_devices_are_opened_by_a_child(settings: Settings, speech: Path) -> None:
    found = checks.check_devices(replace(settings, microphone=f"file:{speech}", camera="file:/nowhere.mp4"))
    assert [(each.check, each.health, each.code) for each in found] == [
        ("microphone", Health.OK, "doctor_device_ok"),
        ("camera", Health.ADVICE, "media_missing"),
    ]


def test_devices_that_are_off_are_well(settings: Settings) -> None:
    assert [each.code for each in checks.check_devices(settings)] == ["doctor_device_off"] * 2


def test_a_child_that_hangs_is_told(settings: Settings) -> None:
    found = checks.check_devices(settings, timeout_s=0.001)
    assert [(each.check, each.code) for each in found] == [
        ("microphone", "doctor_devices_stuck"),
        ("camera", "doctor_devices_stuck"),
    ]


class Mute:
    """A source that opens and never gives anything; `closed` counts."""

    name, live, identity, dropped, ended = "mute", True, None, 0, False

    def __init__(self) -> None:
        self.closed = 0

    def start(self, at_s: float) -> None:
        """Begin nothing."""

    def take_all(self) -> Sequence[object]:
        return ()

    def close(self) -> None:
        self.closed += 1


class Unplugged(Mute):
    def start(self, at_s: float) -> None:
        raise KioskError("microphone_lost")


def test_a_device_that_opens_but_gives_nothing_is_not_present() -> None:
    mute, unplugged = Mute(), Unplugged()
    assert device_state("microphone", "device:x", lambda uri, clock: mute, wait_s=0.1) == DeviceState(
        False, "mute", "device_gives_nothing"
    )
    assert device_state("microphone", "device:x", lambda uri, clock: unplugged) == DeviceState(
        False, "mute", "microphone_lost"
    )
    assert device_state("camera", "none", lambda uri, clock: mute) == DeviceState(False, code="no_camera")
    assert (mute.closed, unplugged.closed) == (1, 1)


def test_missing_packs_are_advice(tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        codes = [(each.health, each.code) for each in checks.check_packs(folder)]
        assert codes == [(Health.ADVICE, "doctor_no_recogniser"), (Health.ADVICE, "doctor_no_face_pack")]


def write_pack(folder: Path, content: bytes, digest: str) -> None:
    pack = folder / "tiny"
    pack.mkdir()
    (pack / "model.bin").write_bytes(content)
    manifest = {
        "id": "tiny",
        "engine": "faster-whisper",
        "languages": ["zh"],
        "licence": {"id": "MIT"},
        "files": [{"path": "model.bin", "size": len(content), "sha256": digest}],
    }
    (pack / "manifest.json").write_text(json.dumps(manifest))


def test_a_whole_pack_is_well_and_a_changed_one_a_problem(tmp_path: Path) -> None:
    write_pack(tmp_path, b"weights", hashlib.sha256(b"weights").hexdigest())
    assert [each.code for each in checks.check_packs(tmp_path)] == ["doctor_pack_ok", "doctor_no_face_pack"]
    (tmp_path / "tiny" / "model.bin").write_bytes(b"WEIGHTS")
    assert checks.check_packs(tmp_path)[0].code == "pack_file_changed"
    (tmp_path / "tiny" / "manifest.json").write_text("{}")
    found = checks.check_packs(tmp_path)[0]
    assert (found.health, found.code) == (Health.PROBLEM, "pack_manifest_broken")


@pytest.fixture
def stored(settings: Settings) -> Settings:
    journal = Journal.open(settings.database_file, settings.media_dir)
    journal.append(ONE, opening(ONE), now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    journal.close()
    return settings


def test_a_new_kiosk_has_no_store_yet(settings: Settings) -> None:
    assert [each.code for each in checks.check_store(settings)] == ["doctor_store_new"]


def test_a_store_is_verified(stored: Settings) -> None:
    assert [each.code for each in checks.check_store(stored)] == ["doctor_store_ok", "doctor_outbox_ok"]


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        (
            "UPDATE scores SET value = 10 WHERE level = 'composite'",
            ["doctor_store_changed", "doctor_outbox_ok"],
        ),
        ("UPDATE outbox SET state = 'parked'", ["doctor_store_ok", "doctor_outbox_parked"]),
    ],
)
def test_what_is_wrong_with_a_store_is_told(stored: Settings, statement: str, codes: list[str]) -> None:
    connection = beside(stored.database_file)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert [each.code for each in checks.check_store(stored)] == codes


def test_a_broken_store_is_a_problem(stored: Settings) -> None:
    with stored.database_file.open("r+b") as file:
        file.write(b"\xa5" * 8192)
    assert [each.code for each in checks.check_store(stored)] == ["database_corrupt"]
    assert checks.check_clock(stored, NOW).code == "doctor_clock_ok"


def test_the_hub_is_asked(hub: Line, tmp_path: Path) -> None:
    assert checks.check_hub(None, QUICK).code == "doctor_hub_off"
    assert checks.check_hub(hub.url, QUICK).code == "doctor_hub_ok"
    assert checks.check_hub(hub.url + "/wrong", QUICK).code == "doctor_hub_strange"
    missing = HubSettings(ca_file=tmp_path / "ca.pem")
    assert checks.check_hub(hub.url, missing).code == "hub_ca_missing"


def test_a_hub_out_of_reach_is_advice() -> None:
    with serving(FakeHub(lambda: NOW)) as line:
        url = line.url
    finding = checks.check_hub(url, QUICK)
    assert (finding.health, finding.code) == (Health.ADVICE, "doctor_hub_unreachable")


@pytest.mark.parametrize(
    ("free_mb", "health"),
    [(99, Health.PROBLEM), (100, Health.ADVICE), (999, Health.ADVICE), (1000, Health.OK)],
)
def test_room_on_the_disk(tmp_path: Path, free_mb: int, health: Health) -> None:
    limits = MediaLimits(min_free_mb=100, warn_free_mb=1000)
    assert checks.check_disk(tmp_path, limits, free_mb * checks.MB).health is health


def test_room_is_looked_for_where_the_folder_will_be(tmp_path: Path) -> None:
    found = checks.check_disk(tmp_path / "a" / "b", MediaLimits(min_free_mb=100, warn_free_mb=100))
    free_mb = shutil.disk_usage(tmp_path).free // checks.MB
    assert abs(float(found.params["free_mb"]) - free_mb) < 1_000


def test_a_clock_that_was_set_back_is_a_problem(stored: Settings, settings: Settings) -> None:
    assert checks.check_clock(stored, NOW).code == "doctor_clock_ok"
    assert checks.check_clock(stored, NOW - 3600).code == "doctor_clock_behind"
    assert checks.check_clock(settings, 0.0).code == "doctor_clock_behind"


def test_the_command_says_everything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_MICROPHONE", "none")
    monkeypatch.setenv("KIOSK_CAMERA", "none")
    monkeypatch.setenv("KIOSK_MEDIA_MIN_FREE_MB", "100")
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == [
        "设置", "程序库", "麦克风", "摄像头", "模型包", "模型包", "模型包",
        "评分：规则", "评分：句向量模型", "评分：语言模型", "密钥", "存储", "人员", "备份", "保存期限",
        "平台", "磁盘", "时钟",
    ]  # fmt: skip
    assert main(["doctor", "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is True
    assert all(check["text"] and "went wrong" not in check["text"] for check in told["checks"])


def test_wrong_settings_are_the_only_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_PLAN_FORM", "long")
    assert main(["doctor", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("[problem]  settings  There is a mistake in the settings: plan_form")
    assert "short | full" in out
