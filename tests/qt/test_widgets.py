"""The parts of the pages: what they show for which values."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.domain.language import Words
from app.ui.icons import Icons
from app.ui.scene import Scene, scene
from app.ui.views import QuestionPhase
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.captions import Captions
from app.ui.widgets.countdown import clock_text
from app.ui.widgets.level_meter import LevelMeter
from app.ui.widgets.prompt_area import prompt_look
from app.ui.window import KioskWindow
from tests.qt import samples


@pytest.mark.parametrize(
    ("left_s", "text"),
    [
        (150.0, "2:30"),
        (59.2, "1:00"),
        (59.0, "0:59"),
        (0.4, "0:01"),
        (0.0, "0:00"),
        (-0.4, "0:00"),
        (-7.9, "+0:07"),
    ],
)
def test_clock_text(left_s: float, text: str) -> None:
    assert clock_text(left_s) == text


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            samples.KETTLE.zh,
            Scene(
                "情景对话。",
                "你们卖的电热水壶质量太差了，用了三次就漏电跳闸，差点出事！我要投诉，还要发到网上！",
                "请直接回应客户。",
            ),
        ),
        (
            samples.KETTLE_TWO.en,
            Scene("", "Just tell me, can you solve it today or not?", "Please continue."),
        ),
        ("一位老年客户说：“听不懂。”请回应。", Scene("一位老年客户说：“听不懂。”请回应。", "", "")),
        ("观众连发两条：“一”“二”。请回应。", Scene("观众连发两条：“一”“二”。请回应。", "", "")),
        ("", Scene("", "", "")),
    ],
)
def test_scene(prompt: str, expected: Scene) -> None:
    assert scene(prompt) == expected


@pytest.mark.parametrize("prompt", [samples.RUDE, samples.KETTLE, samples.KETTLE_TWO, samples.DELAYED])
def test_a_scene_loses_nothing_but_the_speaker(prompt: Words) -> None:
    for text in (prompt.zh, prompt.en):
        parts = scene(text)
        kept = parts.setting + parts.line + parts.task
        left_out = len("".join(text.split())) - len("".join(kept.split()))
        assert 0 <= left_out <= len("Thecustomergoeson:“”")


def test_long_prompts_are_set_smaller() -> None:
    looks = [prompt_look("字" * length) for length in (10, 80, 200)]
    assert looks == ["prompt", "prompt-long", "prompt-longest"]
    assert prompt_look("a" * 100) == "prompt"


def test_captions_join_words_by_the_manner_of_their_script(qtbot: QtBot) -> None:
    captions = Captions()
    qtbot.addWidget(captions)
    for text in ("Hello", "my name", "您好", "请说"):
        captions.add(text, is_final=True)
    assert captions.text == "Hello my name您好请说"
    captions.add("好", is_final=False)
    captions.add("好的", is_final=False)
    assert captions.text.endswith("请说好的")
    captions.clear()
    assert captions.text == ""


def test_the_meter_rises_at_once_and_falls_slowly(qtbot: QtBot) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show_level(-30.0, -20.0)
    assert meter.share == pytest.approx(0.5)
    meter.show_level(-90.0, -80.0)
    assert 0.4 < meter.share < 0.5
    meter.show_level(3.0, 3.0)
    assert meter.share == 1.0
    meter.clear()
    assert meter.share == 0.0


def test_the_picture_keeps_its_shape_and_mirrors(qtbot: QtBot, resources: Path) -> None:
    view = CameraView(Icons(resources))
    qtbot.addWidget(view)
    assert view.heightForWidth(400) == 300
    image = QImage(40, 30, QImage.Format.Format_RGB888)
    image.fill(QColor("white"))
    for x in range(20):
        for y in range(30):
            image.setPixelColor(x, y, QColor("black"))
    view.resize(400, 300)
    view.show_picture(image)
    drawn = view.grab().toImage()
    scale = drawn.width() / 400
    assert drawn.pixelColor(round(350 * scale), round(150 * scale)).lightness() < 50
    assert drawn.pixelColor(round(50 * scale), round(150 * scale)).lightness() > 200


def test_the_line_to_answer_stays_in_sight_when_the_text_box_opens(qtbot: QtBot, window: KioskWindow) -> None:
    bar = window.question.prompt.verticalScrollBar()
    longer = replace(samples.ROLE_PLAY_TWO, history=samples.ROLE_PLAY_TWO.history * 2)
    window.show_page(replace(longer, phase=QuestionPhase.PREPARING))
    qtbot.waitUntil(lambda: window.question.prompt.height() > 200)
    before = bar.maximum()
    window.show_page(longer)
    qtbot.waitUntil(lambda: bar.maximum() > before and bar.value() == bar.maximum())
