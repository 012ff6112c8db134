"""Two people, one after the other, at the real program: the second one's processes know nothing of the first."""

import os
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.interview import Consent, Experience, Purpose
from app.domain.language import Language
from app.domain.media import SAMPLE_RATE_HZ
from app.flow.interview import Phase, Step
from app.settings import Settings
from app.ui import intents as wish
from app.ui.candidate.welcome import WelcomePage
from tests.fakes.memory import holds, marked_sound, spellings
from tests.qt.hands import press
from tests.qt.test_handover import MARK, found

SOUND = bytes(range(5, 101, 2)) * 2

pytestmark = pytest.mark.slow


@pytest.fixture
def kiosk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    """The real program whose microphone is a recording with a mark; temporary files go to a folder of their own."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    microphone = tmp_path / "microphone.wav"
    with wave.open(str(microphone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(marked_sound(60, SOUND))
    settings = Settings(
        data_dir=tmp_path / "data", microphone=f"file:{microphone}", camera=None, windowed=True
    )
    settings.data_dir.mkdir()
    opened = Kiosk(settings, load_competency_model(content_dir()))
    opened.start()
    yield opened
    opened.stop()


def to_first_question(qtbot: QtBot, kiosk: Kiosk, *, sound: bool) -> int:
    """Through the warm-up to the first question; the process id of the engine."""
    controller = kiosk.controller
    purposes = tuple(Consent(each, given=sound or each is Purpose.AI_SCORING) for each in Purpose)
    controller.on_intent(wish.Begin())
    qtbot.waitUntil(lambda: controller.interview.step is Step.CONSENT)
    controller.on_intent(wish.TellExperience(Experience.INEXPERIENCED))
    controller.on_intent(wish.GiveConsents(purposes))
    qtbot.waitUntil(lambda: controller._sitting.ready is not None, timeout=60_000)
    for intent in (wish.DevicesDone(), wish.PracticeDone(), wish.PreviewRead()):
        controller.on_intent(intent)
    qtbot.waitUntil(lambda: controller.interview.phase is Phase.PREPARING)
    process_id = kiosk.supervisor.process_id
    assert process_id is not None
    return process_id


def test_the_next_person_finds_no_word_and_no_sound_of_the_last_one(
    qtbot: QtBot, kiosk: Kiosk, tmp_path: Path
) -> None:
    controller, window = kiosk.controller, kiosk.window
    first = to_first_question(qtbot, kiosk, sound=True)
    buttons = window.question.buttons
    press(qtbot, buttons.start_button if buttons.type_button.isHidden() else buttons.type_button)
    qtbot.waitUntil(lambda: controller.interview.phase is Phase.TAKING and controller._sitting.recording)
    window.question.answer.put(MARK)
    window.question.answer.edit.selectAll()
    window.question.answer.edit.copy()
    qtbot.waitUntil(lambda: bool(holds(first, (SOUND,))), timeout=20_000)
    controller.on_intent(wish.SubmitText(MARK))
    qtbot.waitUntil(lambda: len(controller.interview.answers) == 1, timeout=60_000)
    controller.on_intent(wish.ChooseLanguage(Language.EN))
    controller.on_intent(wish.Leave())
    qtbot.waitUntil(lambda: controller.interview.is_over and not controller._sitting.saving, timeout=60_000)
    controller.on_intent(wish.CloseSitting())
    qtbot.waitUntil(lambda: isinstance(window.current_page, WelcomePage))
    assert window.language is Language.ZH
    assert QGuiApplication.clipboard().text() == ""
    second = to_first_question(qtbot, kiosk, sound=False)
    assert second != first
    assert not os.path.exists(f"/proc/{first}")
    assert holds(second, (SOUND, *spellings(MARK))) == ()
    assert found(window, MARK) == []
    assert list((tmp_path / "tmp").iterdir()) == []
