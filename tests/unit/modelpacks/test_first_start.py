"""The offer of a pack on the screen: real page, real installer, a hub on this machine; only the clock is ours."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.analysis.packs import find_packs
from app.bootstrap.first_start import GOES_ON_S, FirstStart
from app.cli_first_start import FetchPack, page_for
from app.cli_offer import is_answered
from app.doctor.checks import check_offer
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.self_test import SelfTest
from app.modelpacks.sources import HubSource
from app.settings import Settings
from app.ui.admin.pack_offer import PackOfferPage
from tests.unit.modelpacks.conftest import FILES, small_pack
from tests.unit.modelpacks.mirror import Mirror

WITHIN_MS = 5000


class Admin:
    """The page with the hands of an administrator and a clock that stands until it is moved."""

    def __init__(self, qtbot: QtBot, settings: Settings, fetch: FetchPack) -> None:
        self.qtbot, self.settings, self.clock = qtbot, settings, [0.0]
        self.ends: list[bool] = []
        self.first_start: FirstStart = page_for(settings, fetch, is_mute=True, clock_s=lambda: self.clock[0])
        self.first_start.finished.connect(lambda: self.ends.append(self.first_start.window.isVisible()))
        self.first_start.start(windowed=True)
        qtbot.waitExposed(self.first_start.window)

    @property
    def page(self) -> PackOfferPage:
        return self.first_start.window.page

    def press(self, button: QPushButton) -> None:
        """Touch a button as soon as it is there."""
        self.until(lambda: button.isVisible() and button.isEnabled())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WITHIN_MS)

    def install(self) -> None:
        """Accept the licence and begin."""
        self.press(self.page.accept_button)
        self.press(self.page.install_button)

    @property
    def is_remembered(self) -> bool:
        return is_answered(self.settings.data_dir)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def admin(qtbot: QtBot, settings: Settings, mirror: Mirror) -> Iterator[Admin]:
    def try_out(_folder: Path) -> SelfTest:
        return SelfTest(0.1, 0.2, 100)

    fetch = FetchPack(small_pack(), settings.packs_dir, HubSource(mirror.url), try_out, wait_s=0.0)
    made = Admin(qtbot, settings, fetch)
    yield made
    made.first_start.stop()


def test_a_pack_is_fetched_when_its_licence_was_accepted_and_then_the_kiosk_comes_up(
    admin: Admin, settings: Settings
) -> None:
    page = admin.page
    assert "Free for all." in page.licence.toPlainText()
    assert not page.install_button.isEnabled()
    admin.press(page.accept_button)
    admin.press(page.accept_button)
    assert not page.install_button.isEnabled(), "taken back"
    admin.install()
    admin.press(page.go_on_button)
    assert admin.ends == [True], "the page stays until something else is shown"
    assert not admin.first_start.window.isVisible()
    assert [pack.id for pack in find_packs(settings.packs_dir)[0]] == ["small-pack"]
    manifest = json.loads((settings.packs_dir / "small-pack/manifest.json").read_text("utf-8"))
    assert manifest["licence"]["accepted_by"]
    assert not admin.is_remembered


def test_a_download_is_stopped_and_goes_on_where_it_stood(admin: Admin, mirror: Mirror) -> None:
    opens = threading.Event()
    mirror.gates["model.bin"] = (300_000, opens)
    admin.install()
    admin.until(lambda: admin.page.bar.value() > 0)
    admin.clock[0] += 10 * GOES_ON_S
    admin.press(admin.page.stop_button)
    opens.set()
    admin.press(admin.page.install_button)
    admin.until(admin.page.go_on_button.isVisible)
    assert admin.ends == [], "a download is not cut off because nobody touches anything"
    asked = [asked for path, _, asked in mirror.asked if path == "model.bin"]
    assert asked[0] is None
    assert asked[1] is not None, "not from the beginning again"


def test_a_hub_that_is_silent_does_not_hold_the_kiosk_back(admin: Admin, mirror: Mirror) -> None:
    opens = threading.Event()
    mirror.gates["model.bin"] = (300_000, opens)
    admin.install()
    admin.until(lambda: admin.page.bar.value() > 0)
    admin.press(admin.page.stop_button)
    admin.press(admin.page.later_button)
    assert admin.ends == [True]
    opens.set()


def test_a_failure_is_told_in_words_and_can_be_tried_again(
    admin: Admin, mirror: Mirror, settings: Settings
) -> None:
    mirror.statuses["model.bin"] = [404]
    admin.install()
    admin.until(admin.page.again_button.isVisible)
    zh = admin.page.banner.text
    assert "model.bin" in zh
    admin.first_start.window.header.language_buttons[Language.EN].click()
    assert admin.page.banner.text not in ("", zh)
    admin.press(admin.page.again_button)
    admin.until(admin.page.go_on_button.isVisible)
    assert admin.page.banner.text == ""
    assert (settings.packs_dir / "small-pack/model.bin").read_bytes() == FILES["model.bin"]


def test_a_pack_that_does_not_work_here_is_not_installed(
    qtbot: QtBot, settings: Settings, mirror: Mirror
) -> None:
    def fails(_folder: Path) -> SelfTest:
        raise KioskError("pack_too_slow", pack="small-pack", rtf=9.0)

    admin = Admin(qtbot, settings, FetchPack(small_pack(), settings.packs_dir, HubSource(mirror.url), fails))
    try:
        admin.install()
        admin.until(lambda: "small-pack" in admin.page.banner.text)
        assert find_packs(settings.packs_dir) == ((), ())
    finally:
        admin.first_start.stop()


@pytest.mark.parametrize("how", ["button", "closed"])
def test_later_is_remembered_and_the_doctor_still_offers(
    admin: Admin, settings: Settings, mirror: Mirror, how: str
) -> None:
    if how == "button":
        admin.press(admin.page.later_button)
    else:
        admin.first_start.window.close()
    assert admin.ends == [True]
    assert mirror.asked == []
    assert admin.is_remembered
    assert [finding.code for finding in check_offer(settings)] == ["doctor_pack_offer"]


def test_an_unattended_kiosk_comes_up_and_asks_again_next_time(admin: Admin) -> None:
    admin.clock[0] = GOES_ON_S - 10.0
    admin.until(lambda: "10" in admin.page.countdown.text())
    admin.qtbot.mouseClick(admin.first_start.window.windowHandle(), Qt.MouseButton.LeftButton)
    admin.clock[0] = GOES_ON_S + 1.0
    admin.until(lambda: "49" in admin.page.countdown.text())
    assert admin.ends == [], "somebody is there"
    admin.clock[0] += 49.0
    admin.until(lambda: admin.ends == [True])
    assert not admin.is_remembered
