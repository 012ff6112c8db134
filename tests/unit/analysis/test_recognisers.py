"""`auto` and load shedding among real engines, and whole takes: sherpa-onnx and faster-whisper on made-up networks."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.analysis.packs import Pack
from app.analysis.recognisers import Recognisers
from app.analysis.sherpa import UNKNOWN_CONFIDENCE
from app.analysis.transcriber import Transcriber
from app.domain.language import Language
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from tests.unit.analysis.random_sherpa import pack_of, sherpa_pack, tokens, truncated
from tests.unit.analysis.sounds import hiss, speech_of
from tests.unit.analysis.takes import ZH_TAKE, Sitting, engine_config

ZH, EN = Language.ZH, Language.EN
LOUD = speech_of(hiss(1.0, -40.0))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Pack, Pack]:
    """A large pack and a small one, which say different words."""
    padding = {"spoil": lambda folder: (folder / "README.md").write_bytes(b" " * 9_000)}
    large = sherpa_pack(tmp_path, "zipformer-ctc", ("大",), name="large", **padding)
    return pack_of(large), pack_of(sherpa_pack(tmp_path, "paraformer", ("小",), name="small"))


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
            ({"spoil": tokens("好 1\n".encode())}, "pack_self_test_failed"),
            ({"languages": ("en",), "says": ("▁HELLO",)}, "pack_wrong_language"),
        ],
    )
    def test_whisper_where_sherpa_cannot(
        self, tiny: Path, tmp_path: Path, choose: Any, more: dict[str, Any], notice: str
    ) -> None:
        broken = pack_of(sherpa_pack(tmp_path, "zipformer-ctc", **more))
        chosen, notices = choose((broken, pack_of(tiny / "random-whisper-tiny")), ZH)
        assert (chosen.source.value, notices[0]) == ("faster-whisper", notice)  # slow, too, on a busy machine

    @pytest.mark.parametrize(
        ("more", "notice"),
        [
            ({"spoil": truncated("model*")}, "pack_self_test_failed"),
            ({"features": 40}, "pack_self_test_failed"),
            ({"says": ("▁HELLO",)}, "pack_wrong_language"),
        ],
    )
    def test_what_is_said_of_a_bad_pack(
        self, tmp_path: Path, choose: Any, more: dict[str, Any], notice: str
    ) -> None:
        broken = pack_of(sherpa_pack(tmp_path, "zipformer-ctc", **more))
        assert choose((broken,), ZH) == (None, (notice, "no_recogniser"))

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


@pytest.mark.media
def test_whole_takes(media_dir: Path, tmp_path: Path) -> None:
    """A network that speaks whatever it hears: its words in speech, and none in noise after detection and filters."""
    sherpa_pack(tmp_path, "zipformer-ctc", ("您", "好"), is_deaf=True)
    with closing(Sitting(engine_config(tmp_path, ZH))) as sitting:
        assert sitting.analysers.recogniser == "sherpa-onnx"
        words, _, flags = sitting.take(media_dir / "speech/zh_aishell_BAC009S0724W0121.wav", ZH_TAKE)
        assert isinstance(words, Transcript)
        assert (words.source, words.text) == (TranscriptSource.SHERPA_ONNX, "您好")
        assert words.confidence == pytest.approx(UNKNOWN_CONFIDENCE)
        assert "recogniser_failed" not in flags
        for name in ("silence", "pink_noise", "mains_hum"):
            words, _, _ = sitting.take(media_dir / f"noise/{name}_20s.wav", ZH_TAKE)
            assert words == NotTranscribed("no_speech")
