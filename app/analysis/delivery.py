"""Delivery as observations: pauses, latency, speech and articulation rate, fillers. Timing and text only."""

from app.analysis.fillers import filler_count
from app.analysis.measures import Family, all_not_measured, is_possible, observed, of_families
from app.analysis.pauses import LONG_PAUSE_S, Timing, overlap_s
from app.analysis.segments import Span
from app.analysis.spoken import Spoken
from app.analysis.syllables import syllable_count, word_count
from app.analysis.within import Baseline, Series, WindowValue, window_observations
from app.domain.language import Language
from app.domain.observation import Observation
from app.domain.transcript import NotTranscribed, Segment, Transcript

MIN_SPEECH_IN_WINDOW_S = 2.0


def timing_observations(spoken: Spoken) -> list[Observation]:
    """Latency and pauses of the take; not measured without speech, LOW where the sound missed a gate."""
    timing = spoken.timing
    if not timing.spans:
        return list(all_not_measured("no_speech" if spoken.length_s else "no_sound", Family.TIMING))
    pauses = [pause.length_s for pause in timing.pauses]
    whole = timing.whole
    values: dict[str, float | None] = {
        "response_latency": whole.start_s,
        "speech_ratio": min(1.0, timing.speech_s / whole.length_s),
        "pause_count": len(pauses),
        "pause_medium_count": sum(1 for pause in pauses if pause <= LONG_PAUSE_S),
        "pause_long_count": sum(1 for pause in pauses if pause > LONG_PAUSE_S),
        "pause_mean": sum(pauses) / len(pauses) if pauses else None,
        "pause_longest": max(pauses, default=None),
        "pause_ratio": sum(pauses) / whole.length_s,
    }
    return [
        observed(name, value, "no_pause" if value is None else spoken.gates.timing, spoken.span_s)
        for name, value in values.items()
    ]


def words_observations(spoken: Spoken) -> list[Observation]:
    """Rates and fillers; not measured without words, LOW where sound or recogniser missed a gate."""
    words, timing = spoken.words, spoken.timing
    if isinstance(words, NotTranscribed):
        return list(all_not_measured(words.reason, Family.WORDS))
    if not timing.spans or word_count(words.text) == 0:
        return list(all_not_measured("no_speech", Family.WORDS))
    minutes = timing.whole.length_s / 60.0
    count = filler_count(words.text, spoken.language)
    values = {
        "speech_rate": syllable_count(words.text) / minutes,
        "articulation_rate": articulation_rate(words.text, timing),
        "filler_count": float(count),
        "filler_rate": 1000.0 * count / word_count(words.text),
    }
    if spoken.language is Language.EN:
        values["word_rate"] = word_count(words.text) / minutes
    return [_of_words(name, values.get(name), spoken) for name in of_families(Family.WORDS)]


def _of_words(name: str, value: float | None, spoken: Spoken) -> Observation:
    if value is None:
        return observed(name, None, "only_english", spoken.span_s)
    if not is_possible(name, value):  # more words than a mouth can say: the recogniser made them up
        return observed(name, None, "too_many_words", spoken.span_s)
    return observed(name, value, spoken.gates.words, spoken.span_s)


def articulation_rate(text: str, timing: Timing) -> float:
    """Syllables per second of speech, pauses of 200 ms and more out (performance.md 3)."""
    return syllable_count(text) / timing.speech_s


def delivery_series(spoken: Spoken) -> Series:
    """Pause share and articulation rate per window, where the gates allow."""
    if not spoken.has_usable_windows:
        return {}
    timing = spoken.timing
    series: Series = {
        "pause_ratio": [
            WindowValue(window, 1.0 - min(1.0, timing.speech_in(window) / window.length_s))
            for window in spoken.windows
        ]
    }
    words = spoken.words
    if isinstance(words, Transcript) and words.segments and spoken.gates.is_sure_of_words:
        series["articulation_rate"] = _rates(timing, words.segments, spoken.windows)
    return series


def delivery_observations(spoken: Spoken, series: Series, baseline: Baseline) -> list[Observation]:
    """Timing and words of the take and its windows; a warm-up take adds its windows to `baseline`."""
    observations = timing_observations(spoken) + words_observations(spoken)
    if spoken.is_baseline:
        baseline.add(series, spoken.language)
        return observations
    return observations + window_observations(series, baseline, spoken.language)


def _rates(timing: Timing, segments: tuple[Segment, ...], windows: tuple[Span, ...]) -> list[WindowValue]:
    """Syllables of each segment, spread evenly over its speech, per second of speech in each window."""
    rates = []
    for window in windows:
        speech_s = timing.speech_in(window)
        if speech_s < MIN_SPEECH_IN_WINDOW_S:
            continue
        syllables = 0.0
        for segment in segments:
            place = Span(segment.start_s, segment.end_s)
            shared = Span(max(place.start_s, window.start_s), min(place.end_s, window.end_s))
            spoken_s = timing.speech_in(place)
            if overlap_s(place, window) > 0 and spoken_s > 0:
                syllables += syllable_count(segment.text) * timing.speech_in(shared) / spoken_s
        if is_possible("articulation_rate", syllables / speech_s):
            rates.append(WindowValue(window, syllables / speech_s))
    return rates
