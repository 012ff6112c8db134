"""The PIN on the screen, the careful start and the attendant, with the real book, store and threads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.safe_mode import SafeMode, restore_newest
from app.bootstrap.staff_door import CHOOSE, WAY_OUT, SetUp, StaffDoor
from app.bootstrap.staff_task import StaffTask
from app.domain.language import Language
from app.errors import KioskError
from app.settings import Settings
from app.staff.book import StaffBook
from app.staff.lockout import FREE_TRIES, Moment
from app.staff.secret import Hashing, code_digits
from app.store.backup import FOLDER, make_backup, whole_with
from app.store.journal import Journal
from app.ui.admin.pin_page import PinPage
from app.ui.admin.pin_views import PinMode, StaffWish, Typed
from app.watch.starts import FailedStarts
from tests.unit.store.samples import NOW, ONE, whole

CHEAP = Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PIN, WRONG = "27182845", "99887766"
Rows = list[tuple[str, str]]


@pytest.fixture
def rows() -> Rows:
    return []


@pytest.fixture
def task(tmp_path: Path, rows: Rows) -> StaffTask:
    def record(actor: str, action: str, details: Mapping[str, Any]) -> None:
        rows.append((actor, action))

    return StaffTask(StaffBook(tmp_path, CHEAP, lambda: Moment("one", 9.0)), record)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[..., Any]]:
    made: list[SetUp | StaffDoor] = []

    def open_one(flow: SetUp | StaffDoor, view: Any) -> Any:
        made.append(flow)
        flow.open(view, windowed=True)
        return flow

    yield open_one
    for flow in made:
        flow.stop()
        flow.window.deleteLater()


def type_in(flow: SetUp | StaffDoor, digits: str) -> None:
    flow.window.page.intent.emit(Typed(digits))


def test_the_first_start_asks_until_there_is_a_strong_pin(
    task: StaffTask, opened: Callable[..., SetUp], qtbot: QtBot, rows: Rows
) -> None:
    flow = opened(SetUp(task, Language.EN), CHOOSE)
    flow.window.page.intent.emit(StaffWish.BACK)
    assert flow.window.isVisible()  # there is no way round it
    type_in(flow, PIN)
    assert flow.view.lead == "set_up.repeat"
    type_in(flow, WRONG)
    assert flow.view == replace(CHOOSE, error=("two_secrets_differ", ()))
    for _ in range(2):
        type_in(flow, "12345678")
    qtbot.waitUntil(lambda: flow.view.error == ("staff_pin_weak", (("digits", 8),)))
    for _ in range(2):
        type_in(flow, PIN)
    qtbot.waitUntil(lambda: flow.view.mode is PinMode.TOLD)
    with qtbot.waitSignal(flow.admitted) as heard:
        flow.window.page.intent.emit(StaffWish.NOTED)
    assert heard.args == ["admin"]
    assert task.book.open_screen(PIN).name == "admin"
    assert rows == [("-", "screen_refused"), ("admin", "staff_set_up")]
    page = flow.window.page
    assert isinstance(page, PinPage)
    assert page.code.text() == "–"  # nobody who comes later reads the code


def test_the_way_out_by_pin_lock_and_unlock_code(
    task: StaffTask, opened: Callable[..., StaffDoor], qtbot: QtBot, rows: Rows
) -> None:
    code = task.book.set_up("admin", PIN)
    door = opened(StaffDoor(task, Language.ZH), WAY_OUT)
    for number in range(FREE_TRIES + 1):
        type_in(door, WRONG)
        told = "staff_refused" if number < FREE_TRIES else "staff_locked"
        qtbot.waitUntil(lambda: door.view.mode is PinMode.PIN and door.view.error is not None)
        assert door.view.error is not None
        assert door.view.error[0] == told
    type_in(door, PIN)  # right, but the wait is not over
    qtbot.waitUntil(lambda: door.view.mode is PinMode.PIN)
    assert door.window.isVisible()
    door.window.page.intent.emit(StaffWish.OTHER)
    assert door.view.mode is PinMode.CODE
    type_in(door, code_digits(code))
    qtbot.waitUntil(lambda: door.view.mode is PinMode.TOLD)
    assert door.view.code not in ("", code)
    with qtbot.waitSignal(door.admitted):
        door.window.page.intent.emit(StaffWish.NOTED)
    assert rows[-1] == ("unlock_code", "unlock_code_used")
    door.open(WAY_OUT, windowed=True)
    with qtbot.waitSignal(door.admitted) as heard:
        type_in(door, PIN)
    assert heard.args == ["admin"]
    assert not door.window.isVisible()


def test_whoever_only_looks_goes_back(
    task: StaffTask, opened: Callable[..., StaffDoor], qtbot: QtBot
) -> None:
    task.book.set_up("admin", PIN)
    door = opened(StaffDoor(task, Language.ZH), WAY_OUT)
    for leave in (door.window.page.back_button.click, door.window.close, door._idle.timeout.emit):  # type: ignore[attr-defined]
        door.open(WAY_OUT, windowed=True)
        with qtbot.waitSignal(door.went_back):
            leave()
        assert not door.window.isVisible()


@pytest.fixture
def broken(tmp_path: Path) -> Settings:
    """A kiosk whose database is damaged, with a good copy."""
    settings = Settings(data_dir=tmp_path, windowed=True)
    settings.media_dir.mkdir()
    journal = Journal.open(settings.database_file, settings.media_dir)
    journal.append(ONE, whole(ONE), now=NOW)
    make_backup(journal, tmp_path / FOLDER, whole_with(journal.database_keys), now=NOW)
    journal.close()
    settings.database_file.write_bytes(b"lost" * 5000)
    return settings


def waited(safe: SafeMode, *steps: Callable[[], object]) -> bool:
    """What wait() says when somebody takes these steps as soon as the page is there."""
    for number, step in enumerate(steps):
        QTimer.singleShot(50 * (number + 1), step)
    again = safe.wait()
    safe.window.deleteLater()
    safe.door.window.deleteLater()
    return again


def test_a_broken_database_is_told_and_its_copy_put_back(broken: Settings, qapp: QApplication) -> None:
    failed = FailedStarts(2, "database_key_wrong", (("file", "kiosk.db"),))
    safe = SafeMode(broken, failed)
    page = safe.window.page
    assert waited(safe, lambda: page.intent.emit(StaffWish.RESTORE))  # nobody is set up: no PIN to ask for
    journal = Journal.open(broken.database_file, broken.media_dir)
    assert [each.id for each in journal.interviews()] == [ONE]
    assert len(journal.told("restored")) == 1
    journal.close()
    assert list(broken.data_dir.glob("*.corrupt-*"))


def test_the_careful_start_closes_only_by_pin(
    broken: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.staff.book.Hashing", lambda: CHEAP)
    StaffBook(broken.data_dir).set_up("admin", PIN)
    restored: list[str] = []
    safe = SafeMode(broken, FailedStarts(2), lambda name: restored.append(name))  # type: ignore[arg-type, func-returns-value]
    page = safe.window.page
    assert not page.restore_button.isVisible()  # type: ignore[attr-defined]
    assert not waited(
        safe,
        safe.window.close,
        lambda: qtbot.waitUntil(safe.door.window.isVisible),
        lambda: safe.door.window.page.intent.emit(Typed(PIN)),
    )
    assert restored == []


def test_an_unattended_kiosk_tries_again_by_itself(broken: Settings, qapp: QApplication) -> None:
    safe = SafeMode(broken, FailedStarts(2))
    safe._view = replace(safe._view, left_s=1)
    assert waited(safe, safe._timer.timeout.emit)


def test_a_copy_that_is_no_good_is_told(broken: Settings) -> None:
    for copy in (broken.data_dir / FOLDER).iterdir():
        copy.write_bytes(b"lost" * 5000)
    with pytest.raises(KioskError) as told:
        restore_newest(broken, "admin")
    assert told.value.code == "backup_missing"
