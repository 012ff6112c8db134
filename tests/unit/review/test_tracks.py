"""Where words lie in time, what a curve shows and where it has gaps, why there is nothing to play."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.measures import BY_ID, Family
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.interview import Answer, MediaRef
from app.domain.language import Language
from app.domain.observation import Observation, Quality
from app.domain.transcript import Segment, Transcript, TranscriptSource
from app.errors import KioskError
from app.review.curves import FACE, FACE_CHANGE, VOICE, VOICE_CHANGE, lane_of
from app.review.track import Change, Media, Piece, Track
from app.review.tracks import _duration_s, by_words, changes_of, pieces_of, recording_of
from app.store.journal import Journal
from app.sync.report_words import ReportWords
from tests.unit.review.interviews import NOW_S, READER, WORDS, make_desk, ratings_of
from tests.unit.review.recorded import RAW, SENTENCES, observations, segments, store_recorded

ENGLISH = ReportWords.read(resources_dir() / "report", Language.EN)
SPOKEN = Transcript(WORDS, TranscriptSource.SHERPA_ONNX, 0.9, True, RAW, segments())
SCENE = ("JD-Q10", 1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "kiosk.db", tmp_path)
    yield opened
    opened.close()


def test_every_stretch_is_found_in_the_corrected_words() -> None:
    pieces = pieces_of(SPOKEN, changes_of(SPOKEN))
    assert [WORDS[each.start : each.end] for each in pieces] == [
        each.replace("着机", "着急") for each in SENTENCES
    ]
    assert [(each.start_s, each.end_s) for each in pieces] == [(0.5, 4.5), (5.5, 9.5), (10.5, 14.5)]


@pytest.mark.parametrize(
    ("raw", "text", "moved"),
    [
        ("one two three", "one two three", (4, 7)),
        ("one two three", "one and two three", (8, 11)),
        ("one two three", "two three", (0, 3)),
        ("one two three", "one too three", (4, 7)),
    ],
)
def test_pieces_move_with_what_a_person_changed(raw: str, text: str, moved: tuple[int, int]) -> None:
    words = Transcript(
        text, TranscriptSource.SHERPA_ONNX, 0.9, raw != text, raw, (Segment("two", 1.0, 2.0, 0.9),)
    )
    assert pieces_of(words, changes_of(words)) == (Piece(*moved, 1.0, 2.0),)


@given(st.text("ab c"), st.text("ab c"))
def test_a_piece_never_leaves_the_text(raw: str, text: str) -> None:
    middle = Segment(raw[1:-1], 1.0, 2.0, 0.9)
    words = Transcript(text, TranscriptSource.SHERPA_ONNX, 0.9, True, raw, (middle,))
    for piece in pieces_of(words, changes_of(words)):
        assert 0 <= piece.start <= piece.end <= len(text)


def test_a_stretch_whose_words_are_elsewhere_has_no_place() -> None:
    words = replace(SPOKEN, segments=(Segment("never said", 0.0, 1.0, 0.9), Segment(" ", 1.0, 2.0, 0.9)))
    assert pieces_of(words, ()) == ()


def test_what_was_changed_is_told_in_both_texts() -> None:
    (change,) = changes_of(SPOKEN)
    assert (WORDS[change.start : change.end], RAW[change.raw_start : change.raw_end]) == ("急", "机")
    assert changes_of(replace(SPOKEN, recognised_text=None)) == ()
    assert changes_of(Transcript("ab", TranscriptSource.SHERPA_ONNX, 0.9, True, "a")) == (Change(1, 2, 1, 1),)


@pytest.mark.parametrize(
    ("raw", "text", "read"),
    [
        ("he was swell", "he was well", [("well", "swell")]),
        ("this one was", "this customer was", [("customer", "one")]),
        ("one two", "one and two", [("and ", "")]),
        ("so rude people", "so rude, people", [(",", "")]),
        ("kept", "", [("", "kept")]),
        ("我很着机", "我很着急", [("急", "机")]),
        ("用wifi吧", "用WiFi吧", [("WiFi", "wifi")]),
    ],
)
def test_a_change_is_read_as_whole_words(raw: str, text: str, read: list[tuple[str, str]]) -> None:
    words = Transcript(text, TranscriptSource.SHERPA_ONNX, 0.9, True, raw)
    found = by_words(changes_of(words), words)
    assert [(text[a.start : a.end], raw[a.raw_start : a.raw_end]) for a in found] == read


@given(st.text("ab ,急"), st.text("ab ,急"))
def test_between_changes_both_say_the_same(raw: str, text: str) -> None:
    words = Transcript(text, TranscriptSource.SHERPA_ONNX, 0.9, True, raw)
    at = raw_at = 0
    for each in by_words(changes_of(words), words):
        assert text[at : each.start] == raw[raw_at : each.raw_start]
        at, raw_at = each.end, each.raw_end
        assert (at, raw_at) >= (each.start, each.raw_start)
    assert text[at:] == raw[raw_at:]


def test_the_lanes_hold_what_is_measured_by_window() -> None:
    windowed = {name for name, measure in BY_ID.items() if measure.is_windowed}
    assert set(VOICE) | set(FACE) == windowed
    assert {BY_ID[name].family for name in FACE} == {Family.FACE}


def test_the_whole_take_is_no_point_and_a_gap_stays_one() -> None:
    answer = Answer("q", 1, 1, SPOKEN, observations())
    lane = lane_of(answer, VOICE, VOICE_CHANGE, ENGLISH)
    assert [curve.name for curve in lane.curves] == ["Pitch", "Loudness"]
    assert [(each.start_s, each.end_s, each.z) for each in lane.curves[0].points] == [
        (0.5, 5.0, 0.4),
        (5.0, 9.5, 2.6),
        (14.0, 19.0, -0.7),
    ]
    face = lane_of(answer, FACE, FACE_CHANGE, ENGLISH)
    assert (face.curves, face.why_not) == ((), "too dark")


def test_why_nothing_can_be_compared_is_said() -> None:
    points = tuple(
        Observation("loudness", -20.0, "dB", start_s=each * 5.0, end_s=each * 5.0 + 5) for each in range(3)
    )
    whole = Observation("loudness", -20.0, "dB", start_s=0.0, end_s=15.0)
    change = Observation(VOICE_CHANGE, None, "z", Quality.NOT_MEASURED, "no_baseline")
    lane = lane_of(Answer("q", 1, 1, SPOKEN, (whole, *points, change)), VOICE, VOICE_CHANGE, ENGLISH)
    assert lane.note == "no warm-up to compare with"
    assert {each.z for each in lane.curves[0].points} == {None}


@pytest.mark.parametrize(
    ("source", "given_", "why"),
    [
        (TranscriptSource.TYPED, (), "the answer was typed"),
        (TranscriptSource.SHERPA_ONNX, (), "Not measured"),
        (
            TranscriptSource.SHERPA_ONNX,
            (Observation("loudness", -20.0, "dB", start_s=0, end_s=3),),
            "too few windows to compare",
        ),
        (
            TranscriptSource.SHERPA_ONNX,
            (Observation("loudness", -60.0, "dB", Quality.LOW, "noisy", 0, 3),),
            "too noisy",
        ),
    ],
)
def test_a_lane_without_curves_says_why(
    source: TranscriptSource, given_: tuple[Observation, ...], why: str
) -> None:
    answer = Answer("q", 1, 1, replace(SPOKEN, source=source), given_)
    assert lane_of(answer, VOICE, VOICE_CHANGE, ENGLISH).why_not == why


def tracks(
    journal: Journal, model: CompetencyModel, interview_id: str = "i-1"
) -> dict[tuple[str, int], Track]:
    reading = make_desk(journal, model).reading(interview_id, Language.EN)
    return {each.place: each for each in reading.tracks}


def test_a_face_beside_a_short_typed_answer_was_measured_but_not_by_window() -> None:
    """What was typed is a reason for measures of speech; a face is looked at all the same."""
    whole = Observation("smile", 0.1, "1", start_s=0.0, end_s=2.3)
    answer = Answer("q", 1, 1, Transcript(WORDS, TranscriptSource.TYPED), (whole,))
    assert lane_of(answer, FACE, FACE_CHANGE, ENGLISH).why_not == "too few windows to compare"


def test_a_voice_beside_a_typed_answer_was_measured_but_not_by_window() -> None:
    """A rate needs words in time, which typed ones have not; loudness was measured all the same."""
    loud = Observation("loudness", -20.0, "dB", start_s=0.0, end_s=3.1)
    rate = Observation("articulation_rate", None, "1/s", Quality.NOT_MEASURED, "typed", 0.0, 3.1)
    for observations_ in ((loud, rate), (rate, loud)):
        answer = Answer("q", 1, 1, Transcript(WORDS, TranscriptSource.TYPED), observations_)
        assert lane_of(answer, VOICE, VOICE_CHANGE, ENGLISH).why_not == "too few windows to compare"
    unheard = Answer("q", 1, 1, Transcript(WORDS, TranscriptSource.TYPED), (rate,))
    assert lane_of(unheard, VOICE, VOICE_CHANGE, ENGLISH).why_not == "the answer was typed"


def test_a_blind_interview_has_words_in_time_and_no_curve(
    journal: Journal, tmp_path: Path, model: CompetencyModel
) -> None:
    store_recorded(journal, tmp_path, model, content=b"film", refuses_pictures=True)
    blind = tracks(journal, model)[SCENE]
    assert (blind.voice, blind.face) == (None, None)
    assert (blind.media, blind.has_picture, blind.picture_refused) == (Media.HERE, False, True)
    assert blind.is_role_play
    assert blind.pieces
    desk = make_desk(journal, model)
    desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
    seen = tracks(journal, model)[SCENE]
    assert seen.voice is not None
    assert seen.voice.curves


def test_before_there_are_scores_there_is_no_curve_either_for_whoever_rates_blind_later(
    journal: Journal, tmp_path: Path, model: CompetencyModel
) -> None:
    store_recorded(journal, tmp_path, model, content=b"film", is_scored=False)
    assert not make_desk(journal, model).reading("i-1", Language.EN).is_blind
    early = tracks(journal, model)[SCENE]
    assert (early.voice, early.face) == (None, None)
    assert early.pieces


def test_opening_a_recording_is_a_row_of_the_audit_log_and_a_deleted_one_is_told(
    journal: Journal, tmp_path: Path, model: CompetencyModel
) -> None:
    store_recorded(journal, tmp_path, model, content=b"film")
    assert recording_of(journal, READER.name, "i-1", SCENE, now=NOW_S) == b"film"
    (told,) = journal.told("recording_played")
    assert told == {"interview_id": "i-1", "recording": "i-1/JD-Q10-t1-k1.mkv"}
    with pytest.raises(KioskError, match="media_missing"):
        recording_of(journal, READER.name, "i-1", ("JD-Q99", 1), now=NOW_S)
    with pytest.raises(KioskError, match="interview_unknown"):
        recording_of(journal, READER.name, "i-9", SCENE, now=NOW_S)
    journal.delete_recordings("i-1", now=NOW_S, actor="*kiosk", reason="retention")
    assert tracks(journal, model)[SCENE].media is Media.DELETED_TERM
    with pytest.raises(KioskError, match="media_key_missing"):
        recording_of(journal, READER.name, "i-1", SCENE, now=NOW_S)
    assert len(journal.told("recording_played")) == 1


def test_a_recording_of_unknown_length_is_as_long_as_what_was_heard() -> None:
    answer = Answer("q", 1, 1, SPOKEN, observations(), MediaRef("i/q.mkv", ("audio",), 0.0, truncated=True))
    assert _duration_s(answer) == 20.0


def test_a_moment_before_the_first_word_is_in_no_piece() -> None:
    pieces = pieces_of(SPOKEN, changes_of(SPOKEN))
    track = Track("q", 1, Media.HERE, True, False, 20.0, False, pieces)
    assert track.piece_at(0.1) is None
    assert track.piece_at(4.9) == pieces[0]
    assert track.moment_of(len(SENTENCES[0]) + 1) == 5.5
    assert replace(track, pieces=()).moment_of(10) == 0.0
