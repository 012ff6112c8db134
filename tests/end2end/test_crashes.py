"""The engine, then the whole program, is killed in the middle of an answer."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.demo.driver import type_text
from app.domain.interview import Consent, Experience, Purpose
from app.flow.interview import Phase, Step, fold
from app.settings import Settings
from app.store import cipher
from app.store.archive import Archive
from app.ui import intents as wish
from app.ui.candidate.interrupted import InterruptedPage
from app.ui.candidate.question import QuestionPage
from tests.end2end.demo_process import demo_command, environment
from tests.fakes.keyed import beside

pytestmark = [pytest.mark.slow, pytest.mark.media]

OpenKiosk = Callable[[Path], Kiosk]


@pytest.fixture
def open_kiosk(qtbot: QtBot, media_dir: Path) -> Iterator[OpenKiosk]:
    """Opens the real program on recordings; stops it at the end."""
    opened: list[Kiosk] = []
    model = load_competency_model(content_dir())
    clip = media_dir / "video" / "candidate_zh_52s.mp4"

    def open_(data_dir: Path) -> Kiosk:
        settings = Settings(
            data_dir=data_dir, microphone=f"file:{clip}", camera=f"file:{clip}", windowed=True
        )
        data_dir.mkdir(exist_ok=True)
        kiosk = Kiosk(settings, model, speed=4.0)
        opened.append(kiosk)
        kiosk.start()
        return kiosk

    yield open_
    for kiosk in opened:
        kiosk.stop()


def to_question(qtbot: QtBot, kiosk: Kiosk) -> None:
    """Consent to everything and pass the device check."""
    consents = tuple(Consent(purpose, given=True) for purpose in Purpose)
    want = kiosk.controller.on_intent
    want(wish.Begin())
    want(wish.TellExperience(Experience.INEXPERIENCED))
    qtbot.waitUntil(lambda: kiosk.controller.interview.step is Step.CONSENT)
    want(wish.GiveConsents(consents))
    page = kiosk.window.devices
    qtbot.waitUntil(lambda: page.isVisible() and page.go_on_button.isEnabled(), timeout=40_000)
    qtbot.mouseClick(page.go_on_button, Qt.MouseButton.LeftButton)
    for skipped in (wish.PracticeDone(), wish.PreviewRead()):
        want(skipped)
    qtbot.waitUntil(lambda: kiosk.controller.interview.phase is Phase.PREPARING, timeout=20_000)


def type_answer(qtbot: QtBot, kiosk: Kiosk, text: str, *, submit: bool = True) -> None:
    """Type `text` into the box of the question that is open; hand it in if `submit`."""
    page = kiosk.window.question
    qtbot.waitUntil(lambda: kiosk.controller.interview.phase is Phase.PREPARING, timeout=20_000)
    qtbot.waitUntil(page.buttons.start_button.isVisible)
    qtbot.mouseClick(page.buttons.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kiosk.controller.interview.phase is Phase.TAKING, timeout=20_000)
    type_text(page.answer.edit, text)
    if submit:
        answers = len(kiosk.controller.interview.answers)
        qtbot.waitUntil(page.buttons.submit_button.isVisible)
        qtbot.mouseClick(page.buttons.submit_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(kiosk.controller.interview.answers) > answers, timeout=30_000)


def test_a_killed_engine_leaves_the_screen_and_every_answer(
    qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path
) -> None:
    kiosk = open_kiosk(tmp_path / "data")
    to_question(qtbot, kiosk)
    type_answer(qtbot, kiosk, "昨天我早上七点起床，先做了早饭。")
    first = kiosk.controller.interview.answers
    type_answer(qtbot, kiosk, "您好，您的包裹", submit=False)
    engine = kiosk.supervisor.process_id
    assert engine is not None
    os.kill(engine, signal.SIGKILL)

    qtbot.waitUntil(lambda: isinstance(kiosk.window.current_page, InterruptedPage), timeout=5_000)
    assert kiosk.controller.interview.answers == first
    button = kiosk.window.interrupted.main_button
    qtbot.waitUntil(button.isEnabled, timeout=30_000)
    assert kiosk.supervisor.process_id not in {None, engine}
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(kiosk.window.current_page, QuestionPage))
    assert kiosk.controller.interview.question.id == "JD-Q02"
    type_answer(qtbot, kiosk, "今天上午已从本市仓库发出。")

    again = kiosk.controller.interview.answers
    assert again[0] == first[0]
    assert (again[1].question_id, again[1].take) == ("JD-Q02", 2)
    text = again[1].words.text  # type: ignore[union-attr]
    assert text.startswith("您好，您的包裹"), "what was typed before the crash is still there"


def test_a_killed_program_resumes_at_the_same_question(
    qtbot: QtBot, open_kiosk: OpenKiosk, tmp_path: Path, media_dir: Path
) -> None:
    out = tmp_path / "out"
    command = demo_command(out, "--lang", "zh")
    with subprocess.Popen(command, env=environment(media_dir, None), start_new_session=True) as process:
        wait_for_answers(out / "data", 3, deadline_s=60.0)
        os.killpg(process.pid, signal.SIGKILL)
    archive = Archive.open(out / "data" / "kiosk.db", out / "data" / "media")
    (interview_id,) = archive.unfinished()
    before = fold(archive.events(interview_id))
    assert archive.verify().is_ok
    archive.close()

    kiosk = open_kiosk(out / "data")
    assert isinstance(kiosk.window.current_page, InterruptedPage)
    button = kiosk.window.interrupted.main_button
    qtbot.waitUntil(button.isEnabled, timeout=40_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kiosk.controller.interview.phase is Phase.PREPARING, timeout=10_000)
    now = kiosk.controller.interview
    assert now.answers == before.answers
    assert (now.question.id, now.turn) == (before.question.id, before.turn)


def wait_for_answers(data_dir: Path, wanted: int, *, deadline_s: float) -> None:
    """Until so many answers are stored. Fails when they do not come."""
    end_s = time.monotonic() + deadline_s
    while time.monotonic() < end_s:
        if (data_dir / "kiosk.db").exists() and stored_answers(data_dir) >= wanted:
            return
        os.sched_yield()
    pytest.fail(f"{wanted} answers did not come in {deadline_s} s")


def stored_answers(data_dir: Path) -> int:
    """How many answers the store holds; the program may not even have made its tables yet."""
    if not (data_dir / "keys.json").exists():
        return 0
    connection = beside(data_dir / "kiosk.db")
    try:
        (answers,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    except cipher.Error:
        return 0
    finally:
        connection.close()
    return int(answers)
