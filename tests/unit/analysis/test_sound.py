"""Blocks on one timeline: gaps, jumps and drift of the clock; and what is left out first under load."""

import numpy as np
import pytest

from app.analysis.inbox import Inbox
from app.analysis.shedding import Effort, effort
from app.analysis.sound import SoundTrack
from app.analysis.vad import VadModel
from app.domain.media import AudioBlock
from tests.unit.analysis.sounds import blocks, hiss, tone


def fed(vad: VadModel, *parts: AudioBlock, start_s: float = 100.0) -> SoundTrack:
    track = SoundTrack(vad, start_s)
    for block in parts:
        track.feed(block)
    return track


def test_blocks_stand_one_after_another(vad: VadModel) -> None:
    samples = tone(150, 2.0)
    track = fed(vad, *blocks(samples, 100.0))
    assert np.array_equal(track.samples(), samples)
    assert track.length_s == 2.0
    assert len(track.probabilities()) == 62
    assert track.flags == set()


def test_what_was_before_the_take_is_cut(vad: VadModel) -> None:
    samples = tone(150, 0.02)
    track = fed(vad, AudioBlock(samples, 99.99), AudioBlock(samples, 100.01))
    assert track.length_s == pytest.approx(0.03)
    assert fed(vad, AudioBlock(samples, 98.0)).length_s == 0.0


def test_a_late_first_block_keeps_the_time_and_is_no_gap(vad: VadModel) -> None:
    track = fed(vad, *blocks(tone(150, 1.0), 100.5))
    assert track.length_s == 1.5
    assert not track.samples()[:8000].any()
    assert track.flags == set()


def test_missing_blocks_become_silence_and_a_flag(vad: VadModel) -> None:
    track = fed(vad, *blocks(hiss(1.0), 100.0), *blocks(hiss(1.0), 101.5))
    assert track.length_s == 2.5
    assert not track.samples()[16_000:24_000].any()
    assert track.flags == {"audio_gap"}


@pytest.mark.parametrize("jump_s", [3600.0, -50.0])
def test_a_jump_of_the_clock_loses_and_invents_nothing(vad: VadModel, jump_s: float) -> None:
    track = fed(vad, *blocks(hiss(1.0), 100.0), *blocks(hiss(1.0), 101.0 + jump_s))
    assert track.length_s == 2.0
    assert track.flags == {"clock_jump"}


def test_jitter_of_the_stamps_does_not_matter(vad: VadModel) -> None:
    random = np.random.default_rng(0)
    shaken = [
        AudioBlock(b.samples, b.start_s + float(random.normal(0, 0.01))) for b in blocks(hiss(3.0), 100.0)
    ]
    track = fed(vad, *shaken)
    assert track.length_s == pytest.approx(3.0, abs=0.05)
    assert track.flags == set()


@pytest.mark.parametrize(
    ("backlog_s", "expected"),
    [
        (0.0, Effort()),
        (20.0, Effort()),
        (23.0, Effort(captions_while_speaking=False)),
        (31.0, Effort(False, 5.0)),
        (41.0, Effort(False, 2.0)),
        (60.0, Effort(False, 2.0, True)),
    ],
)
def test_captions_go_first_then_pictures_then_the_model(backlog_s: float, expected: Effort) -> None:
    assert effort(backlog_s) == expected


def test_a_full_inbox_counts_what_it_lost_and_closes_only_when_empty() -> None:
    inbox: Inbox[int] = Inbox(2)
    assert [inbox.put(number) for number in (1, 2, 3)] == [True, True, False]
    assert (inbox.dropped, len(inbox)) == (1, 2)
    inbox.close()
    inbox.close()
    assert not inbox.put(4)
    assert not inbox.is_finished
    assert [inbox.take(), inbox.take(), inbox.take(), inbox.take()] == [1, 2, None, None]
    assert inbox.is_finished
    assert Inbox[int](1).take(timeout_s=0.001) is None
