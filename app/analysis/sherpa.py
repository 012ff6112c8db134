"""sherpa-onnx, preferred for Mandarin when its pack is there. The only file that imports it."""

import math
import os
import re
from typing import Any

import numpy as np

from app.analysis.packs import Pack, identity_of
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.domain.transcript import TranscriptSource
from app.errors import KioskError

SENSE_VOICE = "sense-voice"
KINDS = ("zipformer-ctc", "transducer", SENSE_VOICE, "paraformer")
UNKNOWN_CONFIDENCE = 0.6  # the words need no check, but no delivery measure is built on them
_TAG = re.compile(r"<\|[^|>]*\|>")


class SherpaTranscriber:
    """An offline network of a pack. SenseVoice's emotion and event tags are dropped unread."""

    source = TranscriptSource.SHERPA_ONNX
    merge_to_s = 0.0
    captions_open = True

    def __init__(self, pack: Pack) -> None:
        self.identity = identity_of(pack)
        self.languages = pack.languages
        self._confidence = UNKNOWN_CONFIDENCE if pack.confidence is None else pack.confidence
        try:
            import sherpa_onnx
        except ImportError as error:
            raise KioskError("sherpa_not_installed") from error
        threads = max(1, min(4, (os.cpu_count() or 2) - 1))
        try:
            self._recogniser: Any = _recogniser(sherpa_onnx.OfflineRecognizer, pack, threads)
        except (RuntimeError, ValueError) as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment; confidence from token probabilities, else the pack's own."""
        if self._recogniser is None or language not in self.languages:
            raise KioskError("recogniser_failed", engine=self.identity)
        try:
            stream = self._recogniser.create_stream()
            stream.accept_waveform(SAMPLE_RATE_HZ, speech.samples.astype(np.float32) / 32768.0)
            self._recogniser.decode_stream(stream)
        except RuntimeError as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error
        text = _TAG.sub("", stream.result.text).strip()
        logs = list(stream.result.ys_log_probs)
        confidence = math.exp(sum(logs) / len(logs)) if logs else self._confidence
        return Heard(text, min(1.0, confidence) if text else 0.0)

    def close(self) -> None:
        """Frees the model."""
        self._recogniser = None


def _recogniser(maker: Any, pack: Pack, threads: int) -> Any:
    """The recogniser of the pack's kind; its files have the names that sherpa-onnx releases give them."""

    def name(stem: str) -> str:
        for file in pack.files:
            base = file.path.rsplit("/", 1)[-1]
            if base == "tokens.txt" == stem or (base.startswith(stem) and base.endswith(".onnx")):
                return str(pack.file(file.path))
        raise KioskError("pack_file_missing", pack=pack.id, file=stem)

    tokens = name("tokens.txt")
    if pack.kind == "zipformer-ctc":
        return maker.from_zipformer_ctc(model=name("model"), tokens=tokens, num_threads=threads)
    if pack.kind == SENSE_VOICE:
        return maker.from_sense_voice(model=name("model"), tokens=tokens, num_threads=threads, use_itn=True)
    if pack.kind == "paraformer":
        return maker.from_paraformer(paraformer=name("model"), tokens=tokens, num_threads=threads)
    if pack.kind == "transducer":
        return maker.from_transducer(
            encoder=name("encoder"),
            decoder=name("decoder"),
            joiner=name("joiner"),
            tokens=tokens,
            num_threads=threads,
        )
    raise KioskError("pack_manifest_broken", pack=pack.id, detail=f"kind {pack.kind}")
