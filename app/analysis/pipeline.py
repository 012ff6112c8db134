"""Everything that hears and sees, loaded once per interview: the engine's way into app.analysis."""

from app.analysis.filters import Filters
from app.analysis.sphinx import SphinxTranscriber
from app.analysis.take import TakeAnalyser
from app.analysis.transcriber import Transcriber
from app.analysis.vad import IDENTITY, VadModel
from app.analysis.words import Words
from app.domain.language import Language
from app.domain.messages import EngineConfig, StartTake
from app.domain.transcript import NotTranscribed

__all__ = ["Analysers", "TakeAnalyser", "load_analysers"]


class Analysers:
    """The loaded models of one interview.

    engines: identity of each loaded model. notices: codes of what is missing or was refused.
    """

    def __init__(self, config: EngineConfig) -> None:
        self._config = config
        self._vad = VadModel()
        self._filters = Filters()
        self._sphinx: SphinxTranscriber | None = None
        self._transcriber: Transcriber | None = None
        self.engines: tuple[str, ...] = (IDENTITY,)
        self.notices: tuple[str, ...] = ()
        self.set_language(config.language)

    @property
    def recogniser(self) -> str | None:
        """Name of the recogniser of the present language; None: answers are typed."""
        return None if self._transcriber is None else self._transcriber.source.value

    def set_language(self, language: Language) -> None:
        """Chooses the recogniser for takes in `language`."""
        wants_sphinx = language is Language.EN and self._config.asr_engine in ("auto", "pocketsphinx")
        if wants_sphinx and self._sphinx is None:
            self._sphinx = SphinxTranscriber()
        self._transcriber = self._sphinx if wants_sphinx else None
        self.engines = (IDENTITY, *([self._transcriber.identity] if self._transcriber else []))
        self.notices = () if self._transcriber else ("no_recogniser",)

    def start_take(self, start: StartTake, start_s: float) -> TakeAnalyser:
        """Begins to read a take that started at `start_s` on the engine's clock."""
        if start.language not in (self._transcriber.languages if self._transcriber else ()):
            self.set_language(start.language)
        words: Words | NotTranscribed
        if not start.record_audio:
            words = NotTranscribed("no_sound")
        elif not start.transcribe:
            words = NotTranscribed("typed")
        elif self._transcriber is None:
            words = NotTranscribed("no_recogniser")
        else:
            words = Words(self._transcriber, self._filters, start.language)
        return TakeAnalyser(start, start_s, self._vad, words)

    def shutdown(self) -> None:
        """Frees every model."""
        if self._sphinx is not None:
            self._sphinx.close()


def load_analysers(config: EngineConfig) -> Analysers:
    """Loads what `config` asks for and the machine has. Missing or broken parts end in notices."""
    return Analysers(config)
