"""The room: DNSMOS P.835 predicts how good speech and background sound. Only with its pack."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from app.analysis.measures import ROOM_MEASURES, observed
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.observation import Observation
from app.errors import KioskError

WINDOW_SAMPLES = 144_160  # 9.01 s, what the network was made for
MOST_WINDOWS = 3
IDENTITY = f"dnsmos-p835/onnxruntime-{version('onnxruntime')}"
# Raw outputs to MOS: the published P.835 fit, highest power first.
_FITS = (
    (-0.08397278, 1.22083953, 0.0052439),
    (-0.13166888, 1.60915514, -0.39604546),
    (-0.06766283, 1.11546468, 0.04602535),
)


class RoomReader:
    """The loaded DNSMOS model."""

    identity = IDENTITY

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session: Any = onnxruntime.InferenceSession(
                model.read_bytes(), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own errors have no common public class
            raise KioskError("room_pack_broken") from error

    def observations(self, samples: NDArray[np.int16]) -> tuple[Observation, ...]:
        """Speech, background and overall quality, mean of at most three windows spread over the take.

        samples: [samples] int16. A take shorter than 9 s is repeated, as in the published script; silence and
        takes under a second are not measured.
        """
        if len(samples) < SAMPLE_RATE_HZ or not samples.any():
            return tuple(observed(name, None, "no_sound") for name in ROOM_MEASURES)
        sound = samples.astype(np.float32) / 32768.0
        if len(sound) < WINDOW_SAMPLES:
            sound = np.tile(sound, -(-WINDOW_SAMPLES // len(sound)))
        last = len(sound) - WINDOW_SAMPLES
        starts = sorted({round(last * part / (MOST_WINDOWS - 1)) for part in range(MOST_WINDOWS)})
        raw = np.mean([self._raw(sound[start : start + WINDOW_SAMPLES]) for start in starts], axis=0)
        span_s = (0.0, len(samples) / SAMPLE_RATE_HZ)
        return tuple(
            observed(name, float(np.clip(np.polyval(fit, value), 1.0, 5.0)), span_s=span_s)
            for name, fit, value in zip(ROOM_MEASURES, _FITS, raw, strict=True)
        )

    def _raw(self, window: NDArray[np.float32]) -> NDArray[np.float64]:
        (output,) = self._session.run(None, {"input_1": window[None, :]})
        return np.asarray(output[0], np.float64)
