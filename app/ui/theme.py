"""How the kiosk looks: one warm ground, one accent; text contrast 4.5 : 1 at least (a test computes it)."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FONTS = '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei UI", sans-serif'

COLOURS: Mapping[str, str] = MappingProxyType(
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


def style_sheet(resources: Path, factor: float) -> str:
    """The Qt style sheet at `factor`, from resources/theme.qss."""
    template = (resources / "theme.qss").read_text("utf-8")
    sized = re.sub(r"@px\((\d+)\)", lambda hit: f"{round(int(hit[1]) * factor)}px", template)
    sized = sized.replace("@fonts", FONTS)
    return re.sub(r"@([a-z_]+)", lambda hit: COLOURS[hit[1]], sized)
