"""faster-whisper, the named recogniser. The only file that imports it; it never reaches for the network."""

import math
import os
from typing import Any

import numpy as np

from app.analysis.packs import Pack, does_not_load, identity_of
from app.analysis.role_terms import MOST_TOKENS, role_terms
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError

CHINESE_PROMPT = "以下是普通话的句子。"
FASTEST_HAN_PER_S = 8
TOKENS_PER_HAN = 1.31
# Mean log probability of a token. Below the second one the call itself has searched again, at temperature 0.4.
DOUBTED_BELOW, SEARCHED_AGAIN_BELOW = -0.8, -1.0
SURE_SEARCH = 5


class WhisperTranscriber:
    """A Whisper model of a pack, int8 on the CPU."""

    source = TranscriptSource.FASTER_WHISPER
    merge_to_s = 20.0  # every call costs a window of 30 s
    captions_open = True

    def __init__(self, pack: Pack) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        from faster_whisper import WhisperModel

        self.identity = identity_of(pack)
        self.languages = pack.languages
        threads = max(1, min(4, (os.cpu_count() or 2) - 1))
        try:
            self._model: Any = WhisperModel(
                str(pack.folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError, KeyError) as error:
            raise does_not_load(pack, error) from error
        self._hotwords = {language: self._fitting(role_terms(language)) for language in self.languages}

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment; a doubtful one is searched a second time with beam 5."""
        heard = self._call(speech, language, beam_size=1)
        is_doubted = math.exp(SEARCHED_AGAIN_BELOW) <= heard.confidence < math.exp(DOUBTED_BELOW)
        if heard.text and is_doubted:
            again = self._call(speech, language, beam_size=SURE_SEARCH)
            return max(heard, again, key=lambda one: one.confidence)
        return heard

    def close(self) -> None:
        """Frees the model."""
        self._model = None

    def _fitting(self, terms: tuple[str, ...]) -> str | None:
        """As many of the terms as fit into the tokens that hotwords may have; None without any."""
        for count in range(len(terms), 0, -1):
            text = " ".join(terms[:count])
            if len(self._model.hf_tokenizer.encode(f" {text}", add_special_tokens=False)) <= MOST_TOKENS:
                return text
        return None

    def _call(self, speech: Speech, language: Language, beam_size: int) -> Heard:
        """One call with the settings of performance.md 1.4; the VAD has run already."""
        if self._model is None or language not in self.languages:
            raise KioskError("recogniser_failed", engine=self.identity)
        try:
            segments, _ = self._model.transcribe(
                speech.samples.astype(np.float32) / 32768.0,
                language=language.value,
                task="transcribe",
                beam_size=beam_size,
                best_of=1,
                temperature=[0.0, 0.4],
                condition_on_previous_text=False,
                vad_filter=False,
                initial_prompt=CHINESE_PROMPT if language is Language.ZH else None,
                hotwords=self._hotwords[language],
                without_timestamps=True,
                word_timestamps=False,
                max_new_tokens=int(FASTEST_HAN_PER_S * speech.length_s * TOKENS_PER_HAN) + 16,
                compression_ratio_threshold=2.4,
                log_prob_threshold=SEARCHED_AGAIN_BELOW,
                no_speech_threshold=0.6,
            )
            found = list(segments)
        except (RuntimeError, ValueError) as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error
        if not found:
            return Heard("", 0.0)
        lengths = [max(len(segment.text), 1) for segment in found]
        log_probability = float(np.average([segment.avg_logprob for segment in found], weights=lengths))
        return Heard(
            text="".join(segment.text for segment in found).strip(),
            confidence=min(1.0, math.exp(log_probability)),
            no_speech=float(np.average([segment.no_speech_prob for segment in found], weights=lengths)),
        )
