"""The keys of a store that somebody has to open by hand, once for each start of the program.

What was opened is remembered by this process (vault), and on no disk.
"""

from pathlib import Path

from app.errors import KioskError
from app.store import envelope, vault
from app.store.envelope import Envelope
from app.store.keys_spoken import PASSPHRASE, RECOVERY, open_with_code, open_with_passphrase


def ways_by_hand(data_dir: Path) -> tuple[str, ...]:
    """Where nothing of this machine opens the keys: what would (PASSPHRASE, RECOVERY); else nothing. Never raises."""
    try:
        sealed = envelope.read(data_dir)
    except KioskError:
        return ()  # the start says what is wrong with the envelope
    if sealed is None or vault.opened_alone(sealed) is not None:
        return ()
    return tuple(kind for kind in (PASSPHRASE, RECOVERY) if kind in sealed.kinds)


def open_by_passphrase(data_dir: Path, typed: str) -> None:
    """This process can open the store from now on. Raises KioskError passphrase_wrong, keys_altered ..."""
    sealed = _read(data_dir)
    vault.remember(sealed, open_with_passphrase(sealed, typed))


def open_by_code(data_dir: Path, typed: str) -> None:
    """The same by the recovery code; it stays valid. Raises KioskError recovery_code_wrong, keys_altered ..."""
    sealed = _read(data_dir)
    vault.remember(sealed, open_with_code(sealed, typed))


def _read(data_dir: Path) -> Envelope:
    sealed = envelope.read(data_dir)
    if sealed is None:
        raise KioskError("keys_missing", file=envelope.NAME)
    return sealed
