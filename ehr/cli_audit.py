"""`ehr audit verify|export`."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ehr.audit import chain, export, repository
from ehr.audit.anchors import ANCHORS
from ehr.audit.chain import Head
from ehr.database import Database, system
from ehr.keys import MasterKey, master_key
from ehr.settings import Settings
from ehr.standing import standing


def add_to(commands: Any) -> None:
    """Adds the two commands to the program."""
    audit = commands.add_parser("audit", help="check or export the audit log")
    actions = audit.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify", help="recompute every link of the audit log, or of an exported file"
    )
    verify.add_argument("file", nargs="?", type=Path, help="an export; without it, the database")
    verify.add_argument("--key", help="the public key an export must be signed with (base64)")
    verify.set_defaults(run=run_verify)
    write = actions.add_parser("export", help="write the audit log as JSON lines with signed heads")
    write.add_argument("file", nargs="?", type=Path, help="without it, standard output")
    write.set_defaults(run=run_export)


def run_verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """0: every chain is whole. 1: flaws, one line each."""
    if arguments.file is not None:
        return verify_file(arguments.file, arguments.key)
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        try:
            found, count = verify_database(database, settings)
        finally:
            database.close()
    return _say(found, f"chains: {count}")


def verify_database(database: Database, settings: Settings) -> tuple[list[chain.Found], int]:
    """The flaws of the log, and how many chains it has. Heads that were signed and kept are looked for too."""
    with database.work(system("audit-verify"), snapshot=True) as session:
        heads = repository.heads(session)
        anchors = kept_heads(settings.data / ANCHORS, master_key(settings.key_file))
        return list(chain.flaws(repository.entries(session), heads, anchors)), len(heads)


def verify_file(path: Path, key: str | None) -> int:
    """0: the export is whole and signed with `key`, where one is given."""
    with path.open(encoding="utf-8") as file:
        exported = export.read(file)
    if key is not None and key != exported.public_key:
        print("ehr: the file is signed with another key", file=sys.stderr)
        return 1
    print(f"ehr: signed with {exported.public_key}" + ("" if key else " (compare it with the hub's)"))
    return _say(list(chain.flaws(exported.entries, exported.heads)), f"entries: {len(exported.entries)}")


def run_export(settings: Settings, arguments: argparse.Namespace) -> int:
    """Writes the log; that it was exported is in the log too."""
    key = master_key(settings.key_file)
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        try:
            note_export(database)
            if arguments.file is None:
                for line in exported_lines(database, key):
                    print(line)
            else:
                with open(arguments.file, "w", encoding="utf-8", opener=_private) as file:
                    file.writelines(line + "\n" for line in exported_lines(database, key))
        finally:
            database.close()
    return 0


def _private(path: str, flags: int) -> int:
    """The log names who did what: for its reader alone."""
    return os.open(path, flags, 0o600)


def note_export(database: Database) -> None:
    """The log says that all of it was exported at the console."""
    with database.work(system("audit-export")) as session:
        repository.append(session, "audit.exported", scope_id=None, subject_kind="hub", subject_id="all")


def exported_lines(database: Database, key: MasterKey) -> Iterator[str]:
    """The export of every chain, of one moment."""
    with database.work(system("audit-export"), snapshot=True) as session:
        yield from export.lines(repository.entries(session), repository.heads(session), key)


def kept_heads(path: Path, key: MasterKey) -> list[Head]:
    """The heads this hub signed and kept outside the database. Raises Problem `bad-audit-file`."""
    if not path.exists():
        return []
    heads: list[Head] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        heads += export.own_heads(json.loads(line), key, number)
    return heads


def _say(found: list[chain.Found], how_much: str) -> int:
    for each in found:
        print(f"chain {each.chain} entry {each.seq}: {each.flaw.value}")
    print(f"ehr: {len(found)} flaws" if found else f"ehr: the audit log is whole: {how_much}")
    return 1 if found else 0
