"""A picture of every screen in every size, language and type size.

python -m tests.qt.sheet --out DIR [--only PART] [--theme dark] [--scale 2]: one PNG per screen and variant, one
contact sheet per screen, and index.html over them. Every finding of tests/qt/sheet_check is printed; exit code 1 if
there is one.
"""

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.content.paths import resources_dir
from app.domain.messages import Caption, Level
from app.ui.theme import Theme
from tests.qt import samples, screens
from tests.qt.sheet_check import findings

_CELL_PX = 640
_GAP_PX = 16
_COLUMNS = 4


def draw(out: Path, only: str, theme: Theme, scale: int) -> list[str]:
    """Draw every screen into `out`; every finding, named after its picture."""
    found: list[str] = []
    names = [name for name in screens.SHOWN if only in name]
    for variant in screens.variants(theme, scale):
        with screens.drawn(resources_dir(), variant) as window:
            for name in names:
                screens.show(window, name)
                window.show_live(Level(-24.0, -12.0, speech=True))
                window.show_live(Caption(samples.SAID.text(variant.language), is_final=True))
                screens.settle()
                found += [f"{name} {variant}: {each}" for each in findings(window, variant.screen)]
                window.grab().save(str(out / f"{name}-{variant}.png"))
    for name in names:
        contact_sheet([out / f"{name}-{each}.png" for each in screens.variants(theme, scale)]).save(
            str(out / f"sheet-{name}-{theme}.png")
        )
    rows = "".join(f'<h2>{name}</h2><img src="sheet-{name}-{theme}.png">' for name in names)
    (out / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{rows}", "utf-8")
    return found


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
    parser.add_argument("--out", type=Path, required=True, help="folder of the pictures")
    parser.add_argument("--only", default="", help="screens whose name contains this")
    parser.add_argument("--theme", type=Theme, choices=list(Theme), default=Theme.LIGHT)
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1, help="what the system is set to")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(chosen.scale)
    app = QApplication([])
    found = draw(chosen.out, chosen.only, chosen.theme, chosen.scale)
    app.processEvents()
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
