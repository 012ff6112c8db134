"""The administrator's screens on a real store and a real book of accounts, on a machine without devices."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap.office import OfficeRoom, RoomParts
from app.bootstrap.staff_task import recorder
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.office.machine import Machine
from app.office.values import Section
from app.settings import Settings
from app.staff.book import Role, StaffBook
from app.staff.secret import Hashing
from app.store.journal import Journal
from app.ui.widgets.basics import Button
from tests.fakes.office import FakeMachine
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, left, opening, whole

PIN, SECRET = "40718265", "long enough words"
WAIT_MS = 30_000  # a real machine is asked for its devices

Begin = Callable[[Language], "Office"]


class Office:
    """Somebody at the screens: "boss" is an administrator, "reader-1" is none and locked.

    machine: a real one, else a fake.
    """

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        model: CompetencyModel,
        language: Language,
        machine: Machine | None = None,
    ) -> None:
        self.qtbot, self.folder = qtbot, folder
        (folder / "media").mkdir(parents=True, exist_ok=True)
        self.journal = Journal.open(folder / "kiosk.db", folder / "media")
        self.fill()
        cheap = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.book = StaffBook(folder, cheap)
        self.book.set_up("boss", PIN)
        self.book.add("reader-1", Role.RECRUITER, SECRET)
        self.machine = FakeMachine()
        settings = replace(Settings(), data_dir=folder, language=language, windowed=True)
        record = recorder(self.journal.record)
        self.room = OfficeRoom(
            RoomParts(self.journal, model, settings, self.book, record, machine or self.machine.machine)
        )
        self.page = self.room.page
        self.room.window.resize(1280, 800)

    def fill(self) -> None:
        """An interview that was scored, one that was left, and a record that the hub refused."""
        self.journal.append(ONE, whole(ONE, media=False), now=NOW)
        self.journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW + 1)
        self.journal.append(TWO, [*opening(TWO), left("declined")], now=NOW + 2)
        (job,) = self.journal.outbox.due(now=NOW + 5, limit=1)
        self.journal.outbox.park(job, status=422, words="answers.0.turn: not an integer")

    def open(self, name: str = "boss") -> None:
        """`name` has shown a secret."""
        told: list[object] = []
        hears = told.append
        for signal in (self.room.worker.done, self.room.worker.failed):
            signal.connect(hears)
        self.room.open(name)
        self.qtbot.waitUntil(lambda: told != [])

    def go(self, section: Section) -> None:
        """Press a section of the list."""
        with self.qtbot.waitSignal(self.room.worker.done, timeout=WAIT_MS):
            self.page.buttons[section].click()

    @property
    def words(self) -> str:
        """What the open screen says."""
        return "\n".join(self.page.pages[self.page.section].words)

    def stop(self) -> None:
        """Close everything."""
        self.room.stop()
        self.journal.close()
        self.room.window.deleteLater()


def button(office: Office, words: str) -> Button:
    """The first button of the open screen that says `words`."""
    page = office.page.pages[office.page.section]
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisibleTo(page))


def press(office: Office, words: str) -> None:
    """Press it by key, and wait for the answer."""
    with office.qtbot.waitSignal(office.room.worker.done):
        office.qtbot.keyClick(button(office, words), Qt.Key.Key_Return)
