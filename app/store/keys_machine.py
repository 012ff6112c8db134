"""Where a machine key lies: a file outside the data folder, or the keyring of the operating system.

systemd may hand the file over from a TPM (LoadCredentialEncrypted=): it then lies in CREDENTIALS_DIRECTORY.
"""

import importlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from app.errors import KioskError
from app.private_file import replace_file
from app.store.cipher import KEY_BYTES
from app.store.envelope import Envelope, Seal, make_seal, open_seal

FILE, KEYRING = "machine-file", "keyring"
SERVICE = "interview-kiosk"
KEY_DIR = "KIOSK_KEY_DIR"
CREDENTIALS = "CREDENTIALS_DIRECTORY"


def default_key_dir() -> Path:
    """Where new machine keys are laid: KIOSK_KEY_DIR, else this user's folder of settings."""
    named = os.environ.get(KEY_DIR)
    return Path(named) if named else Path(platformdirs.user_config_dir(SERVICE, appauthor=False)) / "keys"


def seal_with_file(envelope_id: str, master: bytes, data_dir: Path, key_dir: Path) -> Seal:
    """The master key under a new machine key, which lies in `key_dir` for its owner only.

    Raises:
        KioskError: machine_key_inside: `key_dir` is in the data folder, and would be stolen or copied with
            it. machine_key_unwritable.
    """
    if key_dir.resolve().is_relative_to(data_dir.resolve()):
        raise KioskError("machine_key_inside", folder=key_dir.name)
    secret, name = secrets.token_bytes(KEY_BYTES), f"{envelope_id[:8]}-{secrets.token_hex(4)}.key"
    path = key_dir.absolute() / name
    try:
        replace_file(path, secret.hex().encode() + b"\n")
    except OSError as error:
        raise KioskError("machine_key_unwritable", file=name) from error
    return make_seal(envelope_id, FILE, secret, master, {"path": str(path)})


def open_with_file(envelope: Envelope) -> bytes | None:
    """The master key, if the machine key's file is found where the seal or the environment says."""
    for seal in envelope.seals:
        if seal.kind != FILE:
            continue
        for path in _places(Path(seal.details["path"])):
            master = _opened(envelope.id, seal, path)
            if master is not None:
                return master
    return None


def seal_with_keyring(envelope_id: str, master: bytes) -> Seal:
    """The master key under a secret in the operating system's keyring. Raises KioskError keyring_missing."""
    secret, name = secrets.token_bytes(KEY_BYTES), f"{envelope_id}-{secrets.token_hex(4)}"
    try:
        _keyring().set_password(SERVICE, name, secret.hex())
    except Exception as error:  # every backend has errors of its own
        raise KioskError("keyring_missing") from error
    return make_seal(envelope_id, KEYRING, secret, master, {"name": name})


def open_with_keyring(envelope: Envelope) -> bytes | None:
    """The master key, if a keyring is there and holds the secret."""
    for seal in envelope.seals:
        if seal.kind != KEYRING:
            continue
        try:
            secret = bytes.fromhex(_keyring().get_password(SERVICE, seal.details["name"]) or "")
        except Exception:  # noqa: BLE001 - a keyring that changed is why there is another seal
            continue
        master = open_seal(envelope.id, seal, secret)
        if master is not None:
            return master
    return None


def forget(kind: str, details: Mapping[str, Any]) -> None:
    """Remove a machine key that opens nothing any more, as far as it is in reach."""
    try:
        if kind == FILE:
            _wipe(Path(details["path"]))
        elif kind == KEYRING:
            _keyring().delete_password(SERVICE, details["name"])
    except Exception:  # noqa: BLE001 - it opens nothing: that it lies there does no harm
        return


def _wipe(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _places(path: Path) -> list[Path]:
    folders = [os.environ.get(KEY_DIR), os.environ.get(CREDENTIALS)]
    return [path, *(Path(folder) / path.name for folder in folders if folder)]


def _opened(envelope_id: str, seal: Seal, path: Path) -> bytes | None:
    try:
        return open_seal(envelope_id, seal, bytes.fromhex(path.read_text("ascii").strip()))
    except (OSError, ValueError):
        return None


def _keyring() -> Any:
    return importlib.import_module("keyring")
