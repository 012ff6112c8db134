"""What commands print reaches a terminal as letters: nothing in it can move the cursor or turn the text round.

What a candidate said, a file name or a pack's licence may hold such characters. They are written as JSON writes them
(\\u202e), so what --json prints stays JSON and says the same.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# Control characters but line feed and tab; marks and overrides of direction; line separators; halves of a pair.
ERASE_LINE = "\r\x1b[K"
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def seen(text: str) -> str:
    """`text` with each character that is not seen, but acts, as \\uXXXX."""
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@contextmanager
def letters_only() -> Iterator[None]:
    """In the block everything that is printed goes through `seen`; bytes (sys.stdout.buffer) go as they are."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = cast(TextIO, _Seen(out)), cast(TextIO, _Seen(err))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err


def overwrite(text: str, *, end: str) -> None:
    """Write `text` over the line of stderr on which the cursor stands."""
    stream = sys.stderr
    raw = stream._stream if isinstance(stream, _Seen) else stream
    raw.write(ERASE_LINE + seen(text) + end)
    raw.flush()


class _Seen:
    """A stream that writes what is seen, and is the one it was given in all else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """The number of characters of `text`, after it was written."""
        self._stream.write(seen(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
