"""`kiosk keys ...`: what opens the data of this kiosk, and how that is changed."""

import argparse
import getpass
import os
import sys
import time
from dataclasses import dataclass

from app.cli_staff import os_user, signed_in
from app.cli_text import add_language, language_of, terminal_words
from app.errors import KioskError
from app.settings import Settings, load_settings
from app.staff.book import Role
from app.store import envelope, keys_admin
from app.store.begun import is_there
from app.store.journal import Journal
from app.ui.strings import Strings

ON, OFF = "on", "off"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an action works with. choice: on or off, where it has one."""

    settings: Settings
    words: Strings
    choice: str | None


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk keys`."""
    keys = subparsers.add_parser("keys", help="what opens the data / 密钥")
    actions = keys.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("status", help="what opens the data now").set_defaults(run=_status)
    actions.add_parser("rotate", help="every key is another one").set_defaults(run=_rotate)
    actions.add_parser("passphrase", help="a passphrase opens the data").set_defaults(run=_passphrase)
    unattended = actions.add_parser("unattended", help="start without a passphrase (a machine key), or not")
    unattended.set_defaults(run=_unattended)
    keyring = actions.add_parser("keyring", help="the system's keyring opens the data too, or not")
    keyring.set_defaults(run=_keyring)
    for parser in (unattended, keyring):
        parser.add_argument("choice", choices=(ON, OFF))
    actions.add_parser("recovery-code", help="a code on paper that opens the data").set_defaults(run=_code)
    actions.add_parser("recover", help="a new machine key by that code").set_defaults(run=_recover)
    for parser in actions.choices.values():
        add_language(parser)
        parser.set_defaults(command=keys_command)


def add_rotation(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `rotate-keys`, which is `kiosk keys rotate`, to the actions of `kiosk admin`."""
    parser = actions.add_parser("rotate-keys", help="every key is another one")
    add_language(parser)
    parser.set_defaults(command=keys_command, run=_rotate)


def keys_command(args: argparse.Namespace) -> int:
    """0 when it was done. Raises KioskError for the program to put into words."""
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    free = (_status, _recover)  # the code on paper says enough of who asks
    has_store = is_there(settings.database_file, settings.media_dir)
    if not has_store and envelope.read(settings.data_dir) is None:
        raise KioskError("store_missing", folder=str(settings.data_dir))
    actor = os_user() if args.run in free else signed_in(settings, Role.SITE_ADMIN, None)
    args.run(Asked(settings, words, getattr(args, "choice", None)))
    if args.run in ACTIONS:
        _note(settings, args, actor)
    return 0


def _status(now: Asked) -> None:
    for kind in keys_admin.seals(now.settings.data_dir):
        print(now.words.text(f"keys.{kind}"))


def _rotate(now: Asked) -> None:
    code = keys_admin.rotate(now.settings.data_dir)
    print(now.words.text("keys.rotated"))
    if code is not None:
        print(now.words.text("keys.code", code=code))


def _passphrase(now: Asked) -> None:
    new = _hidden(now.words.text("keys.ask_new"))
    if sys.stdin.isatty() and _hidden(now.words.text("keys.ask_again")) != new:
        raise KioskError("passphrase_differs")
    keys_admin.set_passphrase(now.settings.data_dir, new)
    print(now.words.text("keys.passphrase_set"))


def _unattended(now: Asked) -> None:
    keys_admin.set_unattended(now.settings.data_dir, allowed=now.choice == ON)
    print(now.words.text(f"keys.unattended_{now.choice}"))


def _keyring(now: Asked) -> None:
    keys_admin.set_keyring(now.settings.data_dir, used=now.choice == ON)
    print(now.words.text(f"keys.keyring_{now.choice}"))


def _code(now: Asked) -> None:
    print(now.words.text("keys.code", code=keys_admin.new_recovery_code(now.settings.data_dir)))


def _recover(now: Asked) -> None:
    keys_admin.recover(now.settings.data_dir, _hidden(now.words.text("keys.ask_code")))
    print(now.words.text("keys.recovered"))


def _hidden(question: str) -> str:
    """A secret typed unseen, or one line of the standard input; never an argument or a variable."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{question} ")
    return sys.stdin.readline().rstrip("\r\n")


def _note(settings: Settings, args: argparse.Namespace, actor: str) -> None:
    """Tell the audit log what was changed, if there is a store already."""
    if not settings.database_file.exists():
        return
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        journal.record(actor, ACTIONS[args.run], {"choice": getattr(args, "choice", None)}, now=time.time())
    finally:
        journal.close()


# What the audit log calls each of them.
ACTIONS = {
    _rotate: "keys_rotated",
    _passphrase: "keys_passphrase_set",
    _unattended: "keys_unattended",
    _keyring: "keys_keyring",
    _code: "keys_recovery_code_made",
    _recover: "keys_recovered",
}
