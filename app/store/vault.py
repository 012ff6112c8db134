"""The keys of one data folder, unlocked: what opens its database and its recordings."""

import os
import resource
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from typing import Self

from app.errors import KioskError
from app.store import cipher, envelope, keys_rotation
from app.store.cipher import KEY_BYTES, DatabaseKey
from app.store.envelope import Envelope, Hidden, Secrets
from app.store.keys_interview import InterviewKeys
from app.store.keys_lock import KeysLock
from app.store.keys_machine import (
    FILE,
    default_key_dir,
    open_with_file,
    open_with_keyring,
    seal_with_file,
)
from app.store.keys_spoken import PASSPHRASE, open_with_passphrase
from app.store.sealed_file import SealedFiles

GROW_TRIES, GROW_WAIT_S = 50, 0.1  # another process of this version may be writing the same
# Envelope id to master key. A process that was unlocked once opens the store again, e.g. for the nightly check,
# when nobody is at the terminal; it holds the keys anyhow.
_typed_before: dict[str, bytes] = {}

Ask = Callable[[], str | None]  # the passphrase, or None where nobody can be asked


def ask_at_terminal() -> str | None:
    """The passphrase as somebody types it, unseen; None where no terminal is. Never from argv or environment."""
    if not sys.stdin.isatty():
        return None
    return getpass("口令 Passphrase: ")


class Vault:
    """Opened once for each store; while it is open, the keys are not changed by another process."""

    def __init__(
        self, data_dir: Path, sealed: Envelope, master: bytes, hidden: Hidden, lock: KeysLock
    ) -> None:
        self.data_dir, self.envelope, self.hidden = data_dir, sealed, hidden
        self._master, self._lock = master, lock
        self._secrets = hidden.in_order  # a rotation may have been cut off
        self._interviews = InterviewKeys(data_dir, tuple(each.interviews for each in self._secrets))

    @classmethod
    def open(cls, data_dir: Path, ask: Ask = ask_at_terminal, key_dir: Path | None = None) -> Self:
        """The keys of `data_dir`; made, and sealed with a machine key in `key_dir`, where there are none.

        Args:
            data_dir: The data folder; it must exist.
            ask: Gives the passphrase where nothing else opens the envelope.
            key_dir: Where a new machine key is laid; None: the usual place (keys_machine).

        Raises:
            KioskError: keys_missing: there is an encrypted database, but nothing that opens it.
            keys_locked, passphrase_wrong, machine_key_missing, keys_altered, keys_in_use ...
        """
        _leave_no_core()
        lock = KeysLock(data_dir)
        try:
            sealed = envelope.read(data_dir)
            if sealed is None:
                sealed = _begin(data_dir, lock, key_dir or default_key_dir())
            master = unlock(sealed, ask)
            hidden = envelope.reveal(sealed, master)
            if hidden.is_grown:
                sealed, hidden = _grown(data_dir, lock, master)
            if hidden.pending is not None and lock.alone():
                sealed, hidden = keys_rotation.finish(data_dir, sealed, master, hidden)
            lock.share()
            return cls(data_dir, sealed, master, hidden, lock)
        except BaseException:
            lock.release()
            raise

    @property
    def database_keys(self) -> tuple[DatabaseKey, ...]:
        """What may open the database of interviews, to be tried in this order."""
        return tuple(each.database for each in self._secrets)

    @property
    def voluntary_keys(self) -> tuple[DatabaseKey, ...]:
        """What may open the database of voluntary answers, to be tried in this order."""
        return tuple(each.voluntary for each in self._secrets)

    @property
    def sealed_files(self) -> SealedFiles:
        """The small secrets of the kiosk, which lie sealed beside the database."""
        return SealedFiles(self.data_dir, tuple(each.files for each in self._secrets))

    def note_sealed(self) -> None:
        """From now on what lies in clear is refused. Raises KioskError keys_unwritable."""
        self._note(replace(self.hidden, is_sealed=True, is_hub_sealed=True))

    def note_begun(self) -> None:
        """From now on a database that is gone is refused, not begun. Raises KioskError keys_unwritable."""
        if not self.hidden.is_begun:
            self._note(replace(self.hidden, is_begun=True))

    def _note(self, hidden: Hidden) -> None:
        self.hidden = hidden
        self.envelope = envelope.hide(self.envelope, self._master, self.hidden)
        envelope.write(self.envelope, self.data_dir)

    def new_media_key(self, interview_id: str) -> bytes:
        """The key that seals the interview's recordings, 32 bytes; made now if it has none yet."""
        return self._interviews.make(interview_id)

    def media_key(self, interview_id: str) -> bytes:
        """The key that opens the interview's recordings. Raises KioskError media_key_missing."""
        key = self._interviews.get(interview_id)
        if key is None:
            raise KioskError("media_key_missing", interview=interview_id)
        return key

    def shred(self, interview_id: str) -> bool:
        """Destroy the key of the interview's recordings, wherever they lie. True if there was one."""
        return self._interviews.destroy(interview_id)

    def close(self) -> None:
        """Let the keys go."""
        self._interviews.close()
        self._lock.release()


def unlock(sealed: Envelope, ask: Ask) -> bytes:
    """The master key: by the machine alone where it may, else by the passphrase."""
    master = opened_alone(sealed)
    if master is not None:
        return master
    if PASSPHRASE not in sealed.kinds:
        raise KioskError("machine_key_missing", file=_file_name(sealed))
    typed = ask()
    if typed is None:
        raise KioskError("keys_locked")
    master = open_with_passphrase(sealed, typed)
    remember(sealed, master)
    return master


def opened_alone(sealed: Envelope) -> bytes | None:
    """The master key, if the machine or what this process was told before opens the envelope."""
    master = open_with_file(sealed) or open_with_keyring(sealed)
    if master is not None:
        return master
    known = _typed_before.get(sealed.id)
    return known if known is not None and envelope.fits(sealed, known) else None


def remember(sealed: Envelope, master: bytes) -> None:
    """Until this process ends nobody is asked again."""
    _typed_before[sealed.id] = master


def _leave_no_core() -> None:
    """A crash of this process, or of a child, writes no memory with keys in it to the disk."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _begin(data_dir: Path, lock: KeysLock, key_dir: Path) -> Envelope:
    """A new envelope; another process that begins at the same time waits for it, or is waited for."""
    lock.wait_alone()
    sealed = envelope.read(data_dir)
    if sealed is not None:
        return sealed
    if any(_is_encrypted(path) for path in data_dir.glob("*.db")):
        raise KioskError("keys_missing", file=envelope.NAME)
    master = secrets.token_bytes(KEY_BYTES)
    sealed = envelope.new_envelope(master, Hidden(Secrets.fresh()))
    sealed = sealed.with_seal(seal_with_file(sealed.id, master, data_dir, key_dir))
    envelope.write(sealed, data_dir)
    return sealed


def _grown(data_dir: Path, lock: KeysLock, master: bytes) -> tuple[Envelope, Hidden]:
    """The envelope of an older version with the keys it lacked, written down by whoever has the lock alone."""
    for _ in range(GROW_TRIES):
        is_alone = lock.alone()
        sealed = envelope.read(data_dir)
        if sealed is None:
            raise KioskError("keys_missing", file=envelope.NAME)
        hidden = envelope.reveal(sealed, master)
        if not hidden.is_grown:
            return sealed, hidden
        if is_alone:
            hidden = replace(hidden, is_grown=False)
            sealed = envelope.hide(sealed, master, hidden)
            envelope.write(sealed, data_dir)
            return sealed, hidden
        time.sleep(GROW_WAIT_S)
    raise KioskError("keys_in_use")


def _is_encrypted(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0 and not cipher.is_plain(path)


def _file_name(sealed: Envelope) -> str:
    return next((os.path.basename(seal.details["path"]) for seal in sealed.seals if seal.kind == FILE), "-")
