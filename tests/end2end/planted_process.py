"""A whole interview at the real program by a candidate whose every word is known, as a process of its own.

`python -m tests.end2end.planted_process OUT` goes on with whatever lies in OUT/data. It prints "answers N" when the
N-th answer is stored, "ended" when everything of the interview is, and then waits for a line.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.bootstrap.application import application, report_bugs_to
from app.bootstrap.kiosk import Kiosk
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.demo.answers import load_answers
from app.demo.chat_hands import type_text
from app.demo.driver import Driver, Script
from app.demo.media import DemoMedia, find_media
from app.domain.language import Language
from app.log import logging_to
from app.settings import Settings
from app.store.appointments import read_appointments
from app.store.backup import FOLDER, make_backup, whole_with
from app.store.journal import Journal
from app.ui.candidate.check_in import CheckInPage
from app.ui.candidate.consent_receipt import ConsentReceiptPage
from app.ui.candidate.demographics import DemographicsPage
from app.ui.candidate.sheet import SheetPage
from app.ui.candidate.survey import SurveyPage
from app.ui.paper import Printing
from app.watch.crash_report import reporting_to

NAME = "某某候选人纸鹤七号"
CODE, PHONE = "PLANT-77-CODE", "13800000077"
SAID = "纸船越过第七座桥，然后我把水壶放回原处。"
ASKED = "夜班以后食堂还开着灯吗，纸灯笼可以带回家吗？"
AGE = "45_to_59"
WORDS = (NAME, CODE, PHONE, SAID, ASKED, AGE)
ANSWERS_PLANTED = 3


class PlantedCandidate(Driver):
    """Types what is planted wherever a candidate can type, and has every paper saved."""

    def __init__(self, kiosk: Kiosk, script: Script) -> None:
        super().__init__(kiosk, script)
        self._told = 0
        kiosk.controller.view_changed.connect(self._tell)

    @Slot(object)
    def _tell(self, _: object) -> None:
        answers = len(self._kiosk.controller.interview.answers)
        if answers != self._told:
            self._told = answers
            _say(f"answers {answers}")

    def _act(self, page: QWidget) -> None:
        match page:
            case CheckInPage() if not page.entry.text() and page.entry.isEnabled():
                type_text(page.entry, PHONE)
                self._press(page.find_button)
            case CheckInPage():
                return
            case ConsentReceiptPage() | SheetPage() if not self._is_saved(page):
                self._press(page.card.print_button)
            case SurveyPage() if page.question.is_blank:
                type_text(page.question.edit, ASKED)
            case DemographicsPage():
                self._press(page.rows["age"].buttons[AGE])
                self._press(page.send_button)
            case _:
                super()._act(page)

    def _is_saved(self, page: ConsentReceiptPage | SheetPage) -> bool:
        return page._view is not None and page._view.printing is Printing.SAVED


def main(out: Path) -> int:
    """Run until somebody writes a line, or kills us."""
    answers = dict(load_answers(resources_dir(), Language.ZH, "weak"))
    for asked in list(answers)[:ANSWERS_PLANTED]:
        answers[asked] = f"{NAME}。{SAID}{answers[asked]}"
    media = find_media(Language.ZH, None, out / "media", SAID)
    settings = Settings(
        data_dir=out / "data",
        microphone=f"file:{media.microphone}",
        camera=f"file:{media.camera}",
        loudspeaker=False,
        windowed=True,
        asr_engine="none",
    )
    if not settings.database_file.exists():
        _expect(settings, out / "appointments.csv")
    app = application()
    with logging_to(settings.log_file):
        kiosk = Kiosk(settings, load_competency_model(content_dir()), speed=4.0)
        report_bugs_to(kiosk.messages)
        with reporting_to(settings.data_dir):
            candidate = _seated(kiosk, answers, media, out / "screens")
            candidate.done.connect(lambda _: app.exit(0))
            candidate.failed.connect(lambda _: app.exit(1))
            code = app.exec()
            _fail()
            check = whole_with(kiosk.journal.database_keys)
            make_backup(kiosk.journal, settings.data_dir / FOLDER, check, now=time.time())
            _say("ended" if code == 0 else "stalled")
            sys.stdin.readline()
            kiosk.stop()
    return code


def _expect(settings: Settings, listed: Path) -> None:
    """Somebody is expected; the list that was imported lies elsewhere."""
    listed.write_text(f"code,time,phone\n{CODE},,{PHONE}\n", "utf-8")
    settings.media_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = Journal.open(settings.database_file, settings.media_dir)
    appointments = read_appointments(listed, journal.match_key())
    journal.front_desk.replace_appointments(appointments, now=time.time(), actor="a")
    journal.close()


def _seated(
    kiosk: Kiosk, answers: dict[tuple[str, int], str], media: DemoMedia, screens: Path
) -> PlantedCandidate:
    candidate = PlantedCandidate(kiosk, Script(answers=answers, media=media, screens=screens, typing_s=0.1))
    kiosk.window.resize(1280, 800)
    kiosk.start()
    candidate.start()
    return candidate


def _fail() -> None:
    """A bug whose words hold what the candidate said goes where every bug goes: log, crash report, screen."""
    try:
        raise ValueError(f"{NAME} {PHONE} {SAID}")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def environment(out: Path) -> dict[str, str]:
    """Everything that a program may write to lies in OUT: home, cache, temporary files, settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "XDG_"))}
    home = out / "home"
    for folder in (home, home / "tmp", home / "cache"):
        folder.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "share"),
        "QT_QPA_PLATFORM": "offscreen",
        "KIOSK_KEY_DIR": str(out / "keys"),
        "LC_ALL": "C.UTF-8",
    }


def started(out: Path) -> "subprocess.Popen[str]":
    """The process, in a group of its own so that it can be killed with all it started."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.end2end.planted_process", str(out)],
        cwd=Path(__file__).resolve().parents[2],
        env=environment(out),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
