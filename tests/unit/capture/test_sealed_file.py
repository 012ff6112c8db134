"""Recordings as they reach the disk: sealed at each sync, playable up to there, and never in clear."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from app.capture.audio_file import read_audio
from app.capture.record_file import PlainFile
from app.capture.sealed_file import RECORD_BYTES, SealedFile, sealed_files
from app.errors import KioskError
from app.sealed.reading import read_recording
from app.sealed.stream import Ending, unseal
from tests.engine.harness import swelling_noise
from tests.fakes.keyed import MEDIA_KEY
from tests.fakes.record_file import FullDisk
from tests.unit.capture.test_recorder import _frames, _record

NAME = "i1/a.pcm"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "i1").mkdir()
    return tmp_path / NAME


def test_what_was_synced_survives_a_kill(path: Path) -> None:
    file = SealedFile(PlainFile(path), MEDIA_KEY, NAME)
    file.write(b"a" * 100)
    assert b"a" * 20 not in path.read_bytes()
    file.sync()
    file.write(b"b" * 100)  # a kill now would lose this, and only this
    opened = unseal(path.read_bytes(), MEDIA_KEY, NAME)
    assert (opened.content, opened.ending) == (b"a" * 100, Ending.CUT)
    file.close()
    opened = unseal(path.read_bytes(), MEDIA_KEY, NAME)
    assert (opened.content, opened.ending) == (b"a" * 100 + b"b" * 100, Ending.WHOLE)
    assert file.tell() == 200


def test_much_at_once_is_sealed_without_waiting(path: Path) -> None:
    file = SealedFile(PlainFile(path), MEDIA_KEY, NAME)
    content = bytes(range(256)) * 1000
    file.write(content)
    waiting = len(content) - len(unseal(path.read_bytes(), MEDIA_KEY, NAME).content)
    assert waiting < RECORD_BYTES
    file.close()
    assert unseal(path.read_bytes(), MEDIA_KEY, NAME).content == content


def test_a_full_disk_leaves_what_fitted(path: Path) -> None:
    file = SealedFile(FullDisk(40_000, ".pcm")(path), MEDIA_KEY, NAME)
    for _ in range(2):
        file.write(b"x" * RECORD_BYTES)
    with pytest.raises(KioskError, match="disk_full"):
        file.write(b"x" * RECORD_BYTES)
    file.close()
    opened = unseal(path.read_bytes(), MEDIA_KEY, NAME)
    assert (opened.content, opened.ending) == (b"x" * 2 * RECORD_BYTES, Ending.CUT)


def test_a_whole_take_is_sealed_and_plays_from_memory(tmp_path: Path) -> None:
    spoken = swelling_noise(2.0)
    recorded, film = _record(tmp_path, spoken, _frames(2.0), sealed_files(tmp_path, MEDIA_KEY))
    assert recorded.media is not None
    content = read_recording(tmp_path, recorded.media.name, MEDIA_KEY)
    assert recorded.media.sha256 == hashlib.sha256(content).hexdigest(), "of what it holds, not of the file"
    assert len(read_audio(BytesIO(content))) == pytest.approx(len(spoken), abs=3000)
    sound = read_recording(tmp_path, "i1/q1-t1-k1.pcm", MEDIA_KEY)
    assert sound == spoken.astype("<i2").tobytes()
    on_disk = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    for clear in (sound[8000:8064], content[2000:2064], b"OpusHead", b"matroska", b"V_VP8"):
        assert clear in sound + content
        assert clear not in on_disk
    assert film.stat().st_size < len(content) * 1.02 + 1000


@pytest.mark.parametrize(
    ("change", "code"), [("flip", "media_altered"), ("key", "media_key_wrong"), ("gone", "media_missing")]
)
def test_a_recording_that_is_not_right_is_named(path: Path, change: str, code: str) -> None:
    file = SealedFile(PlainFile(path), MEDIA_KEY, NAME)
    file.write(b"sound")
    file.close()
    if change == "flip":
        sealed = path.read_bytes()
        # any other byte may by chance be the one there
        path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    elif change == "gone":
        path.unlink()
    with pytest.raises(KioskError, match=code):
        read_recording(path.parents[1], NAME, bytes(32) if change == "key" else MEDIA_KEY)
