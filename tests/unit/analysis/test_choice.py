"""Which recogniser is chosen, and what is said of those that were refused."""

from pathlib import Path
from typing import Any

import pytest

from app.analysis import recognisers
from app.analysis.packs import find_packs
from app.analysis.recognisers import Recognisers, self_test
from app.analysis.transcriber import Heard, Speech, Transcriber
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError
from tests.unit.analysis.random_whisper import write_manifest

ZH, EN = Language.ZH, Language.EN


class _Named:
    """A recogniser that works, or fails its self-test."""

    source = TranscriptSource.FASTER_WHISPER
    merge_to_s = 0.0
    captions_open = False
    closed = False

    def __init__(self, identity: str, is_broken: bool = False) -> None:
        self.identity, self.languages, self._is_broken = identity, frozenset({ZH, EN}), is_broken

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        if self._is_broken:
            raise KioskError("recogniser_failed", engine=self.identity)
        return Heard("", 0.0)

    def close(self) -> None:
        self.closed = True


def packs_of(tmp_path: Path, *packs: tuple[str, str, tuple[str, ...], int]) -> Any:
    for pack_id, engine, languages, size in packs:
        folder = tmp_path / pack_id
        folder.mkdir()
        (folder / "model.bin").write_bytes(b"x" * size)
        write_manifest(folder, pack_id, engine, languages, kind="zipformer-ctc")
    return find_packs(tmp_path)[0]


def made_by_name(monkeypatch: pytest.MonkeyPatch, broken: tuple[str, ...] = ()) -> None:
    def make(self: Recognisers, pack: Any) -> Transcriber:
        return self._made.setdefault(pack.id, _Named(pack.id, pack.id in broken))

    monkeypatch.setattr(Recognisers, "make", make)
    monkeypatch.setattr(recognisers, "SphinxTranscriber", lambda: _Named("pocketsphinx"))


BOTH = ("whisper", "faster-whisper", ("zh", "en"), 10), ("sherpa", "sherpa-onnx", ("zh", "en"), 10)


class TestChoice:
    @pytest.mark.parametrize(
        ("language", "engine", "chosen"),
        [
            (ZH, "auto", "sherpa"),
            (EN, "auto", "whisper"),
            (ZH, "faster-whisper", "whisper"),
            (EN, "sherpa-onnx", "sherpa"),
            (EN, "pocketsphinx", "pocketsphinx"),
            (ZH, "pocketsphinx", None),
            (ZH, "none", None),
            (EN, "none", None),
        ],
    )
    def test_the_stated_order(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        language: Language,
        engine: str,
        chosen: str | None,
    ) -> None:
        made_by_name(monkeypatch)
        choice = Recognisers(packs_of(tmp_path, *BOTH), engine).choose(language)
        assert (choice.transcriber.identity if choice.transcriber else None) == chosen
        assert choice.notices == (() if chosen else ("no_recogniser",))

    def test_without_packs_english_has_pocketsphinx_and_mandarin_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made_by_name(monkeypatch)
        assert Recognisers(()).choose(EN).transcriber is not None
        assert Recognisers(()).choose(ZH).notices == ("no_recogniser",)

    def test_the_next_one_where_a_self_test_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made_by_name(monkeypatch, broken=("sherpa",))
        choice = Recognisers(packs_of(tmp_path, *BOTH)).choose(ZH)
        assert choice.transcriber is not None
        assert (choice.transcriber.identity, choice.notices) == ("whisper", ("pack_self_test_failed",))

    def test_a_pack_of_another_language_is_not_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made_by_name(monkeypatch)
        packs = packs_of(tmp_path, ("english", "faster-whisper", ("en",), 10))
        assert Recognisers(packs).choose(ZH).notices == ("pack_wrong_language", "no_recogniser")

    @pytest.mark.parametrize(
        ("slow", "chosen", "smaller", "notices"),
        [
            ((), "big", "small", ()),
            (("big",), "small", None, ()),
            (("big", "small"), "small", None, ("recogniser_slow",)),
        ],
    )
    def test_the_largest_that_is_fast_enough(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        slow: tuple[str, ...],
        chosen: str,
        smaller: str | None,
        notices: tuple[str, ...],
    ) -> None:
        made_by_name(monkeypatch)
        monkeypatch.setattr(recognisers, "self_test", lambda made, _: 1.0 if made.identity in slow else 0.1)
        packs = packs_of(
            tmp_path, ("big", "faster-whisper", ("zh",), 99), ("small", "faster-whisper", ("zh",), 9)
        )
        choice = Recognisers(packs).choose(ZH)
        assert choice.transcriber is not None
        found = (choice.transcriber.identity, choice.smaller.id if choice.smaller else None, choice.notices)
        assert found == (chosen, smaller, notices)

    def test_models_are_freed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made_by_name(monkeypatch)
        chosen = Recognisers(packs_of(tmp_path, *BOTH))
        made = chosen.choose(ZH).transcriber
        assert made is chosen.choose(ZH).transcriber
        chosen.close()
        assert isinstance(made, _Named)
        assert made.closed

    @pytest.mark.media
    def test_a_damaged_pack_is_refused_and_a_whole_one_passes(self, tiny: Path, tmp_path: Path) -> None:
        packs, _ = find_packs(tiny)
        whole = Recognisers(packs)
        choice = whole.choose(ZH)
        assert choice.transcriber is not None
        assert choice.transcriber.identity.startswith("faster-whisper/random-whisper-tiny/")
        assert self_test(choice.transcriber, ZH) > 0
        whole.close()
        folder = tmp_path / packs[0].id
        folder.mkdir()
        for path in packs[0].folder.iterdir():
            content = path.read_bytes()
            (folder / path.name).write_bytes(content[:-9] + b"x" * 9 if path.name == "model.bin" else content)
        damaged, _ = find_packs(tmp_path)
        assert Recognisers(damaged).choose(ZH).notices == ("pack_file_changed", "no_recogniser")
