"""The real sherpa-onnx on networks of true format: words, confidence, and packs that would end its process."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.analysis.packs import Pack, read_manifest
from app.analysis.recognisers import SELF_TEST_S, Recognisers, self_test
from app.analysis.sherpa import UNKNOWN_CONFIDENCE, SherpaTranscriber
from app.analysis.transcriber import Heard, Transcriber
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError
from tests.unit.analysis.random_sherpa import CERTAINTY, sherpa_pack
from tests.unit.analysis.sounds import hiss, silence, speech_of

ZH, EN = Language.ZH, Language.EN
LOUD = speech_of(hiss(1.0, -40.0))


def pack_of(folder: Path) -> Pack:
    return read_manifest(folder / "manifest.json")


def loaded(folder: Path) -> "closing[SherpaTranscriber]":
    return closing(SherpaTranscriber(pack_of(folder)))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Pack, Pack]:
    """A large pack and a small one, which say different words."""
    padding = {"spoil": lambda folder: (folder / "README.md").write_bytes(b" " * 9_000)}
    large = sherpa_pack(tmp_path, "zipformer-ctc", ("大",), name="large", **padding)
    return pack_of(large), pack_of(sherpa_pack(tmp_path, "paraformer", ("小",), name="small"))


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
        with loaded(sherpa_pack(tmp_path, "sense-voice", says, ("zh", "en"))) as transcriber:
            assert self_test(transcriber, EN) * SELF_TEST_S < 0.2  # starting a process alone takes as long

    def test_a_language_it_does_not_promise_is_refused(self, tmp_path: Path) -> None:
        with (
            loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber,
            pytest.raises(KioskError, match="recogniser_failed"),
        ):
            transcriber.transcribe(LOUD, EN)


def truncated(pattern: str) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        (path,) = folder.glob(pattern)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return spoil


def tokens(content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / "tokens.txt").write_bytes(content)


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

    @pytest.mark.parametrize("kind", ["sense-voice", "paraformer"])
    def test_a_network_of_another_kind_ends_only_its_own_process(self, tmp_path: Path, kind: str) -> None:
        folder = sherpa_pack(tmp_path, "zipformer-ctc")
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text("utf-8").replace("zipformer-ctc", kind), "utf-8")
        with pytest.raises(KioskError, match="'vocab_size' does not exist in the metadata"):
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

    def test_a_closed_one_hears_nothing_more(self, tmp_path: Path) -> None:
        with loaded(sherpa_pack(tmp_path, "zipformer-ctc")) as transcriber:
            pass
        with pytest.raises(KioskError, match="recogniser_failed"):
            transcriber.transcribe(LOUD, ZH)

    def test_a_machine_without_the_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "sherpa_onnx", None)
        packs = (pack_of(sherpa_pack(tmp_path, "zipformer-ctc")),)
        assert Recognisers(packs).choose(ZH).notices == ("sherpa_not_installed", "no_recogniser")


@pytest.fixture
def choose() -> Iterator[Callable[..., tuple[Transcriber | None, tuple[str, ...]]]]:
    """The choice among real packs, freed afterwards."""
    made: list[Recognisers] = []

    def choose(packs: tuple[Pack, ...], language: Language, **more: Any) -> Any:
        made.append(Recognisers(packs, **more))
        choice = made[-1].choose(language)
        return choice.transcriber, choice.notices

    yield choose
    for recognisers in made:
        recognisers.close()


class TestChoice:
    """`auto` among the real engines; the order itself is tested in test_choice."""

    @pytest.mark.media
    @pytest.mark.parametrize(("language", "source"), [(ZH, "sherpa-onnx"), (EN, "faster-whisper")])
    def test_the_order_of_a_language(
        self, tiny: Path, tmp_path: Path, choose: Any, language: Language, source: str
    ) -> None:
        sherpa = pack_of(sherpa_pack(tmp_path, "transducer", ("您", "▁HELLO"), ("zh", "en")))
        chosen, _ = choose((pack_of(tiny / "random-whisper-tiny"), sherpa), language)
        assert chosen.source.value == source

    @pytest.mark.media
    @pytest.mark.parametrize(
        ("more", "notice"),
        [
            ({"spoil": truncated("model*")}, "pack_self_test_failed"),
            ({"spoil": tokens("好 1\n".encode())}, "pack_self_test_failed"),
            ({"features": 40}, "pack_self_test_failed"),
            ({"says": ("▁HELLO",)}, "pack_wrong_language"),
            ({"languages": ("en",), "says": ("▁HELLO",)}, "pack_wrong_language"),
        ],
    )
    def test_whisper_where_sherpa_cannot(
        self, tiny: Path, tmp_path: Path, choose: Any, more: dict[str, Any], notice: str
    ) -> None:
        broken = pack_of(sherpa_pack(tmp_path, "zipformer-ctc", **more))
        chosen, notices = choose((broken, pack_of(tiny / "random-whisper-tiny")), ZH)
        assert (chosen.source.value, notices[0]) == ("faster-whisper", notice)  # slow, too, on a busy machine

    def test_damaged_after_it_was_made(self, two: tuple[Pack, Pack], choose: Any) -> None:
        truncated("model*")(two[0].folder)
        chosen, notices = choose(two, ZH)
        assert chosen.transcribe(LOUD, ZH).text == "小"
        assert notices == ("pack_file_changed",)

    def test_the_smaller_one_is_there_for_a_machine_that_falls_behind(self, two: tuple[Pack, Pack]) -> None:
        with closing(Recognisers(two)) as recognisers:
            choice = recognisers.choose(ZH)
            assert choice.transcriber is not None
            assert choice.transcriber.transcribe(LOUD, ZH).text == "大"
            assert choice.smaller is two[1]
            assert recognisers.make(two[1]).transcribe(LOUD, ZH).text == "小"

    def test_sense_voice_only_where_affect_is_allowed(self, tmp_path: Path, choose: Any) -> None:
        packs = (pack_of(sherpa_pack(tmp_path, "sense-voice")),)
        assert choose(packs, ZH) == (None, ("pack_locked_by_policy", "no_recogniser"))
        chosen, notices = choose(packs, ZH, affect_allowed=True)
        assert (chosen.transcribe(LOUD, ZH).text, notices) == ("您好", ())
