"""Waits for what a source gives: a device that opens may still give nothing."""

import time
from collections.abc import Sequence
from typing import TypeVar

from app.capture.sources import Source

LOOK_S = 0.05
Item = TypeVar("Item")


def first_data(source: Source[Item], within_s: float) -> Sequence[Item]:
    """The first that comes of a source that was started; empty if nothing does within `within_s`."""
    deadline_s = time.monotonic() + within_s
    while not (came := source.take_all()) and time.monotonic() < deadline_s:
        time.sleep(LOOK_S)
    return came
