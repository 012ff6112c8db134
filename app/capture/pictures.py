"""Pictures of any kind as RGB."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def rgb_from_bgr(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """[height, width, 3] uint8 RGB of a picture as OpenCV gives it.

    Takes [height, width] or [height, width, 1] grey, 3 channels BGR, 4 channels BGRA (alpha is dropped),
    of 8 or 16 bits. Raises ValueError for anything else, and for an empty picture.
    """
    if pixels.ndim == 2:
        pixels = pixels[:, :, np.newaxis]
    if pixels.ndim != 3 or 0 in pixels.shape or pixels.shape[2] not in (1, 3, 4):
        raise ValueError(f"not a picture: shape {pixels.shape}")
    if pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"not a picture: {pixels.dtype}")
    eight_bit = (pixels // 256 if pixels.dtype == np.uint16 else pixels).astype(np.uint8, copy=False)
    order = [0, 0, 0] if pixels.shape[2] == 1 else [2, 1, 0]
    return np.ascontiguousarray(eight_bit[:, :, order])


def fitted_size_px(width_px: int, height_px: int, max_width_px: int, max_height_px: int) -> tuple[int, int]:
    """Width and height, both even, that keep the shape and fit inside the maximum; never enlarged."""
    scale = min(1.0, max_width_px / width_px, max_height_px / height_px)
    return max(2, int(width_px * scale) // 2 * 2), max(2, int(height_px * scale) // 2 * 2)
