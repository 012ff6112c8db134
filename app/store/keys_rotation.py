"""Other keys for everything that is kept: prepared first, then brought in, then the old ones forgotten.

The envelope holds both while the databases change over, so a kill at any moment leaves a store that opens:
each database is tried with the new key, then with the old one; the next start goes on where this one ended.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.errors import BugError, KioskError
from app.store import cipher, demographics, envelope, keys_interview, keys_machine, sealed_file
from app.store.cipher import KEY_BYTES, DatabaseKey
from app.store.cipher_migration import PART, PLAIN
from app.store.connection import SIDE_FILES, check_file, named_errors, open_keyed
from app.store.envelope import Envelope, Hidden, Seal, Secrets
from app.store.keys_spoken import (
    PASSPHRASE,
    RECOVERY,
    open_with_passphrase,
    seal_with_code,
    seal_with_passphrase,
)

NO_DATABASE = (*SIDE_FILES, "-journal", ".part", PART, PLAIN)

log = logging.getLogger(__name__)


def prepare(
    data_dir: Path, sealed: Envelope, hidden: Hidden, passphrase: str | None
) -> tuple[Envelope, bytes, Hidden, str | None]:
    """A new master key and new keys beside the old ones, written down; no database has changed yet.

    passphrase: Where the envelope is sealed with one; it stays the same.

    Returns:
        Envelope, master key and keys from now on, and the new recovery code where there was one.

    Raises:
        KioskError: passphrase_wrong; what writing meets. Nothing was changed.
    """
    if hidden.pending is not None:
        raise BugError("a rotation must be finished before the next one begins")
    if PASSPHRASE in sealed.kinds:
        open_with_passphrase(sealed, passphrase or "")
    fresh, code = secrets.token_bytes(KEY_BYTES), None
    seals: list[Seal] = []
    for seal in sealed.seals:
        if seal.kind == PASSPHRASE:
            memory_kib = int(seal.details["memory_kib"])
            seals.append(seal_with_passphrase(sealed.id, fresh, passphrase or "", memory_kib=memory_kib))
        elif seal.kind == RECOVERY:
            again, code = seal_with_code(sealed.id, fresh)
            seals.append(again)
        elif seal.kind == keys_machine.KEYRING:
            seals.append(keys_machine.seal_with_keyring(sealed.id, fresh))
        else:
            seals.append(
                keys_machine.seal_with_file(sealed.id, fresh, data_dir, Path(seal.details["path"]).parent)
            )
    retired = tuple({"kind": seal.kind, **seal.details} for seal in sealed.seals)
    hidden = replace(hidden, pending=hidden.current.renewed(), retired=retired)
    sealed = envelope.hide(replace(sealed, seals=tuple(seals)), fresh, hidden)
    envelope.write(sealed, data_dir)
    return sealed, fresh, hidden, code


def finish(data_dir: Path, sealed: Envelope, master: bytes, hidden: Hidden) -> tuple[Envelope, Hidden]:
    """Envelope and keys once every database below `data_dir` is under the new keys, also those set aside.

    One that is damaged is left as it is, and its key is kept. The caller holds the lock alone.
    """
    new = hidden.pending
    if new is None:
        return sealed, hidden
    changed = [_changed(path, hidden.in_order) for path in _databases(data_dir)]
    files = tuple(each.files for each in hidden.in_order)
    may_be_clear = (
        *(() if hidden.is_sealed else sealed_file.OF_32_BYTES),
        *(() if hidden.is_hub_sealed else sealed_file.OF_THE_HUB),
    )
    changed.append(sealed_file.change_key(data_dir, files, may_be_clear=may_be_clear))
    former = () if all(changed) else (hidden.current, *hidden.former)
    done = replace(hidden, current=new, pending=None, retired=(), former=former)
    sealed = envelope.hide(sealed, master, done)
    envelope.write(sealed, data_dir)
    for details in hidden.retired:
        keys_machine.forget(str(details["kind"]), details)
    return sealed, done


def _changed(path: Path, known: Sequence[Secrets]) -> bool:
    """True once the database is under the first of the keys; False if it is too damaged for that."""
    new, *old = [_key_of(path, each) for each in known]
    try:
        change_key(path, old, new)
    except KioskError as error:
        if error.code not in ("database_key_wrong", "database_corrupt"):
            raise
        log.warning("%s keeps its key: %s", path.name, error.code)
        return error.code == "database_key_wrong"  # not one of ours: none of these keys will ever help
    return True


def _key_of(path: Path, known: Secrets) -> DatabaseKey:
    if path.name == keys_interview.NAME:
        return known.interviews
    return known.voluntary if path.name == demographics.FILE_NAME else known.database


def _databases(data_dir: Path) -> list[Path]:
    """The encrypted databases: in use, backed up, or renamed because they were broken or replaced."""
    return [
        path
        for path in sorted(data_dir.rglob("*.db*"))
        if path.is_file()
        and not path.name.endswith(NO_DATABASE)
        and path.stat().st_size > 0
        and not cipher.is_plain(path)
    ]


def change_key(path: Path, old: Sequence[DatabaseKey], new: DatabaseKey) -> None:
    """The database opens with `new` and with none of `old`; it may have been so already."""
    db = open_keyed(path, (new, *old))
    try:
        check_file(db)  # SQLCipher tells nothing of a damaged page that it cannot change over
        with named_errors(path):
            db.conn.execute(f"PRAGMA rekey={new.literal}").fetchall()
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        db.close()
    open_keyed(path, (new,)).close()
