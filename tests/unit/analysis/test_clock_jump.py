"""A clock that jumps in the middle of real speech: it is flagged, and every measure is as without the jump."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.measures import Family, of_families
from app.analysis.recording import analyse_recording
from app.analysis.take import Result
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.messages import StartTake
from app.domain.observation import Quality
from tests.unit.analysis.sounds import blocks
from tests.unit.analysis.takes import Sitting, by_measure, engine_config

START_S, JUMP_AT_S = 100.0, 6.0
TAKE = StartTake("interview", "JD-Q01", 1, 1, Language.EN, record_video=False)


@pytest.fixture(scope="module")
def sitting() -> Iterator[Sitting]:
    """Everything but words, which are tested where they are quick."""
    found = Sitting(engine_config(None, Language.EN, "none"))
    yield found
    found.close()


def _read(sitting: Sitting, recording: Path, jump_s: float) -> Result:
    sound = (
        replace(block, start_s=block.start_s + jump_s) if block.start_s >= START_S + JUMP_AT_S else block
        for block in blocks(read_audio(recording), START_S)
    )
    return analyse_recording(sitting.analysers, TAKE, START_S, sound)


@pytest.mark.media
@pytest.mark.parametrize("jump_s", [3600.0, -3600.0, -2.0])
def test_speech_over_a_jump_of_the_clock_is_measured_as_without_it(
    sitting: Sitting, media_dir: Path, jump_s: float
) -> None:
    recording = media_dir / "speech/en_jfk.flac"
    words, observations, flags = _read(sitting, recording, jump_s)
    assert (words, observations) == _read(sitting, recording, 0.0)[:2]
    assert set(flags) - set(_read(sitting, recording, 0.0)[2]) == {"clock_jump"}


@pytest.mark.media
def test_sound_that_was_lost_is_no_pause_of_the_candidate(sitting: Sitting, media_dir: Path) -> None:
    recording = media_dir / "speech/en_jfk.flac"
    whole = by_measure(_read(sitting, recording, 0.0)[1])
    _, observations, flags = _read(sitting, recording, 4.0)
    found = by_measure(observations)
    assert "audio_gap" in flags
    assert whole["pause_longest"].reason == "too_little_speech"
    for measure in ("pause_longest", "pause_ratio", "speech_ratio", "pitch_median"):
        assert (found[measure].quality, found[measure].reason) == (Quality.LOW, "audio_gap")
    spoken_s, whole_s = found["speech_s"].value, whole["speech_s"].value
    assert spoken_s is not None
    assert whole_s is not None
    assert whole_s - 1.0 < spoken_s <= whole_s, "speech was cut at the hole, none was added"
    windowed = {o.measure for o in observations if o.end_s - o.start_s < found["pause_ratio"].end_s - 1.0}
    assert not windowed & set(of_families(Family.TIMING, Family.VOICE)), "no part of it is compared"
