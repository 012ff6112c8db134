"""What older versions wrote in clear is sealed at the next start: receipts, voluntary answers, small keys."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store import cipher_migration, envelope, keys_admin, sealed_file
from app.store.demographics import FILE_NAME, open_demographics
from app.store.journal import Journal
from app.store.sealed_file import DEVICE_KEY, HUB_ASKING, HUB_KEY, MATCH_KEY, SealedFiles
from app.store.vault import Vault
from tests.unit.store.samples import ONE
from tests.unit.store.test_keys import (  # noqa: F401 - fixtures
    ROOT,
    code_of,
    fresh_key_dir,
    is_whole,
    stored_interview,
)

KILLS = int(os.environ.get("KIOSK_KEY_KILLS", "4"))
MATCH, DEVICE = b"m" * 32, b"d" * 32
HUB, ASKING = b'{"format": "kiosk-hub/1", "key": "beef"}', b'{"format": "kiosk-hub/1", "key": "cafe"}'
CLEAR = {MATCH_KEY: MATCH, DEVICE_KEY: DEVICE, HUB_KEY: HUB, HUB_ASKING: ASKING}
RECEIPT = b"%PDF-1.4 what somebody said\n" * 4000
CHOICE = "45_to_59"


class CutError(Exception):
    """The power goes out."""


def age(data_dir: Path) -> None:
    """The data folder as a version before wrote it."""
    sealed = envelope.read(data_dir)
    assert sealed is not None
    vault = Vault.open(data_dir)
    vault.close()
    told = {"current": envelope._told(vault._secrets[0]), "pending": None, "retired": [], "former": []}
    for name in envelope.LATER:
        del told["current"][name]
    bound = envelope._bound(sealed.id, "keys", {})
    hidden = envelope._sealed(vault._master, json.dumps(told).encode(), bound)
    envelope.write(envelope.Envelope(sealed.id, sealed.seals, hidden), data_dir)
    for name, content in CLEAR.items():
        (data_dir / name).write_bytes(content)
    (data_dir / "media" / f"{ONE}-consent.pdf").write_bytes(RECEIPT)
    plain = sqlite3.connect(data_dir / FILE_NAME)
    plain.execute("PRAGMA journal_mode=WAL")
    plain.execute(
        "CREATE TABLE answers (row TEXT NOT NULL, question TEXT NOT NULL, choice TEXT NOT NULL,"
        " PRIMARY KEY (row, question)) WITHOUT ROWID"
    )
    plain.execute("INSERT INTO answers VALUES ('r', 'age', ?)", [CHOICE])
    plain.commit()
    plain.close()


@pytest.fixture(name="aged")
def aged_folder(stored: Path) -> Path:
    age(stored)
    return stored


def check(data_dir: Path) -> None:
    """Everything is there, and nothing of it in clear."""
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    try:
        assert journal.match_key() == MATCH
        assert journal.device_key().private.private_bytes_raw() == DEVICE
        assert [journal.sealed_files.read(name) for name in (HUB_KEY, HUB_ASKING)] == [HUB, ASKING]
        assert journal.recording(ONE, f"{ONE}-consent.pdf") == RECEIPT
        with open_demographics(data_dir / FILE_NAME, journal.voluntary_keys) as connection:
            assert connection.execute("SELECT * FROM answers").fetchall() == [("r", "age", CHOICE)]
    finally:
        journal.close()
    assert is_whole(data_dir)
    for path in data_dir.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for clear in (*CLEAR.values(), b"what somebody said", CHOICE.encode()):
            assert clear not in content, path.name
        assert not path.name.endswith((".plain", ".part"))


def test_the_next_start_seals_them_and_overwrites_what_was_in_clear(aged: Path) -> None:
    held = [(aged / name).open("rb") for name in (*CLEAR, f"media/{ONE}-consent.pdf")]
    check(aged)
    for file in held:
        assert set(file.read()) == {0}
        file.close()
    check(aged)


def test_keys_that_were_added_are_written_down_before_they_are_used(aged: Path) -> None:
    def keys() -> tuple[object, ...]:
        vault = Vault.open(aged)
        vault.close()
        return (*vault.voluntary_keys, *vault.sealed_files.keys)

    assert keys() == keys()


def test_two_of_this_version_that_start_together_agree(aged: Path) -> None:
    with_lock = Vault.open(aged)
    second = Vault.open(aged)
    assert with_lock.voluntary_keys == second.voluntary_keys
    with_lock.close()
    second.close()


@pytest.mark.parametrize("name", ["_check", "put_in_place", "finish_wiping"])
@pytest.mark.parametrize("number", range(4))
def test_cut_off_anywhere_the_next_start_goes_on(
    aged: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    left, whole_step = [number], getattr(cipher_migration, name)

    def stepping(*arguments: object) -> object:
        if left[0] == 0:
            raise CutError
        left[0] -= 1
        return whole_step(*arguments)

    with monkeypatch.context() as patched:
        for module in (cipher_migration, sealed_file, sys.modules["app.store.media_sealing"]):
            if hasattr(module, name):
                patched.setattr(module, name, stepping)
        with suppress(CutError):  # not every step is taken that often
            Journal.open(aged / "kiosk.db", aged / "media").close()
    check(aged)


def test_a_rotation_covers_them(aged: Path) -> None:
    check(aged)
    before = {path.name: path.read_bytes() for path in aged.glob("*.key*")}
    keys_admin.rotate(aged)
    after = {path.name: path.read_bytes() for path in aged.glob("*.key*")}
    assert set(before) == set(after) == set(CLEAR)
    assert not [name for name in before if before[name] == after[name]]
    check(aged)
    old = SealedFiles(aged, (bytes(32),))
    with pytest.raises(KioskError) as caught:
        old.load(MATCH_KEY, lambda: MATCH)
    assert code_of(caught) == "match_key_unusable"


def test_hub_key_of_a_version_that_sealed_the_others_already_is_sealed_and_later_refused_in_clear(
    aged: Path,
) -> None:
    check(aged)
    vault = Vault.open(aged)
    hidden = replace(vault.hidden, is_hub_sealed=False)
    envelope.write(envelope.hide(vault.envelope, vault._master, hidden), aged)
    vault.close()
    (aged / HUB_KEY).write_bytes(HUB)
    (aged / f"{HUB_KEY}.part").write_bytes(HUB)  # a write of that version that was cut
    (aged / MATCH_KEY).write_bytes(MATCH)  # which nobody of ours wrote
    journal = Journal.open(aged / "kiosk.db", aged / "media")
    assert journal.sealed_files.read(HUB_KEY) == HUB
    with pytest.raises(KioskError, match="match_key_unusable"):
        journal.match_key()
    journal.close()
    assert not [path for path in aged.iterdir() if path.is_file() and HUB in path.read_bytes()]
    (aged / HUB_KEY).write_bytes(HUB)
    journal = Journal.open(aged / "kiosk.db", aged / "media")
    with pytest.raises(KioskError, match="hub_key_unreadable"):
        journal.sealed_files.read(HUB_KEY)
    journal.close()


def test_a_rotation_of_keys_seals_a_hub_key_that_nobody_sealed_yet(aged: Path) -> None:
    keys_admin.rotate(aged)
    check(aged)


@pytest.mark.parametrize("at", [0, 4, 20, -1])
@pytest.mark.parametrize("name", [MATCH_KEY, DEVICE_KEY])
def test_an_altered_one_is_named_and_never_made_anew(stored: Path, name: str, at: int) -> None:
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    read = {MATCH_KEY: journal.match_key, DEVICE_KEY: journal.device_key}[name]
    read()
    content = bytearray((stored / name).read_bytes())
    content[at] ^= 1
    (stored / name).write_bytes(content)
    with pytest.raises(KioskError) as caught:
        read()
    journal.close()
    assert code_of(caught) == sealed_file.CODES[name]
    assert (stored / name).read_bytes() == content


def test_one_is_not_another(stored: Path) -> None:
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    journal.device_key()
    (stored / DEVICE_KEY).rename(stored / MATCH_KEY)
    with pytest.raises(KioskError, match="match_key_unusable"):
        journal.match_key()
    journal.close()


def test_a_receipt_goes_with_the_key_of_its_interview(aged: Path) -> None:
    check(aged)
    copy = (aged / "media" / f"{ONE}-consent.pdf").read_bytes()
    journal = Journal.open(aged / "kiosk.db", aged / "media")
    journal.delete(ONE, now=1_800_000_000.0)
    assert not list((aged / "media").glob("*.pdf"))
    (aged / "media" / f"{ONE}-consent.pdf").write_bytes(copy)
    with pytest.raises(KioskError, match="media_key_missing"):
        journal.recording(ONE, f"{ONE}-consent.pdf")
    journal.close()


START = (
    "import sys; from pathlib import Path; from app.store.journal import Journal;"
    "sys.stdout.write('go\\n'); sys.stdout.flush();"
    "home = Path(sys.argv[1]); Journal.open(home / 'kiosk.db', home / 'media').close();"
    "sys.stdin.readline()"
)


@pytest.fixture
def starting(aged: Path) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-c", START, str(aged)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield child
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        pipe.close()


@pytest.mark.parametrize("life", range(KILLS))
def test_a_kill_while_they_are_sealed_loses_nothing(
    aged: Path, starting: "subprocess.Popen[str]", life: int
) -> None:
    assert starting.stdout is not None
    assert starting.stdout.readline() == "go\n"
    timer = threading.Timer(random.Random(life).uniform(0.0, 0.12), starting.kill)
    timer.start()
    timer.join()
    assert starting.wait(timeout=10) == -9
    check(aged)
