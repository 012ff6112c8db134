"""The real kiosk in its window, with the real engine and store: starts, changes, stalls, the wait at the end."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QAbstractButton

from app.bootstrap.application import application
from app.bootstrap.kiosk import Kiosk
from app.cli_offer import remember_later
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.demo.answers import Answers, load_answers
from app.domain.events import (
    AnswerAccepted,
    ConsentGiven,
    DeviceCheckPassed,
    Event,
    InterviewStarted,
    QuestionShown,
    TakeStarted,
    TakeStopped,
)
from app.domain.interview import Answer, Consent, Experience, Plan, Purpose, QuestionType
from app.domain.language import Language
from app.domain.messages import PlayNext
from app.domain.transcript import Transcript, TranscriptSource
from app.flow.interview import Phase, Step
from app.flow.plan import build_plan
from app.settings import Settings
from app.staff.book import StaffBook
from app.store.journal import Journal
from app.ui import intents as wish
from app.ui.candidate.check_in import CheckInPage
from app.ui.candidate.consent import ConsentPage
from app.ui.candidate.consent_receipt import ConsentReceiptPage
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.experience import ExperiencePage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.page import Page
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.preview import PreviewPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.review import ReviewPage
from app.ui.candidate.welcome import WelcomePage
from tests.bench.inputs import media_dir, model_pack_dir
from tests.bench.sitting import FrameTimer, Hands
from tests.bench.table import Figure
from tests.unit.analysis.random_whisper import whisper_pack

COLD_STARTS = 3
CHANGE_ROUNDS = 3
LAST_ANSWERS = 8
SHORTEST_ANSWER_S = 5.0  # each further answer is a little longer, so that every part of a segment is met
STEP_S = 0.8
WINDOW_PX = (1280, 800)


def measure() -> list[Figure]:
    """Cold start, screen changes, stalls, and the wait from the last word to the stored profile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = [_cold_start(folder / "cold")]
        media, packs = media_dir(), model_pack_dir()
        if media is None or packs is None:
            return figures  # the rest needs recordings and models: reported as missing
        figures.append(_screen_changes(folder / "changes", media))
        return [*figures, *_last_answers(folder / "last", media, packs)]


# ---- cold start ----------------------------------------------------------------------------------
def _cold_start(folder: Path) -> Figure:
    """From the command `kiosk run` to the first painted page, in a process of its own."""
    taken_s = []
    for number in range(COLD_STARTS):
        remember_later(
            folder / str(number), "asked before"
        )  # the very first start asks its administrator this
        StaffBook(folder / str(number)).set_up("bench", "73951846")  # and this
        environment = {**os.environ, "KIOSK_DATA_DIR": str(folder / str(number))}
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.first_frame"]
        started_s = time.monotonic()
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        taken_s.append(float(done.stdout) - started_s)
    detail = f"median of {COLD_STARTS} starts; worst {max(taken_s):.2f} s"
    return Figure("cold_start_s", statistics.median(taken_s), detail)


# ---- screen changes ------------------------------------------------------------------------------
def _screen_changes(folder: Path, media: Path) -> Figure:
    """From a press to the painted page, through the first pages and a question, several times.

    An answer begins while the question is still being said: its page is there at once, the recording once the
    voice is silent. detail: how long that took.
    """
    clip = media / "video" / "candidate_zh_52s.mp4"
    kiosk = _open(folder, clip, clip, None)
    changes: list[tuple[float, str]] = []
    begins_ms: list[float] = []
    try:
        kiosk.start()
        for _ in range(CHANGE_ROUNDS):
            changes += _round(Hands(kiosk), begins_ms)
    finally:
        kiosk.stop()
    slowest = sorted(changes, reverse=True)[:3]
    told = ", ".join(f"{name} {taken_ms:.0f} ms" for taken_ms, name in slowest)
    median_ms, value = np.percentile([taken_ms for taken_ms, _ in changes], (50, 95))
    begins = f"recording {np.median(begins_ms):.0f} ms after the press, worst {max(begins_ms):.0f} ms"
    detail = f"{len(changes)} changes; median {median_ms:.0f} ms; slowest: {told}; {begins}"
    return Figure("screen_change_p95_ms", float(value), detail)


def _round(hands: Hands, begins_ms: list[float]) -> list[tuple[float, str]]:
    """The changes of one sitting. begins_ms: takes in when each recording began after its press."""
    kiosk, window = hands.kiosk, hands.kiosk.window
    question, controller = window.question, kiosk.controller
    changes: list[tuple[float, str]] = []

    def change(name: str, button: QAbstractButton, kind: type[Page], phase: Phase | None = None) -> None:
        def arrived() -> bool:
            return isinstance(window.current_page, kind) and phase in (None, controller.interview.phase)

        changes.append((hands.change_ms(button, arrived), name))

    change("check-in", window.welcome.start_button, CheckInPage)
    change("experience", window.desk.check_in.walk_in_button, ExperiencePage)
    change("consent", window.experience.no_button, ConsentPage)
    for row in window.consent.rows:
        hands.press(row.switch.yes)
    change("consent receipt", window.consent.go_on_button, ConsentReceiptPage)
    change("device check", window.closing.receipt.go_on_button, DeviceCheckPage)
    hands.until(lambda: controller.interview.step is Step.DEVICE_CHECK)
    change("practice", window.devices.go_on_button, PracticePage)
    change("preview", window.practice.skip_button, PreviewPage)
    change("question", window.preview.go_on_button, QuestionPage, Phase.PREPARING)
    for _ in range(2):
        start, pressed_s = question.buttons.start_button, time.monotonic()
        changes.append((hands.change_ms(start, question._answers.isVisible), "answer"))
        begun_s = hands.until(lambda: controller.interview.phase is Phase.TAKING)
        begins_ms.append(1000.0 * (begun_s - pressed_s))
        hands.press(question.buttons.skip_button)
        change("next question", question.buttons.confirm.yes_button, QuestionPage, Phase.PREPARING)
    controller.on_intent(wish.Leave())
    hands.until(lambda: isinstance(window.current_page, FinishedPage))
    change("welcome", window.finished.done_button, WelcomePage)
    return changes


# ---- the last answer -----------------------------------------------------------------------------
def _last_answers(folder: Path, media: Path, packs: Path) -> list[Figure]:
    """Stalls while answers are spoken and read, and the seconds from their end to the stored profile."""
    own_packs = folder / "packs"
    whisper_pack("base", packs, own_packs, sure=True)
    for part in ("face", "audio"):
        (own_packs / part).symlink_to(packs / part)
    frames = FrameTimer()
    waits_s = []
    for number in range(LAST_ANSWERS):
        answer_s = SHORTEST_ANSWER_S + number * STEP_S
        waits_s.append(_last_answer(folder / str(number), media, own_packs, answer_s, frames))
    stalls = np.array(frames.gaps_ms)
    return [
        Figure(
            "ui_stall_p99_ms",
            float(np.percentile(stalls, 99)),
            f"{len(stalls)} frames of 16 ms while answers are spoken and read; longest {stalls.max():.0f} ms",
        ),
        Figure(
            "last_answer_to_profile_p95_s",
            float(np.percentile(waits_s, 95)),
            f"base shape, sure of its words; {len(waits_s)} answers; "
            f"median {statistics.median(waits_s):.1f} s, worst {max(waits_s):.1f} s",
        ),
    ]


def _last_answer(folder: Path, media: Path, packs: Path, answer_s: float, frames: FrameTimer) -> float:
    """Seconds from the press on "finished" to the stored profile; the speech goes on up to the press.

    The interview is one that was interrupted before its last question, so that only that one has to be held.
    """
    speech = media / "speech" / "zh_reading_52s.wav"
    clip = media / "video" / "candidate_zh_52s.mp4"
    folder.mkdir(parents=True)
    _leave_one_question(Settings(data_dir=folder))
    kiosk = _open(folder, speech, clip, packs, speaks=False)  # a take waits until a question was said
    hands, window, controller = Hands(kiosk), kiosk.window, kiosk.controller
    scored: list[object] = []
    controller.scored.connect(scored.append)
    try:
        kiosk.start()
        hands.press(window.interrupted.main_button)
        hands.until(lambda: controller.interview.phase is Phase.PREPARING)
        frames.start()
        kiosk.engine.send(PlayNext(f"file:{speech}"))
        begun_s = hands.press(window.question.buttons.start_button)
        hands.until(lambda: time.monotonic() - begun_s >= answer_s)
        pressed_s = hands.press(window.question.buttons.stop_button)
        hands.until(lambda: bool(scored) or isinstance(window.current_page, ReviewPage))
        if not scored:  # words of random weights are doubted: the candidate says at once that they are right
            hands.press(window.review.accept_button)
        stored_s = hands.until(lambda: bool(scored))
        frames.stop()
        return stored_s - pressed_s
    finally:
        kiosk.stop()


def _open(folder: Path, microphone: Path, camera: Path, packs: Path | None, *, speaks: bool = True) -> Kiosk:
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        data_dir=folder,
        microphone=f"file:{microphone}",
        camera=f"file:{camera}",
        windowed=True,
        model_pack_dir=packs,
        loudspeaker=speaks,
    )
    application()
    kiosk = Kiosk(settings, load_competency_model(content_dir()))
    kiosk.window.resize(*WINDOW_PX)
    return kiosk


def _leave_one_question(settings: Settings) -> None:
    """Store an interview of typed answers that lacks its last one."""
    model = load_competency_model(content_dir())
    plan = build_plan(model, settings.job_profile, settings.plan_form, Experience.INEXPERIENCED)
    spoken = tuple(each for each in plan.questions if each.type is not QuestionType.WORK_SAMPLE)
    plan = replace(plan, questions=spoken)  # the last answer is one that is heard
    answers = load_answers(resources_dir(), Language.ZH, "strong")
    settings.media_dir.mkdir(parents=True)
    journal = Journal.open(settings.database_file, settings.media_dir)
    journal.append("bench", _events(plan, answers, settings.policy_pack), now=time.time())
    journal.close()


def _events(plan: Plan, answers: Answers, policy_pack: str) -> Sequence[Event]:
    consents = tuple(Consent(purpose, given=True) for purpose in Purpose)
    events: list[Event] = [
        InterviewStarted("bench", Language.ZH),
        ConsentGiven(consents, policy_pack, plan),
        DeviceCheckPassed(microphone=True, camera=True),
    ]
    for question in plan.questions[:-1]:
        words = Transcript(answers[(question.id, 1)], TranscriptSource.TYPED)
        events += [
            QuestionShown(question.id, 1),
            TakeStarted(question.id, 1, 1, typed=True),
            TakeStopped(30.0),
            AnswerAccepted(Answer(question.id, 1, 1, words)),
        ]
    return events
