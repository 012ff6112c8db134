"""Does a pack work here? It is loaded and given five seconds of noise, in a process of its own.

`python -m app.modelpacks.self_test FOLDER` prints the result as one line of JSON.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from app.analysis.packs import MANIFEST, RECOGNISERS, Pack, PackEngine, read_manifest
from app.analysis.recognisers import MARGIN, Recognisers, self_test
from app.domain.media import SAMPLE_RATE_HZ, VideoFrame
from app.errors import KioskError
from app.modelpacks.child import peak_memory_mb, run_child

# Seconds of work, margin included, for a second of noise. Noise is the worst case: Whisper pads its five
# seconds to thirty and searches twice, so a pack at this limit still keeps up with real answers.
SLOWEST = 2.0
DEADLINE_S = 180.0


@dataclass(frozen=True, slots=True)
class SelfTest:
    """rtf: seconds of work for a second of noise, None for packs that hear nothing."""

    load_s: float
    rtf: float | None
    memory_mb: int | None


def run_self_test(folder: Path, deadline_s: float = DEADLINE_S) -> SelfTest:
    """The result for the pack in `folder`.

    Raises:
        KioskError: why it failed: pack_too_slow, pack_self_test_crashed, or the engine's own reason.
    """
    pack = read_manifest(folder / MANIFEST)
    answer = run_child("app.modelpacks.self_test", [str(folder)], deadline_s)
    if answer is None:
        raise KioskError("pack_self_test_crashed", pack=pack.id)
    if "code" in answer:
        raise KioskError(answer["code"], **answer["params"])
    result = SelfTest(**answer)
    if result.rtf is not None and MARGIN * result.rtf > SLOWEST:
        raise KioskError("pack_too_slow", pack=pack.id, rtf=round(result.rtf, 2))
    return result


def main(folder: str) -> int:
    """Print the SelfTest of the pack in `folder`, or the code of its failure."""
    try:
        result = asdict(_tested(read_manifest(Path(folder) / MANIFEST)))
    except KioskError as error:
        result = {"code": error.code, "params": dict(error.params)}
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


def _tested(pack: Pack) -> SelfTest:
    started = time.monotonic()
    if pack.engine in RECOGNISERS:
        recognisers = Recognisers((pack,), affect_allowed=True)
        transcriber = recognisers.make(pack)
        load_s = time.monotonic() - started
        rtf = self_test(transcriber, min(pack.languages))
        recognisers.close()
        return SelfTest(load_s, rtf, peak_memory_mb())
    _read_once(pack)
    return SelfTest(time.monotonic() - started, None, peak_memory_mb())


def _read_once(pack: Pack) -> None:
    """One picture, or some seconds of noise, through a pack that recognises no words."""
    noise = np.random.default_rng(0)
    model = pack.file(pack.files[0].path)
    if pack.engine is PackEngine.FACE_LANDMARKER:
        from app.analysis.face import FaceReader

        face = FaceReader(model)
        face.read(VideoFrame(noise.integers(0, 255, (240, 320, 3)).astype(np.uint8), 0.0), 0.0)
        face.close()
    else:
        from app.analysis.room import RoomReader

        RoomReader(model).observations(noise.normal(0.0, 300.0, 10 * SAMPLE_RATE_HZ).astype(np.int16))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
