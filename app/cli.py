"""The program `kiosk`: reads arguments and hands them to one command."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence

from app import __version__
from app.content.paths import resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.terminal import letters_only
from app.ui.strings import load_strings

Command = Callable[[argparse.Namespace], int]
# Each module has add_parsers(subparsers) and is loaded only when its command is called for:
# `kiosk doctor` must work where a library of another command does not.
COMMANDS = {
    "run": "app.cli_run",
    "demo": "app.cli_demo",
    "analyse": "app.cli_analyse",
    "models": "app.cli_models",
    "score": "app.cli_score",
    "replay": "app.cli_replay",
    "interviews": "app.cli_interviews",
    "appointments": "app.cli_appointments",
    "delete": "app.cli_interviews",
    "admin": "app.cli_admin",
    "keys": "app.cli_keys",
    "recording": "app.cli_recording",
    "enrol": "app.cli_enrol",
    "sync": "app.cli_sync",
    "review": "app.cli_review",
    "doctor": "app.cli_doctor",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. A KioskError becomes its sentence on stderr and exit code 1."""
    with letters_only():
        return _run(list(sys.argv[1:] if argv is None else argv))


def _run(arguments: list[str]) -> int:
    parser = _parser(arguments)
    args = parser.parse_args(arguments)
    try:
        code: int = args.command(args)
    except KioskError as error:
        print(sentence(error, _language(args)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def sentence(error: KioskError, language: Language) -> str:
    """The words for `error` in `language`."""
    return load_strings(resources_dir())[language].message(error.code, **error.params)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description="AI interview kiosk / AI 面试终端")
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    named = [argument for argument in arguments[:1] if argument in COMMANDS]
    modules = {COMMANDS[name] for name in named} if named else set(COMMANDS.values())
    for module in dict.fromkeys(COMMANDS.values()):
        if module in modules:
            importlib.import_module(module).add_parsers(subparsers)
    return parser


def _language(args: argparse.Namespace) -> Language:
    named = getattr(args, "lang", None) or os.environ.get("KIOSK_LANGUAGE", "")
    return Language(named) if named in set(Language) else Language.ZH


if __name__ == "__main__":
    sys.exit(main())
