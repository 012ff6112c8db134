"""`kiosk admin ...`: people, audit log, backups, deletion."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app import cli_keeping
from app.cli_keys import add_rotation
from app.cli_staff import STAFF_SET_UP, Desk, ask_new_secret, ask_secret
from app.cli_text import add_language, any_path, language_of, table, terminal_words
from app.private_file import ready_folder
from app.settings import Settings, load_settings
from app.staff.book import Role, StaffBook
from app.staff.session import Session
from app.store.journal import Journal
from app.ui.strings import Strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `admin` to the program's commands."""
    admin = subparsers.add_parser("admin", help="people, audit, backups, deletion / 管理")
    actions = admin.add_subparsers(dest="action", metavar="ACTION", required=True)
    _people(actions)
    _keeping(actions)
    for parser in dict.fromkeys(actions.choices.values()):
        add_language(parser)
        parser.set_defaults(command=admin_command)
    add_rotation(actions)


def _people(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    setup = actions.add_parser("setup", help="the first administrator; prints the unlock code once")
    setup.set_defaults(run=_setup)
    actions.add_parser("people", help="everybody who may sign in").set_defaults(run=_list)
    add = actions.add_parser("add", help="a further person")
    add.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.RECRUITER))
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", help="take a person's account away")
    remove.set_defaults(run=_remove)
    password = actions.add_parser(
        "password", help="a new secret for oneself or, by an administrator, for another"
    )
    password.set_defaults(run=_password)
    recover = actions.add_parser("unlock", help="a new secret by the unlock code, which is used up")
    recover.set_defaults(run=_recover)
    for parser in (setup, add, remove, password, recover):
        parser.add_argument("name", metavar="NAME")
    actions.add_parser("sign-out", help="forget who is signed in").set_defaults(run=_sign_out)
    actions.add_parser("key", help="the key that signs, and the end of the audit chain").set_defaults(
        run=_key
    )


def _keeping(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = actions.add_parser("audit", help="the audit log as a file; tools/verify_audit.py checks it")
    audit.add_argument("--export", type=any_path, required=True, metavar="FILE")
    audit.set_defaults(run=cli_keeping.audit)
    backup = actions.add_parser("backup", help="a copy of the database while the kiosk runs")
    backup.add_argument("--to", type=any_path, metavar="FOLDER")
    backup.set_defaults(run=cli_keeping.backup)
    restore = actions.add_parser("restore", help="put a copy back; the present database is set aside")
    restore.add_argument("--from", type=any_path, dest="source", metavar="FILE")
    purge = actions.add_parser("purge", help="delete what is past its term, and believe the clock")
    for parser in (restore, purge):
        parser.add_argument("--yes", action="store_true", help="do not ask")
    restore.set_defaults(run=None)
    purge.set_defaults(run=cli_keeping.purge)
    request = actions.add_parser("request", help="a candidate asks for deletion: carried out within its term")
    request.add_argument("id", metavar="ID")
    request.set_defaults(run=cli_keeping.request)


def admin_command(args: argparse.Namespace) -> int:
    """The exit code of `kiosk admin ...`. Raises KioskError for the program to put into words."""
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    ready_folder(settings.data_dir)
    if args.run is None:  # the database may be broken: it is not opened first
        return cli_keeping.restore_command(args, settings, words)
    with _journal(settings) as journal:
        action: Callable[[Desk], int] = args.run
        return action(Desk(args, settings, journal, words))


@contextmanager
def _journal(settings: Settings) -> Iterator[Journal]:
    ready_folder(settings.media_dir)
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        yield journal
    finally:
        journal.close()


def _setup(desk: Desk) -> int:
    book = StaffBook(desk.settings.data_dir)
    if not book.is_set_up:
        print(desk.words.text("admin.pin_rules"), file=sys.stderr)
    code = book.set_up(desk.args.name, "" if book.is_set_up else ask_new_secret(desk.words))
    desk.journal.record(desk.args.name, STAFF_SET_UP, {"name": desk.args.name}, now=time.time())
    _print_code(code, desk.words)
    return 0


def _list(desk: Desk) -> int:
    desk.signed_in(Role.RECRUITER)
    rows = [
        [each.name, desk.words.text(f"admin.{each.role}")]
        for each in StaffBook(desk.settings.data_dir).accounts()
    ]
    print(table(rows))
    return 0


def _add(desk: Desk) -> int:
    actor = desk.signed_in(Role.SITE_ADMIN)
    desk.journal.reviews.links.gone(desk.args.name, by=actor, now=time.time())
    StaffBook(desk.settings.data_dir).add(desk.args.name, Role(desk.args.role), ask_new_secret(desk.words))
    desk.journal.record(
        actor, "staff_added", {"name": desk.args.name, "role": desk.args.role}, now=time.time()
    )
    print(desk.words.text("admin.added", name=desk.args.name))
    return 0


def _remove(desk: Desk) -> int:
    actor = desk.signed_in(Role.SITE_ADMIN)
    StaffBook(desk.settings.data_dir).remove(desk.args.name)
    desk.journal.reviews.links.gone(desk.args.name, by=actor, now=time.time())
    desk.journal.record(actor, "staff_removed", {"name": desk.args.name}, now=time.time())
    print(desk.words.text("admin.removed", name=desk.args.name))
    return 0


def _password(desk: Desk) -> int:
    actor = desk.signed_in(Role.RECRUITER)
    if actor != desk.args.name:
        desk.signed_in(Role.SITE_ADMIN)
    StaffBook(desk.settings.data_dir).change(desk.args.name, ask_new_secret(desk.words))
    desk.journal.record(actor, "staff_secret_changed", {"name": desk.args.name}, now=time.time())
    print(desk.words.text("admin.changed"))
    return 0


def _recover(desk: Desk) -> int:
    code = ask_secret(desk.words.text("admin.ask_code"))
    following = StaffBook(desk.settings.data_dir).recover(code, desk.args.name, ask_new_secret(desk.words))
    desk.journal.record(desk.args.name, "unlock_code_used", {"name": desk.args.name}, now=time.time())
    _print_code(following, desk.words)
    return 0


def _sign_out(desk: Desk) -> int:
    Session(desk.settings.data_dir, StaffBook(desk.settings.data_dir)).end()
    print(desk.words.text("admin.signed_out"))
    return 0


def _key(desk: Desk) -> int:
    desk.signed_in(Role.RECRUITER)
    _, head = desk.journal.audit()
    rows = [
        [desk.words.text("delete.key"), desk.journal.device_key().public_hex],
        [desk.words.text("verify.audit_head"), head],
    ]
    print(table(rows))
    return 0


def _print_code(code: str, words: Strings) -> None:
    print(words.text("admin.code"))
    print(f"\n    {code}\n")
