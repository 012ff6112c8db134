"""QR codes as pictures. Black on white in every theme: cameras read nothing else as well."""

import segno
from PySide6.QtGui import QImage

QUIET_MODULES = 4  # ISO/IEC 18004: white all around, four modules wide
MASK = 5  # trying all eight held the page up four times as long; receipts are read as well with one as with the best


def qr_image(text: str, module_px: int = 1) -> QImage:
    """The code of `text` as a grey picture with its white border; `module_px` pixels for each module."""
    modules = segno.make(text, error="m", micro=False, mask=MASK).matrix
    side = len(modules) + 2 * QUIET_MODULES
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    for y, line in enumerate(modules):
        for x, is_dark in enumerate(line):
            if is_dark:
                image.setPixel(x + QUIET_MODULES, y + QUIET_MODULES, 0xFF000000)
    return image if module_px == 1 else image.scaled(side * module_px, side * module_px)
