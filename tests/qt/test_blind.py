"""Somebody who sees nothing goes through a whole sitting: only the kiosk's voice and the keyboard lead.

Staff told one thing: how to turn on that pages are read. Everything else is heard before it is done.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.interview import Purpose
from app.domain.language import Language
from app.domain.transcript import Transcript, TranscriptSource
from app.flow.interview import Phase, Step
from app.ui.intents import ChooseLanguage
from app.ui.window import KioskWindow
from tests.fakes.loudspeaker import FakeLoudspeaker
from tests.fakes.sitting import FakeEngine
from tests.qt.hands import key, tab_to
from tests.qt.people import SITTING, Keys
from tests.qt.spoken_desk import SpokenDesk, open_spoken_desk

OpenWindow = Callable[..., KioskWindow]
TABS = 60


class Blind:
    """heard: everything since the last thing that was done."""

    def __init__(self, qtbot: QtBot, desk: SpokenDesk) -> None:
        self.qtbot, self.desk, self.window = qtbot, desk, desk.window
        self._from = 0

    @property
    def heard(self) -> str:
        return " ".join(text for text, _ in self.desk.loudspeaker.said[self._from :])

    def text(self, name: str, **gaps: object) -> str:
        return self.window._strings.text(name, **gaps)  # type: ignore[arg-type]

    def hear(self, *words: str) -> None:
        """Wait until all of it was said; nothing that was not said may be known."""
        self.qtbot.waitUntil(lambda: all(each in self.heard for each in words))

    def press(self, name: str, *, is_new: bool = False) -> None:
        """Walk until a control of this name is said, and press it. is_new: the page did not name it yet."""
        if not is_new:
            self.hear(name)
        for _ in range(TABS):
            said = len(self.desk.loudspeaker.said)
            key(self.qtbot, self.window, Qt.Key.Key_Tab)
            now = self.desk.loudspeaker.said[said:]
            if now and name in now[-1][0]:
                self.space()
                return
        raise AssertionError(f"never heard on the way: {name}")

    def space(self) -> None:
        """Press what has just been said, or what one was told the space bar does."""
        self._from = len(self.desk.loudspeaker.said)
        key(self.qtbot, self.window, Qt.Key.Key_Space)

    def write(self, text: str) -> None:
        """Type where the keyboard stands, a text box as was heard."""
        focus = self.window.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def until(self, phase: Phase) -> None:
        self.qtbot.waitUntil(lambda: self.desk.desk.controller.interview.phase is phase)


def to_the_questions(blind: Blind) -> None:
    tab_to(blind.qtbot, blind.window, blind.window.header.read_button)  # staff showed the way here
    blind.space()
    blind.hear(blind.text("welcome.title"), blind.text("welcome.minutes", minutes=28))
    blind.press(blind.text("welcome.start"))
    blind.hear(blind.text("experience.title"))
    blind.press(blind.text("experience.no"))
    blind.hear(blind.text("consent.title"))
    yes = blind.text("common.yes")
    for purpose in (Purpose.RECORDING_AUDIO, Purpose.RECORDING_VIDEO, Purpose.AI_SCORING):
        row = next(each for each in blind.window.consent.rows if each.purpose is purpose)
        blind._from = 0
        blind.press(f"{row.words.partition(' — ')[0]}: {yes}")
    blind.press(
        blind.text("common.go_on"), is_new=True
    )  # it could not be pressed before everything was answered


def answer_aloud(blind: Blind, prompt: str) -> None:
    """The question and the time are heard before anything begins; the space bar ends it, as practised."""
    time = blind.text("read.time", minutes=0, seconds=30).split("30")[0]
    blind.hear(prompt, time)
    blind.press(blind.text("question.start"))
    blind.until(Phase.TAKING)
    blind.space()


@pytest.mark.parametrize("language", Language)
def test_the_voice_and_the_keyboard_lead_to_the_end(
    qtbot: QtBot, open_window: OpenWindow, language: Language
) -> None:
    window, engine = open_window(language, 1280, 800), FakeEngine()
    with open_spoken_desk(window, FakeLoudspeaker(), engine, SITTING) as desk:
        desk.desk.wish(ChooseLanguage(language))
        blind = Blind(qtbot, desk)
        to_the_questions(blind)
        person = Keys(qtbot, desk)
        person.to(type(window.practice))
        blind.hear(blind.text("practice.more"), blind.text("practice.prompt"))
        blind.press(blind.text("practice.start"))
        qtbot.waitUntil(lambda: desk.desk.engine.take is not None)
        blind.space()
        blind.press(blind.text("common.go_on"))
        blind.hear(blind.text("preview.title"))
        blind.press(blind.text("preview.go_on"))
        blind.hear(blind.text("question.progress", number=1, total=6))
        engine.words = Transcript("dumplings", TranscriptSource.POCKETSPHINX, 0.2)
        answer_aloud(blind, "prompt 1")
        blind.hear(blind.text("review.title_check"), "dumplings")
        blind.press(blind.text("review.accept"))
        engine.words = FakeEngine().words
        blind.hear("prompt 2")
        blind.press(blind.text("question.start_typing"))
        serve(blind)
        answer_aloud(blind, "prompt 3")
        answer_aloud(blind, "and then?")
        blind.hear(blind.text("break.title"), blind.text("break.rest"))
        blind.press(blind.text("break.go_on"))
        answer_in_writing(blind, "prompt 4")
        for number in (5, 6):
            answer_aloud(blind, f"prompt {number}")
        blind.hear(blind.text("finished.completed"))
        assert desk.desk.controller.interview.step is Step.FINISHED
        assert len(desk.desk.controller.interview.answers) == 10


def answer_in_writing(blind: Blind, prompt: str) -> None:
    """The box is found and what is written is heard, word by word and as a whole; nothing else hears the kiosk."""
    blind.hear(prompt)
    blind.press(blind.text("question.type_instead"))
    blind.until(Phase.TAKING)
    blind.hear(blind.text("question.text_plain"), "F4")
    blind.write("I would ask ")
    blind.hear("would", "ask")
    blind._from = len(blind.desk.loudspeaker.said)
    key(blind.qtbot, blind.window, Qt.Key.Key_F4)
    blind.hear("I would ask")
    blind.press(blind.text("question.submit"), is_new=True)


def serve(blind: Blind) -> None:
    """Customers are heard as they write; one is answered, and the work is handed over."""
    controller = blind.desk.desk.controller
    controller._tick()
    controller._tick()
    blind.hear("Ms A", "Mr B")
    blind.press("Ms A")
    blind.hear("where is it?")
    blind.write("I am looking into it.")
    blind.press(blind.text("chats.send"), is_new=True)
    blind.qtbot.waitUntil(lambda: len(controller.interview.desk.said) > 0)
    blind.desk.desk.clock[0] += 16
    controller._tick()
    controller._tick()
    blind.hear("Mr C")
    blind._from = 0
    blind.press(blind.text("chats.finish"))
    blind.hear(blind.text("chats.finish_waiting"), blind.text("chats.finish_no"))
    blind._from = 0
    blind.press(blind.text("chats.finish_yes"))
