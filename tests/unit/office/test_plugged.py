"""Which of the plugged devices the kiosk uses, by what its settings name; asked in a process of its own."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.capture.devices import FoundDevice
from app.doctor.plugged import Plugged, Use, plugged_devices, plugged_of
from app.settings import Settings

FOUND = (FoundDevice("device:alsa_1", "Built-in", False), FoundDevice("device:alsa_2", "Lobby", True))
NAMES = ("Built-in", "Lobby")
CAMERAS = (
    FoundDevice("device:/dev/video0", "Front", True),
    FoundDevice("device:/dev/video2", "Lobby", False),
)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("device:default", Plugged("microphone", Use.PLUGGED, NAMES, 1)),
        ("device:alsa_1", Plugged("microphone", Use.PLUGGED, NAMES, 0)),
        ("device:Built-in", Plugged("microphone", Use.PLUGGED, NAMES, 0)),
        ("device:gone", Plugged("microphone", Use.MISSING, NAMES, wanted="gone")),
        ("none", Plugged("microphone", Use.OFF, NAMES)),
        ("file:/srv/a.wav", Plugged("microphone", Use.ELSEWHERE, NAMES)),
        ("rtsp://user:word@camera/1", Plugged("microphone", Use.ELSEWHERE, NAMES)),
    ],
)
def test_the_one_in_use_is_the_one_that_the_settings_name(uri: str, expected: Plugged) -> None:
    assert plugged_of("microphone", uri, FOUND) == expected


@pytest.mark.parametrize("wanted", ["2", "/dev/video2", "Lobby"])
def test_a_camera_goes_by_number_place_and_name(wanted: str) -> None:
    assert plugged_of("camera", f"device:{wanted}", CAMERAS).used == 1


def test_without_any_the_default_one_is_missing() -> None:
    assert plugged_of("camera", "device:default", ()) == Plugged("camera", Use.MISSING)


def test_a_process_of_its_own_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/none")
    settings = replace(Settings(), microphone="device:nobody-has-this", camera=None, loudspeaker=False)
    found = plugged_devices(settings)
    assert found is not None
    assert [(each.kind, each.use) for each in found] == [
        ("camera", Use.OFF),
        ("microphone", Use.MISSING),
        ("loudspeaker", Use.OFF),
    ]


def test_a_driver_that_hangs_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("plugged", 0.0)

    monkeypatch.setattr(subprocess, "run", hangs)
    assert plugged_devices(Settings()) is None
