"""Texts with which somebody tries to reach what lies behind a text field."""

from app.terminal import UNSEEN

LONG = "纸船" * 50_000
TRICKS = {
    "path": "../../../../etc/passwd",
    "sql": "'); DROP TABLE answers; --",
    "format": "{0.__class__.__mro__} {interview_id} {}",
    "percent": "%s%n%x%(name)s",
    "nul": "before\0after",
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069",
    "surrogate": "half \ud800 of a pair",
    "escape": "\x1b[2J\x1b]0;owned\x07 \x9b31m",
    "page": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "shell": "$(id) `id` ${HOME} && id | id",
    "lines": "one\r\nHTTP/1.1 200 OK\r\n\r\n",
    "long": LONG,
}


def acting(text: str) -> list[str]:
    """The characters in what was printed that would act on a terminal."""
    return sorted({f"U+{ord(found):04X}" for found in UNSEEN.findall(text)})
