"""A kiosk whose keys lie under a passphrase: a page asks for it, by finger or by key, and trying costs time."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap.unlocking import TRIES, KeyTask, Unlocking
from app.domain.language import Language
from app.errors import KioskError
from app.settings import Settings
from app.staff.lockout import FREE_TRIES, Moment
from app.store import keys_admin, keys_machine, keys_spoken, vault
from app.store.journal import Journal
from app.store.keys_spoken import PASSPHRASE, RECOVERY
from app.store.unlocking import ways_by_hand
from app.ui.admin.frame import StaffWindow
from app.ui.admin.key_page import KeyPage, KeyTyped, KeyView
from app.ui.admin.pin_views import StaffWish
from tests.qt.screens import settle
from tests.qt.sheet_check import cut_texts, overlapping, place, visible

PHRASE = "Paper boat & 7 bridges"
VIEWS = (
    KeyView(),
    KeyView(has_other=False),
    KeyView(is_busy=True),
    KeyView(is_code=True),
    KeyView(error=("passphrase_wrong", ())),
    KeyView(error=("passphrase_wait", (("wait_s", 900),))),
)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Settings, str]:
    """Settings of a kiosk that only a passphrase opens, and its recovery code."""
    monkeypatch.setenv(keys_machine.KEY_DIR, str(tmp_path / "keys"))
    monkeypatch.setattr(keys_spoken, "MEMORY_KIB", 64)  # Argon2 takes 0.8 s as it ships
    settings = Settings(data_dir=tmp_path / "data", microphone=None, camera=None, windowed=True)
    settings.media_dir.mkdir(parents=True)
    Journal.open(settings.database_file, settings.media_dir).close()
    keys_admin.set_passphrase(settings.data_dir, PHRASE)
    code = keys_admin.new_recovery_code(settings.data_dir)
    keys_admin.set_unattended(settings.data_dir, allowed=False)
    vault._typed_before.clear()
    return settings, code


@pytest.fixture
def unlocking(sealed: tuple[Settings, str], qtbot: QtBot) -> Iterator[Unlocking]:
    page = Unlocking(sealed[0], ways_by_hand(sealed[0].data_dir))
    yield page
    page.stop()
    page.window.deleteLater()
    page.door.window.deleteLater()


def page_of(unlocking: Unlocking) -> KeyPage:
    assert isinstance(unlocking.window.page, KeyPage)
    return unlocking.window.page


def then(step: Callable[[], object]) -> None:
    """As soon as the page waits."""
    QTimer.singleShot(0, step)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("language", Language)
def test_every_state_fits_and_can_be_used(
    qtbot: QtBot, resources: Path, language: Language, size: tuple[int, int]
) -> None:
    window = StaffWindow(resources, language, KeyPage)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    for view in VIEWS:
        window.page.show_view(view)  # type: ignore[attr-defined]
        settle()
        assert cut_texts(window) == [], view
        assert overlapping(window) == [], view
        assert all(each.text() for each in visible(window, QLabel) if isinstance(each, QLabel)), view
        for each in visible(window, QAbstractButton):
            assert window.rect().contains(place(each, window)), view
            assert min(each.width(), each.height()) >= 48, view
            assert each.accessibleName(), view
    window.release()
    window.close()
    window.deleteLater()


def test_a_phrase_by_finger_and_by_key(qtbot: QtBot, resources: Path) -> None:
    window, heard = StaffWindow(resources, Language.EN, KeyPage), list[object]()
    page = window.page
    assert isinstance(page, KeyPage)
    page.intent.connect(heard.append)
    by_name = {key.accessibleName(): key for line in page.keys.keys for key in line}
    by_name["p"].click()
    page.keys.shift_key.click()
    assert by_name["p"].accessibleName() == "P"
    by_name["p"].click()
    by_name["7"].click()
    assert by_name["7"].text() == "&&"
    page.keys.space_key.click()
    qtbot.keyClicks(page.entry, "xy")
    page.keys.back_key.click()
    assert page.entry.text() == "pP& x"
    assert page.entry.displayText() != "pP& x", "a phrase is typed unseen"
    qtbot.keyClick(page.entry, Qt.Key.Key_Return)
    assert heard[0] == KeyTyped("pP& x")
    assert page.entry.text() == ""
    page.enter_button.click()
    assert heard[-1] == KeyTyped("pP& x"), "nothing typed is nothing tried"
    page.other_button.click()
    assert heard[-1] is StaffWish.OTHER
    page.show_view(KeyView(is_code=True))
    assert page.entry.echoMode() is QLineEdit.EchoMode.Normal
    assert "pP&" not in repr(heard)
    window.deleteLater()


def test_the_phrase_opens_the_store_for_this_process(
    sealed: tuple[Settings, str], unlocking: Unlocking
) -> None:
    settings, _ = sealed
    assert ways_by_hand(settings.data_dir) == (PASSPHRASE, RECOVERY)
    with pytest.raises(KioskError, match="keys_locked"):
        Journal.open(settings.database_file, settings.media_dir)
    then(lambda: page_of(unlocking).intent.emit(KeyTyped(PHRASE)))
    assert unlocking.wait()
    assert ways_by_hand(settings.data_dir) == ()
    Journal.open(settings.database_file, settings.media_dir).close()
    assert not (settings.data_dir / TRIES).exists()
    on_disk = b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())
    assert PHRASE.encode() not in on_disk


def test_the_code_on_paper_opens_it_too_and_the_phrase_stays(
    sealed: tuple[Settings, str], unlocking: Unlocking
) -> None:
    settings, code = sealed
    then(lambda: page_of(unlocking).intent.emit(StaffWish.OTHER))
    then(lambda: page_of(unlocking).intent.emit(KeyTyped(code.lower(), is_code=True)))
    assert unlocking.wait()
    vault._typed_before.clear()
    assert ways_by_hand(settings.data_dir) == (PASSPHRASE, RECOVERY)
    KeyTask(settings.data_dir)(KeyTyped(PHRASE))
    Journal.open(settings.database_file, settings.media_dir).close()


def test_a_wrong_one_is_told_and_the_page_can_be_closed(
    sealed: tuple[Settings, str], unlocking: Unlocking, qtbot: QtBot
) -> None:
    page = page_of(unlocking)

    def try_it() -> None:
        page.intent.emit(KeyTyped("wrong wrong wrong"))
        qtbot.waitUntil(lambda: "wrong" in page.banner.accessibleName() or page._view.error is not None)
        assert page._view.error == ("passphrase_wrong", ())
        page.close_button.click()  # no PIN is set up yet

    then(try_it)
    assert not unlocking.wait()
    assert ways_by_hand(sealed[0].data_dir)


def test_a_machine_key_that_comes_late_opens_it_without_anybody(
    sealed: tuple[Settings, str], unlocking: Unlocking, tmp_path: Path
) -> None:
    settings, code = sealed
    keys_admin.recover(settings.data_dir, code)
    (key,) = (tmp_path / "keys").iterdir()
    away = key.rename(tmp_path / "away")
    assert ways_by_hand(settings.data_dir)
    then(unlocking._look.timeout.emit)
    then(lambda: os.replace(away, key))
    then(unlocking._look.timeout.emit)
    assert unlocking.wait()


class Uptime:
    """A computer whose time passes when the test says so."""

    def __init__(self) -> None:
        self.boot, self.uptime_s = "one", 1000.0

    def __call__(self) -> Moment:
        return Moment(self.boot, self.uptime_s)


def code_of(task: KeyTask, typed: KeyTyped) -> str:
    try:
        task(typed)
    except KioskError as error:
        return error.code
    return ""


def test_trying_costs_a_wait_that_no_restart_shortens(sealed: tuple[Settings, str]) -> None:
    (settings, code), now = sealed, Uptime()
    task, wrong = KeyTask(settings.data_dir, now), KeyTyped("wrong wrong wrong")
    assert [code_of(task, wrong) for _ in range(FREE_TRIES + 1)] == ["passphrase_wrong"] * (FREE_TRIES + 1)
    assert code_of(task, KeyTyped(PHRASE)) == "passphrase_wait"
    now.uptime_s += 59
    assert code_of(KeyTask(settings.data_dir, now), KeyTyped(PHRASE)) == "passphrase_wait"
    now.boot, now.uptime_s = "two", 5.0
    assert code_of(KeyTask(settings.data_dir, now), KeyTyped(PHRASE)) == "passphrase_wait"
    now.uptime_s += 59
    assert code_of(task, KeyTyped(PHRASE)) == "passphrase_wait"
    assert code_of(task, KeyTyped("AAAA-BBBB", is_code=True)) == "recovery_code_wrong"
    now.uptime_s += 2
    assert code_of(task, wrong) == "passphrase_wrong"
    now.uptime_s += 61
    assert code_of(task, wrong) == "passphrase_wait", "the wait has doubled"
    assert code_of(task, KeyTyped(code, is_code=True)) == "", "the code on paper is never kept waiting"
    vault._typed_before.clear()
    assert code_of(task, KeyTyped(PHRASE)) == ""


@pytest.mark.parametrize("text", ["", "[]", "{", '{"failures": "x"}', "[" * 100_000])
def test_a_file_of_tries_that_was_altered_stops_nobody(sealed: tuple[Settings, str], text: str) -> None:
    (sealed[0].data_dir / TRIES).write_text(text, "utf-8")
    assert code_of(KeyTask(sealed[0].data_dir), KeyTyped(PHRASE)) == ""
