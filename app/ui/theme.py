"""How the kiosk looks: all design tokens (colours, type scale, sizes) and the style sheet made of them.

Two colour themes, two type sizes. Text contrast is 4.5 : 1 at least in both themes; a test computes it. A widget
that paints itself asks for `look_of(self)`: the look belongs to the window, so it can change at any moment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QWidget

from app.domain.language import Language

FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei UI", sans-serif'
LATIN = '"Kiosk Latin"'  # resources/fonts: quotation marks as wide as English has them, all else as in the first above
_LOOK_PROPERTY = "kiosk_look"


class Theme(StrEnum):
    """Dark letters on a warm light ground, or light ones on a dark one."""

    LIGHT = "light"
    DARK = "dark"


LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#F8F5EF",
        "surface": "#FFFFFF",
        "sunken": "#F0EBE2",
        "line": "#E5DED2",
        "edge": "#8F8778",  # outline of controls: 3 : 1 on the ground
        "edge_soft": "#C9C0B1",
        "ink": "#24221D",
        "ink_soft": "#5A554B",
        "off": "#E9E3D9",
        "off_ink": "#706A5F",
        "accent": "#0B6B66",
        "accent_deep": "#084F4B",
        "accent_soft": "#E2F0EE",
        "accent_line": "#B5D6D2",
        "warn": "#FFF3D9",
        "warn_line": "#EBCB86",
        "warn_ink": "#6E4500",
        "trouble": "#FBEAE5",
        "trouble_line": "#E8B7A9",
        "trouble_ink": "#8A2A17",
        "record": "#B3261E",
        "customer": "#FFF8EA",
        "customer_line": "#EAD9B5",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#181714",
        "surface": "#24231F",
        "sunken": "#302E29",
        "line": "#403D36",
        "edge": "#948E81",
        "edge_soft": "#625D53",
        "ink": "#F2EEE6",
        "ink_soft": "#C3BDB0",
        "off": "#35332E",
        "off_ink": "#A29B8D",
        "accent": "#5CC8BD",
        "accent_deep": "#97E0D8",
        "accent_soft": "#163B38",
        "accent_line": "#2F6660",
        "warn": "#3B2F13",
        "warn_line": "#6D5822",
        "warn_ink": "#F3D08A",
        "trouble": "#42231C",
        "trouble_line": "#7D4235",
        "trouble_ink": "#F7BBAC",
        "record": "#FF938A",
        "customer": "#312B1D",
        "customer_line": "#5A4C2D",
    }
)
COLOURS: Mapping[Theme, Mapping[str, str]] = MappingProxyType({Theme.LIGHT: LIGHT, Theme.DARK: DARK})

# Design pixels, normal and large: small words grow most, titles were large already.
TYPE: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "hero": (48, 54),
        "display": (40, 44),
        "title": (28, 33),
        "heading": (20, 25),
        "lead": (22, 27),
        "body": (18, 23),
        "small": (16, 21),
        "tiny": (14, 19),  # at a desk alone
        "prompt": (31, 36),
        "prompt_long": (27, 33),
        "prompt_longest": (23, 29),
        "task": (20, 26),
        "entry": (21, 27),
        "button": (20, 25),
        "button_small": (18, 23),
    }
)

# Design pixels of what the style sheet draws: corners, room inside controls, least heights of touch targets.
SIZES: Mapping[str, int] = MappingProxyType(
    {
        "corner_card": 18,
        "corner": 14,
        "corner_inner": 12,
        "corner_tail": 4,
        "corner_bar": 7,
        "room_tight": 3,
        "room_cell": 6,  # Qt begins the words of a table's cell three further than its padding
        "room_small": 10,
        "room": 14,
        "room_wide": 22,
        "room_widest": 30,
        "touch": 54,
        "touch_choice": 52,
        "touch_segment": 52,
        "field": 48,
        "field_compact": 46,
        "choice_width": 84,
        "drop_down": 28,
        "down_arrow": 16,
        "scroll_bar": 10,
        "scroll_handle": 48,
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a person may choose about the screen. motion: False where nothing may glide or swing on."""

    theme: Theme = Theme.LIGHT
    large_type: bool = False
    motion: bool = True

    def colour(self, name: str) -> QColor:
        """The theme's colour `name`. Raises KeyError if there is none."""
        return QColor(COLOURS[self.theme][name])

    def type_px(self, name: str) -> int:
        """Height of the type `name` in design pixels. Raises KeyError if there is none."""
        return TYPE[name][self.large_type]


def give_look(window: QWidget, look: Look) -> None:
    """Everything inside `window` that paints itself has `look` from now on."""
    window.setProperty(_LOOK_PROPERTY, look)


def look_of(widget: QWidget) -> Look:
    """The look of the window that `widget` is in; the usual one where it is in none yet."""
    look = widget.window().property(_LOOK_PROPERTY)
    return look if isinstance(look, Look) else Look()


def load_fonts(resources: Path) -> None:
    """The program's own fonts are there from now on; a file that is there already is not loaded again."""
    for file in sorted((resources / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def font_of(language: Language) -> QFont:
    """What a window in this language is written in; load_fonts comes first. Sizes are the style sheet's."""
    names = f"{LATIN}, {FONTS}" if language is Language.EN else FONTS
    return QFont([name.strip(' "') for name in names.split(",")])


def style_sheet(resources: Path, factor: float, look: Look | None = None) -> str:
    """The Qt style sheet for `look` at `factor`, from resources/theme.qss. Raises KeyError: no such token.

    It names no font: a window has one of its language, and a sheet is slow to replace.
    """
    look = look or Look()
    template = (resources / "theme.qss").read_text("utf-8")

    def pixels(hit: re.Match[str]) -> str:
        design_px = look.type_px(hit[2]) if hit[1] == "type" else SIZES[hit[2]]
        return f"{round(design_px * factor)}px"

    sized = re.sub(r"@(type|size)\(([a-z_]+)\)", pixels, template)
    sized = sized.replace("@icons", (resources / "icons").as_posix())
    return re.sub(r"@([a-z_]+)", lambda hit: COLOURS[look.theme][hit[1]], sized)
