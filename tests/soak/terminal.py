"""`python -m tests.soak.terminal`: the real `kiosk run`, again and again, with hands before it and a witness.

Modules are imported once and each life of the program is forked from there, which saves 1.5 s of a start; nothing
of the program is built, opened or started before the fork. One order a line on the standard input:
{"start": {...}} answers "pid N"; {"wait": true} answers "code N" once that life is over.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import app.store  # noqa: F401 - before anything imports sqlite_utils
from app import cli, cli_run
from app.bootstrap import kiosk as kiosk_module
from app.bootstrap import safe_mode  # noqa: F401 - imported before the fork
from app.bootstrap.application import application, report_bugs_to
from app.bootstrap.attendant import Attendant
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.demo.answers import load_answers
from app.demo.driver import Driver, Script
from app.demo.media import DemoMedia
from app.domain.language import Language
from app.log import logging_to
from app.settings import load_settings
from app.ui.admin.frame import StaffWindow
from app.ui.admin.safe_page import SafePage
from app.ui.candidate.error import ErrorPage
from app.ui.candidate.sheet import SheetPage
from app.ui.chat_views import ChatsView
from app.ui.views import ErrorView, InterruptedView, QuestionView, View
from app.ui.window import KioskWindow
from app.watch.crash_report import reporting_to
from tests.soak.told import Told, fingerprint

assert cli_run
LOOK_MS = 20
RETRY_S = 0.5  # after which somebody presses "try again" on an error


class Teller(QObject):
    """Writes a line whenever the screen has changed. Connect it after the window: then the page is drawn."""

    def __init__(self, kiosk: Kiosk, path: Path) -> None:
        super().__init__()
        self._kiosk = kiosk
        self._moment: tuple[object, ...] = ()
        self._known = 0
        self._interview = ""
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        kiosk.controller.view_changed.connect(self.tell)

    @Slot(object)
    def tell(self, view: View) -> None:
        """Write what the page says, if it says something new."""
        now = self._kiosk.controller.interview
        if now.interview_id != self._interview:
            self._interview, self._known = now.interview_id, 0
        question = now.plan.questions[now.index].id if now.plan is not None and not now.is_over else ""
        told = Told(
            at_s=time.monotonic(),
            page=type(view).__name__,
            interview=now.interview_id,
            question=question,
            turn=now.turn,
            take=now.take,
            phase=now.phase.value,
            paused=now.paused,
            left_s=round(view.left_s, 3) if isinstance(view, QuestionView | ChatsView) else None,
            answers=len(now.answers),
            new=tuple(fingerprint(each) for each in now.answers[self._known :]),
            replies=sum(said.line is None for said in now.desk.said),
            code=_code(view),
            recording=isinstance(view, QuestionView) and view.sound_recorded,
            waiting=isinstance(view, InterruptedView) and view.waiting,
            is_over=now.is_over,
            microphone=view.mic_ok if isinstance(view, QuestionView) else None,
            camera=view.camera_ok if isinstance(view, QuestionView) else None,
        )
        if told.moment == self._moment:
            return
        self._moment, self._known = told.moment, len(now.answers)
        os.write(self._file, (json.dumps(asdict(told)) + "\n").encode())


class Seen(kiosk_module.Kiosk):
    """The kiosk, known to whoever sits before it. (Asking the garbage collector for it breaks tuples being built.)"""

    newest: "Seen"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        Seen.newest = self


class Person(QObject):
    """Finds the window of the program as soon as it is there, and sits down before it."""

    def __init__(self, order: dict[str, Any]) -> None:
        super().__init__()
        self._order = order
        self._parent = os.getppid()
        self._driver: Driver | None = None
        self._teller: Teller | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if os.getppid() != self._parent:  # the test was stopped: nobody is left to kill this program
            os._exit(1)
        for window in QApplication.topLevelWidgets():
            if isinstance(window, StaffWindow) and isinstance(window.page, SafePage) and window.isVisible():
                QTest.mouseClick(window.page.again_button, Qt.MouseButton.LeftButton)
            elif isinstance(window, KioskWindow) and self._driver is None:
                self._sit_down()

    def _sit_down(self) -> None:
        kiosk = Seen.newest
        language = Language(self._order["language"])
        film = self._order["film"]
        script = Script(
            answers=load_answers(resources_dir(), language, self._order["candidate"]),
            media=DemoMedia(Path(film), Path(film), "a recording") if film else None,
            screens=None,
            typing_s=self._order["typing_s"],
            spoken=frozenset(self._order["spoken"]),
            spoken_s=self._order["typing_s"],
            read_s=self._order["read_s"],
            devices_s=0.0,
        )
        self._teller = Teller(kiosk, Path(self._order["told"]))
        self._driver = Candidates(kiosk, script)
        self._driver.start()


class Candidates(Driver):
    """One after the other: who has read the last sheet leaves, and the next one comes."""

    def _at_end(self, page: Any) -> None:
        if isinstance(page, SheetPage):
            self._press(page.done_button)
        else:
            super()._at_end(page)

    def _act_between(self, page: Any) -> None:
        super()._act_between(page)
        if isinstance(page, ErrorPage) and self._waited(RETRY_S):
            self._press(page.main_button)


def live(order: dict[str, Any]) -> int:
    """One life of the program; its exit code, unless it is killed."""
    with open(order["log"], "ab") as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
    os.environ.update(order["env"])
    kiosk_module.Kiosk = Seen
    application()
    person = Person(order)
    code = cli.main(["run", "--windowed"]) if order["speed"] is None else run_fast(order["speed"])
    del person
    return code


def run_fast(speed: float) -> int:
    """The program as `kiosk run` builds it, but its recordings play `speed` times as fast."""
    settings = load_settings(os.environ)
    model = load_competency_model(content_dir())
    with logging_to(settings.log_file), reporting_to(settings.data_dir):
        kiosk = Seen(settings, model, speed=speed)
        report_bugs_to(kiosk.messages)
        beside = Attendant(kiosk, settings, model, application().exit)
        kiosk.start()
        beside.start()
        return application().exec()


def main() -> None:
    """Serve orders until the input ends."""
    child = 0
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        order = json.loads(line)
        if "start" in order:
            child = os.fork()
            if child == 0:
                os.close(0)
                answers.close()
                os._exit(live(order["start"]))
            answers.write(f"pid {child}\n")
        else:
            _, status = os.waitpid(child, 0)
            answers.write(f"code {os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _code(view: View) -> str | None:
    match view:
        case ErrorView(code=code):
            return code
        case InterruptedView(reason=reason):
            return str(reason)
        case QuestionView(alarm=alarm):
            return alarm
        case _:
            return None


if __name__ == "__main__":
    main()
