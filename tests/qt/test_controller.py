"""The controller turns wishes into stored events and events into pages and engine messages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from app.domain.competency import PolicyPack
from app.domain.events import AnswerAccepted, EngineLost, TakeDiscarded, TakeStarted
from app.domain.interview import Consent, Experience, Purpose
from app.domain.language import Language, Words
from app.domain.messages import (
    DeviceAlarm,
    EngineConfig,
    EngineGone,
    EngineReady,
    Level,
    StartTake,
)
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import KioskError
from app.flow.interview import Phase, Step, fold
from app.ui import intents as wish
from app.ui.controller import Controller
from app.ui.ports import Ports
from app.ui.present import Brief
from app.ui.views import (
    ErrorView,
    ExperienceView,
    FinishedView,
    InterruptedView,
    QuestionPhase,
    QuestionView,
    ReviewView,
    View,
)
from tests.fakes.sitting import FakeEngine, FakeStore
from tests.unit.flow.plans import PLAN

W = Words("字", "word")
PACK = PolicyPack(
    id="test",
    name=W,
    transcript_on=True,
    speech_delivery="on",
    voice_affect="off",
    voice_affect_cap=0.0,
    face_affect="off",
    consistency_allowed=False,
    ai_scoring=True,
    consents=("recording_audio", "recording_video", "ai_scoring"),
    notice=W,
    retention_days={},
    deletion_request_days=15,
)
ALL_YES = tuple(Consent(purpose, given=True) for purpose in Purpose)


@dataclass
class Desk:
    """A controller with its fakes and a clock that stands until it is moved."""

    controller: Controller
    store: FakeStore
    engine: FakeEngine
    views: list[View]
    clock: list[float]

    def wish(self, *intents: wish.Intent) -> None:
        for intent in intents:
            self.controller.on_intent(intent)

    def to_question(self, consents: tuple[Consent, ...] = ALL_YES) -> None:
        self.wish(
            wish.Begin(),
            wish.TellExperience(Experience.INEXPERIENCED),
            wish.GiveConsents(consents),
            wish.DevicesDone(),
        )

    def answer(self) -> None:
        self.wish(wish.StartAnswer(), wish.StopAnswer())

    @property
    def view(self) -> View:
        return self.views[-1]


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def open_(engine: FakeEngine | None = None) -> Desk:
        engine = engine or FakeEngine()
        store, clock = FakeStore(), [0.0]
        ids = iter(range(100))
        ports = Ports(
            store=store,
            engine=engine,
            policy_pack=PACK,
            make_plan=lambda _: PLAN,
            engine_config=lambda language, _: EngineConfig(None, None, "media", None, language),
            holding=lambda _question, _language, text: {"missing_action"} if text == "vague" else set(),
            new_id=lambda: f"i-{next(ids)}",
            clock_s=lambda: clock[0],
        )
        controller = Controller(ports, Brief(W, W, W, 28, 3), Language.ZH)
        desk = Desk(controller, store, engine, [], clock)
        controller.view_changed.connect(desk.views.append)
        controller.start()
        opened.append(desk)
        return desk

    yield open_
    for desk in opened:
        desk.controller.stop()


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


def test_the_next_question_waits_for_the_commit_of_the_answer(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.store.refuse = KioskError("disk_full")
    desk.wish(wish.StopAnswer())
    assert isinstance(desk.view, ErrorView)
    assert desk.view.code == "disk_full"
    assert desk.controller.interview.phase is Phase.TAKING
    desk.wish(wish.GoOn())
    assert [type(e) for e in desk.store.events].count(AnswerAccepted) == 1
    assert desk.controller.interview.question.id == "T-Q02"


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


def test_without_devices_or_consent_the_interview_goes_on_in_writing(open_desk: Callable[..., Desk]) -> None:
    refused = tuple(Consent(purpose, given=False) for purpose in Purpose)
    desk = open_desk()
    desk.to_question(refused)
    desk.wish(wish.StartAnswer(), wish.SubmitText("typed words"))
    assert desk.engine.sent == []
    answer = desk.controller.interview.answers[0]
    assert (answer.words, answer.flags) == (
        Transcript("typed words", TranscriptSource.TYPED),
        ("not_recorded",),
    )


def test_a_lost_engine_keeps_the_draft_and_asks_again(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.answer()
    desk.wish(wish.StartAnswer(typed=True))
    desk.engine.message.emit(EngineGone("engine_gone"))
    assert isinstance(desk.view, InterruptedView)
    assert (desk.view.saved, desk.view.waiting) == (1, True)
    desk.engine.message.emit(desk.engine.ready)
    desk.wish(wish.GoOn(), wish.StartAnswer(typed=True), wish.SubmitText("typed words"))
    assert EngineLost("engine_gone") in desk.store.events
    assert [(a.question_id, a.take) for a in desk.controller.interview.answers] == [
        ("T-Q01", 1),
        ("T-Q02", 2),
    ]


def test_an_engine_that_stays_away_does_not_stop_the_interview(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(EngineGone("engine_failed"))
    desk.wish(wish.GoOn(), wish.StartAnswer(), wish.SubmitText("typed words"))
    assert desk.controller.interview.answers[0].flags == ("not_recorded",)


def test_a_vanished_microphone_ends_a_spoken_take_and_loses_nothing(
    open_desk: Callable[..., Desk],
) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(DeviceAlarm("microphone", "microphone_lost"))
    assert TakeDiscarded("device_alarm") in desk.store.events
    assert isinstance(desk.view, InterruptedView)
    desk.wish(wish.GoOn(), wish.StartAnswer())
    assert desk.controller.interview.typed
    assert desk.controller.interview.take == 2


def test_a_camera_that_vanishes_is_said_and_the_take_goes_on(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(wish.StartAnswer())
    desk.engine.message.emit(DeviceAlarm("camera", "camera_lost"))
    assert isinstance(desk.view, QuestionView)
    assert (desk.view.alarm, desk.view.phase) == ("camera_lost", QuestionPhase.RECORDING)


def test_time_starts_and_ends_a_spoken_answer_by_itself(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.clock[0] += PLAN.questions[0].prep_s
    qtbot.waitUntil(lambda: TakeStarted("T-Q01", 1, 1, typed=False) in desk.store.events)
    desk.clock[0] += PLAN.questions[0].answer_s + 15
    qtbot.waitUntil(lambda: len(desk.controller.interview.answers) == 1)


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


def test_an_empty_chair_ends_the_sitting(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.wish(wish.Begin())
    desk.clock[0] += 100
    desk.engine.message.emit(Level(-20.0, -10.0, speech=True))
    desk.clock[0] += 100
    desk.wish(wish.StillHere())
    assert desk.controller.interview.step is Step.CONSENT
    desk.clock[0] += 181
    qtbot.waitUntil(lambda: desk.controller.interview.step is Step.ABANDONED)
    assert desk.controller.interview.left_reason == "idle"


def test_the_next_candidate_finds_an_empty_kiosk(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.to_question()
    desk.wish(
        wish.StartAnswer(typed=True), wish.SubmitText("private words"), wish.Leave(), wish.CloseSitting()
    )
    assert desk.controller.interview.answers == ()
    assert desk.controller.sitting.draft == ""
    desk.wish(wish.Begin())
    assert desk.controller.interview.interview_id == "i-1"


def test_a_crash_resumes_at_the_same_question(open_desk: Callable[..., Desk]) -> None:
    first = open_desk()
    first.to_question()
    first.answer()
    first.wish(wish.StartAnswer())
    second = open_desk()
    second.controller.resume(fold(first.store.events))
    assert isinstance(second.view, InterruptedView)
    second.wish(wish.GoOn())
    assert isinstance(second.view, QuestionView)
    assert (second.view.number, second.view.phase) == (2, QuestionPhase.PREPARING)
    assert len(second.controller.interview.answers) == 1


def test_ready_says_where_the_preview_lies(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    names: list[object] = []
    desk.controller.preview_memory.connect(names.append)
    desk.to_question()
    assert names == ["preview"]
    assert isinstance(desk.engine.ready, EngineReady)
