"""Which recogniser hears a language? The first of the stated order that is there and passes its self-test."""

import time
from dataclasses import dataclass, field

import numpy as np

from app.analysis.packs import Pack, PackEngine, verify
from app.analysis.sherpa import SENSE_VOICE, SherpaTranscriber
from app.analysis.sphinx import SphinxTranscriber
from app.analysis.transcriber import Speech, Transcriber
from app.analysis.whisper import WhisperTranscriber
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.errors import KioskError

SELF_TEST_S = 5.0
FASTEST_ENOUGH = 0.5 / 1.2  # of a core left beside face and screen (performance.md 1.5)
MARGIN = 1.3
POCKETSPHINX = "pocketsphinx"
# What the candidate's screen and the record say of a pack; `kiosk models verify --self-test` has the reason.
_NOTICES = {
    "recogniser_failed": "pack_self_test_failed",
    "pack_does_not_load": "pack_self_test_failed",
    "pack_lacks_letters": "pack_wrong_language",
}
ORDER = {
    Language.ZH: (PackEngine.SHERPA_ONNX.value, PackEngine.FASTER_WHISPER.value),
    Language.EN: (PackEngine.FASTER_WHISPER.value, PackEngine.SHERPA_ONNX.value, POCKETSPHINX),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The recogniser of a language, or None, and the next smaller pack; notices: what was refused."""

    transcriber: Transcriber | None
    smaller: Pack | None = None
    notices: tuple[str, ...] = ()


@dataclass
class Recognisers:
    """Makes recognisers once and keeps them for the interview.

    engine: auto, a name of ORDER, or none. affect_allowed False: packs that print emotion tags are refused.
    """

    packs: tuple[Pack, ...]
    engine: str = "auto"
    affect_allowed: bool = False
    _made: dict[str, Transcriber] = field(default_factory=dict)
    _choices: dict[Language, Choice] = field(default_factory=dict)

    def choose(self, language: Language) -> Choice:
        """The recogniser for takes in `language`; the same answer every time."""
        if language not in self._choices:
            self._choices[language] = self._choose(language)
        return self._choices[language]

    def make(self, pack: Pack) -> Transcriber:
        """The recogniser of a pack that is whole. Raises KioskError with the reason why it cannot be used."""
        if pack.id not in self._made:
            if pack.kind == SENSE_VOICE and not self.affect_allowed:
                raise KioskError("pack_locked_by_policy", pack=pack.id)
            verify(pack)
            is_whisper = pack.engine is PackEngine.FASTER_WHISPER
            self._made[pack.id] = WhisperTranscriber(pack) if is_whisper else SherpaTranscriber(pack)
        return self._made[pack.id]

    def close(self) -> None:
        """Frees every model."""
        for transcriber in self._made.values():
            transcriber.close()
        self._made.clear()
        self._choices.clear()

    def _choose(self, language: Language) -> Choice:
        notices: list[str] = []
        for name in ORDER[language]:
            if self.engine not in ("auto", name):
                continue
            if name == POCKETSPHINX:
                return Choice(self._sphinx(), None, tuple(notices))
            candidates = [pack for pack in self.packs if pack.engine.value == name]
            fitting = [pack for pack in candidates if language in pack.languages]
            if candidates and not fitting:
                notices.append("pack_wrong_language")
            choice = self._first_working(fitting, language, notices)
            if choice is not None:
                return choice
        return Choice(None, None, (*notices, "no_recogniser"))

    def _sphinx(self) -> Transcriber:
        if POCKETSPHINX not in self._made:
            self._made[POCKETSPHINX] = SphinxTranscriber()
        return self._made[POCKETSPHINX]

    def _first_working(self, packs: list[Pack], language: Language, notices: list[str]) -> Choice | None:
        """The largest pack that works and is fast enough, else the smallest that works."""
        slow: Pack | None = None
        by_size = sorted(packs, key=lambda pack: pack.size, reverse=True)
        for index, pack in enumerate(by_size):
            try:
                transcriber = self.make(pack)
                load = MARGIN * self_test(transcriber, language)
            except KioskError as error:
                notices.append(_NOTICES.get(error.code, error.code))
                self._forget(pack)
                continue
            if load <= FASTEST_ENOUGH:
                smaller = by_size[index + 1] if index + 1 < len(by_size) else None
                return Choice(transcriber, smaller, tuple(notices))
            slow = pack
            self._forget(pack)
        if slow is None:
            return None
        return Choice(self.make(slow), None, (*notices, "recogniser_slow"))

    def _forget(self, pack: Pack) -> None:
        made = self._made.pop(pack.id, None)
        if made is not None:
            made.close()


def self_test(transcriber: Transcriber, language: Language) -> float:
    """Seconds of work per second of a 5 s hiss. Raises KioskError when the engine fails on it."""
    hiss = np.random.default_rng(0).normal(0.0, 300.0, round(SELF_TEST_S * SAMPLE_RATE_HZ)).astype(np.int16)
    if isinstance(transcriber, SherpaTranscriber):
        transcriber.expect(language)  # loading is no work of this kind
    started = time.monotonic()
    transcriber.transcribe(Speech(hiss, 0.0, SELF_TEST_S, SELF_TEST_S), language)
    return (time.monotonic() - started) / SELF_TEST_S
