"""DNSMOS puts the recordings into their order, and says nothing about silence."""

from pathlib import Path

import pytest

from app.analysis.room import RoomReader
from app.capture.audio_file import read_audio
from app.errors import KioskError
from tests.unit.analysis.sounds import hiss, silence

MOST_SAMPLES = 144_160  # one window


@pytest.mark.media
def test_noise_lowers_the_background_mark(model_pack_dir: Path, media_dir: Path) -> None:
    room = RoomReader(model_pack_dir / "audio/dnsmos_sig_bak_ovr.onnx")

    def marks(name: str) -> list[float]:
        found = room.observations(read_audio(media_dir / name)[:MOST_SAMPLES])
        return [observation.value for observation in found if observation.value is not None]

    clean, ten, zero = (
        marks(name)
        for name in ("speech/zh_reading_52s.wav", "noise/zh_noise_snr10dB.wav", "noise/zh_noise_snr0dB.wav")
    )
    assert clean[1] > ten[1] + 0.5 > zero[1] + 1.0
    assert clean[2] > ten[2] > zero[2]
    assert all(1.0 <= mark <= 5.0 for mark in (*clean, *ten, *zero))
    assert len(room.observations(read_audio(media_dir / "speech/zh_reading_52s.wav")[:64_000])) == 3
    assert marks("noise/silence_20s.wav") == []
    assert {o.reason for o in room.observations(silence(5.0))} == {"no_sound"}
    assert {o.reason for o in room.observations(hiss(0.5))} == {"no_sound"}


def test_a_broken_model_is_a_pack_error(tmp_path: Path) -> None:
    broken = tmp_path / "dnsmos.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(KioskError, match="room_pack_broken"):
        RoomReader(broken)
