"""The real sherpa-onnx on networks of true format: words, confidence, and packs that would end its process."""

import os
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.analysis import sherpa
from app.analysis.recognisers import Recognisers, self_test
from app.analysis.sherpa import UNKNOWN_CONFIDENCE, SherpaTranscriber
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError
from tests.unit.analysis.random_sherpa import CERTAINTY, pack_of, sherpa_pack, tokens, truncated
from tests.unit.analysis.sounds import hiss, silence, speech_of

ZH, EN = Language.ZH, Language.EN
LOUD = speech_of(hiss(1.0, -40.0))


def loaded(folder: Path) -> "closing[SherpaTranscriber]":
    return closing(SherpaTranscriber(pack_of(folder)))


class _Watched(SherpaTranscriber):
    """Knows whether it loaded a model while it heard."""

    has_loaded_while_hearing = False

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        before = self._process
        heard = super().transcribe(speech, language)
        self.has_loaded_while_hearing |= self._process is not before
        return heard


class TestWords:
    @pytest.mark.parametrize(
        ("kind", "says", "text", "confidence"),
        [
            ("zipformer-ctc", ("您", "好", "▁HEL", "LO"), "您好 HELLO", UNKNOWN_CONFIDENCE),
            ("transducer", ("您", "好"), "您好", CERTAINTY),
            ("sense-voice", ("您", "<|Laughter|>", "好", "。"), "您好。", UNKNOWN_CONFIDENCE),
            ("paraformer", ("您", "好", "hel@@", "lo"), "您好 hello", UNKNOWN_CONFIDENCE),
        ],
    )
    def test_each_kind_of_network(
        self, tmp_path: Path, kind: str, says: tuple[str, ...], text: str, confidence: float
    ) -> None:
        with loaded(sherpa_pack(tmp_path, kind, says)) as transcriber:
            heard = transcriber.transcribe(LOUD, ZH)
            assert heard.text == text  # no tag of language, emotion or event is left
            assert heard.confidence == pytest.approx(confidence)
            for quiet in (hiss(1.0, -80.0), silence(1.0), silence(0.01), silence(0.0)):
                assert transcriber.transcribe(speech_of(quiet), ZH) == Heard("", 0.0)
            assert transcriber.transcribe(LOUD, ZH) == heard
            assert transcriber.source is TranscriptSource.SHERPA_ONNX

    def test_the_pack_knows_how_sure_it_may_be(self, tmp_path: Path) -> None:
        with loaded(sherpa_pack(tmp_path, "zipformer-ctc", confidence=0.95)) as transcriber:
            assert transcriber.transcribe(LOUD, ZH).confidence == 0.95

    def test_sense_voice_is_told_the_language(self, tmp_path: Path) -> None:
        says = {"auto": ("こ",), "zh": ("您", "好"), "en": ("▁HELLO",)}
        with loaded(sherpa_pack(tmp_path, "sense-voice", says, ("zh", "en"))) as transcriber:
            spoken = [transcriber.transcribe(LOUD, language).text for language in (ZH, EN, ZH)]
        assert spoken == ["您好", "HELLO", "您好"]

    def test_loading_for_a_language_is_no_work_of_the_self_test(self, tmp_path: Path) -> None:
        says = {"zh": ("您", "好"), "en": ("▁HELLO",)}
        pack = pack_of(sherpa_pack(tmp_path, "sense-voice", says, ("zh", "en")))
        with closing(_Watched(pack)) as transcriber:
            self_test(transcriber, EN)
            assert transcriber.transcribe(LOUD, EN).text == "HELLO"
        assert not transcriber.has_loaded_while_hearing

    def test_a_language_it_does_not_promise_is_refused(self, tmp_path: Path) -> None:
        with (
            loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber,
            pytest.raises(KioskError, match="recogniser_failed"),
        ):
            transcriber.transcribe(LOUD, EN)


class TestBadPacks:
    """Several of these make sherpa-onnx end its process; ours, and the engine's, goes on."""

    @pytest.mark.parametrize(
        ("kind", "more", "code", "reason"),
        [
            ("zipformer-ctc", {"spoil": truncated("model*")}, "pack_does_not_load", "parsing failed"),
            ("transducer", {"spoil": truncated("joiner*")}, "pack_does_not_load", "Load model from joiner-"),
            ("zipformer-ctc", {"spoil": tokens("好 1\n".encode())}, "pack_does_not_load", "<blk>"),
            ("zipformer-ctc", {"spoil": tokens(bytes(range(256)))}, "pack_does_not_load", "tokens.txt"),
            (
                "paraformer",
                {"spoil": lambda folder: (folder / "tokens.txt").unlink()},
                "pack_file_missing",
                "tokens.txt",
            ),
            (
                "sense-voice",
                {"spoil": lambda folder: (folder / "model.int8.onnx").unlink()},
                "pack_file_missing",
                "model",
            ),
            ("zipformer-ctc", {"says": ("▁HELLO",)}, "pack_lacks_letters", "zh"),
            ("sense-voice", {"languages": ("en", "zh")}, "pack_lacks_letters", "en"),
        ],
    )
    def test_is_refused_with_its_reason(
        self, tmp_path: Path, kind: str, more: dict[str, Any], code: str, reason: str
    ) -> None:
        folder = sherpa_pack(tmp_path, kind, **more)
        with pytest.raises(KioskError) as caught:
            SherpaTranscriber(pack_of(folder))
        assert caught.value.code == code
        told = " ".join(str(value) for value in caught.value.params.values())
        assert reason in told
        assert str(tmp_path) not in told

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            ("sense-voice", "'vocab_size' does not exist in the metadata"),
            ("paraformer", "'vocab_size' does not exist in the metadata"),
            ("hearsay", "kind hearsay"),
        ],
    )
    def test_a_network_of_another_kind_ends_only_its_own_process(
        self, tmp_path: Path, kind: str, reason: str
    ) -> None:
        folder = sherpa_pack(tmp_path, "zipformer-ctc")
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text("utf-8").replace("zipformer-ctc", kind), "utf-8")
        with pytest.raises(KioskError, match=reason):
            SherpaTranscriber(pack_of(folder))

    def test_bytes_can_write_any_language(self, tmp_path: Path) -> None:
        for name, says in (("fallback", ("<0xE4>",)), ("icefall", ("▁ƌĩ",))):
            SherpaTranscriber(
                pack_of(sherpa_pack(tmp_path, "zipformer-ctc", says, ("zh", "en"), name=name))
            ).close()

    @pytest.mark.parametrize(
        ("kind", "more"),
        [
            ("sense-voice", {"features": 500}),  # the library only complains, and says that it heard nothing
            ("paraformer", {"features": 500}),
            ("zipformer-ctc", {"features": 40}),
            ("zipformer-ctc", {"spoil": tokens("<blk> 0\n您 6\n".encode())}),  # says a token without a name
        ],
    )
    def test_a_failure_while_hearing_is_never_an_empty_answer(
        self, tmp_path: Path, kind: str, more: dict[str, Any]
    ) -> None:
        with loaded(sherpa_pack(tmp_path, kind, **more)) as transcriber:
            for _ in range(2):
                with pytest.raises(KioskError, match="recogniser_failed"):
                    transcriber.transcribe(LOUD, ZH)

    def test_a_killed_process_is_one_error_and_then_started_again(self, tmp_path: Path) -> None:
        with loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber:
            transcriber._process._child.kill()  # type: ignore[union-attr]
            with pytest.raises(KioskError, match="recogniser_failed"):
                transcriber.transcribe(LOUD, ZH)
            assert transcriber.transcribe(LOUD, ZH).text == "您好"

    def test_a_hanging_process_is_ended_in_time(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sherpa, "SHORTEST_DEADLINE_S", 0.3)
        monkeypatch.setattr(sherpa, "DEADLINE_PER_SECOND_S", 0.0)
        with loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber:
            os.kill(transcriber._process._child.pid, signal.SIGSTOP)  # type: ignore[union-attr]
            with pytest.raises(KioskError, match="recogniser_failed"):
                transcriber.transcribe(LOUD, ZH)

    def test_the_process_does_not_outlive_the_engine(self, tmp_path: Path) -> None:
        folder = sherpa_pack(tmp_path, "zipformer-ctc")
        engine = (
            "import os, sys; from pathlib import Path; from app.analysis.packs import read_manifest;"
            "from app.analysis.sherpa import SherpaTranscriber;"
            "made = SherpaTranscriber(read_manifest(Path(sys.argv[1])));"
            "print(made._process._child.pid, flush=True); os._exit(9)"
        )
        argv = [sys.executable, "-c", engine, str(folder / "manifest.json")]
        pid = int(subprocess.run(argv, capture_output=True, check=False, timeout=30).stdout)
        try:
            ended = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        assert select.select([ended], [], [], 10.0)[0]
        os.close(ended)

    def test_a_closed_one_hears_nothing_more(self, tmp_path: Path) -> None:
        with loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber:
            pass
        with pytest.raises(KioskError, match="recogniser_failed"):
            transcriber.transcribe(LOUD, ZH)

    def test_a_machine_without_the_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "sherpa_onnx", None)
        packs = (pack_of(sherpa_pack(tmp_path, "zipformer-ctc")),)
        assert Recognisers(packs).choose(ZH).notices == ("sherpa_not_installed", "no_recogniser")
