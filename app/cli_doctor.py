"""`kiosk doctor`: devices, packs, tiers of scoring, store, hub, disk, clock: each ok, or what to do."""

import argparse
import json
import os
from dataclasses import asdict

from app.cli_text import add_language, language_of, table, terminal_words
from app.doctor.examine import examine
from app.doctor.finding import Finding, Health, failed
from app.errors import KioskError
from app.settings import Settings, load_settings
from app.ui.strings import Strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor` to the program's commands."""
    parser = subparsers.add_parser("doctor", help="is this kiosk well? / 检查本机")
    parser.add_argument("--json", action="store_true")
    add_language(parser)
    parser.set_defaults(command=doctor_command)


def doctor_command(args: argparse.Namespace) -> int:
    """1 if anything is wrong that stops interviews, else 0; advice does not count."""
    try:
        settings, wrong = load_settings(os.environ), None
    except KioskError as error:
        settings, wrong = Settings(), failed("settings", error)
    words = terminal_words(language_of(args, settings))
    findings = [wrong] if wrong is not None else list(examine(settings))
    if args.json:
        _print_json(findings, words)
    else:
        print(table([[_mark(each, words), _name(each, words), _sentence(each, words)] for each in findings]))
    return 1 if any(each.health is Health.PROBLEM for each in findings) else 0


def _mark(finding: Finding, words: Strings) -> str:
    return f"[{words.text(f'doctor.{finding.health}')}]"


def _name(finding: Finding, words: Strings) -> str:
    return words.text(f"doctor.{finding.check}")


def _sentence(finding: Finding, words: Strings) -> str:
    return words.message(finding.code, **finding.params)


def _print_json(findings: list[Finding], words: Strings) -> None:
    checked = [{**asdict(each), "text": _sentence(each, words)} for each in findings]
    is_ok = not any(each.health is Health.PROBLEM for each in findings)
    print(json.dumps({"ok": is_ok, "checks": checked}, ensure_ascii=False, indent=2))
