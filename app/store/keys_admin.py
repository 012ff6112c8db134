"""What an administrator may do with the keys: seal them otherwise, change them, get them back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import KioskError
from app.store import envelope, keys_rotation
from app.store.envelope import Envelope, Hidden
from app.store.keys_lock import KeysLock
from app.store.keys_machine import FILE, KEYRING, default_key_dir, forget, seal_with_file, seal_with_keyring
from app.store.keys_spoken import PASSPHRASE, open_with_code, seal_with_code, seal_with_passphrase
from app.store.vault import Ask, ask_at_terminal, unlock

# One of these must stay: a keyring can change its backend, and a paper can burn.
ENOUGH_ALONE = (FILE, PASSPHRASE)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The envelope while nobody else uses the keys."""

    sealed: Envelope
    master: bytes
    hidden: Hidden


def seals(data_dir: Path) -> tuple[str, ...]:
    """What opens the envelope: machine-file, keyring, passphrase, recovery. Raises KioskError keys_missing."""
    return _read(data_dir).kinds


def set_passphrase(data_dir: Path, passphrase: str, ask: Ask = ask_at_terminal) -> None:
    """`passphrase` opens the envelope, in place of an older one. Raises KioskError passphrase_short ..."""
    with _unlocked(data_dir, lambda sealed: unlock(sealed, ask)) as now:
        seal = seal_with_passphrase(now.sealed.id, now.master, passphrase)
        envelope.write(now.sealed.with_seal(seal), data_dir)


def set_unattended(data_dir: Path, *, allowed: bool, ask: Ask = ask_at_terminal) -> None:
    """The kiosk starts without anybody (a new machine key in the key folder), or only with the passphrase.

    Raises:
        KioskError: keys_last_seal: without the machine key nothing would open the envelope.
    """
    with _unlocked(data_dir, lambda sealed: unlock(sealed, ask)) as now:
        if allowed:
            seal = seal_with_file(now.sealed.id, now.master, data_dir, default_key_dir())
            changed = now.sealed.with_seal(seal)
        else:
            changed = now.sealed.without(FILE)
        _replace(data_dir, now.sealed, changed, FILE)


def set_keyring(data_dir: Path, *, used: bool, ask: Ask = ask_at_terminal) -> None:
    """The operating system's keyring opens the envelope too, or no longer. Raises KioskError keyring_missing."""
    with _unlocked(data_dir, lambda sealed: unlock(sealed, ask)) as now:
        changed = (
            now.sealed.with_seal(seal_with_keyring(now.sealed.id, now.master))
            if used
            else now.sealed.without(KEYRING)
        )
        _replace(data_dir, now.sealed, changed, KEYRING)


def new_recovery_code(data_dir: Path, ask: Ask = ask_at_terminal) -> str:
    """A code that opens the envelope, to be kept on paper elsewhere; an older one is void."""
    with _unlocked(data_dir, lambda sealed: unlock(sealed, ask)) as now:
        seal, code = seal_with_code(now.sealed.id, now.master)
        envelope.write(now.sealed.with_seal(seal), data_dir)
        return code


def recover(data_dir: Path, code: str) -> None:
    """The recovery code gives this machine a new machine key. Raises KioskError recovery_code_wrong."""
    with _unlocked(data_dir, lambda sealed: open_with_code(sealed, code)) as now:
        seal = seal_with_file(now.sealed.id, now.master, data_dir, default_key_dir())
        envelope.write(now.sealed.with_seal(seal), data_dir)


def rotate(data_dir: Path, ask: Ask = ask_at_terminal) -> str | None:
    """Every key is another one: master key, machine key, those of the databases and their copies.

    Returns:
        The new recovery code, where there was one: the old one is void.

    Raises:
        KioskError: keys_in_use; keys_locked where the passphrase is needed and nobody is there to type it.
    """
    typed: list[str | None] = []

    def once() -> str | None:
        if not typed:
            typed.append(ask())
        return typed[0]

    with _unlocked(data_dir, lambda sealed: unlock(sealed, once)) as now:
        passphrase = once() if PASSPHRASE in now.sealed.kinds else None
        if PASSPHRASE in now.sealed.kinds and passphrase is None:
            raise KioskError("keys_locked")
        sealed, master, hidden, code = keys_rotation.prepare(data_dir, now.sealed, now.hidden, passphrase)
        keys_rotation.finish(data_dir, sealed, master, hidden)
        return code


@contextmanager
def _unlocked(data_dir: Path, master_of: Callable[[Envelope], bytes]) -> Iterator[Unlocked]:
    lock = KeysLock(data_dir)
    try:
        if not lock.alone():
            raise KioskError("keys_in_use")
        sealed = _read(data_dir)
        master = master_of(sealed)
        hidden = envelope.reveal(sealed, master)
        if hidden.pending is not None:
            sealed, hidden = keys_rotation.finish(data_dir, sealed, master, hidden)
        yield Unlocked(sealed, master, hidden)
    finally:
        lock.release()


def _replace(data_dir: Path, old: Envelope, new: Envelope, kind: str) -> None:
    """Write `new`, then remove what opened the seals of that kind that it no longer has."""
    if not set(new.kinds) & set(ENOUGH_ALONE):
        raise KioskError("keys_last_seal")
    envelope.write(new, data_dir)
    for seal in old.seals:
        if seal.kind == kind and seal not in new.seals:
            forget(seal.kind, seal.details)


def _read(data_dir: Path) -> Envelope:
    sealed = envelope.read(data_dir) if data_dir.is_dir() else None
    if sealed is None:
        raise KioskError("keys_missing", file=envelope.NAME)
    return sealed
