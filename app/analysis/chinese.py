"""Chinese text: simplified characters by OpenCC, and what counts as a Han character."""

import re
from functools import cache
from typing import Any

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters (OpenCC t2s)."""
    return str(_converter().convert(text)) if _HAN.search(text) else text


def han_count(text: str) -> int:
    """How many Han characters, that is Mandarin syllables."""
    return len(_HAN.findall(text))
