"""Where segments close, and what of the sound they hold."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.segments import (
    CLOSE_AFTER_S,
    LONGEST_S,
    MIN_SPEECH_S,
    PAD_S,
    PRE_ROLL_S,
    Segmenter,
    speech_spans,
)
from app.analysis.vad import FRAME_S

ON, OFF, BETWEEN = 0.9, 0.1, 0.4


def frames(*parts: tuple[float, float]) -> list[float]:
    """Probabilities: (value, seconds) one after another."""
    return [value for value, seconds in parts for _ in range(round(seconds / FRAME_S))]


def closed(*parts: tuple[float, float]) -> list[tuple[float, float]]:
    segmenter = Segmenter()
    cuts = segmenter.feed(frames(*parts)) + segmenter.flush()
    return [(cut.start_s, cut.end_s) for cut in cuts]


def test_600_ms_of_silence_close_a_segment_with_pre_roll_and_pad() -> None:
    (cut,) = closed((OFF, 1.0), (ON, 2.0), (OFF, 1.0))
    assert cut[0] == pytest.approx(1.0 - PRE_ROLL_S, abs=FRAME_S)
    assert cut[1] == pytest.approx(3.0 + PAD_S, abs=FRAME_S)


def test_a_shorter_silence_keeps_it_open() -> None:
    assert len(closed((ON, 2.0), (OFF, CLOSE_AFTER_S - 0.1), (ON, 2.0), (OFF, 1.0))) == 1
    assert len(closed((ON, 2.0), (OFF, CLOSE_AFTER_S + 0.1), (ON, 2.0), (OFF, 1.0))) == 2


def test_it_closes_while_the_person_goes_on() -> None:
    segmenter = Segmenter()
    segmenter.feed(frames((ON, 2.0)))
    assert not segmenter.feed(frames((OFF, CLOSE_AFTER_S - 2 * FRAME_S)))
    assert len(segmenter.feed(frames((OFF, 3 * FRAME_S)))) == 1


def test_hesitating_probabilities_go_on_with_what_was() -> None:
    assert len(closed((ON, 1.0), (BETWEEN, 2.0), (ON, 1.0), (OFF, 1.0))) == 1
    assert not closed((BETWEEN, 2.0), (OFF, 1.0))


def test_a_blip_is_no_speech() -> None:
    assert not closed((OFF, 1.0), (ON, MIN_SPEECH_S / 2), (OFF, 2.0))


def test_twenty_seconds_are_cut_at_the_longest_pause() -> None:
    cuts = closed((ON, 5.0), (OFF, 0.3), (ON, 6.0), (OFF, 0.5), (ON, 12.0), (OFF, 1.0))
    assert len(cuts) == 2
    assert cuts[0][1] == pytest.approx(11.3 + PAD_S, abs=2 * FRAME_S)
    assert cuts[1][1] == pytest.approx(23.8 + PAD_S, abs=3 * FRAME_S)


def test_without_a_pause_it_is_cut_at_twenty_seconds() -> None:
    cuts = closed((ON, 47.0), (OFF, 1.0))
    assert [end - start <= LONGEST_S for start, end in cuts] == [True] * 3
    assert cuts[0][1] == pytest.approx(cuts[1][0], abs=FRAME_S)


@given(st.lists(st.tuples(st.sampled_from([ON, OFF, BETWEEN]), st.floats(0.05, 8.0)), max_size=30))
def test_segments_are_in_order_apart_short_enough_and_lose_no_long_speech(
    parts: list[tuple[float, float]],
) -> None:
    probabilities = frames(*parts)
    segmenter = Segmenter()
    cuts = [cut for value in probabilities for cut in segmenter.feed([value])] + segmenter.flush()
    for cut in cuts:
        assert 0 <= cut.start_s < cut.end_s <= len(probabilities) * FRAME_S + 1e-3
        assert cut.end_s - cut.start_s <= LONGEST_S + 2 * FRAME_S
        assert MIN_SPEECH_S <= cut.voiced_s <= cut.end_s - cut.start_s + FRAME_S
    assert all(one.end_s <= two.start_s + 1e-3 for one, two in pairwise(cuts))
    for span in speech_spans(np.array(probabilities, np.float32), min_silence_s=0.0, min_speech_s=1.0):
        covered = sum(max(0.0, min(c.end_s, span.end_s) - max(c.start_s, span.start_s)) for c in cuts)
        assert covered >= span.length_s - MIN_SPEECH_S - 2 * FRAME_S


def test_speech_spans_bridge_short_silences_and_drop_blips() -> None:
    probabilities = frames((ON, 1.0), (OFF, 0.16), (ON, 1.0), (OFF, 0.5), (ON, 0.16), (OFF, 0.5), (ON, 1.0))
    spans = speech_spans(np.array(probabilities, np.float32))
    assert [round(span.length_s, 1) for span in spans] == [2.1, 1.0]


def silent_s(*parts: tuple[float, float]) -> float | None:
    """Since when nobody speaks, after these frames."""
    segmenter = Segmenter()
    segmenter.feed(frames(*parts))
    return segmenter.silent_s


def test_silence_counts_from_the_last_words() -> None:
    assert silent_s((ON, 1.0)) == 0.0
    assert silent_s((OFF, 1.0), (ON, 1.0), (OFF, 2.5)) == pytest.approx(2.5, abs=FRAME_S)
    assert silent_s((ON, 1.0), (OFF, 2.0), (ON, 1.0), (OFF, 0.5)) == pytest.approx(0.5, abs=FRAME_S)
    assert silent_s((ON, LONGEST_S + 5), (OFF, 1.0)) == pytest.approx(1.0, abs=FRAME_S)


def test_before_the_first_words_nobody_has_fallen_silent_and_a_cough_is_no_word() -> None:
    cough = (ON, MIN_SPEECH_S / 2)
    assert silent_s((OFF, 5.0)) is None
    assert silent_s((OFF, 1.0), cough, (OFF, 5.0)) is None
    assert silent_s((ON, 1.0), (OFF, 2.0), cough, (OFF, 1.0)) == pytest.approx(3.1, abs=0.1)
