"""Words and tables for commands that print to a terminal."""

import argparse
import getpass
import os
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.settings import Settings
from app.ui.strings import Strings, read_words

GAP = "  "
LEAST_S, MOST_S = 0.01, 600.0
SHOWN_CHARS = 20
NAME_CHARS = 200


def terminal_words(language: Language) -> Strings:
    """The words of the commands (resources/cli) and the sentences of error codes, in `language`."""
    resources = resources_dir()
    return Strings(
        language,
        read_words(resources / "cli" / f"{language}.toml"),
        read_words(resources / "messages" / f"{language}.toml"),
    )


def add_language(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the choice --lang."""
    parser.add_argument("--lang", choices=[str(language) for language in Language], help="zh | en")


def add_tier0(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the choice --tier0."""
    what = "without the second readers that packs and settings add / 不用第二读者"
    parser.add_argument("--tier0", action="store_true", help=what)


def any_path(text: str) -> Path:
    """A file or folder, as an argument; it need not be there. Raises ArgumentTypeError: no system could open it."""
    try:
        if not text:
            raise ValueError
        os.stat(text)
    except (FileNotFoundError, NotADirectoryError):
        pass  # the command says so, or makes it
    except (OSError, ValueError):
        short = text if len(text) <= NAME_CHARS else text[:NAME_CHARS] + "…"
        raise argparse.ArgumentTypeError(
            f"{short!r} is no file or folder that this user could open / 不是当前用户能打开的文件或文件夹"
        ) from None
    return Path(text)


def seconds(text: str) -> float:
    """How long something takes, as an argument. Raises ArgumentTypeError, which ends the program with exit code 2."""
    try:
        value_s = float(text)
    except ValueError:
        value_s = 0.0
    if not LEAST_S <= value_s <= MOST_S:  # neither for not-a-number
        raise argparse.ArgumentTypeError(
            f"{text[:SHOWN_CHARS]!r} is no number of seconds from {LEAST_S:g} to {MOST_S:g}"
            f" / 应为 {LEAST_S:g} 到 {MOST_S:g} 之间的秒数"
        )
    return value_s


def language_of(args: argparse.Namespace, settings: Settings) -> Language:
    """The language that was asked for, else the kiosk's."""
    return Language(args.lang) if args.lang else settings.language


def sentence(words: Strings, error: KioskError) -> str:
    """What `error` means, in words."""
    return words.message(error.code, **error.params)


def table(rows: Sequence[Sequence[str]]) -> str:
    """`rows` in columns; a Chinese character counts twice, as terminals draw it."""
    if not rows:
        return ""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        GAP.join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def local_time(unix_s: float) -> str:
    """The moment as people here read it."""
    return datetime.fromtimestamp(unix_s).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def actor() -> str:
    """Who asks, for the audit log: the user of this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, e.g. in a container
        return f"uid-{os.getuid()}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
