"""faster-whisper: exactly the stated call, offline, and a second search where it doubts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.analysis.packs import find_packs
from app.analysis.role_terms import role_terms
from app.analysis.transcriber import Heard
from app.analysis.whisper import CHINESE_PROMPT, WhisperTranscriber
from app.domain.language import Language
from app.errors import KioskError
from tests.unit.analysis.sounds import hiss, speech_of

ZH, EN = Language.ZH, Language.EN


class _Recorded:
    """Stands where the Whisper model stands: says what it is told and keeps what it was asked."""

    def __init__(self, *log_probabilities: float) -> None:
        self.calls: list[dict[str, Any]] = []
        self._log_probabilities = list(log_probabilities)

    def transcribe(self, samples: Any, **settings: Any) -> tuple[list[Any], None]:
        self.calls.append({"samples": samples, **settings})
        log_probability = self._log_probabilities.pop(0)

        class Found:
            text = f" 文字{len(self.calls)}"
            avg_logprob = log_probability
            no_speech_prob = 0.05

        return [Found()], None


@pytest.mark.media
class TestWhisper:
    def test_random_weights_load_and_answer_offline(
        self, tiny: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        (pack,), _ = find_packs(tiny)
        transcriber = WhisperTranscriber(pack)
        heard = transcriber.transcribe(speech_of(hiss(2.0)), ZH)
        assert heard.confidence < 0.1  # nonsense, and it knows
        assert heard.no_speech is not None
        transcriber.close()
        with pytest.raises(KioskError, match="recogniser_failed"):
            transcriber.transcribe(speech_of(hiss(2.0)), ZH)

    def test_the_call_has_the_stated_settings(self, tiny: Path) -> None:
        (pack,), _ = find_packs(tiny)
        transcriber = WhisperTranscriber(pack)
        model = _Recorded(-0.1, -0.1)
        transcriber._model = model
        heard = transcriber.transcribe(speech_of(hiss(10.0)), ZH)
        assert heard == Heard("文字1", pytest.approx(np.exp(-0.1)), 0.05)
        call = model.calls[0]
        samples = call.pop("samples")
        assert (samples.dtype, len(samples), float(np.abs(samples).max()) <= 1.0) == (
            np.float32,
            160_000,
            True,
        )
        assert call == {
            "language": "zh",
            "task": "transcribe",
            "beam_size": 1,
            "best_of": 1,
            "temperature": [0.0, 0.4],
            "condition_on_previous_text": False,
            "vad_filter": False,
            "initial_prompt": "以下是普通话的句子。",
            "hotwords": " ".join(role_terms(ZH)),
            "without_timestamps": True,
            "word_timestamps": False,
            "max_new_tokens": int(8 * 10.0 * 1.31) + 16,
            "compression_ratio_threshold": 2.4,
            "log_prob_threshold": -1.0,
            "no_speech_threshold": 0.6,
        }
        transcriber.transcribe(speech_of(hiss(1.0)), EN)
        assert model.calls[1]["initial_prompt"] is None
        assert model.calls[1]["hotwords"] == " ".join(role_terms(EN))
        assert CHINESE_PROMPT == "以下是普通话的句子。"

    def test_terms_that_do_not_fit_into_60_tokens_are_left_out(self, tiny: Path) -> None:
        (pack,), _ = find_packs(tiny)
        transcriber = WhisperTranscriber(pack)
        fitting = transcriber._fitting(("运费险",) * 40)
        assert fitting is not None
        encode = transcriber._model.hf_tokenizer.encode
        assert len(encode(f" {fitting}", add_special_tokens=False)) <= 60
        assert len(encode(f" {fitting} 运费险", add_special_tokens=False)) > 60
        assert transcriber._fitting(()) is None

    def test_a_doubtful_segment_is_searched_again_and_the_surer_words_stay(self, tiny: Path) -> None:
        (pack,), _ = find_packs(tiny)
        transcriber = WhisperTranscriber(pack)
        transcriber._model = model = _Recorded(-0.9, -0.5, -0.9, -1.5, -0.79, -1.2)
        assert [transcriber.transcribe(speech_of(hiss(1.0)), ZH).text for _ in range(4)] == [
            "文字2",
            "文字3",
            "文字5",
            "文字6",
        ]
        assert [call["beam_size"] for call in model.calls] == [1, 5, 1, 5, 1, 1]
