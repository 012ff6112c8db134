"""The real engine on recordings: does it lose sound under full load, do sound and picture stay together?"""

import math
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from app.capture.audio_file import BLOCK_SAMPLES
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.messages import EngineConfig, StartTake, StopTake, TakeDone
from app.engine.supervisor import ANALYSIS_MODULE
from tests.bench.clips import blocks_in, offsets_ms, write_claps, write_numbered, write_slow_film
from tests.bench.inputs import media_dir, model_pack_dir
from tests.bench.table import Figure
from tests.engine.harness import RunningEngine, decrypted, pcm, running_engine
from tests.fakes.keyed import MEDIA_KEY

LOAD_SPEED = 30.0
LOAD_S = 3600.0  # simulated
SOUND_BLOCKS = round(2 * LOAD_S * SAMPLE_RATE_HZ / BLOCK_SAMPLES)  # engine clock goes on between takes
LOAD_TAKE_S = 150.0  # the longest answer of the question set
LOAD_PICTURES_HZ = (
    5  # of the film; at this speed so many seconds of it pass in one that face and encoder are busy
)
CLAPS_S = 24.0


def measure() -> list[Figure]:
    """Dropped sound blocks and the offset between sound and picture."""
    with tempfile.TemporaryDirectory() as folder:
        return [_dropped(Path(folder)), _av_offset(Path(folder))]


def _dropped(folder: Path) -> Figure:
    """Sound blocks missing in 60 simulated minutes of answers with recorder, VAD, voice and face running.

    The recorded sound is compared with the numbers that the played sound carries, and the analysis flags what
    it lost itself. Answers follow each other at once: one is still being read while the next is recorded.
    """
    name, media, packs = "dropped_audio_blocks", media_dir(), model_pack_dir()
    if media is None or packs is None:
        return Figure(name, None, "needs the shared recordings and the face pack")
    config = _load_config(folder, media, packs)
    takes = math.ceil(LOAD_S / LOAD_TAKE_S)
    with running_engine(config, ANALYSIS_MODULE) as (engine, _):
        for number in range(1, takes + 1):
            engine.begin_take(_load_take(number))
            engine.run_for(LOAD_TAKE_S / LOAD_SPEED)
            engine.supervisor.send(StopTake())
        engine.until_true(lambda: len(engine.all(TakeDone)) == takes, 60)
        done = engine.all(TakeDone)
    recordings = [pcm((folder / "load" / each.media.name).with_suffix(".pcm")) for each in done if each.media]
    blocks = [blocks_in(samples) for samples in recordings]
    recorded = sum(len(samples) for samples in recordings)
    if len(recordings) < takes or recorded < 0.95 * LOAD_S * SAMPLE_RATE_HZ:
        return Figure(name, None, f"only {recorded / SAMPLE_RATE_HZ / 60:.0f} min were recorded")
    if max(each.last for each in blocks) >= SOUND_BLOCKS - 1:
        return Figure(name, None, "the machine is so busy that the played sound ended before the takes did")
    flags = Counter(flag for each in done for flag in each.flags)
    lost = max(sum(each.missing for each in blocks), flags["audio_dropped"])
    told = ", ".join(f"{flag} {count}x" for flag, count in sorted(flags.items())) or "no flags"
    minutes = recorded / SAMPLE_RATE_HZ / 60
    return Figure(name, float(lost), f"{minutes:.0f} min in {takes} takes at {LOAD_SPEED:g}x; {told}")


def _load_config(folder: Path, media: Path, packs: Path) -> EngineConfig:
    sound, film = folder / "numbered.wav", folder / "slow.mkv"
    write_numbered(sound, media / "speech" / "zh_reading_52s.wav", SOUND_BLOCKS)
    write_slow_film(film, media / "video" / "candidate_zh_52s.mp4", LOAD_PICTURES_HZ, 40.0)
    return EngineConfig(
        microphone=f"file:{sound}",
        camera=f"file:{film}",
        media_dir=str(folder / "load"),
        model_pack_dir=str(packs),
        language=Language.ZH,
        asr_engine="none",
        affect_allowed=True,
        speed=LOAD_SPEED,
        media_key=MEDIA_KEY,
    )


def _load_take(number: int) -> StartTake:
    return StartTake("i1", "q1", 1, number, Language.ZH, transcribe=False, measure_face=True)


def _take(engine: RunningEngine, start: StartTake, real_s: float) -> TakeDone:
    engine.begin_take(start)
    engine.run_for(real_s)
    engine.supervisor.send(StopTake())
    return engine.until(TakeDone, 60)


def _av_offset(folder: Path) -> Figure:
    """How far claps and flashes are apart in the recorded film; sound and picture come from two files."""
    film, sound = folder / "flashes.mkv", folder / "claps.wav"
    made = write_claps(film, sound, CLAPS_S)
    config = EngineConfig(
        microphone=f"file:{sound}",
        camera=f"file:{film}",
        media_dir=str(folder / "claps"),
        model_pack_dir=None,
        language=Language.ZH,
        asr_engine="none",
        media_key=MEDIA_KEY,
    )
    with running_engine(config, ANALYSIS_MODULE) as (engine, _):
        done = _take(engine, StartTake("i1", "q1", 1, 1, Language.ZH, transcribe=False), CLAPS_S - 1.5)
    if done.media is None:
        return Figure("av_offset_p95_ms", None, "the take left no recording")
    offsets = np.array(offsets_ms(decrypted(folder / "claps" / done.media.name)))
    if len(offsets) < made // 2:
        return Figure("av_offset_p95_ms", None, f"only {len(offsets)} of {made} claps were found")
    detail = (
        f"{len(offsets)} claps; median {np.median(offsets):+.0f} ms, worst {np.abs(offsets).max():.0f} ms"
    )
    return Figure("av_offset_p95_ms", float(np.percentile(np.abs(offsets), 95)), detail)
