"""Recordings read by a process of their own, faster than real time; one that kills it is left out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.codec import decode, encode
from app.domain.language import Language
from app.domain.observation import Observation, Quality, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import KioskError
from app.pending.finding import GAP, PendingAnswer

ROOT = Path(__file__).resolve().parents[2]
START_S = 180.0
FOR_EACH_S = 1200.0


@dataclass(frozen=True, slots=True)
class Recogniser:
    """What reads: the folder of packs, and an engine of the settings."""

    packs_dir: Path
    engine: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer read. failure: code of why not. engines: identity of everything that read it.

    observations: the measures that rest on the words.
    """

    answer: PendingAnswer
    words: Transcript | NotTranscribed | None
    engines: tuple[str, ...] = ()
    failure: str | None = None
    observations: tuple[Observation, ...] = ()


def read_all(
    answers: Sequence[PendingAnswer],
    language: Language,
    recogniser: Recogniser,
    warm_up: Sequence[WarmUpWindows] = (),
) -> Iterator[Reading]:
    """One Reading for each answer, in order; `warm_up` is what they are compared with.

    Raises:
        KioskError: pending_no_recogniser; nothing was read.
    """
    waiting = list(answers)
    while waiting:
        lines = _ask(waiting, language, recogniser, warm_up)
        if lines and lines[0].get("code") == "no_recogniser":
            raise KioskError("pending_no_recogniser", language=language.value)
        for answer, line in zip(waiting, lines, strict=False):
            yield _reading(answer, line)
        if len(lines) < len(waiting):
            yield Reading(waiting[len(lines)], None, failure="pending_failed")
        waiting = waiting[len(lines) + 1 :]


def _ask(
    answers: Sequence[PendingAnswer],
    language: Language,
    recogniser: Recogniser,
    warm_up: Sequence[WarmUpWindows],
) -> list[dict[str, Any]]:
    """What the process said of the first answers, as many as it lived for."""
    job = {
        "recordings": [[str(answer.recording), answer.is_baseline] for answer in answers],
        "warm_up": [encode(windows) for windows in warm_up],
        "language": language.value,
        "packs_dir": str(recogniser.packs_dir),
        "engine": recogniser.engine,
    }
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        said = subprocess.run(
            [sys.executable, "-m", "app.pending.process"],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=START_S + FOR_EACH_S * len(answers),
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        ).stdout
    except subprocess.TimeoutExpired as error:
        said = error.stdout or b""
    lines = said.decode("utf-8", "replace").split("\n")[:-1]  # the last one is empty, or was cut off
    return [json.loads(line) for line in lines][: len(answers)]


def _reading(answer: PendingAnswer, line: dict[str, Any]) -> Reading:
    if "code" in line:
        return Reading(answer, None, failure=line["code"])
    words = decode(Transcript | NotTranscribed, line["words"])
    observations = tuple(decode(Observation, each) for each in line["observations"])
    if answer.has_gaps:
        observations = tuple(_over_a_gap(each) for each in observations)
    return Reading(answer, words, tuple(line["engines"]), observations=observations)


def _over_a_gap(observation: Observation) -> Observation:
    """The same value, not to be trusted: a live take knows that sound was lost, its recording does not."""
    if observation.quality is not Quality.OK or observation.measure == "asr_confidence":
        return observation
    return replace(observation, quality=Quality.LOW, reason=GAP, baseline_z=None)
