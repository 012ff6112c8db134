"""The controller turns wishes into stored events and events into pages and engine messages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from app.domain.events import TakeDiscarded, TakeStarted
from app.domain.interview import Consent, Purpose
from app.domain.messages import EngineReady, Level, StartTake
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.flow.interview import Phase, Step, fold
from app.ui import intents as wish
from app.ui.views import (
    ExperienceView,
    FinishedView,
    QuestionPhase,
    QuestionView,
    ReviewView,
)
from tests.fakes.sitting import FakeEngine
from tests.qt.desk import Desk
from tests.qt.desk import open_desk as desk_with
from tests.unit.flow.plans import PLAN


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    with ExitStack() as stack:
        yield lambda engine=None: stack.enter_context(desk_with(engine))


def test_a_whole_interview_is_stored_and_scored(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.answer()
    desk.answer()  # a role play: its second turn follows
    desk.answer()
    desk.answer()
    assert desk.controller.interview.step is Step.FINISHED
    assert [(a.question_id, a.turn) for a in desk.controller.interview.answers] == [
        ("T-Q01", 1),
        ("T-Q02", 1),
        ("T-Q02", 2),
        ("T-Q03", 1),
    ]
    assert fold(desk.store.events) == desk.controller.interview
    assert [finish.interview for finish in desk.store.finished] == [desk.controller.interview]
    assert isinstance(desk.view, FinishedView)
    assert not desk.view.saving
    assert not desk.engine.is_running


def test_experience_is_asked_before_consent(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.wish(wish.Begin())
    assert isinstance(desk.view, ExperienceView)


def test_a_vague_answer_brings_its_follow_up(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    for _ in range(3):
        desk.answer()
    desk.engine.words = Transcript("vague", TranscriptSource.FASTER_WHISPER, 0.9)
    desk.answer()
    assert (desk.controller.interview.question.id, desk.controller.interview.turn) == ("T-Q03", 2)


def test_words_the_recogniser_is_not_sure_of_are_checked_first(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.engine.words = Transcript("i herd", TranscriptSource.POCKETSPHINX, 0.3)
    desk.answer()
    assert isinstance(desk.view, ReviewView)
    assert (desk.view.text, desk.view.must_check) == ("i herd", True)
    desk.wish(wish.AcceptAnswer("I heard", corrected=True))
    words = desk.controller.interview.answers[0].words
    assert isinstance(words, Transcript)
    assert (words.text, words.recognised_text, words.corrected) == ("I heard", "i herd", True)


def test_silence_can_be_recorded_again(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.engine.words = NotTranscribed("no_speech")
    desk.answer()
    assert isinstance(desk.view, ReviewView)
    assert desk.view.reason == "no_speech"
    desk.wish(wish.Retake())
    assert desk.controller.interview.phase is Phase.PREPARING
    assert TakeDiscarded("retake") in desk.store.events


@pytest.mark.parametrize("recogniser", [None, "test"])
def test_without_recogniser_answers_are_typed_and_the_sound_is_kept(
    open_desk: Callable[..., Desk], recogniser: str | None
) -> None:
    desk = open_desk(FakeEngine(recogniser=recogniser))
    desk.to_question()
    desk.wish(wish.StartAnswer(typed=recogniser is not None))
    assert isinstance(desk.view, QuestionView)
    assert desk.view.phase is QuestionPhase.TYPING
    started = desk.engine.sent[-1]
    assert isinstance(started, StartTake)
    assert (started.record_audio, started.transcribe) == (True, False)
    desk.wish(wish.SubmitText("typed words"))
    assert desk.controller.interview.answers[0].words == Transcript("typed words", TranscriptSource.TYPED)


def test_time_starts_and_ends_a_spoken_answer_by_itself(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.clock[0] += PLAN.questions[0].prep_s
    qtbot.waitUntil(lambda: TakeStarted("T-Q01", 1, 1, typed=False) in desk.store.events)
    desk.clock[0] += PLAN.questions[0].answer_s + 15
    qtbot.waitUntil(lambda: len(desk.controller.interview.answers) == 1)


def test_a_speaker_who_falls_silent_is_asked_until_the_next_word_or_take(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    desk = open_desk()
    desk.to_question()

    def hears(silent_s: float | None) -> None:
        desk.engine.message.emit(Level(-60.0, -50.0, speech=silent_s == 0.0, silent_s=silent_s))

    def asks(expected: bool) -> None:
        qtbot.waitUntil(
            lambda: isinstance(desk.view, QuestionView) and desk.view.asks_if_finished is expected
        )

    desk.wish(wish.StartAnswer())
    hears(2.6)
    asks(True)
    hears(0.0)
    asks(False)
    hears(600.0)
    asks(True)
    assert desk.controller.interview.phase is Phase.TAKING, "nobody is cut off"
    desk.wish(wish.Retake(), wish.StartAnswer())
    asks(False)
    hears(3.0)
    desk.wish(wish.SwitchToTyping(), wish.StartAnswer(typed=True))
    hears(3.0)
    asks(False)


def test_a_pause_stops_the_clock(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.clock[0] += 10
    desk.wish(wish.Pause())
    desk.clock[0] += 1000
    desk.wish(wish.Resume())
    assert isinstance(desk.view, QuestionView)
    assert desk.view.left_s == pytest.approx(PLAN.questions[0].prep_s - 10)


def test_a_double_click_is_one_answer(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer(), wish.StartAnswer(), wish.StopAnswer(), wish.StopAnswer())
    assert len(desk.controller.interview.answers) == 1


def test_the_next_candidate_finds_an_empty_kiosk(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(
        wish.StartAnswer(typed=True), wish.SubmitText("private words"), wish.Leave(), wish.CloseSitting()
    )
    assert desk.controller.interview.answers == ()
    desk.to_question()
    assert isinstance(desk.view, QuestionView)
    assert desk.view.draft == ""
    desk.wish(wish.Begin())
    assert desk.controller.interview.interview_id == "i-1"


def test_ready_says_where_the_preview_lies(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    names: list[object] = []
    desk.controller.preview_memory.connect(names.append)
    desk.to_question()
    assert names == ["preview"]
    assert isinstance(desk.engine.ready, EngineReady)


def test_the_last_page_closes_by_itself(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.wish(wish.Begin(), wish.Leave())
    assert isinstance(desk.view, FinishedView)
    desk.clock[0] += 61
    qtbot.waitUntil(lambda: desk.controller.interview.step is Step.WELCOME)


@pytest.mark.parametrize(
    ("purpose", "measured"),
    [(Purpose.VOICE_AFFECT, (True, False)), (Purpose.FACE_OBSERVATION, (False, True))],
)
def test_voice_and_face_are_measured_each_by_its_own_consent(
    open_desk: Callable[..., Desk], purpose: Purpose, measured: tuple[bool, bool]
) -> None:
    recorded = {Purpose.RECORDING_AUDIO, Purpose.RECORDING_VIDEO}
    desk = open_desk()
    desk.to_question(tuple(Consent(each, given=each in recorded | {purpose}) for each in Purpose))
    desk.wish(wish.StartAnswer())
    started = desk.engine.sent[-1]
    assert isinstance(started, StartTake)
    assert (started.measure_voice, started.measure_face) == measured
