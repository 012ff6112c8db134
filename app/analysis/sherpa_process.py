"""sherpa-onnx in a process of its own: it ends whatever process it runs in when it dislikes a model.

The only file that imports it. The argument is a JSON object: maker, a factory of its OfflineRecognizer, and
arguments for that.
"""

import json
import re
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.own_process import Hear, serve

RATE_HZ = 16_000
_TAG = re.compile(r"<\|[^|>]*\|>")


def load(maker: str, arguments: dict[str, Any]) -> Hear:
    """Answers of {"text", "logs": log probability of each token, [] if the network gives none}.

    SenseVoice's language, emotion and event tags are dropped here, unread.
    """
    import sherpa_onnx

    recogniser = getattr(sherpa_onnx.OfflineRecognizer, maker)(**arguments)

    def hear(samples: NDArray[np.int16]) -> dict[str, Any]:
        stream = recogniser.create_stream()
        stream.accept_waveform(RATE_HZ, samples.astype(np.float32) / 32768.0)
        recogniser.decode_stream(stream)
        result = stream.result
        return {"text": _TAG.sub("", result.text).strip(), "logs": list(result.ys_log_probs)}

    return hear


if __name__ == "__main__":
    wish: dict[str, Any] = json.loads(sys.argv[1])
    serve(lambda: load(wish["maker"], wish["arguments"]))
