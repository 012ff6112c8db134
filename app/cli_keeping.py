"""What `kiosk admin` does with the store: audit log, backups, deletion."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from app.cli_staff import Desk, ask, signed_in
from app.cli_text import local_time
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.errors import KioskError
from app.office.audit import export_audit
from app.office.keeping import ask_deletion
from app.settings import Settings
from app.staff.book import Role
from app.store.backup import FOLDER, Check, finish_restore, make_backup, newest_good, restore, whole_with
from app.store.journal import Journal
from app.store.keys_lock import KeysLock
from app.store.vault import Vault
from app.ui.strings import Strings
from app.upkeep.terms import Terms

YES = ("yes", "y", "是")


def audit(desk: Desk) -> int:
    """Write the audit log to a file; that it was exported is its last row."""
    actor, now = desk.signed_in(Role.SITE_ADMIN), time.time()
    out: Path = desk.args.export.absolute()
    done = export_audit(desk.journal, out, actor=actor, now=now)
    text = desk.words.text
    print(text("admin.audit_exported", file=str(out), rows=done.rows, head=done.head, public=done.public))
    return 0


def backup(desk: Desk) -> int:
    """Copy the database, also while the kiosk runs."""
    actor, now = desk.signed_in(Role.SITE_ADMIN), time.time()
    folder = (desk.args.to or desk.settings.data_dir / FOLDER).absolute()
    desk.journal.record(actor, "backup_made", {"own_folder": desk.args.to is None}, now=now)
    made = make_backup(desk.journal, folder, whole_with(desk.journal.database_keys), now=now)
    print(desk.words.text("admin.backup_made", file=str(made.path)))
    return 0


def restore_command(args: argparse.Namespace, settings: Settings, words: Strings) -> int:
    """Put a copy in the database's place, which is set aside. The kiosk must not run."""
    actor = signed_in(settings, Role.SITE_ADMIN, None, words)
    _check_nobody_runs(settings.data_dir)
    vault = Vault.open(settings.data_dir)
    try:
        check = whole_with(vault.database_keys)
        source = args.source.absolute() if args.source else _newest(settings, check)
        when = local_time(source.stat().st_mtime) if source.exists() else "-"
        if not args.yes and not _agrees(words.text("admin.restore_ask", file=source.name, when=when)):
            print(words.text("admin.nothing_done"))
            return 1
        finish_restore(settings.database_file, now=time.time())  # an earlier one that was cut off
        old = restore(source, settings.database_file, check, now=time.time())
    finally:
        vault.close()
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        told = {"file": source.name, "set_aside": "" if old is None else old.name}
        journal.record(actor, "restored", told, now=time.time())
        interviews = len(journal.interviews())
    finally:
        journal.close()
    print(words.text("admin.restored", file=source.name, interviews=interviews))
    if old is not None:
        print(words.text("admin.set_aside", file=old.name))
    return 0


def purge(desk: Desk) -> int:
    """Delete what is past its term; from then on the clock counts as right."""
    actor = desk.signed_in(Role.SITE_ADMIN)
    terms = Terms(
        desk.journal, load_competency_model(content_dir()), desk.settings.policy_pack, desk.settings.data_dir
    )
    due = terms.due()
    now = datetime.now(UTC).astimezone().isoformat(timespec="minutes")
    whole = sum(each.whole for each in due)
    question = desk.words.text("admin.purge_ask", now=now, interviews=whole, recordings=len(due) - whole)
    if not desk.args.yes and not _agrees(question):
        print(desk.words.text("admin.nothing_done"))
        return 1
    terms.trust_clock()
    done = terms.purge(actor=actor)
    print(
        desk.words.text("admin.purged", interviews=done.interviews, recordings=done.recordings + done.orphans)
    )
    return 0


def request(desk: Desk) -> int:
    """Note that a candidate asks for deletion; the kiosk carries it out by itself within the term."""
    actor = desk.signed_in(Role.RECRUITER)
    model = load_competency_model(content_dir())
    packs, own = model.policy_packs, desk.settings.policy_pack
    due_at = ask_deletion(desk.journal, packs, own, desk.args.id, actor=actor, now=time.time())
    print(desk.words.text("admin.requested", when=local_time(due_at)))
    return 0


def _newest(settings: Settings, check: Check) -> Path:
    folder = settings.data_dir / FOLDER
    found = newest_good(folder, check)
    if found is None:
        raise KioskError("backup_missing", folder=str(folder))
    return found.path


def _check_nobody_runs(data_dir: Path) -> None:
    lock = KeysLock(data_dir)
    try:
        if not lock.alone():
            raise KioskError("kiosk_runs")
    finally:
        lock.release()


def _agrees(question: str) -> bool:
    """True if somebody at the terminal says yes; a script has to say --yes."""
    return sys.stdin.isatty() and ask(question).lower() in YES
