"""One take while it runs: sound and pictures in, captions out, and at the end words, measures and flags."""

import threading

from app.analysis.gates import Gates
from app.analysis.inbox import Inbox
from app.analysis.levels import sound_quality
from app.analysis.segments import speech_spans
from app.analysis.sound import SoundTrack
from app.analysis.sound_measures import sound_observations
from app.analysis.transcriber import Speech
from app.analysis.vad import VadModel
from app.analysis.words import Words
from app.domain.media import AudioBlock, VideoFrame
from app.domain.messages import Caption, StartTake
from app.domain.observation import Observation
from app.domain.transcript import NotTranscribed, Transcript

AUDIO_ROOM = 6000  # blocks: two minutes of 20 ms
LISTEN_DEADLINE_S = 30.0
WORDS_DEADLINE_S = 60.0
Result = tuple[Transcript | NotTranscribed, tuple[Observation, ...], tuple[str, ...]]


class TakeAnalyser:
    """Reads one take. feed_* return at once; finish() waits for what is still being read."""

    def __init__(
        self, start: StartTake, start_s: float, vad: VadModel, words: Words | NotTranscribed
    ) -> None:
        self._start = start
        self._words = words
        self._track = SoundTrack(vad, start_s)
        self._audio: Inbox[AudioBlock] = Inbox(AUDIO_ROOM)
        self._is_cancelled = False
        self._thread = threading.Thread(target=self._listen, name="sound", daemon=True)
        self._thread.start()

    @property
    def is_speech(self) -> bool:
        """Is somebody talking now?"""
        return self._track.is_speech

    @property
    def dropped_audio_blocks(self) -> int:
        """Blocks that found the queue full."""
        return self._audio.dropped

    def feed_audio(self, block: AudioBlock) -> None:
        """Takes a block of sound; a full queue drops and counts it."""
        if self._start.record_audio:
            self._audio.put(block)

    def feed_video(self, frame: VideoFrame) -> None:
        """Takes a picture."""

    def poll_captions(self) -> list[Caption]:
        """The words recognised since the last call."""
        return [] if isinstance(self._words, NotTranscribed) else self._words.captions()

    def finish(self, cancelled: bool = False) -> Result:
        """Words, measures and flags of the take; may take seconds. cancelled: forgets all at once."""
        self._audio.close()
        if cancelled:
            self._is_cancelled = True
            if isinstance(self._words, Words):
                self._words.cancel()
            return NotTranscribed("cancelled"), (), ()
        self._thread.join(LISTEN_DEADLINE_S)
        words, doubts = self._spoken()
        quality = sound_quality(self._track.samples(), speech_spans(self._track.probabilities()))
        gates = Gates.of(quality, words.confidence if isinstance(words, Transcript) else None)
        flags = {*doubts, *self._track.flags, *gates.flags()}
        if self._audio.dropped:
            flags.add("audio_dropped")
        return words, sound_observations(quality, words, self._track.length_s), tuple(sorted(flags))

    def _spoken(self) -> tuple[Transcript | NotTranscribed, frozenset[str]]:
        if isinstance(self._words, NotTranscribed):
            return self._words, frozenset()
        return self._words.finish(WORDS_DEADLINE_S)

    def _listen(self) -> None:
        while (block := self._audio.take()) is not None and not self._is_cancelled:
            self._hear(self._track.feed(block))
        if not self._is_cancelled:
            self._hear(self._track.flush())

    def _hear(self, closed: list[Speech]) -> None:
        if isinstance(self._words, Words):
            for speech in closed:
                self._words.hear(speech)
