"""PocketSphinx, the English recogniser that needs no download: always low confidence (performance.md 1.4)."""

from importlib.metadata import version

from app.analysis.own_process import OwnProcess
from app.analysis.transcriber import Heard, Speech
from app.domain.language import Language
from app.domain.transcript import TranscriptSource
from app.errors import KioskError

HIGHEST_CONFIDENCE = 0.44  # below CHECK_WORDS_BELOW, whatever the decoder reports
_DEADLINE_PER_SECOND_S = 10.0


class SphinxTranscriber:
    """PocketSphinx in a process of its own (decision 0008), started at once and again after a failure."""

    source = TranscriptSource.POCKETSPHINX
    languages = frozenset({Language.EN})
    merge_to_s = 0.0
    captions_open = False  # it needs half a core for its segments alone

    def __init__(self) -> None:
        self.identity = f"pocketsphinx/{version('pocketsphinx')}"
        self._process = OwnProcess("app.analysis.sphinx_process")

    def transcribe(self, speech: Speech, language: Language) -> Heard:
        """The words of one segment; a dead or hanging process is an error once, then it is started again."""
        if language not in self.languages:
            raise KioskError("recogniser_failed", engine=self.identity)
        try:
            answer = self._process.hear(speech.samples, 5.0 + _DEADLINE_PER_SECOND_S * speech.length_s)
        except OSError as error:
            raise KioskError("recogniser_failed", engine=self.identity) from error
        return Heard(str(answer["text"]), min(float(answer["confidence"]), HIGHEST_CONFIDENCE))

    def close(self) -> None:
        """Ends the process."""
        self._process.close()
