"""Whether the candidate stands in good light, from a preview picture. Brightness only: no face is looked for."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

_SIDE_PX = 12
_DARK, _BRIGHT = 55.0, 215.0  # mean grey of 0..255
_BEHIND = 1.8  # the border so many times brighter than the middle: a window behind the head


class Light(StrEnum):
    """What to say about the light."""

    GOOD = "good"
    DARK = "dark"
    BRIGHT = "bright"
    BEHIND = "behind"


def light(image: QImage) -> Light:
    """The light in `image`; a picture without pixels is dark."""
    small = image.scaled(
        _SIDE_PX,
        _SIDE_PX,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    if small.isNull():
        return Light.DARK
    third = _SIDE_PX // 3
    middle: list[int] = []
    border: list[int] = []
    for y in range(_SIDE_PX):
        for x in range(_SIDE_PX):
            inside = third <= x < 2 * third and third <= y < 2 * third
            (middle if inside else border).append(small.pixelColor(x, y).red())
    mean_middle, mean_border = sum(middle) / len(middle), sum(border) / len(border)
    if mean_border > 2 * _DARK and mean_border > _BEHIND * mean_middle:
        return Light.BEHIND
    mean = (sum(middle) + sum(border)) / _SIDE_PX**2
    if mean < _DARK:
        return Light.DARK
    return Light.BRIGHT if mean > _BRIGHT else Light.GOOD
