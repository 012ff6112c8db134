"""PocketSphinx in a process of its own: its decoder holds the GIL for seconds and would stop the microphone."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.own_process import Hear, serve

RATE_HZ = 16_000
# Pruned; the error rate on both test recordings is the same or better.
MOST_STATES = 5000
MOST_WORDS = 20


def decode(decoder: Any, samples: NDArray[np.int16]) -> dict[str, Any]:
    """The words of one segment and their mean posterior: {"text", "confidence"}.

    The whole segment is handed over at once, so that cepstral means are those of the segment, and the front
    end starts anew, so that the words do not depend on what was heard before.
    """
    decoder.reinit_feat()
    decoder.start_utt()
    try:
        decoder.process_raw(samples.tobytes(), False, True)
    finally:
        decoder.end_utt()
    hypothesis = decoder.hyp()
    if hypothesis is None:
        return {"text": "", "confidence": 0.0}
    to_linear = decoder.get_logmath()
    words = [s for s in decoder.seg() if not s.word.startswith(("<", "["))]
    logs = [math.log(max(min(to_linear.exp(s.prob), 1.0), 1e-10)) for s in words]
    return {"text": hypothesis.hypstr, "confidence": math.exp(sum(logs) / len(logs)) if logs else 0.0}


def new_decoder() -> Any:
    """A decoder with the English model of its wheel."""
    from pocketsphinx import Decoder

    return Decoder(
        loglevel="FATAL",
        samprate=float(RATE_HZ),
        cmn="batch",
        maxhmmpf=MOST_STATES,
        maxwpf=MOST_WORDS,
    )


def load() -> Hear:
    """What decodes a segment with a decoder of its own."""
    decoder = new_decoder()
    return lambda samples: decode(decoder, samples)


if __name__ == "__main__":
    serve(load)
