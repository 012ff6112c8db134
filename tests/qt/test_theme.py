"""Texts can be read: contrast is computed, sizes follow the screen, every icon draws."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.ui.icons import Icons, pixmap_of
from app.ui.scale import factor_for
from app.ui.theme import COLOURS, TYPE, Look, Theme, style_sheet
from app.ui.window import KioskWindow

# text colour, what it stands on: every pair that is used together; the style sheet's own pairs must be among them
TEXTS = [
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("ink", "customer"),
    ("ink", "accent_soft"),
    ("ink", "off"),
    ("ink_soft", "ground"),
    ("ink_soft", "surface"),
    ("ink_soft", "sunken"),
    ("ink_soft", "customer"),
    ("ink_soft", "accent_soft"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent_deep", "accent_soft"),
    ("surface", "accent"),
    ("surface", "accent_deep"),
    ("warn_ink", "warn"),
    ("warn_ink", "surface"),
    ("warn_ink", "ground"),
    ("trouble_ink", "trouble"),
    ("record", "surface"),
    # what is quoted, being said, or found in an interview that is read
    ("ink", "warn"),
    ("ink", "accent_line"),
    ("ink", "warn_line"),
    ("ink", "customer_line"),
]
# outlines of controls, the ring of the focus outside and (on a filled button) inside, what meter and ring show
OUTLINES = [
    ("edge", "ground"),
    ("edge", "surface"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("ink", "ground"),
    ("surface", "accent"),
    ("record", "surface"),
    ("warn_ink", "surface"),
]
SWITCHED_OFF = {("off_ink", "off")}  # WCAG asks nothing of controls that cannot be used; ours keep 3 : 1


def luminance(name: str, theme: Theme) -> float:
    """Relative luminance of WCAG 2.1."""
    colour = QColor(COLOURS[theme][name])
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: Theme) -> float:
    """Contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(one, theme), luminance(other, theme)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", Theme)
def test_colours_have_contrast_aa(theme: Theme) -> None:
    poor = [pair for pair in TEXTS if contrast(*pair, theme) < 4.5]
    poor += [pair for pair in (*OUTLINES, *SWITCHED_OFF) if contrast(*pair, theme) < 3]
    assert poor == []


def test_every_pair_of_the_style_sheet_is_among_those_that_are_checked(resources: Path) -> None:
    template = (resources / "theme.qss").read_text("utf-8")
    pairs = set()
    for rule in re.findall(r"{([^}]*)}", template):
        words = dict(re.findall(r"(?:^|[\s;])(color|background): @([a-z_]+)", rule))
        pairs |= {(words["color"], words["background"])} if len(words) == 2 else set()
    assert len(pairs) >= 5
    assert pairs <= {*TEXTS, *SWITCHED_OFF}


def test_both_themes_have_every_colour_and_large_type_is_larger() -> None:
    assert set(COLOURS[Theme.LIGHT]) == set(COLOURS[Theme.DARK])
    assert all(large >= normal * 1.1 for normal, large in TYPE.values())


def test_sizes_and_colours_stand_in_one_place(resources: Path) -> None:
    template = (resources / "theme.qss").read_text("utf-8")
    assert set(re.findall(r"\b\d+px", template)) <= {"1px", "2px", "3px"}  # lines
    assert not re.findall(r"#[0-9A-Fa-f]{3,6}\b", template)
    code = [path for path in (resources.parent / "app" / "ui").rglob("*.py") if path.name != "theme.py"]
    assert [path.name for path in code if re.search(r'"#[0-9A-Fa-f]{6}"', path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("width_px", "height_px", "factor"),
    [
        (1280, 800, 1.0),
        (1920, 1080, 1.35),
        (3840, 2160, 2.5),
        (800, 600, 0.9),
        (1024, 768, 0.9),
        (1080, 1920, 1.2),
    ],
)
def test_the_design_follows_the_screen(width_px: int, height_px: int, factor: float) -> None:
    assert factor_for(width_px, height_px) == pytest.approx(factor)


def test_a_screen_looks_the_same_whatever_scale_the_system_has() -> None:
    for width_px, height_px in ((1920, 1080), (1366, 768), (1080, 1920), (1024, 768)):
        once = factor_for(width_px, height_px)
        assert factor_for(width_px // 2, height_px // 2, 2.0) * 2 == pytest.approx(once)


def test_icons_are_as_sharp_as_the_screen(qtbot: QtBot, resources: Path) -> None:
    drawing = Icons(resources).renderer("check")
    sharp = pixmap_of(drawing, QRectF(0, 0, 24, 24), QSize(32, 24), 2.0)
    assert (sharp.width(), sharp.height()) == (64, 48)
    assert sharp.deviceIndependentSize() == QSize(32, 24)


def test_the_style_sheet_is_complete_and_scaled(resources: Path) -> None:
    small, large = style_sheet(resources, 1.0), style_sheet(resources, 2.0)
    assert "@" not in small
    assert "font-size: 40px" in small
    assert "font-size: 80px" in large
    assert "font-size: 44px" in style_sheet(resources, 1.0, Look(large_type=True))
    assert COLOURS[Theme.DARK]["ground"] in style_sheet(resources, 1.0, Look(Theme.DARK))


def test_every_icon_draws_and_none_is_left_over(qtbot: QtBot, resources: Path) -> None:
    icons = Icons(resources)
    names = {path.stem for path in (resources / "icons").glob("*.svg")}
    for name in names:
        assert icons.renderer(name).isValid(), name
    code = "".join(path.read_text("utf-8") for path in (resources.parent / "app" / "ui").rglob("*.py"))
    code += (resources / "theme.qss").read_text("utf-8")
    assert {name for name in names if f'"{name}"' not in code and f"@icons/{name}.svg" not in code} == set()


def test_quotation_marks_are_as_wide_as_the_language_of_the_window_has_them(window: KioskWindow) -> None:
    def widths() -> list[int]:
        metrics = window.welcome.start_button.fontMetrics()
        return [metrics.horizontalAdvance(each) for each in ("“", "您", "Speaks for", "0.5")]

    chinese, height = widths(), window.welcome.start_button.fontMetrics().height()
    assert chinese[0] == chinese[1]
    window.set_language(Language.EN)
    english = widths()
    assert english[0] < chinese[0] * 0.7
    assert english[1:] == chinese[1:]  # letters are the same, and so is every line
    assert window.welcome.start_button.fontMetrics().height() == height
    window.set_language(Language.ZH)
    assert widths() == chinese
