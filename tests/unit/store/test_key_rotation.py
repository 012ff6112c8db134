"""Other keys for everything: the same data, none of the old keys, and no moment at which a kill loses anything."""

import os
import random
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store import envelope, keys_admin, keys_machine, keys_rotation, sealed_file
from app.store.connection import open_keyed
from app.store.journal import Journal
from app.store.vault import Vault
from tests.unit.store.test_keys import (  # noqa: F401 - fixtures
    PASSPHRASE,
    ROOT,
    code_of,
    fresh_key_dir,
    is_whole,
    stored_interview,
    typed,
)

KILLS = int(os.environ.get("KIOSK_KEY_KILLS", "4"))


def secrets_of(data_dir: Path) -> list[bytes]:
    vault = Vault.open(data_dir)
    vault.close()
    newest = vault._secrets[0]
    return [newest.database.key, newest.interviews.key, newest.voluntary.key, newest.files, vault._master]


def test_after_a_rotation_every_key_is_another_and_the_data_are_the_same(stored: Path, key_dir: Path) -> None:
    keys_admin.set_passphrase(stored, PASSPHRASE)
    old_code = keys_admin.new_recovery_code(stored)
    backup = stored / "backup"
    backup.mkdir()
    copies = [backup / "kiosk-1.db", stored / "kiosk.db.corrupt-17"]
    for copy in copies:
        copy.write_bytes((stored / "kiosk.db").read_bytes())
    old_key, old = key_dir.read_bytes() if key_dir.is_file() else next(key_dir.iterdir()), secrets_of(stored)
    new_code = keys_admin.rotate(stored, typed)
    assert not set(old) & set(secrets_of(stored))
    assert not old_key.exists()
    assert len(list(key_dir.iterdir())) == 1
    assert is_whole(stored)
    assert new_code is not None
    with pytest.raises(KioskError):
        keys_admin.recover(stored, old_code)
    vault = Vault.open(stored)
    for copy in copies:
        open_keyed(copy, vault.database_keys).close()
    vault.close()
    with pytest.raises(KioskError) as caught:
        keys_admin.rotate(stored, lambda: PASSPHRASE + "!")
    assert code_of(caught) == "passphrase_wrong"
    assert is_whole(stored)


@pytest.mark.parametrize("name", ["kiosk.db", "kiosk.db.corrupt-17"])
def test_a_damaged_database_is_not_locked_away_by_other_keys(stored: Path, name: str) -> None:
    sound = (stored / "kiosk.db").read_bytes()
    damaged = bytearray(sound)
    damaged[4096 * 6 + 900] ^= 1
    (stored / name).write_bytes(damaged)
    keys_admin.rotate(stored)
    keys_admin.rotate(stored)
    assert (stored / name).read_bytes() == damaged
    (stored / name).write_bytes(sound)  # somebody could repair it
    vault = Vault.open(stored)
    open_keyed(stored / name, vault.database_keys).close()
    vault.close()
    keys_admin.rotate(stored)
    vault = Vault.open(stored)
    assert len(vault.database_keys) == 1, "all are under the new keys: none is kept"
    vault.close()
    assert is_whole(stored)


def test_keys_in_use_are_not_changed(stored: Path) -> None:
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    with pytest.raises(KioskError) as caught:
        keys_admin.rotate(stored)
    assert code_of(caught) == "keys_in_use"
    journal.close()
    assert keys_admin.rotate(stored) is None


class CutError(Exception):
    """The power goes out."""


@pytest.mark.parametrize("step", range(6))
def test_a_rotation_cut_off_between_any_two_steps_is_finished_by_the_next_start(
    stored: Path, key_dir: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Steps: envelope with both, each database, small files, envelope with the new keys, old machine key."""
    left, before = [step], secrets_of(stored)

    def mortal(module: types.ModuleType, name: str) -> None:
        whole_step = getattr(module, name)

        def stepping(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                raise CutError
            left[0] -= 1
            return whole_step(*arguments, **named)

        patched.setattr(module, name, stepping)

    with monkeypatch.context() as patched:
        for module, name in (
            (envelope, "write"),
            (keys_rotation, "change_key"),
            (sealed_file, "change_key"),
            (keys_machine, "forget"),
        ):
            mortal(module, name)
        with pytest.raises(CutError):
            keys_admin.rotate(stored)
    assert is_whole(stored)
    assert (secrets_of(stored) == before) == (step == 0), "prepared is done"
    sealed = envelope.read(stored)
    assert sealed is not None
    assert envelope.reveal(sealed, secrets_of(stored)[-1]).pending is None


ROTATE = (
    "import sys; from pathlib import Path; from app.store import keys_admin;"
    "sys.stdout.write('go\\n'); sys.stdout.flush();"
    "[keys_admin.rotate(Path(sys.argv[1])) for _ in range(1000)]"
)


@pytest.fixture
def rotating(stored: Path) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-c", ROTATE, str(stored)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    yield child
    child.kill()
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


@pytest.mark.parametrize("life", range(KILLS))
def test_a_kill_in_the_middle_of_a_rotation_leaves_a_store_that_opens(
    stored: Path, rotating: "subprocess.Popen[str]", life: int
) -> None:
    assert rotating.stdout is not None
    assert rotating.stdout.readline() == "go\n"
    timer = threading.Timer(random.Random(life).uniform(0.0, 0.3), rotating.kill)
    timer.start()
    timer.join()
    assert rotating.wait(timeout=10) == -9
    assert is_whole(stored)
