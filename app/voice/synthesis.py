"""The speech engine of the operating system, through QtTextToSpeech."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QTimer, Slot
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

from app.domain.language import Language
from app.voice.orders import How

POLL_MS = 20
BEGIN_MS = 5000  # an engine that has not begun by then never will
_MADE_UP = ("mock",)  # Qt's engine for tests: says nothing, and calls it spoken
_QT_LANGUAGES = {
    Language.ZH: QLocale.Language.Chinese,
    Language.EN: QLocale.Language.English,
}
# What espeak-ng calls its voices; Qt knows no locale for its "cmn" and lists it under C.
_NAMES = {
    Language.ZH: ("Chinese (Mandarin", "Mandarin", "Chinese"),
    Language.EN: ("English (America)", "English (Great Britain)", "English"),
}


class Synthesis(QObject):
    """Says one text at a time. ended: called with how each ended, once."""

    def __init__(self, ended: Callable[[How], None]) -> None:
        super().__init__()
        self._ended = ended
        self._engine: QTextToSpeech | None = None
        self._voices: dict[Language, QVoice | None] = {}
        self._waited_ms = 0
        self._has_begun = self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)

    def prepare(self) -> None:
        """Load the engine; takes seconds, and nothing where there is none."""
        names = [name for name in QTextToSpeech.availableEngines() if name not in _MADE_UP]
        if self._engine is None and names:
            self._engine = QTextToSpeech(names[0])

    def say(self, text: str, language: Language) -> None:
        """Begin to say `text`."""
        self.prepare()
        engine = self._engine
        voice = self._voice(language) if engine is not None else None
        if engine is None or voice is None:
            self._ended(How.FAILED)
            return
        engine.setVoice(voice)
        self._waited_ms, self._has_begun, self._is_stopped = 0, False, False
        engine.say(text)
        self._timer.start()

    def stop(self) -> None:
        """Be silent; ended comes when it is."""
        if self._engine is not None and self._timer.isActive():
            self._is_stopped = True
            self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    @Slot()
    def _look(self) -> None:
        """The state is asked for, not listened to: an engine that is gone sends no signal either."""
        state = self._engine.state() if self._engine is not None else QTextToSpeech.State.Error
        self._waited_ms += POLL_MS
        if state is QTextToSpeech.State.Speaking:
            self._has_begun = True
        elif state is QTextToSpeech.State.Error:
            self._end(How.FAILED)
        elif state is QTextToSpeech.State.Ready and (self._has_begun or self._is_stopped):
            self._end(How.STOPPED if self._is_stopped else How.SPOKEN)
        elif self._waited_ms >= BEGIN_MS and not self._has_begun:
            self._end(How.FAILED)

    def _end(self, how: How) -> None:
        self._timer.stop()
        self._ended(how)

    def _voice(self, language: Language) -> QVoice | None:
        """The voice for `language`; None: the machine has none, and the wrong one would only confuse."""
        if language not in self._voices:
            self._voices[language] = self._find_voice(language)
        return self._voices[language]

    def _find_voice(self, language: Language) -> QVoice | None:
        engine = self._engine
        if engine is None:
            return None
        locales = [each for each in engine.availableLocales() if each.language() is _QT_LANGUAGES[language]]
        voices: list[QVoice] = []
        for locale in [*locales, QLocale.c()]:
            engine.setLocale(locale)
            voices += engine.availableVoices()
        for wanted in _NAMES[language]:
            named = [voice for voice in voices if voice.name().startswith(wanted)]
            if named:
                return min(named, key=lambda voice: len(voice.name()))
        own = [voice for voice in voices if voice.locale().language() is _QT_LANGUAGES[language]]
        return own[0] if own else None
