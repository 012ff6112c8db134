"""`kiosk enrol CODE`: this machine becomes a kiosk of a hub."""

import argparse
import os
import time

from app.cli_staff import os_user
from app.cli_text import add_language, language_of, terminal_words
from app.errors import KioskError
from app.private_file import ready_folder
from app.settings import load_settings
from app.settings.rules import RULES
from app.store.journal import Journal
from app.sync.client import HubClient
from app.sync.enrolment import Enrolled, enrol
from app.sync.identity import IdentityFile

ENROLLED = "hub_enrolled"


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `enrol` to the program's commands."""
    parser = subparsers.add_parser("enrol", help="become a kiosk of a hub / 在平台注册本机")
    parser.add_argument("code", metavar="CODE", help="the code the hub shows, valid for 15 minutes")
    parser.add_argument("--hub", metavar="URL", help="the hub's address; without it that of the settings")
    parser.add_argument("--again", action="store_true", help="forget the hub this kiosk is enrolled at")
    add_language(parser)
    parser.set_defaults(command=enrol_command)


def enrol_command(args: argparse.Namespace) -> int:
    """0 when the hub knows this kiosk. Raises KioskError as enrol does; hub_not_set; setting_not_a_url."""
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    url = hub_address(args.hub) if args.hub else settings.hub_url
    if url is None:
        raise KioskError("hub_not_set")
    ready_folder(settings.data_dir)
    journal = Journal.open(
        settings.database_file, settings.media_dir
    )  # first: what happens here is in its log
    keys = IdentityFile(journal.sealed_files)
    try:
        with HubClient(url, settings.hub) as client:
            done = enrol(client.ask, keys, journal.keep_match_key, url, args.code, again=args.again)
        _record(journal, done, again=args.again)
    finally:
        journal.close()
    print(words.text("hub.enrolled", hub=done.identity.hub_name, site=done.identity.site))
    print(words.text("hub.compare"))
    print(f"    {done.fingerprint}")
    if not done.is_active:
        print(words.text("hub.pending"))
    return 0


def _record(journal: Journal, done: Enrolled, *, again: bool) -> None:
    told = {"hub": done.identity.hub_id, "kiosk": done.identity.kiosk_id, "again": again}
    journal.record(os_user(), ENROLLED, told, now=time.time())


def hub_address(text: str) -> str:
    """The address after --hub. Raises KioskError setting_not_a_url: neither https nor this machine."""
    return str(RULES["hub_url"].read(text, "URL", "--hub"))
