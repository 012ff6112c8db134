"""The administrator's page in every stage, language and size: nothing cut, big enough, named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QProgressBar
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.admin import pack_offer
from app.ui.admin.views import OfferedPack, PackOfferView, PackStage
from app.ui.admin.window import AdminWindow
from tests.qt.screens import settle
from tests.qt.sheet_check import cut_texts, overlapping, place, visible

SIZES_PX = [(1280, 800), (1920, 1080)]
TOUCH_PX = 48

OFFERED = PackOfferView(
    OfferedPack(
        "sherpa-sense-voice-small-int8",
        240,
        "models.intranet.example-company.com:8443",
        "FunASR-Model-License",
        "Long text. " * 400,
        "https://example.org/licence",
        is_mute=True,
    ),
    left_s=57,
)
BROKEN = ("pack_download_broken", (("pack", "sherpa-sense-voice-small-int8"), ("file", "model.int8.onnx")))
VIEWS = (
    OFFERED,
    replace(OFFERED, stage=PackStage.LOADING, done_mb=31.4, rest_s=754.0, left_s=None),
    replace(OFFERED, stage=PackStage.STOPPING, done_mb=31.4, left_s=None),
    replace(OFFERED, stage=PackStage.CHECKING, done_mb=240.0, left_s=None),
    replace(OFFERED, stage=PackStage.FAILED, done_mb=31.4, error=BROKEN),
    replace(OFFERED, stage=PackStage.DONE, done_mb=240.0),
)


@pytest.fixture
def window(qtbot: QtBot, resources: Path, request: pytest.FixtureRequest) -> Iterator[AdminWindow]:
    language, (width_px, height_px) = request.param
    made = AdminWindow(resources, language)
    made.resize(width_px, height_px)
    made.show_view(OFFERED)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.release()
    made.close()
    made.deleteLater()


@pytest.mark.parametrize(
    "window", [(language, size) for language in Language for size in SIZES_PX], indirect=True
)
def test_every_stage_fits_and_can_be_used(window: AdminWindow) -> None:
    for view in VIEWS:
        window.show_view(view)
        settle()
        assert cut_texts(window) == [], view.stage
        assert overlapping(window) == [], view.stage
        assert all(each.text() for each in visible(window, QLabel) if isinstance(each, QLabel)), view.stage
        for each in visible(window, QAbstractButton):
            assert window.rect().contains(place(each, window)), view.stage
            assert min(each.width(), each.height()) >= TOUCH_PX, view.stage
            assert each.accessibleName(), view.stage
        assert window.focusWidget() is not window.page.accept_button
        assert window.focusWidget() is not window.page.again_button
    for kind in (QPlainTextEdit, QProgressBar):
        assert all(each.accessibleName() for each in window.findChildren(kind))


@pytest.mark.parametrize("window", [(Language.EN, SIZES_PX[0])], indirect=True)
def test_who_hears_the_screen_is_told_each_new_stage_once(
    window: AdminWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(pack_offer, "announce", lambda _widget, text: told.append(text))
    loading, failed = VIEWS[1], VIEWS[4]
    for view in (loading, replace(loading, done_mb=40.0), failed):
        window.show_view(view)
    assert told[0] == "Downloading the pack"
    assert told[1].startswith("The pack is not installed The download of model.int8.onnx broke off")
    assert len(told) == 2


@pytest.mark.parametrize("window", [(Language.ZH, SIZES_PX[0])], indirect=True)
def test_chinese_comes_first_and_english_is_one_touch_away(window: AdminWindow) -> None:
    assert window.page.later_button.text() == "以后再说"
    window.header.language_buttons[Language.EN].click()
    assert window.page.later_button.text() == "Later"
    assert "57 s" in window.page.countdown.text()
