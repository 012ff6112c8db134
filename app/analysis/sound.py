"""The sound of one take: blocks are put on one timeline, cut into segments and kept for the measures."""

import numpy as np
from numpy.typing import NDArray

from app.analysis.levels import QUIETEST_DB, rms_db
from app.analysis.segments import Cut, Segmenter
from app.analysis.transcriber import Speech
from app.analysis.vad import VadModel, VadStream
from app.domain.media import SAMPLE_RATE_HZ, AudioBlock

JUMP_S = 0.1  # a block this far from its place is a gap or a clock jump
LONGEST_GAP_S = 10.0


class SoundTrack:
    """All sound of one take. One thread feeds it."""

    def __init__(self, model: VadModel, start_s: float) -> None:
        self._stream = VadStream(model)
        self._segmenter = Segmenter()
        self._start_s = start_s
        self._parts: list[NDArray[np.int16]] = []
        self._count = 0
        self._probabilities: list[float] = []
        self._floor_db = 0.0
        self.flags: set[str] = set()

    @property
    def is_speech(self) -> bool:
        """Is somebody talking now?"""
        return self._segmenter.is_speech

    @property
    def silent_s(self) -> float | None:
        """Since when nobody speaks, in seconds of sound; None before the first words."""
        return self._segmenter.silent_s

    @property
    def length_s(self) -> float:
        """How much sound has come."""
        return self._count / SAMPLE_RATE_HZ

    def feed(self, block: AudioBlock) -> list[Speech]:
        """The segments that this block closed."""
        samples = self._placed(block)
        if len(samples) == 0:
            return []
        self._parts.append(samples)
        self._count += len(samples)
        self._floor_db = min(self._floor_db, rms_db(samples))
        probabilities = self._stream.feed(samples).tolist()
        self._probabilities += probabilities
        return [self._speech(cut) for cut in self._segmenter.feed(probabilities)]

    def flush(self) -> list[Speech]:
        """The segment that was open when the take ended."""
        return [self._speech(cut) for cut in self._segmenter.flush()]

    def open_speech(self) -> Speech | None:
        """The open segment so far, for partial captions."""
        start_s = self._segmenter.open_start_s
        return None if start_s is None else self._speech(Cut(start_s, self.length_s, self.length_s - start_s))

    def samples(self) -> NDArray[np.int16]:
        """Everything so far: [samples] int16."""
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts)]
        return self._parts[0] if self._parts else np.zeros(0, np.int16)

    def probabilities(self) -> NDArray[np.float32]:
        """Probability of speech per 32 ms: [frames] float32."""
        return np.array(self._probabilities, np.float32)

    def _placed(self, block: AudioBlock) -> NDArray[np.int16]:
        """The block's samples at their place: cut before the take, silence put where blocks are missing."""
        at_s = block.start_s - self._start_s
        off_s = at_s - self.length_s
        if self._count == 0 and off_s < 0:
            return block.samples[round(-off_s * SAMPLE_RATE_HZ) :]
        if off_s > LONGEST_GAP_S or off_s < -JUMP_S:
            self.flags.add("clock_jump")
            self._start_s += off_s  # the sound goes on where it stood
        elif off_s > JUMP_S:
            if self._count:
                self.flags.add("audio_gap")
            silence = np.zeros(round(off_s * SAMPLE_RATE_HZ), np.int16)
            return np.concatenate((silence, block.samples))
        return block.samples

    def _speech(self, cut: Cut) -> Speech:
        first, last = round(cut.start_s * SAMPLE_RATE_HZ), round(cut.end_s * SAMPLE_RATE_HZ)
        sound = self.samples()[first:last]
        floor_db = max(self._floor_db, QUIETEST_DB)
        return Speech(sound, cut.start_s, cut.end_s, cut.voiced_s, rms_db(sound), floor_db)
