"""Who takes the disk of a kiosk, running or switched off, finds no sound, no picture, no word, no name, no key."""

import os
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from app.capture.audio_file import read_audio
from app.domain.events import AnswerAccepted
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import StopTake, TakeDone
from app.store.journal import Journal
from tests.engine.harness import config, running_engine, swelling_noise, take
from tests.fakes.keyed import MEDIA_KEY, unsealed
from tests.unit.capture.media import write_film, write_wav
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TEXT, answered, assessment, opening

NAME = "张伟 13800138000"
PLANTED = (NAME, TEXT[3:10], "JD-Q01", "pause_ratio")


def found_on_disk(folder: Path, wanted: list[bytes]) -> list[bytes]:
    content = b"".join(each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file())
    assert content
    return [each for each in wanted if each in content]


def in_every_coding(texts: tuple[str, ...]) -> list[bytes]:
    return [text.encode(coding) for text in texts for coding in ("utf-8", "utf-16-le", "gb18030")]


def test_words_and_names_are_in_no_file_of_a_running_or_a_closed_store(tmp_path: Path) -> None:
    media_dir = tmp_path / "media"
    media_dir.mkdir()
    journal = Journal.open(tmp_path / "kiosk.db", media_dir)
    journal.append(ONE, [*opening(ONE), *answered(ONE, 1)], now=NOW)
    journal.save_assessment(
        ONE, FACTS, assessment(), PROFILE.replace("{", '{"who": "' + NAME + '", ', 1), now=NOW
    )
    wanted = [*in_every_coding(PLANTED), AnswerAccepted.__name__.encode(), b"SQLite format", b"CREATE TABLE"]
    assert (tmp_path / "kiosk.db-wal").stat().st_size > 0
    assert journal.profile_json(ONE) is not None
    assert NAME in str(journal.profile_json(ONE)), "planted indeed"
    assert found_on_disk(tmp_path, wanted) == [], "while it runs, with its log"
    journal.close()
    assert found_on_disk(tmp_path, wanted) == [], "when it is closed"


def open_files(process_id: int) -> list[str]:
    """The files on disks, or on what tests take for one, that the process holds open for writing, beside its log."""
    found = []
    for entry in Path(f"/proc/{process_id}/fd").iterdir():
        if entry.name in ("0", "1", "2"):
            continue
        target = os.readlink(entry)
        flags = (Path(f"/proc/{process_id}/fdinfo") / entry.name).read_text().split("flags:")[1].split()[0]
        is_file = target.startswith("/") and not target.startswith(("/dev/", "/proc/"))
        if (is_file or target.startswith(tempfile.gettempdir())) and int(flags, 8) & 3:
            found.append(target)
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks at processes as Linux shows them")
def test_no_sound_picture_or_key_is_on_the_disk_while_a_take_is_recorded_or_after(tmp_path: Path) -> None:
    spoken, media_dir = swelling_noise(30.0), tmp_path / "media"
    (tmp_path / "in").mkdir()
    sound = write_wav(tmp_path / "in" / "spoken.wav", [spoken], SAMPLE_RATE_HZ)
    film = write_film(tmp_path / "in" / "film.mkv", 50)
    with running_engine(config(media_dir, f"file:{sound}", f"file:{film}")) as (engine, _):
        engine.begin_take(take())
        engine.run_for(1.6)
        process_id = engine.supervisor.process_id
        assert process_id is not None
        written_to = open_files(process_id)
        for secret in (MEDIA_KEY, MEDIA_KEY.hex().encode()):
            assert secret not in Path(f"/proc/{process_id}/cmdline").read_bytes()
            assert secret not in Path(f"/proc/{process_id}/environ").read_bytes()
        running = {each.name: each.read_bytes() for each in media_dir.rglob("*") if each.is_file()}
        engine.supervisor.send(StopTake())
        done = engine.until(TakeDone, 20)
    assert sorted(Path(name).name for name in written_to) == ["q1-t1-k1.mkv", "q1-t1-k1.pcm"], "no other file"
    pcm = unsealed(media_dir / "i1" / "q1-t1-k1.pcm")
    clip = unsealed(media_dir / "i1" / "q1-t1-k1.mkv")
    assert len(read_audio(BytesIO(clip))) > SAMPLE_RATE_HZ
    assert done.media is not None
    closed = b"".join(each.read_bytes() for each in media_dir.rglob("*") if each.is_file())
    loud = next(at for at in range(0, len(pcm), 2) if np.frombuffer(pcm[at : at + 64], "<i2").any())
    wanted = [
        pcm[loud : loud + 64],
        clip[3000:3048],
        b"OpusHead",
        b"V_VP8",
        b"matroska",
        b"\xff\xd8\xff\xe0",
        MEDIA_KEY,
    ]
    assert [each for each in wanted if each in closed + b"".join(running.values())] == []
    assert len(running["q1-t1-k1.pcm"]) > SAMPLE_RATE_HZ, "half of the sound is there already"


def test_an_engine_without_a_key_records_nothing_and_says_so(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "spoken.wav", [swelling_noise(5.0)], SAMPLE_RATE_HZ)
    keyless = replace(config(tmp_path / "media", f"file:{sound}"), media_key=None)
    with running_engine(keyless) as (engine, _):
        done = engine.whole_take(0.5)
    assert done.media is None
    assert not (tmp_path / "media").exists()


def test_a_key_is_in_no_text_that_could_be_logged(tmp_path: Path) -> None:
    message = config(tmp_path, None)
    assert message.media_key == MEDIA_KEY
    assert MEDIA_KEY.hex() not in repr(message)
    assert repr(MEDIA_KEY)[2:-1] not in repr(message)
