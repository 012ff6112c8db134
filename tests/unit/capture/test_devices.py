"""Which devices can be chosen."""

from pathlib import Path

import pytest

from app.capture.camera import camera_names
from app.capture.devices import FoundDevice, list_cameras, list_loudspeakers, list_microphones
from tests.fakes.sound import FakeDevice, FakeSound


@pytest.fixture(autouse=True)
def _no_sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")


def test_without_a_sound_server_the_librarys_inputs_are_listed() -> None:
    sound = FakeSound(FakeDevice("USB microphone"), FakeDevice("line in"), FakeDevice("pulse"))
    assert list_microphones(sound) == (
        FoundDevice("device:USB microphone", "USB microphone", True),
        FoundDevice("device:line in", "line in", False),
    )
    assert list_microphones(FakeSound()) == ()


def test_loudspeakers_are_the_outputs_of_the_library_or_of_none() -> None:
    sound = FakeSound(FakeDevice("USB microphone"), FakeDevice("Lobby speaker", channels=(0,), outputs=2))
    assert list_loudspeakers(sound) == (FoundDevice("device:Lobby speaker", "Lobby speaker", True),)
    assert list_loudspeakers(FakeSound(FakeDevice("USB microphone"))) == ()
    assert list_loudspeakers(None) == ()


def test_cameras_are_listed_by_number(tmp_path: Path) -> None:
    for number, name in ((0, "Built-in"), (2, "Lobby camera")):
        folder = tmp_path / f"video{number}"
        folder.mkdir()
        (folder / "name").write_text(name + "\n", encoding="utf-8")
    (tmp_path / "v4l-subdev0").mkdir()
    assert camera_names(tmp_path) == {0: "Built-in", 2: "Lobby camera"}
    assert {found.uri for found in list_cameras()} == {f"device:/dev/video{n}" for n in camera_names()}
