"""`kiosk appointments import FILE` and `kiosk appointments list`: who is expected, until a hub says so."""

import argparse
import json
import os
import time

from app.cli_text import actor, add_language, any_path, language_of, local_time, table, terminal_words
from app.private_file import ready_folder
from app.settings import Settings, load_settings
from app.store.appointments import read_appointments
from app.store.begun import is_there
from app.store.front_desk import Expected
from app.store.journal import Journal
from app.ui.strings import Strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `appointments` to the program's commands."""
    appointments = subparsers.add_parser("appointments", help="who is expected / 预约名单")
    actions = appointments.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser("import", help="replace the list by a CSV or JSON file")
    take.add_argument("file", type=any_path, metavar="FILE")
    take.set_defaults(command=_import)
    every = actions.add_parser("list", help="everybody who is expected, the earliest first")
    every.add_argument("--json", action="store_true")
    every.set_defaults(command=_list)
    for parser in (take, every):
        add_language(parser)


def _import(args: argparse.Namespace) -> int:
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    journal = _journal(settings)
    try:
        appointments = read_appointments(args.file, journal.match_key())
        journal.front_desk.replace_appointments(appointments, now=time.time(), actor=actor())
    finally:
        journal.close()
    print(words.text("appointments.imported", count=len(appointments)))
    return 0


def _list(args: argparse.Namespace) -> int:
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    expected: list[Expected] = []
    if is_there(settings.database_file, settings.media_dir):
        journal = _journal(settings)
        expected = journal.front_desk.expected()
        journal.close()
    if args.json:
        print(json.dumps([_as_json(each) for each in expected], indent=2))
        return 0
    heading = [words.text(f"appointments.{name}") for name in ("code", "time", "phone", "done")]
    print(
        table([heading, *(_row(each, words) for each in expected)])
        if expected
        else words.text("appointments.none")
    )
    return 0


def _row(each: Expected, words: Strings) -> list[str]:
    at, marks = each.appointment.at, (each.appointment.phone_key is not None, each.is_done)
    told = [words.text("appointments.yes" if mark else "appointments.no") for mark in marks]
    return [each.appointment.code, "-" if at is None else local_time(at), *told]


def _as_json(each: Expected) -> dict[str, object]:
    appointment = each.appointment
    has_phone = appointment.phone_key is not None
    return {"code": appointment.code, "at": appointment.at, "has_phone": has_phone, "done": each.is_done}


def _journal(settings: Settings) -> Journal:
    ready_folder(settings.data_dir)
    return Journal.open(settings.database_file, settings.media_dir)
