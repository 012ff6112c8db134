"""People who go through a whole sitting: with the keyboard alone, or with touches alone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.interview import Plan, Purpose
from app.flow.interview import Phase, Step
from app.ui.candidate.chats import ChatsPage
from app.ui.candidate.check_in import CheckInPage
from app.ui.candidate.consent import ConsentPage
from app.ui.candidate.experience import ExperiencePage
from app.ui.candidate.finished import FinishedPage
from app.ui.candidate.practice import PracticePage
from app.ui.candidate.question import QuestionPage
from app.ui.candidate.review import ReviewPage
from tests.qt.front_desk import Reception
from tests.qt.hands import key
from tests.qt.screens import settle
from tests.qt.spoken_desk import SpokenDesk
from tests.unit.flow.chat_plan import CHAT_PLAN, CHATS
from tests.unit.flow.plans import question

# Retakes, a second turn, chats, and enough questions for the break half-way.
SITTING: Plan = replace(
    CHAT_PLAN,
    questions=(
        question(1),
        CHATS,
        question(3, follow_up="always_second_turn", retakes=0),
        question(4),
        question(5),
        question(6),
    ),
)
SHORT: Plan = replace(SITTING, questions=(question(1), question(4)))
_TOUCH = QTest.createTouchDevice()


class Person:
    """Does on each page what leads on. use: how a control is used; write: how text gets into a box.

    refuses: the purposes they say no to.
    """

    def __init__(self, qtbot: QtBot, desk: SpokenDesk | Reception) -> None:
        self.qtbot, self.desk, self.window = qtbot, desk, desk.window
        self.pages: list[type[QWidget]] = []
        self.refuses: set[Purpose] = set()

    def use(self, control: QWidget) -> None:
        raise NotImplementedError

    @property
    def moment(self) -> tuple[object, ...]:
        """What has to change for something to have happened."""
        now, practice = self.desk.desk.controller.interview, self.window.practice._view
        desk = (now.desk.active, len(now.desk.said), now.desk) if now.step is Step.QUESTION else ()
        phase = practice.phase if practice is not None else None
        place = (now.step, now.index, now.turn, now.phase, now.take, now.paused, now.language)
        return (type(self.window.current_page), phase, *place, *desk)

    def do(self, action: Callable[[], None]) -> None:
        """Do something and wait until the kiosk has done its part."""
        before = self.moment
        action()
        self.qtbot.waitUntil(lambda: self.moment != before)

    def write(self, box: QPlainTextEdit, text: str) -> None:
        """Type into a box that has the focus, or gets it."""
        if self.window.focusWidget() is not box:
            self.use(box)
        assert self.window.focusWidget() is box
        QTest.keyClicks(box, text)

    def to(self, page: type[QWidget], at: Callable[[], bool] = lambda: True) -> None:
        """Go on until `page` is open and `at` holds."""
        while not (isinstance(self.window.current_page, page) and at()):
            self.step()

    def step(self) -> None:
        """What leads on from here."""
        page = self.window.current_page
        if type(page) not in self.pages:
            self.pages.append(type(page))
        if isinstance(page, ConsentPage):
            for each in page.rows:
                self.use(each.switch.no if each.purpose in self.refuses else each.switch.yes)
            self.do(lambda: self.use(page.go_on_button))
        elif isinstance(page, QuestionPage):
            self._answer(page)
        elif isinstance(page, ChatsPage):
            self._serve(page)
        else:
            if isinstance(page, PracticePage) and page.answer.isVisible():
                self.write(page.answer.edit, "typed words")
            button = self._way_on(page)
            self.do(lambda: self.use(button))

    def _way_on(self, page: QWidget) -> QWidget:
        match page:
            case CheckInPage():
                return page.walk_in_button
            case ExperiencePage():
                return page.no_button
            case PracticePage():
                return page.main_button
            case ReviewPage():
                return page.accept_button
            case FinishedPage():
                return page.done_button
            case _:
                names = ("go_on_button", "start_button", "main_button", "skip_button")
                return next(getattr(page, name) for name in names if hasattr(page, name))

    def _answer(self, page: QuestionPage) -> None:
        phase = self.desk.desk.controller.interview.phase
        if phase is Phase.TAKING and page.buttons.submit_button.isVisible():
            self.write(page.answer.edit, "typed words")
        self.do(lambda: self.use(page.buttons.main_button))

    def _serve(self, page: ChatsPage) -> None:
        """One reply to the first customer, a note, and the end."""
        now = self.desk.desk.controller.interview
        if now.desk.active is None:
            self.desk.desk.controller._tick()
            self.do(lambda: self.use(next(iter(page.chats.buttons.values()))))
        elif not now.desk.said:
            self.write(page.writing.box, "I am looking into it.")
            self.do(lambda: self.use(page.writing.button))
        else:
            self.use(page.side.note_button)
            self.write(page.side.note, "One reply sent.")
            self.use(page.finish_button)
            self.do(lambda: self.use(page.confirm.yes_button))


class Keys(Person):
    """Only a keyboard: Tab walks, the space bar presses, an arrow key changes a choice among others."""

    def use(self, control: QWidget) -> None:
        group = control.group() if isinstance(control, QAbstractButton) else None
        together = group.buttons() if group is not None else [control]
        for _ in range(40):
            focus = self.window.focusWidget()
            if focus in together:
                break
            key(self.qtbot, self.window, Qt.Key.Key_Tab)
        else:
            raise AssertionError(f"Tab never reaches {control.accessibleName()}")
        if focus is not control:
            steps = together.index(control) - together.index(focus)  # type: ignore[arg-type]
            for _ in range(abs(steps)):
                key(self.qtbot, self.window, Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left)
        if isinstance(control, QAbstractButton) and not (group is not None and control.isChecked()):
            key(self.qtbot, self.window, Qt.Key.Key_Space)


class Touches(Person):
    """Only a finger."""

    def use(self, control: QWidget) -> None:
        assert control.isVisible(), control.accessibleName()
        settle()
        around = control.parentWidget()
        while around is not None:  # a swipe
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(control)
            around = around.parentWidget()
        at = control.mapTo(self.window, control.rect().center())
        self._tap(at)

    def _tap(self, at: QPoint) -> None:
        handle = self.window.windowHandle()
        QTest.touchEvent(handle, _TOUCH).press(0, at, handle).commit()
        QTest.touchEvent(handle, _TOUCH).release(0, at, handle).commit()
