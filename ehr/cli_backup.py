"""`ehr backup|restore`."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from ehr import audit
from ehr.audit.chain import Found
from ehr.backup import service
from ehr.backup.sealing import Secret
from ehr.cli_audit import verify_database
from ehr.database import Database, system
from ehr.keys import master_key
from ehr.settings import Settings
from ehr.standing import brought_up_to_date, standing


def add_to(commands: Any) -> None:
    """Adds the two commands to the program."""
    for name, run, about in (
        ("backup", run_backup, "write everything into one encrypted file"),
        ("restore", run_restore, "put a backup back into an empty hub, and check it"),
    ):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("file", type=Path)
        command.add_argument("--passphrase-file", type=Path, help="its first line is the passphrase")
        command.add_argument(
            "--key-file", type=Path, help="32 random bytes in base64, instead of a passphrase"
        )
        command.set_defaults(run=run)


def run_backup(settings: Settings, arguments: argparse.Namespace) -> int:
    """Writes the backup; the audit log says so, in the backup too."""
    secret = _secret(arguments, twice=True)
    master_key(settings.key_file)  # a hub that was never served has none yet
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        with database.work(system("backup")) as session:
            audit.append(session, "hub.backed_up", scope_id=None, subject_kind="hub", subject_id="all")
        database.close()
        copied = service.back_up(settings, roles, arguments.file, secret)
    print(
        f"ehr: {sum(copied.rows.values())} rows of {len(copied.rows)} tables and {copied.files} files are in the backup"
    )
    return 0


def run_restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """0: everything that was counted is there again and the audit log is whole; 1: the audit log has flaws."""
    secret = _secret(arguments, twice=False)
    with standing(settings) as roles:
        copied = service.put_back(settings, roles, arguments.file, secret)
        found = checked(settings, brought_up_to_date(roles))
    print(
        f"ehr: the hub is as it was at {copied.made_at:%Y-%m-%d %H:%M} UTC: {sum(copied.rows.values())} rows"
    )
    for each in found:
        print(f"chain {each.chain} entry {each.seq}: {each.flaw.value}")
    print(f"ehr: the audit log has {len(found)} flaws" if found else "ehr: the audit log is whole")
    return 1 if found else 0


def checked(settings: Settings, program_url: str) -> list[Found]:
    """The flaws of the audit log that was put back; that it was put back is its newest entry."""
    database = Database(program_url, pool_size=1)
    try:
        with database.work(system("restore")) as session:
            audit.append(session, "hub.restored", scope_id=None, subject_kind="hub", subject_id="all")
        return verify_database(database, settings)[0]
    finally:
        database.close()


def _secret(arguments: argparse.Namespace, *, twice: bool) -> Secret:
    if arguments.key_file is not None:
        return service.secret_of(None, arguments.key_file)
    if arguments.passphrase_file is not None:
        return service.secret_of(arguments.passphrase_file.read_text("utf-8").splitlines()[0], None)
    passphrase = getpass.getpass("Passphrase of the backup: ")
    if len(passphrase) < 12 or (twice and getpass.getpass("Again: ") != passphrase):
        print("ehr: the passphrase is shorter than 12 characters, or the two differ", file=sys.stderr)
        raise SystemExit(2)
    return service.secret_of(passphrase, None)
