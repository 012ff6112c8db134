"""What a recogniser gets wrong, how fast it is, what it makes of noise: measured, each in its own process.

`python -m app.modelpacks.benchmark JOB` measures one; JOB is a JSON object of Job's fields.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.analysis.filters import Filters
from app.analysis.packs import RECOGNISERS, Pack, find_packs
from app.analysis.recognisers import ORDER, POCKETSPHINX, Recognisers
from app.analysis.sound import SoundTrack
from app.analysis.sphinx import SphinxTranscriber
from app.analysis.transcriber import Speech, Transcriber
from app.analysis.vad import VadModel
from app.analysis.words import joined
from app.capture.audio_file import cut_blocks, decode_audio
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock
from app.errors import KioskError
from app.modelpacks.child import peak_memory_mb, run_child
from app.modelpacks.error_rate import edits, tokens
from app.modelpacks.recordings import generated_non_speech, read_recordings

DEADLINE_S = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Job:
    """Which recogniser on which recordings; every field is a text, to be handed to a process."""

    folder: str
    packs_dir: str
    recogniser: str
    language: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What was measured. error_rate: edits over everything said (CER for zh, WER for en).

    rtf: seconds of work for a second of sound, speech detection included. made_up: clips without speech
    that got words after all filters, made_up_raw: before them. failure: code of why there is nothing.
    """

    recogniser: str
    language: str
    clips: int = 0
    audio_s: float = 0.0
    edits: int = 0
    said: int = 0
    error_rate: float | None = None
    rtf: float | None = None
    memory_mb: int | None = None
    non_speech_clips: int = 0
    non_speech_generated: bool = False
    made_up: int = 0
    made_up_raw: int = 0
    failure: str | None = None


def run_benchmarks(
    folder: Path, packs_dir: Path, language: Language, named: str | None
) -> tuple[Benchmark, ...]:
    """One result for each recogniser of the language, or for the named one.

    Raises:
        KioskError: benchmark_no_transcripts, benchmark_no_pack.
    """
    read_recordings(folder, language)
    names = [pack.id for pack in _recogniser_packs(packs_dir, language)]
    if POCKETSPHINX in ORDER[language]:
        names.append(POCKETSPHINX)
    chosen = [name for name in names if named in (None, name)]
    if not chosen:
        raise KioskError("benchmark_no_pack", pack=named or "-")
    return tuple(_run(Job(str(folder), str(packs_dir), name, language.value)) for name in chosen)


def _run(job: Job) -> Benchmark:
    answer = run_child("app.modelpacks.benchmark", [json.dumps(asdict(job))], DEADLINE_S)
    if answer is None:
        return Benchmark(job.recogniser, job.language, failure="benchmark_failed")
    return Benchmark(**answer)


def main(argument: str) -> int:
    """Print the Benchmark of one job."""
    job = Job(**json.loads(argument))
    try:
        result = measure(job)
    except KioskError as error:
        result = Benchmark(job.recogniser, job.language, failure=error.code)
    sys.stdout.write(json.dumps(asdict(result)) + "\n")
    return 0


def measure(job: Job) -> Benchmark:
    """The result of one recogniser, here and now. Raises KioskError with the reason why it cannot be had."""
    language = Language(job.language)
    recordings = read_recordings(Path(job.folder), language)
    listener = Listener(_transcriber(job, language), language)
    wrong = said = 0
    try:
        for clip in recordings.clips:
            heard = listener.words(decode_audio(clip.path))
            right = tokens(clip.text, language)
            wrong += edits(right, tokens(heard, language))
            said += len(right)
        audio_s, work_s = listener.audio_s, listener.work_s
        quiet = [decode_audio(path) for path in recordings.non_speech]
        quiet = quiet or [iter((samples,)) for samples in generated_non_speech().values()]
        raw, made_up = _made_up(listener, quiet)
    finally:
        listener.close()
    return Benchmark(
        recogniser=job.recogniser,
        language=job.language,
        clips=len(recordings.clips),
        audio_s=round(audio_s, 1),
        edits=wrong,
        said=said,
        error_rate=wrong / said if said else None,
        rtf=work_s / audio_s if audio_s else None,
        memory_mb=peak_memory_mb(),
        non_speech_clips=len(quiet),
        non_speech_generated=not recordings.non_speech,
        made_up=made_up,
        made_up_raw=raw,
    )


class Listener:
    """Hears recordings as the live pipeline does, one segment after the other, and keeps the time."""

    def __init__(self, transcriber: Transcriber, language: Language) -> None:
        self._transcriber, self._language = transcriber, language
        self._vad, self._filters = VadModel(), Filters()
        self.audio_s = self.work_s = 0.0
        self.raw_texts = 0

    def words(self, pieces: Iterable[NDArray[np.int16]]) -> str:
        """What was heard, after all filters."""
        track = SoundTrack(self._vad, 0.0)
        texts = []
        for block in _blocks(pieces):
            started_s = time.monotonic()
            texts += [self._heard(speech) for speech in track.feed(block)]
            self.work_s += time.monotonic() - started_s
        started_s = time.monotonic()
        texts += [self._heard(speech) for speech in track.flush()]
        self.work_s += time.monotonic() - started_s
        self.audio_s += track.length_s
        return joined([text for text in texts if text], self._language)

    def close(self) -> None:
        """Free the model."""
        self._transcriber.close()

    def _heard(self, speech: Speech) -> str:
        if self._filters.refuse_sound(speech) is not None:
            return ""
        heard = self._transcriber.transcribe(speech, self._language)
        self.raw_texts += bool(heard.text.strip())
        return self._filters.filtered(speech, heard, self._language).text


def _made_up(listener: Listener, quiet: Iterable[Iterable[NDArray[np.int16]]]) -> tuple[int, int]:
    """How many clips without speech got words from the recogniser, and how many after the filters."""
    raw = after = 0
    for clip in quiet:
        before = listener.raw_texts
        after += bool(listener.words(clip))
        raw += listener.raw_texts > before
    return raw, after


def _blocks(pieces: Iterable[NDArray[np.int16]]) -> Iterator[AudioBlock]:
    count = 0
    for samples in cut_blocks(iter(pieces)):
        yield AudioBlock(samples, count / SAMPLE_RATE_HZ)
        count += len(samples)


def _transcriber(job: Job, language: Language) -> Transcriber:
    if job.recogniser == POCKETSPHINX:
        return SphinxTranscriber()
    for pack in _recogniser_packs(Path(job.packs_dir), language):
        if pack.id == job.recogniser:
            return Recognisers((pack,), affect_allowed=True).make(pack)
    raise KioskError("benchmark_no_pack", pack=job.recogniser)


def _recogniser_packs(packs_dir: Path, language: Language) -> list[Pack]:
    packs, _ = find_packs(packs_dir)
    return [pack for pack in packs if pack.engine in RECOGNISERS and language in pack.languages]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
