"""A picture of every screen, the candidates' and the staff's, in every size, language, type size, theme and scale.

python -m tests.qt.sheet --out DIR [--only PART] [--theme dark] [--scale 2] [--check]: one PNG per screen and variant,
one contact sheet per screen, theme and scale, and index.html over them. Without a theme or scale: all of them, each
scale in a process of its own. Every finding of tests/qt/sheet_check is printed; exit code 1 if there is one. --check
looks for findings in large type alone and draws nothing.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.content.paths import resources_dir
from app.domain.messages import Caption, Level
from app.ui.admin.frame import StaffWindow
from app.ui.theme import Theme
from app.ui.window import KioskWindow
from tests.qt import samples, screens, staff_screens
from tests.qt.screens import Variant
from tests.qt.sheet_check import findings

SCALES = (1.0, 1.5, 2.0)
_CELL_PX = 640
_GAP_PX = 16
_COLUMNS = 4


def draw(out: Path, only: str, theme: Theme, scale: float) -> list[str]:
    """Draw every screen into `out`; every finding, named after its picture."""
    found: list[str] = []
    drawn: dict[str, list[Path]] = {}
    for name, variant, window in opened(
        only,
        screens.variants(theme, scale),
        staff_screens.staff_variants(theme, scale),
        is_painted=True,
    ):
        found += [f"{name} {variant}: {each}" for each in findings(window, variant.screen)]
        file = out / f"{name}-{variant}.png"
        window.grab().save(str(file))
        drawn.setdefault(name, []).append(file)
    for name, files in drawn.items():
        contact_sheet(files).save(str(out / f"contact-{name}-{theme}-x{scale:g}.png"))
    return found


def check(scale: float) -> list[str]:
    """Every finding in large type, where room is scarce; nothing is drawn."""
    large, staff_large = (
        [each for each in variants(scale=scale) if each.look.large_type]
        for variants in (screens.variants, staff_screens.staff_variants)
    )
    return [
        f"{name} {variant}: {each}"
        for name, variant, window in opened("", large, staff_large, is_painted=False)
        for each in findings(window, variant.screen)
    ]


def opened(
    only: str, variants: list[Variant], staff_variants: list[Variant], *, is_painted: bool
) -> Iterator[tuple[str, Variant, KioskWindow | StaffWindow]]:
    """Every screen whose name contains `only` in every variant, laid out: its name, its variant, its window."""
    names = [name for name in screens.SHOWN if only in name]
    for variant in variants if names else ():
        with screens.drawn(resources_dir(), variant, is_painted=is_painted) as window:
            for name in names:
                screens.show(window, name)
                window.show_live(Level(-24.0, -12.0, speech=True))
                window.show_live(Caption(samples.SAID.text(variant.language), is_final=True))
                screens.settle()
                yield name, variant, window
    for make_page, staff_names in staff_screens.pages_of(only).items():
        for variant in staff_variants:
            with staff_screens.drawn_staff(
                resources_dir(), variant, make_page, is_painted=is_painted
            ) as staff_window:
                for name in staff_names:
                    staff_screens.show_staff(staff_window, name)
                    screens.settle()
                    yield name, variant, staff_window


def write_index(out: Path) -> None:
    """One page over all contact sheets in `out`."""
    files = sorted(file.name for file in out.glob("contact-*.png"))
    rows = "".join(f'<h2>{name}</h2><img width="100%" src="{name}">' for name in files)
    (out / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{rows}", "utf-8")


def contact_sheet(files: list[Path]) -> QImage:
    """The pictures side by side, each as large as its cell allows, those of one size in one row."""
    cells = [
        QPixmap(str(file)).scaled(
            _CELL_PX,
            _CELL_PX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        for file in files
    ]
    lines = [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]
    width = _COLUMNS * (_CELL_PX + _GAP_PX) + _GAP_PX
    height = _GAP_PX + sum(max(cell.height() for cell in line) + _GAP_PX for line in lines)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#777777"))
    painter = QPainter(sheet)
    top = _GAP_PX
    for line in lines:
        for column, cell in enumerate(line):
            painter.drawPixmap(QPoint(_GAP_PX + column * (_CELL_PX + _GAP_PX), top), cell)
        top += max(cell.height() for cell in line) + _GAP_PX
    painter.end()
    return sheet


def main() -> int:
    """0 when every screen is drawn and good, 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.qt.sheet", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder of the pictures")
    parser.add_argument("--only", default="", help="screens whose name contains this")
    parser.add_argument("--theme", type=Theme, choices=list(Theme), help="one theme; all if left out")
    parser.add_argument(
        "--scale", type=float, choices=SCALES, help="what the system is set to; all if left out"
    )
    parser.add_argument("--check", action="store_true", help="no pictures")
    chosen = parser.parse_args()
    if not chosen.check and chosen.out is None:
        parser.error("--out is missing")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.scale is None or (chosen.theme is None and not chosen.check):
        return each_apart(chosen)
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    app = QApplication([])
    if chosen.check:
        found = check(chosen.scale)
    else:
        chosen.out.mkdir(parents=True, exist_ok=True)
        found = draw(chosen.out, chosen.only, chosen.theme, chosen.scale)
        write_index(chosen.out)
    app.processEvents()
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


def each_apart(chosen: argparse.Namespace) -> int:
    """Each theme and scale that was not chosen: Qt reads its scale once for a process."""
    scales = SCALES if chosen.scale is None else (chosen.scale,)
    themes = tuple(Theme) if chosen.theme is None and not chosen.check else (chosen.theme or Theme.LIGHT,)
    codes = []
    for scale, theme in product(scales, themes):
        options = ["--scale", str(scale), "--theme", str(theme), "--only", chosen.only]
        options += ["--check"] if chosen.check else ["--out", str(chosen.out)]
        codes.append(
            subprocess.run([sys.executable, "-m", "tests.qt.sheet", *options], check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
