"""sherpa-onnx: each kind of pack, confidence, no emotion tag. A stand-in replaces the optional library."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.analysis import sherpa
from app.analysis.packs import find_packs
from app.analysis.recognisers import Recognisers
from app.analysis.transcriber import Heard
from app.domain.language import Language
from tests.unit.analysis.random_whisper import write_manifest
from tests.unit.analysis.sounds import hiss, speech_of

ZH, EN = Language.ZH, Language.EN


class _Stream:
    def __init__(self) -> None:
        self.samples: Any = None
        self.result: Any = None

    def accept_waveform(self, sample_rate: int, waveform: Any) -> None:
        assert sample_rate == 16_000
        self.samples = waveform


class _Result:
    def __init__(self, text: str, ys_log_probs: list[float]) -> None:
        self.text, self.ys_log_probs = text, ys_log_probs


class _Offline:
    """The part of sherpa_onnx.OfflineRecognizer 2.0 that the adapter uses, with its own signatures."""

    made: tuple[str, dict[str, Any]] = ("", {})
    says = _Result("<|zh|><|HAPPY|><|Speech|>您好，请问", [])

    @classmethod
    def from_zipformer_ctc(cls, model: str, tokens: str, num_threads: int = 1) -> "_Offline":
        cls.made = ("zipformer-ctc", {"model": model, "tokens": tokens, "num_threads": num_threads})
        return cls()

    @classmethod
    def from_sense_voice(
        cls, model: str, tokens: str, num_threads: int = 1, use_itn: bool = False
    ) -> "_Offline":
        cls.made = ("sense-voice", {"model": model, "tokens": tokens, "use_itn": use_itn})
        return cls()

    @classmethod
    def from_paraformer(cls, paraformer: str, tokens: str, num_threads: int = 1) -> "_Offline":
        cls.made = ("paraformer", {"model": paraformer, "tokens": tokens})
        return cls()

    @classmethod
    def from_transducer(
        cls, encoder: str, decoder: str, joiner: str, tokens: str, num_threads: int = 1
    ) -> "_Offline":
        cls.made = ("transducer", {"encoder": encoder, "decoder": decoder, "joiner": joiner})
        return cls()

    def create_stream(self) -> _Stream:
        return _Stream()

    def decode_stream(self, s: _Stream) -> None:
        s.result = self.says


def sherpa_pack(packs: Path, kind: str, *names: str, **more: Any) -> None:
    folder = packs / f"sherpa-{kind}"
    folder.mkdir()
    for name in (*names, "tokens.txt"):
        (folder / name).write_text("x", "utf-8")
    write_manifest(folder, folder.name, "sherpa-onnx", ("zh",), kind=kind, **more)


@pytest.fixture
def sherpa_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """sherpa_onnx is an extra; here a stand-in is imported in its place."""

    class Module:
        OfflineRecognizer = _Offline

    monkeypatch.setitem(__import__("sys").modules, "sherpa_onnx", Module)


class TestSherpa:
    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            ("zipformer-ctc", ("model.int8.onnx",)),
            ("paraformer", ("model.int8.onnx",)),
            ("sense-voice", ("model.int8.onnx",)),
            ("transducer", ("encoder-1.onnx", "decoder-1.onnx", "joiner-1.onnx")),
        ],
    )
    def test_each_kind_is_made_from_its_files(
        self, sherpa_there: None, tmp_path: Path, kind: str, names: tuple[str, ...]
    ) -> None:
        sherpa_pack(tmp_path, kind, *names)
        (pack,), _ = find_packs(tmp_path)
        transcriber = sherpa.SherpaTranscriber(pack)
        made, files = _Offline.made
        assert made == kind
        assert {Path(f).name for f in files.values() if isinstance(f, str)} >= set(names)
        heard = transcriber.transcribe(speech_of(hiss(1.0)), ZH)
        assert heard.text == "您好，请问"  # no emotion tag is left
        assert heard.confidence == sherpa.UNKNOWN_CONFIDENCE
        transcriber.close()

    def test_confidence_from_token_probabilities_or_the_pack(
        self, sherpa_there: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sherpa_pack(tmp_path, "zipformer-ctc", "model.onnx", confidence=0.95)
        (pack,), _ = find_packs(tmp_path)
        transcriber = sherpa.SherpaTranscriber(pack)
        assert transcriber.transcribe(speech_of(hiss(1.0)), ZH).confidence == 0.95
        monkeypatch.setattr(_Offline, "says", _Result("好", [-0.1, -0.3]))
        assert transcriber.transcribe(speech_of(hiss(1.0)), ZH).confidence == pytest.approx(np.exp(-0.2))
        monkeypatch.setattr(_Offline, "says", _Result("", []))
        assert transcriber.transcribe(speech_of(hiss(1.0)), ZH) == Heard("", 0.0)

    def test_sense_voice_is_refused_where_affect_is_locked(self, sherpa_there: None, tmp_path: Path) -> None:
        sherpa_pack(tmp_path, "sense-voice", "model.onnx")
        packs, _ = find_packs(tmp_path)
        locked = Recognisers(packs, affect_allowed=False).choose(ZH)
        assert locked.transcriber is None
        assert locked.notices == ("pack_locked_by_policy", "no_recogniser")
        allowed = Recognisers(packs, affect_allowed=True).choose(ZH)
        assert allowed.transcriber is not None

    def test_a_missing_file_or_library_is_a_reason(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "sherpa_onnx", None)
        sherpa_pack(tmp_path, "zipformer-ctc", "model.onnx")
        packs, _ = find_packs(tmp_path)
        assert Recognisers(packs).choose(ZH).notices == ("sherpa_not_installed", "no_recogniser")
