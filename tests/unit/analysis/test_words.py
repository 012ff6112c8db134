"""Segments become a transcript: in order, merged only where asked, with every loss written down."""

import threading
import time
from collections.abc import Callable

import pytest

from app.analysis.filters import Filters
from app.analysis.transcriber import Heard, Speech
from app.analysis.words import Words, can_merge, joined, merged
from app.domain.language import Language
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import KioskError
from tests.unit.analysis.doubles import SpokenLines
from tests.unit.analysis.sounds import hiss, speech_of

ZH, EN = Language.ZH, Language.EN
FILTERS = Filters()


def at(start_s: float, length_s: float = 5.0) -> Speech:
    return speech_of(hiss(length_s), start_s)


def until(is_true: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 10.0
    while not is_true():
        assert time.monotonic() < deadline_s, "it never came true"
        threading.Event().wait(0.005)


def test_segments_become_a_transcript_with_captions() -> None:
    words = Words(SpokenLines(), FILTERS, ZH)
    for start_s in (0.0, 10.0, 20.0):
        words.hear(at(start_s))
    transcript, flags = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert transcript.text == "第0秒，第10秒，第20秒"
    assert transcript.confidence == pytest.approx(0.9)
    assert [(s.start_s, s.end_s) for s in transcript.segments] == [(0.0, 5.0), (10.0, 15.0), (20.0, 25.0)]
    assert [(c.text, c.is_final) for c in words.captions()] == [
        ("第0秒", True),
        ("第10秒", True),
        ("第20秒", True),
    ]
    assert words.captions() == []
    assert flags == frozenset()


def test_confidence_is_the_mean_by_length() -> None:
    words = Words(SpokenLines(lambda s: Heard("好", 1.0 if s.length_s > 5 else 0.4)), FILTERS, ZH)
    words.hear(at(0.0, 9.0))
    words.hear(at(20.0, 3.0))
    transcript, _ = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert transcript.confidence == pytest.approx((9 * 1.0 + 3 * 0.4) / 12)


def test_waiting_neighbours_are_merged_up_to_the_length_the_engine_likes() -> None:
    gate = threading.Event()
    engine = SpokenLines(gate=gate, merge_to_s=20.0)
    words = Words(engine, FILTERS, ZH)
    words.hear(at(0.0))
    until(lambda: len(engine.calls) == 1)
    for start_s in (5.5, 11.0, 16.5, 22.0, 40.0):
        words.hear(at(start_s))
    assert words.backlog_s == 30.0
    gate.set()
    transcript, _ = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert [(s.start_s, s.end_s) for s in transcript.segments] == [(0, 5), (5.5, 21.5), (22, 27), (40, 45)]
    assert [len(call.samples) for call in engine.calls] == [80_000, 16 * 16_000, 80_000, 80_000]
    assert words.backlog_s == 0.0


def test_merging_keeps_the_pause() -> None:
    both = merged(at(0.0, 2.0), at(3.0, 2.0))
    assert (both.start_s, both.end_s, len(both.samples), both.voiced_s) == (0.0, 5.0, 80_000, 4.0)
    assert not both.samples[32_000:48_000].any()
    assert not can_merge(at(0.0, 2.0), at(4.0, 2.0), 20.0)  # too long a pause
    assert not can_merge(at(0.0, 2.0), at(1.0, 2.0), 20.0)  # out of order
    assert not can_merge(at(0.0, 2.0), at(3.0, 2.0), 0.0)


def test_a_failing_engine_is_written_down_and_the_rest_goes_on() -> None:
    def answer(speech: Speech) -> Heard:
        if speech.start_s == 10.0:
            raise KioskError("recogniser_failed", engine="x")
        return Heard("好的", 0.9)

    words = Words(SpokenLines(answer), FILTERS, ZH)
    for start_s in (0.0, 10.0, 20.0):
        words.hear(at(start_s))
    transcript, flags = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert transcript.text == "好的，好的"
    assert [(d.rule, d.start_s) for d in transcript.dropped] == [("recogniser_failed", 10.0)]
    assert flags == {"recogniser_failed"}


def test_nothing_heard_is_no_speech_and_only_failures_are_a_failure() -> None:
    words = Words(SpokenLines(), FILTERS, ZH)
    assert words.finish(10.0)[0] == NotTranscribed("no_speech")

    def failing(speech: Speech) -> Heard:
        raise KioskError("recogniser_failed", engine="x")

    words = Words(SpokenLines(failing), FILTERS, ZH)
    words.hear(at(0.0))
    found = words.finish(10.0)[0]
    assert isinstance(found, NotTranscribed)
    assert found.reason == "recogniser_failed"


def test_a_bug_in_the_engine_ends_in_recogniser_failed_not_in_half_a_text() -> None:
    def broken(speech: Speech) -> Heard:
        raise ZeroDivisionError

    words = Words(SpokenLines(broken), FILTERS, ZH)
    words.hear(at(0.0))
    found, flags = words.finish(10.0)
    assert isinstance(found, NotTranscribed)
    assert (found.reason, flags) == ("recogniser_failed", frozenset({"recogniser_failed"}))


def test_what_is_not_ready_in_time_is_left_for_later() -> None:
    gate = threading.Event()
    engine = SpokenLines(gate=gate)
    words = Words(engine, FILTERS, ZH)
    words.hear(at(0.0))
    words.hear(at(10.0))
    found, flags = words.finish(0.05)
    assert isinstance(found, NotTranscribed)
    assert (found.reason, flags) == ("transcription_deferred", frozenset({"transcription_deferred"}))
    gate.set()
    until(lambda: words._worker.wait(0.01))
    assert len(engine.calls) == 1  # the second is not even begun


def test_made_up_and_unvoiced_segments_leave_audit_rows_only() -> None:
    words = Words(SpokenLines(lambda s: Heard("谢谢观看", 0.9, 0.9)), FILTERS, ZH)
    words.hear(at(0.0))
    words.hear(Speech(hiss(5.0), 10.0, 15.0, voiced_s=0.1))
    found = words.finish(10.0)[0]
    assert isinstance(found, NotTranscribed)
    assert [(d.rule, d.text) for d in found.dropped] == [
        ("made_up_sentence", "谢谢观看"),
        ("too_little_speech", ""),
    ]


def test_captions_of_the_open_segment_come_only_when_nothing_waits() -> None:
    engine = SpokenLines(captions_open=True)
    words = Words(engine, FILTERS, ZH)
    assert words.is_caption_due(0.0)
    words.show(at(3.0), 8.0)
    assert not words.is_caption_due(9.9)
    assert words.is_caption_due(10.0)
    until(lambda: len(engine.calls) == 1)
    found = words.finish(10.0)[0]
    assert [(c.text, c.is_final) for c in words.captions()] == [("第3秒", False)]
    assert found == NotTranscribed("no_speech")  # a caption is never part of the words
    assert not Words(SpokenLines(), FILTERS, ZH).is_caption_due(0.0)


def test_it_falls_back_to_the_smaller_engine_once() -> None:
    class Small(SpokenLines):
        source = TranscriptSource.SHERPA_ONNX

    words = Words(SpokenLines(), FILTERS, ZH, smaller=lambda: Small(lambda s: Heard("小", 0.7)))
    words.hear(at(0.0))
    until(lambda: words.backlog_s == 0.0)
    assert words.use_smaller()
    assert not words.use_smaller()
    words.hear(at(10.0))
    transcript, _ = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert transcript.text == "第0秒，小"
    assert transcript.source is TranscriptSource.SHERPA_ONNX


def test_a_smaller_engine_that_cannot_be_loaded_changes_nothing() -> None:
    def fails() -> SpokenLines:
        raise KioskError("pack_file_changed", pack="x", file="y")

    words = Words(SpokenLines(), FILTERS, ZH, smaller=fails)
    assert not words.use_smaller()
    words.hear(at(0.0))
    transcript, flags = words.finish(10.0)
    assert isinstance(transcript, Transcript)
    assert flags == {"pack_file_changed"}


def test_joining() -> None:
    assert joined(["您好。", "请问", "有什么事？", "好"], ZH) == "您好。请问，有什么事？好"
    assert joined(["hello there", "good day"], EN) == "hello there good day"
    assert joined([], ZH) == ""
