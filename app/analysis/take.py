"""One take while it runs: sound and pictures in, captions out, and at the end words, measures and flags."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.analysis.delivery import delivery_observations, delivery_series
from app.analysis.inbox import Inbox
from app.analysis.measures import ROOM_MEASURES, Family, all_not_measured, observed
from app.analysis.shedding import FULL_FACE_HZ, effort
from app.analysis.sound import SoundTrack
from app.analysis.sound_measures import sound_observations
from app.analysis.spoken import Spoken, spoken
from app.analysis.within import Baseline, Series
from app.analysis.words import Words
from app.analysis.worker import Worker
from app.domain.media import AudioBlock, VideoFrame
from app.domain.messages import Caption, StartTake
from app.domain.observation import Observation, WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript
from app.errors import KioskError

if TYPE_CHECKING:  # never imported where a policy pack locks affect
    from app.analysis.faces import Faces
    from app.analysis.pitch import PitchTrack
    from app.analysis.room import RoomReader
    from app.analysis.transcriber import Speech
    from app.analysis.vad import VadModel
    from app.analysis.voice import VoiceReader

log = logging.getLogger(__name__)

AUDIO_ROOM = 6000  # blocks: two minutes of 20 ms
LISTEN_DEADLINE_S = 30.0
WORDS_DEADLINE_S = 60.0
FACES_DEADLINE_S = 10.0
Result = tuple[Transcript | NotTranscribed, tuple[Observation, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Readers:
    """What reads a take. A code instead of a reader: why its measures are not taken."""

    vad: VadModel
    words: Words | NotTranscribed
    voice: VoiceReader | str
    faces: Faces | str
    room: RoomReader | str
    baseline: Baseline = field(default_factory=Baseline)
    delivery_allowed: bool = True


class TakeAnalyser:
    """Reads one take. feed_* return at once; finish() waits for what is still being read."""

    def __init__(self, start: StartTake, start_s: float, readers: Readers) -> None:
        self._start, self._readers = start, readers
        self._track = SoundTrack(readers.vad, start_s)
        self._pitches: list[PitchTrack] = []
        self._audio: Inbox[AudioBlock] = Inbox(AUDIO_ROOM)
        self._flags: set[str] = set()
        self._is_cancelled = False
        self._worker = Worker("sound", self._listen)

    @property
    def is_speech(self) -> bool:
        """Is somebody talking now?"""
        return self._track.is_speech

    @property
    def silent_s(self) -> float | None:
        """Since when nobody speaks, in seconds of sound; None before the first words of the take."""
        return self._track.silent_s

    @property
    def dropped_audio_blocks(self) -> int:
        """Blocks that found the queue full."""
        return self._audio.dropped

    @property
    def has_room(self) -> bool:
        """May a recording be fed on without anything being dropped or left out?"""
        words, faces = self._readers.words, self._readers.faces
        return (
            len(self._audio) < AUDIO_ROOM // 100
            and (not isinstance(words, Words) or words.backlog_s == 0.0)
            and (isinstance(faces, str) or faces.has_room)
        )

    def feed_audio(self, block: AudioBlock) -> None:
        """Takes a block of sound; a full queue drops and counts it."""
        if self._start.record_audio:
            self._audio.put(block)

    def feed_video(self, frame: VideoFrame) -> None:
        """Takes a picture, ten times a second; others are let go."""
        if not isinstance(self._readers.faces, str):
            self._readers.faces.feed(frame)

    def poll_captions(self) -> list[Caption]:
        """The words recognised since the last call."""
        words = self._readers.words
        return words.captions() if isinstance(words, Words) else []

    def finish(self, cancelled: bool = False) -> Result:
        """Words, measures and flags of the take; may take seconds. cancelled: forgets all at once."""
        self._audio.close()
        if cancelled:
            self._cancel()
            return NotTranscribed("cancelled"), (), ()
        is_heard = self._worker.wait(LISTEN_DEADLINE_S)
        if self._worker.failure is not None or not is_heard:
            self._cancel()
            raise self._worker.failure or KioskError("analysis_failed")
        words, doubts = self._words()
        try:
            observations = self._measures(words)
        except Exception:  # a bug in a measure must not cost the words
            log.exception("the measures failed")
            self._flags.add("analysis_failed")
            observations = list(all_not_measured("analysis_failed", *Family))
        flags = self._flags | doubts | self._track.flags
        if self._audio.dropped:
            flags.add("audio_dropped")
        return words, tuple(observations), tuple(sorted(flags))

    @property
    def warm_up(self) -> tuple[WarmUpWindows, ...]:
        """After finish(): the own baseline, if this take set it."""
        return self._readers.baseline.windows() if self._start.is_baseline else ()

    def _measures(self, words: Transcript | NotTranscribed) -> list[Observation]:
        samples, start = self._track.samples(), self._start
        heard = spoken(
            samples,
            self._track.probabilities(),
            words,
            start.language,
            start.is_baseline,
            "audio_gap" in self._track.flags,
        )
        self._flags |= heard.gates.flags()
        delivery = delivery_series(heard) if self._readers.delivery_allowed else {}
        return [
            *sound_observations(heard.quality, words, heard.length_s),
            *self._room(),
            *self._delivery(heard, delivery),
            *self._voice(heard, delivery),
            *self._faces(heard.length_s),
        ]

    def _delivery(self, heard: Spoken, series: Series) -> list[Observation]:
        if not self._readers.delivery_allowed:
            return list(all_not_measured("policy_locked", Family.TIMING, Family.WORDS))
        return delivery_observations(heard, series, self._readers.baseline)

    def _cancel(self) -> None:
        self._is_cancelled = True
        for reader in (self._readers.words, self._readers.faces):
            if not isinstance(reader, (str, NotTranscribed)):
                reader.cancel()

    def _words(self) -> tuple[Transcript | NotTranscribed, frozenset[str]]:
        words = self._readers.words
        return words.finish(WORDS_DEADLINE_S) if isinstance(words, Words) else (words, frozenset())

    def _room(self) -> tuple[Observation, ...]:
        room = self._readers.room
        if isinstance(room, str):
            return tuple(observed(name, None, room) for name in ROOM_MEASURES)
        return room.observations(self._track.samples())

    def _voice(self, heard: Spoken, delivery: Series) -> list[Observation]:
        voice = self._readers.voice
        if isinstance(voice, str):
            return list(all_not_measured(voice, Family.VOICE))
        observations, flags = voice.observations(self._pitches, heard, delivery, self._readers.baseline)
        self._flags |= flags
        return observations

    def _faces(self, length_s: float) -> list[Observation]:
        faces = self._readers.faces
        if isinstance(faces, str):
            return list(all_not_measured(faces, Family.FACE))
        observations, flags = faces.observations(
            length_s, self._readers.baseline, self._start.is_baseline, FACES_DEADLINE_S
        )
        self._flags |= flags
        return observations

    def _listen(self) -> None:
        while (block := self._audio.take()) is not None and not self._is_cancelled:
            self._hear(self._track.feed(block))
            self._keep_up()
        if not self._is_cancelled:
            self._hear(self._track.flush())

    def _hear(self, closed: list[Speech]) -> None:
        for speech in closed:
            if isinstance(self._readers.words, Words):
                self._readers.words.hear(speech)
            if not isinstance(self._readers.voice, str):
                self._pitches.append(self._readers.voice.hear(speech))

    def _keep_up(self) -> None:
        """Leaves out what must be left out, in the stated order, and shows words of the open segment."""
        words, faces = self._readers.words, self._readers.faces
        if not isinstance(words, Words):
            return
        now = effort(words.backlog_s)
        if not isinstance(faces, str):
            faces.rate_hz = min(now.face_hz, FULL_FACE_HZ)
            if now.face_hz < FULL_FACE_HZ:
                self._flags.add("face_rate_reduced")
        if now.smaller_model and words.use_smaller():
            self._flags.add("smaller_recogniser")
        if now.captions_while_speaking and words.is_caption_due(self._track.length_s):
            speech = self._track.open_speech()
            if speech is not None:
                words.show(speech, self._track.length_s)
