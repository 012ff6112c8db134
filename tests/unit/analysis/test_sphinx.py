"""PocketSphinx on real recordings: its error rate, its confidence, and a process that dies."""

from pathlib import Path

import pytest

from app.analysis.sphinx import HIGHEST_CONFIDENCE, SphinxTranscriber
from app.analysis.vad import VadModel
from app.capture.audio_file import read_audio
from app.domain.language import Language
from app.domain.transcript import CHECK_WORDS_BELOW
from app.errors import KioskError
from tests.unit.analysis.sounds import cuts_of, hiss, silence, speech_of, texts
from tests.unit.analysis.word_errors import word_error_rate

ZH, EN = Language.ZH, Language.EN


@pytest.mark.media
class TestPocketSphinx:
    @pytest.mark.parametrize(
        ("name", "most"), [("speech/en_jfk.flac", 0.35), ("speech/en_librispeech_1995-1837-0001.wav", 0.25)]
    )
    def test_word_error_rate_by_segments(
        self, vad: VadModel, media_dir: Path, name: str, most: float
    ) -> None:
        samples = read_audio(media_dir / name)
        transcriber = SphinxTranscriber()
        try:
            heard = [
                transcriber.transcribe(
                    speech_of(samples[round(c.start_s * 16e3) : round(c.end_s * 16e3)]), EN
                )
                for c in cuts_of(samples, vad)
            ]
        finally:
            transcriber.close()
        assert word_error_rate(texts(media_dir)[name], " ".join(h.text for h in heard)) <= most
        assert all(0.0 <= h.confidence <= HIGHEST_CONFIDENCE < CHECK_WORDS_BELOW for h in heard)

    def test_what_was_heard_before_does_not_matter(self, media_dir: Path) -> None:
        samples = read_audio(media_dir / "speech/en_librispeech_1995-1837-0001.wav")[:64_000]
        transcriber = SphinxTranscriber()
        try:
            first = transcriber.transcribe(speech_of(samples), EN)
            transcriber.transcribe(speech_of(hiss(1.0, -20.0)), EN)
            assert transcriber.transcribe(speech_of(samples), EN) == first
        finally:
            transcriber.close()

    def test_a_killed_process_is_one_error_and_then_started_again(self) -> None:
        transcriber = SphinxTranscriber()
        try:
            transcriber.transcribe(speech_of(silence(0.5)), EN)
            transcriber._process._child.kill()  # type: ignore[union-attr]
            with pytest.raises(KioskError, match="recogniser_failed"):
                transcriber.transcribe(speech_of(silence(0.5)), EN)
            transcriber.transcribe(speech_of(silence(0.5)), EN)
        finally:
            transcriber.close()

    def test_it_does_not_hear_mandarin(self) -> None:
        transcriber = SphinxTranscriber()
        try:
            with pytest.raises(KioskError, match="recogniser_failed"):
                transcriber.transcribe(speech_of(silence(0.5)), ZH)
        finally:
            transcriber.close()
