"""May delivery be measured on this recording? The quality gates of content `speech.quality_gate`."""

from dataclasses import dataclass

from app.analysis.levels import SoundQuality
from app.domain.transcript import CHECK_WORDS_BELOW, DELIVERY_GATE

MIN_SNR_DB = 15.0
MIN_SPEECH_S = 15.0
MAX_CLIPPING_RATIO = 0.01
TOO_QUIET_BELOW_DB = -45.0
NO_SPEECH_BELOW_S = 0.25


@dataclass(frozen=True, slots=True)
class Gates:
    """What a recording fails, as codes; empty: nothing."""

    sound: tuple[str, ...]  # gates that the sound itself missed, worst first
    is_quiet: bool
    confidence: float | None  # of the recogniser; None: no words, or typed ones

    @classmethod
    def of(cls, quality: SoundQuality, confidence: float | None, has_gaps: bool = False) -> "Gates":
        """The gates that this recording misses. has_gaps: sound was lost, and its place is not a pause."""
        missed = []
        if quality.speech_s < NO_SPEECH_BELOW_S or quality.snr_db is None:
            missed.append("no_speech")
        else:
            if has_gaps:
                missed.append("audio_gap")
            if quality.clipping_ratio > MAX_CLIPPING_RATIO:
                missed.append("clipped")
            if quality.snr_db < MIN_SNR_DB:
                missed.append("noisy")
            if quality.speech_s < MIN_SPEECH_S:
                missed.append("too_little_speech")
        is_quiet = quality.speech_db is not None and quality.speech_db < TOO_QUIET_BELOW_DB
        return cls(tuple(missed), is_quiet, confidence)

    @property
    def timing(self) -> str | None:
        """Why pauses and latency are not to be trusted, or None."""
        return self.sound[0] if self.sound else None

    @property
    def voice(self) -> str | None:
        """Why pitch and loudness are not to be trusted, or None."""
        return "too_quiet" if self.timing is None and self.is_quiet else self.timing

    @property
    def words(self) -> str | None:
        """Why measures that count words are not to be trusted, or None."""
        return self.timing or (None if self.is_sure_of_words else "low_confidence")

    @property
    def is_sure_of_words(self) -> bool:
        """The recogniser is sure enough for measures that count its words, whatever else was missed."""
        return self.confidence is None or self.confidence >= DELIVERY_GATE

    def flags(self) -> frozenset[str]:
        """Codes for the take: no_speech, audio_gap, clipped, noisy, too_quiet, low_confidence."""
        found = {code for code in self.sound if code != "too_little_speech"}
        if self.is_quiet:
            found.add("too_quiet")
        if self.confidence is not None and self.confidence < CHECK_WORDS_BELOW:
            found.add("low_confidence")
        return frozenset(found)
