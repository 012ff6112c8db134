"""Texts can be read: contrast is computed, sizes follow the screen, every icon draws."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.ui.icons import Icons
from app.ui.scale import factor_for
from app.ui.theme import COLOURS, style_sheet

# text colour, what it stands on
TEXTS = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "customer"),
    ("ink_soft", "ground"),
    ("ink_soft", "surface"),
    ("ink_soft", "sunken"),
    ("ink_soft", "customer"),
    ("ink_soft", "accent_soft"),
    ("ink", "accent_soft"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent_deep", "accent_soft"),
    ("surface", "accent"),
    ("surface", "accent_deep"),
    ("warn_ink", "warn"),
    ("warn_ink", "surface"),
    ("trouble_ink", "trouble"),
    ("record", "surface"),
]
# outlines of controls and focus
OUTLINES = [("edge", "ground"), ("edge", "surface"), ("accent", "surface"), ("ink", "ground")]


def luminance(name: str) -> float:
    """Relative luminance of WCAG 2.1."""
    colour = QColor(COLOURS[name])
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_has_contrast_aa(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("line", "ground"), OUTLINES)
def test_outlines_of_controls_have_contrast_aa(line: str, ground: str) -> None:
    assert contrast(line, ground) >= 3


@pytest.mark.parametrize(
    ("width_px", "height_px", "factor"),
    [(1280, 800, 1.0), (1920, 1080, 1.35), (3840, 2160, 2.5), (800, 600, 0.9), (1024, 768, 0.9)],
)
def test_the_design_follows_the_screen(width_px: int, height_px: int, factor: float) -> None:
    assert factor_for(width_px, height_px) == pytest.approx(factor)


def test_the_style_sheet_is_complete_and_scaled(resources: Path) -> None:
    small, large = style_sheet(resources, 1.0), style_sheet(resources, 2.0)
    assert "@" not in small
    assert "font-size: 40px" in small
    assert "font-size: 80px" in large


def test_every_icon_draws_and_none_is_left_over(qtbot: QtBot, resources: Path) -> None:
    icons = Icons(resources)
    names = {path.stem for path in (resources / "icons").glob("*.svg")}
    for name in names:
        assert icons.renderer(name).isValid(), name
    code = "".join(path.read_text("utf-8") for path in (resources.parent / "app" / "ui").rglob("*.py"))
    assert {name for name in names if f'"{name}"' not in code} == set()
