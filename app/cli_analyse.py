"""`kiosk analyse`: one recorded answer becomes transcript, observations and quality flags."""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from app.analysis.pipeline import Analysers, load_analysers
from app.analysis.recording import analyse_recording
from app.analysis.take import Result
from app.capture.audio_file import cut_blocks, decode_audio
from app.capture.video_file import decode_pictures
from app.cli_text import add_language, any_path, language_of, table
from app.domain.codec import encode
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock, VideoFrame
from app.domain.messages import EngineConfig, StartTake
from app.domain.observation import Observation, Quality
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import KioskError
from app.settings import load_settings

GAP_S = 5.0  # between the warm-up and the answer on the clock that both share


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk analyse`."""
    parser = subparsers.add_parser("analyse", help="read one recorded answer / 分析一段录音或录像")
    parser.add_argument("file", type=any_path, nargs="?", help="sound or film of one answer")
    parser.add_argument(
        "--pending", action="store_true", help="instead: every stored recording that has no words yet"
    )
    parser.add_argument(
        "--baseline", type=any_path, metavar="FILE", help="the same person's warm-up, to compare with"
    )
    parser.add_argument(
        "--no-affect", action="store_true", help="as in policy packs that lock voice and face"
    )
    parser.add_argument("--json", action="store_true")
    add_language(parser)
    parser.set_defaults(command=analyse_command)


def analyse_command(args: argparse.Namespace) -> int:
    """0 when the file was read and its result printed.

    Raises:
        KioskError: media_missing, media_unreadable, analyse_nothing, and those of `--pending`.
    """
    if args.pending:
        from app.cli_pending import pending_command  # store and scoring, only where they are needed

        return pending_command(args)
    if args.file is None:
        raise KioskError("analyse_nothing")
    settings = load_settings(os.environ)
    language = language_of(args, settings)
    config = EngineConfig(
        microphone=None,
        camera=None,
        media_dir=str(args.file.parent),
        model_pack_dir=str(settings.packs_dir),
        language=language,
        asr_engine=settings.asr_engine,
        affect_allowed=not args.no_affect,
    )
    analysers = load_analysers(config, room_in_every_take=True)
    try:
        start_s = 0.0
        if args.baseline is not None:
            start_s = GAP_S + _length_s(_read(analysers, args.baseline, language, start_s, is_baseline=True))
        result = _read(analysers, args.file, language, start_s, is_baseline=False)
        report = _report(args.file, language, analysers, result)
    finally:
        analysers.shutdown()
    print(json.dumps(report, ensure_ascii=False, indent=2) if args.json else _text(report, result))
    return 0


def _read(
    analysers: Analysers, path: Path, language: Language, start_s: float, *, is_baseline: bool
) -> Result:
    start = StartTake(
        interview_id="recording",
        question_id="recording",
        turn=1,
        take=1,
        language=language,
        is_baseline=is_baseline,
        measure_face=True,
    )
    pictures = _pictures(path, start_s)
    first = next(pictures, None)
    start = replace(start, record_video=first is not None, record_audio=first is None or _has_sound(path))
    sound = _sound(path, start_s) if start.record_audio else ()
    return analyse_recording(
        analysers, start, start_s, sound, pictures if first is None else chain((first,), pictures)
    )


def _has_sound(film: Path) -> bool:
    try:
        return next(decode_audio(film), None) is not None
    except KioskError:
        return False


def _sound(path: Path, start_s: float) -> Iterator[AudioBlock]:
    count = 0
    for block in cut_blocks(decode_audio(path)):
        yield AudioBlock(block, start_s + count / SAMPLE_RATE_HZ)
        count += len(block)


def _pictures(path: Path, start_s: float) -> Iterator[VideoFrame]:
    """The film's pictures; none of a file that holds only sound."""
    try:
        for at_s, frame in decode_pictures(path):
            yield VideoFrame(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8), start_s + at_s)
    except KioskError as error:
        if error.code != "media_unreadable":
            raise


def _length_s(result: Result) -> float:
    return max((observation.end_s for observation in result[1]), default=0.0)


def _report(path: Path, language: Language, analysers: Analysers, result: Result) -> dict[str, object]:
    words, observations, flags = result
    return {
        "file": path.name,
        "language": language.value,
        "engines": list(analysers.engines),
        "recogniser": analysers.recogniser,
        "notices": list(analysers.notices),
        "transcript": encode(words, Transcript | NotTranscribed),
        "observations": [encode(observation) for observation in observations],
        "flags": list(flags),
    }


def _text(report: dict[str, object], result: Result) -> str:
    words, observations, flags = result
    said = words.text if isinstance(words, Transcript) else f"- ({words.reason})"
    rows = [
        [o.measure, _value(o), o.unit, o.quality.value, o.reason or ""] for o in _whole_takes(observations)
    ]
    lines = [f"{report['file']}  {report['recogniser'] or '-'}", said, " ".join(flags) or "-", table(rows)]
    return "\n".join(lines)


def _whole_takes(observations: tuple[Observation, ...]) -> list[Observation]:
    """The first observation of each measure, which is the one of the whole take."""
    found: dict[str, Observation] = {}
    for observation in observations:
        found.setdefault(observation.measure, observation)
    return list(found.values())


def _value(observation: Observation) -> str:
    if observation.quality is Quality.NOT_MEASURED or observation.value is None:
        return "-"
    z = "" if observation.baseline_z is None else f" (z {observation.baseline_z:+.1f})"
    return f"{observation.value:.3g}{z}"
