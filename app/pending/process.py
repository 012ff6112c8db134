"""`python -m app.pending.process`: a job as JSON on stdin, one line of JSON for each recording on stdout."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.measures import Family, of_families
from app.analysis.pipeline import Analysers, load_analysers
from app.analysis.recording import analyse_recording
from app.capture.audio_file import cut_blocks, decode_audio
from app.domain.codec import decode, encode
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock
from app.domain.messages import EngineConfig, StartTake
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import KioskError
from app.pending.finding import PLAIN_SOUND

OF_THE_WORDS = (*of_families(Family.WORDS), "asr_confidence")  # all else was measured in the interview
POLITE = 5  # an interview that runs now goes first
_PIECE_SAMPLES = SAMPLE_RATE_HZ


def main() -> int:
    """Read every recording of the job. A recording that cannot be read has a code instead of words."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    job = json.loads(sys.stdin.read())
    language = Language(job["language"])
    warm_up = tuple(decode(WarmUpWindows, each) for each in job["warm_up"])
    config = EngineConfig(None, None, "", job["packs_dir"], language, job["engine"], warm_up=warm_up)
    analysers = load_analysers(config)
    try:
        for recording, is_baseline in job["recordings"]:
            answer = _read(analysers, Path(recording), language, is_baseline=is_baseline)
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    finally:
        analysers.shutdown()
    return 0


def _read(analysers: Analysers, recording: Path, language: Language, *, is_baseline: bool) -> dict[str, Any]:
    if analysers.recogniser is None:
        return {"code": "no_recogniser"}
    start = StartTake(
        "pending",
        "pending",
        1,
        1,
        language,
        record_video=False,
        is_baseline=is_baseline,
        measure_voice=False,
    )
    try:
        words, observations, _ = analyse_recording(analysers, start, 0.0, _blocks(recording))
    except KioskError as error:
        is_missing = error.code in ("media_missing", "media_unreadable")
        return {"code": "pending_recording_missing" if is_missing else error.code}
    return {
        "words": encode(words, Transcript | NotTranscribed),
        "engines": list(analysers.engines),
        "observations": [encode(each) for each in observations if each.measure in OF_THE_WORDS],
    }


def _blocks(recording: Path) -> Iterator[AudioBlock]:
    pieces = _plain(recording) if recording.suffix == PLAIN_SOUND else decode_audio(recording)
    count = 0
    for samples in cut_blocks(pieces):
        yield AudioBlock(samples, count / SAMPLE_RATE_HZ)
        count += len(samples)


def _plain(recording: Path) -> Iterator[NDArray[np.int16]]:
    """The plain sound of a take: 16 bits, 16 kHz, mono; half a sample at the end of a crash is left out."""
    if not recording.is_file():
        raise KioskError("media_missing")
    with recording.open("rb") as content:
        while len(data := content.read(2 * _PIECE_SAMPLES)) > 1:
            yield np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)


if __name__ == "__main__":
    sys.exit(main())
