"""A raised hand is answered from the console, in the same program or another; the candidate's screen says so."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.kiosk import Kiosk
from app.bootstrap.review import Review
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.language import Language
from app.settings import Settings
from app.staff.book import Account, Role, StaffBook
from app.ui.recruiter.alerts import Alerts
from tests.qt.hands import press

# The console has a player: the first one in a process says what FFmpeg finds of PipeWire.
pytestmark = pytest.mark.qt_log_ignore("pipewire", extend=True)
HERE = Account("reader-1", Role.RECRUITER, "hashed")
LONG_MS = 60_000  # another process has to load the program first
Answer = Callable[[str], None]


@pytest.fixture
def kiosk(qtbot: QtBot, tmp_path: Path) -> Iterator[Kiosk]:
    data = tmp_path / "data"
    data.mkdir()
    StaffBook(data).set_up("admin", "27182845")
    settings = Settings(data_dir=data, microphone=None, camera=None, windowed=True, loudspeaker=False)
    opened = Kiosk(settings, load_competency_model(content_dir()))
    opened.start()
    yield opened
    opened.stop()


@pytest.fixture
def review(kiosk: Kiosk) -> Iterator[Review]:
    opened = Review(kiosk.journal, load_competency_model(content_dir()), lambda: HERE, Language.EN)
    opened.window.resize(1280, 800)
    opened.window.show()
    opened.console.start()
    yield opened
    opened.stop()
    opened.window.deleteLater()


def _alerts(review: Review) -> Alerts:
    assert review.pages is not None
    return review.pages.queue.alerts


@pytest.fixture(params=["in the same program", "in another one"])
def answer(request: pytest.FixtureRequest, kiosk: Kiosk, review: Review, qtbot: QtBot) -> Answer:
    def by_hand(word: str) -> None:
        line = _alerts(review).lines[0]
        press(qtbot, line.done_button if word == "done" else line.coming_button)

    def beside(word: str) -> None:
        folder = str(kiosk.journal._media_dir.parent)
        command = [sys.executable, "-m", "tests.end2end.console_process", folder, word]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "help"

    return by_hand if request.param == "in the same program" else beside


def test_who_raised_a_hand_is_told_that_somebody_is_coming(
    kiosk: Kiosk, review: Review, answer: Answer, qtbot: QtBot
) -> None:
    sounds: list[int] = []
    review.console.sounded.connect(lambda: sounds.append(1))
    alerts = _alerts(review)
    assert review.pages is not None
    qtbot.waitUntil(lambda: review.pages is not None and review.pages.is_at_queue)
    window = kiosk.window
    press(qtbot, window.header.help_button)
    qtbot.waitUntil(lambda: "Raised hand" in alerts.text, timeout=LONG_MS)  # the list reads itself anew
    assert sounds == [1]
    answer("coming")
    coming = window._strings.text("help.coming")
    qtbot.waitUntil(lambda: window.messages.banner.text == coming, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "is coming" in alerts.text, timeout=LONG_MS)
    assert sounds == [1]
    answer("done")
    qtbot.waitUntil(lambda: window.messages.banner.text == "", timeout=LONG_MS)
    qtbot.waitUntil(lambda: not window.welcome._calls.isVisible())
    qtbot.waitUntil(lambda: not alerts.isVisible(), timeout=LONG_MS)
    told = [(entry.actor, entry.action) for entry in kiosk.journal.audit()[0] if "call" in entry.action]
    (who,) = {actor for actor, action in told if action != "staff_called"}
    assert told == [("kiosk", "staff_called"), (who, "call_taken"), (who, "call_answered")]
    assert who in ("reader-1", "reader-2")
    assert kiosk.journal.verify().is_ok
