"""The hands of the recorded candidate: looks at the page that is open and presses what a person would."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap.kiosk import Kiosk
from app.demo.answers import Answers
from app.demo.chat_hands import next_button, type_text
from app.demo.media import DemoMedia
from app.domain.interview import Purpose
from app.domain.messages import PlayNext
from app.errors import KioskError
from app.flow.interview import Phase, Step
from app.ui.candidate.chats import ChatsPage
from app.ui.candidate.check_in import CheckInPage
from app.ui.candidate.consent import ConsentPage
from app.ui.candidate.consent_receipt import ConsentReceiptPage
from app.ui.candidate.demographics import DemographicsPage
from app.ui.candidate.devices import DeviceCheckPage
from app.ui.candidate.error import ErrorPage
from app.ui.candidate.experience import ExperiencePage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.halfway import BreakPage
from app.ui.candidate.interrupted import InterruptedPage
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.preview import PreviewPage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.review import ReviewPage
from app.ui.candidate.sheet import SheetPage
from app.ui.candidate.survey import SurveyPage
from app.ui.candidate.welcome import WelcomePage

log = logging.getLogger(__name__)

LOOK_MS = 40
KEYS_AT_ONCE = 32
READ_S = 0.25  # how long a page stands before anything is pressed: long enough to be drawn
DEVICES_S = 1.5
STALLED_S = 90.0
REFUSED = frozenset({Purpose.RESEARCH_REUSE})


@dataclass(frozen=True, slots=True)
class Script:
    """What the candidate says. spoken: the questions answered aloud, with `media.spoken` where there is one.

    media: what file sources play, or None: real devices hear what they hear. screens: folder of the pictures
    of the pages, or None for none. typing_s: how long an answer is being typed, at least: the sound beside it
    is recorded meanwhile. read_s, devices_s: how long a page, or the device check, stands before anything is
    pressed.
    """

    answers: Answers
    media: DemoMedia | None
    screens: Path | None
    typing_s: float
    spoken: frozenset[str] = frozenset()
    spoken_s: float = 0.0
    read_s: float = READ_S
    devices_s: float = DEVICES_S


class Driver(QObject):
    """Drives one interview. Signals: done(None), or failed(KioskError) when nothing moves any more."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, kiosk: Kiosk, script: Script) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._script = script
        self._moment: tuple[object, ...] = ()
        self._since_s = self._moved_s = time.monotonic()
        self._shots = 0
        self._shown: set[str] = set()
        self._rest = ""
        self._scored = False
        self.screens: list[Path] = []
        kiosk.controller.scored.connect(self._has_scored)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to look at the screen."""
        if self._script.screens is not None:
            self._script.screens.mkdir(parents=True, exist_ok=True)
        self._timer.start()

    @Slot(object)
    def _has_scored(self, _: object) -> None:
        self._scored = True

    @Slot()
    def _look(self) -> None:
        now = self._kiosk.controller.interview
        page = self._kiosk.window.current_page
        moment = (type(page), now.step, now.index, now.turn, now.phase, now.take)
        if moment != self._moment:
            self._moment, self._since_s = moment, time.monotonic()
            self._moved_s = self._since_s
        if time.monotonic() - self._moved_s > STALLED_S:
            self._timer.stop()
            self.failed.emit(KioskError("demo_stalled", step=now.step, question=now.index + 1))
        elif time.monotonic() - self._since_s >= self._script.read_s:
            self._act(page)

    def _act(self, page: QWidget) -> None:
        match page:
            case WelcomePage():
                self._shoot("welcome")
                self._press(page.start_button)
            case CheckInPage():
                self._shoot("check-in")
                self._press(page.walk_in_button)
            case ExperiencePage():
                self._shoot("experience")
                self._press(page.yes_button)
            case ConsentPage():
                self._consent(page)
            case DeviceCheckPage():
                if self._waited(self._script.devices_s) and page.go_on_button.isEnabled():
                    self._shoot("device-check")
                    self._press(page.go_on_button)
            case PracticePage():
                self._practise(page)
            case PreviewPage():
                self._shoot("preview")
                self._press(page.go_on_button)
            case QuestionPage():
                self._question(page)
            case ChatsPage():
                self._chat(page)
            case _:
                self._act_between(page)

    def _act_between(self, page: QWidget) -> None:
        match page:
            case ReviewPage():
                self._check_words(page)
            case BreakPage():
                self._shoot("halfway")
                self._press(page.main_button)
            case InterruptedPage():
                self._shoot("interrupted")
                self._press(page.main_button)
            case FinishedPage():
                self._shoot("finished")
                self._press(page.more_button)
            case ConsentReceiptPage() | SurveyPage() | DemographicsPage() | SheetPage():
                self._at_end(page)
            case ErrorPage():
                self._shoot("error")
            case _:
                log.warning("the demo does not know the page %s", type(page).__name__)

    def _consent(self, page: ConsentPage) -> None:
        self._shoot("consent")
        for row in page.rows:
            self._press(row.switch.no if row.purpose in REFUSED else row.switch.yes)
        self._shoot("consent-answered")
        self._press(page.go_on_button)

    def _practise(self, page: PracticePage) -> None:
        """Type a word and go on: what is said aloud here would only be played to nobody."""
        if not page.answer.isVisible() and not page.again_button.isVisible():
            self._shoot("practice")
            typing = page.type_button if page.type_button.isVisible() else page.main_button
            self._press(typing)
            return
        if page.answer.isVisible():
            type_text(page.answer.edit, "OK")
        else:
            self._shoot("practice-done")
        self._press(page.main_button)

    def _question(self, page: QuestionPage) -> None:
        now = self._kiosk.controller.interview
        if now.step is not Step.QUESTION:
            return
        name = f"{now.question.id}-{now.turn}"
        if now.phase is Phase.PREPARING:
            self._begin_answer(page, name)
        elif now.phase is Phase.TAKING and now.typed:
            self._type(page, name)
        elif now.phase is Phase.TAKING and self._waited(self._script.spoken_s):
            self._shoot(f"{name}-speaking")
            self._press(page.buttons.stop_button)

    def _begin_answer(self, page: QuestionPage, name: str) -> None:
        now = self._kiosk.controller.interview
        self._shoot(f"{name}-prepare")
        self._rest = self._script.answers.get((now.question.id, now.turn), "")
        media = self._script.media
        aloud = now.question.id in self._script.spoken and now.turn == 1
        if media is not None:
            sound = media.spoken if aloud and media.spoken is not None else media.microphone
            self._kiosk.engine.send(PlayNext(f"file:{sound}"))
        buttons = page.buttons
        # where speaking is possible, the one who types says so; else the start button leads to the text box
        by_hand = not aloud and not buttons.type_button.isHidden()
        self._press(buttons.type_button if by_hand else buttons.start_button)

    def _type(self, page: QuestionPage, name: str) -> None:
        if self._rest:
            keys, self._rest = self._rest[:KEYS_AT_ONCE], self._rest[KEYS_AT_ONCE:]
            type_text(page.answer.edit, keys)
            self._moved_s = time.monotonic()
        elif self._waited(self._script.typing_s):
            self._shoot(f"{name}-typed")
            empty = page.answer.is_blank
            self._press(page.buttons.skip_button if empty else page.buttons.submit_button)
            if empty:
                self._press(page.buttons.confirm.yes_button)

    def _check_words(self, page: ReviewPage) -> None:
        """Accept what was recognised, or first write what was said."""
        now, media = self._kiosk.controller.interview, self._script.media
        self._shoot("check-the-words")
        said = self._script.answers.get((now.question.id, now.turn), "")
        if media is not None and media.is_put_right and page.answer.text != said:
            page.answer.edit.selectAll()
            type_text(page.answer.edit, said)
            self._shoot("words-corrected")
        self._press(page.accept_button)

    def _chat(self, page: ChatsPage) -> None:
        now = self._kiosk.controller.interview
        if now.step is Step.QUESTION:
            self._shoot(f"{now.question.id}-{len(now.desk.said)}")
            button = next_button(page, now, self._script.answers)
            if button is not None:
                self._press(button)

    def _at_end(self, page: ConsentReceiptPage | SurveyPage | DemographicsPage | SheetPage) -> None:
        match page:
            case ConsentReceiptPage():
                self._shoot("consent-receipt")
                self._press(page.go_on_button)
            case SurveyPage():
                self._press(page.rows["fair"].buttons["yes"])
                self._shoot("survey")
                self._press(page.send_button)
            case DemographicsPage():
                self._shoot("voluntary")
                self._press(page.skip_button)
            case SheetPage() if self._scored:
                self._shoot("feedback")
                self._timer.stop()
                self.done.emit(None)

    def _waited(self, wait_s: float) -> bool:
        return time.monotonic() - self._since_s >= wait_s

    def _press(self, button: QAbstractButton) -> None:
        if button.isEnabled() and button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _shoot(self, name: str) -> None:
        """A picture of the window, once for each name."""
        if name in self._shown or self._script.screens is None:
            return
        self._shown.add(name)
        self._shots += 1
        QApplication.sendPostedEvents()  # a label that has just changed is laid out first
        path = self._script.screens / f"{self._shots:02}-{name}.png"
        if self._kiosk.window.grab().save(str(path)):
            self.screens.append(path)
