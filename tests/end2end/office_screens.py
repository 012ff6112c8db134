"""Every screen of the administration on the store of a demo, for whoever takes pictures of it."""

from collections.abc import Callable
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtWidgets import QWidget

from app.bootstrap.office import OfficeRoom, RoomParts
from app.bootstrap.staff_task import recorder
from app.cli_office import machine_of
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.office.values import Section
from app.settings import Settings
from app.staff.book import Role, StaffBook
from app.staff.secret import Hashing
from app.store.journal import Journal

BOSS, READER = "boss", "reader-1"


def office_pictures(
    journal: Journal,
    model: CompetencyModel,
    settings: Settings,
    take: Callable[[QWidget, str], None],
    until: Callable[[Callable[[], object]], None],
) -> None:
    """`take` a picture of each section, signed in as an administrator, on this machine; settings: of the store's kiosk.

    until: waits for what is asked.
    """
    book = StaffBook(settings.data_dir, Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
    book.set_up(BOSS, "40718265")
    book.add(READER, Role.RECRUITER, "long enough words")
    machine = machine_of(settings)
    room = OfficeRoom(RoomParts(journal, model, settings, book, recorder(journal.record), machine))
    try:
        room.window.resize(1440, 900)
        room.open(BOSS)
        for section in Section:
            screen = room.page.pages[section]
            if section is not Section.USERS:  # where it opens
                room.page.buttons[section].click()
            until(lambda screen=screen: room.page.stack.currentWidget() is screen and screen.words)
            take(room.window, f"admin-{section.value}")
    finally:
        room.stop()
        room.window.deleteLater()


def settings_of(data: Path, language: Language) -> Settings:
    """A kiosk in a window over this data folder, without devices of its own."""
    return Settings(data_dir=data, language=language, windowed=True, microphone=None, camera=None)
