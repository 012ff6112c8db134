"""QR codes in pictures, read by OpenCV's detector."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import cv2

_LONGEST = 200  # an appointment code is far shorter; anything else is no code of ours


@lru_cache(maxsize=1)
def _detector() -> "cv2.QRCodeDetector":
    import cv2

    return cv2.QRCodeDetector()


def read_code(pixels: NDArray[np.uint8]) -> str | None:
    """What the QR code in a picture says, or None where none can be read.

    pixels: [height, width, 3], RGB. Source: cv2.QRCodeDetector.detectAndDecode.
    """
    import cv2

    try:
        text, _, _ = _detector().detectAndDecode(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    except cv2.error:  # a pattern that only looks like a code can end in a failed assertion
        return None
    text = text.strip()
    return text if text and len(text) <= _LONGEST else None
