"""The database is encrypted: by SQLCipher, with every setting, and older ones become so at the first start."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import BugError, KioskError
from app.store import cipher, cipher_migration
from app.store.archive import Archive
from app.store.cipher import DatabaseKey, is_plain
from app.store.connection import open_database
from app.store.journal import Journal
from app.store.vault import Vault
from tests.fakes.keyed import beside, keys_of, opened
from tests.golden.databases.make import FOLDER
from tests.unit.store.samples import NOW, ONE, TEXT, record_media, whole
from tests.unit.store.test_migrations import restore

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = sorted(FOLDER.glob("*.sql"))[-1]


class CutError(Exception):
    """The power goes out."""


def fill(database: Path, media_dir: Path) -> None:
    journal = Journal.open(database, media_dir)
    for number in range(12):
        interview_id = f"{ONE[:-2]}{number:02}"
        journal.append(interview_id, whole(interview_id, media=False), now=NOW)
    journal.close()


def importers() -> list[str]:
    """Every module of the program that imports sqlite_utils."""
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "sqlite_utils" for name in names):
                found.append(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return sorted(set(found))


def test_whatever_is_imported_first_sqlite_utils_runs_on_sqlcipher() -> None:
    modules = importers()
    assert "app.store.migrations" in modules
    assert all(name.startswith("app.store.") for name in modules), (
        "app.store sets SQLCipher before any of them"
    )
    for first in (modules[0], modules[-1]):
        check = f"import {first}, sqlcipher3, sqlite_utils.utils as u; assert u.sqlite3 is sqlcipher3"
        subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=True)


def test_a_wrong_order_of_imports_is_a_bug_that_says_so() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sqlite_utils, app.store"], cwd=ROOT, capture_output=True, check=False
    )
    assert BugError.__name__ in done.stderr.decode()


def test_every_setting_that_keeps_and_hides_is_on(database: Path) -> None:
    db = opened(database)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
        "wal_autocheckpoint": 500,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "cipher_log_level": "NONE",
    }
    found = {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted
    (version,) = db.conn.execute("PRAGMA cipher_version").fetchone()
    assert version.startswith("4.")
    db.close()


def test_the_salt_is_ours_and_lies_in_the_envelope_too(database: Path) -> None:
    opened(database).close()
    assert database.read_bytes()[:16] == keys_of(database.parent)[0].salt


def test_another_key_is_named_and_changes_nothing(database: Path, media_dir: Path) -> None:
    fill(database, media_dir)
    before = database.read_bytes()
    with pytest.raises(KioskError, match="database_key_wrong"):
        open_database(database, [DatabaseKey.fresh()])
    other_salt = DatabaseKey(keys_of(database.parent)[0].key, bytes(16))
    with pytest.raises(KioskError, match="database_key_wrong"):
        open_database(database, [other_salt])
    assert database.read_bytes() == before


@pytest.mark.parametrize("at", [20, 4096 + 7, 5 * 4096 + 2000, -1])
def test_a_flipped_byte_anywhere_is_named(database: Path, media_dir: Path, at: int) -> None:
    fill(database, media_dir)
    content = bytearray(database.read_bytes())
    content[at] ^= 1
    database.write_bytes(content)
    with pytest.raises(KioskError, match="database_corrupt"):
        Journal.open(database, media_dir)


def cut_at(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The power goes out just before this step."""

    def cut(*_: object, **__: object) -> None:
        raise CutError

    where = {
        "check": (cipher_migration, "_check"),
        "link": (os, "link"),
        "replace": (Path, "replace"),
        "wipe": (cipher_migration, "finish_wiping"),
    }
    monkeypatch.setattr(*where[step], cut)


@pytest.mark.parametrize("step", ["check", "link", "replace", "wipe"])
def test_an_older_database_is_encrypted_whole_or_not_at_all(
    database: Path, media_dir: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    restore(GOLDEN, database)
    keys = keys_of(database.parent)
    with monkeypatch.context() as patched:
        cut_at(patched, step)
        with pytest.raises(CutError):
            open_database(database, keys)
    assert is_plain(database) == (step != "wipe")
    journal = Journal.open(database, media_dir)
    assert journal.events(ONE) == whole(ONE, media=False)
    assert journal.verify().is_ok
    journal.close()
    assert not is_plain(database)
    assert in_clear(database.parent) == []
    assert not [
        each.name for each in database.parent.iterdir() if ".plain" in each.name or "encrypting" in each.name
    ]


def in_clear(folder: Path) -> list[str]:
    """Files in which words of the candidate can be read."""
    return [
        each.name for each in folder.rglob("*") if each.is_file() and TEXT[3:10].encode() in each.read_bytes()
    ]


def test_a_log_of_an_older_database_that_a_crash_left_is_not_lost(database: Path, media_dir: Path) -> None:
    restore(GOLDEN, database)
    crash = (
        "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL');"
        "c.execute('CREATE TABLE note (a)'); c.execute('INSERT INTO note VALUES (7)'); c.commit(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", crash, str(database)], check=False)
    assert database.with_name("kiosk.db-wal").stat().st_size > 0
    Journal.open(database, media_dir).close()
    connection = beside(database)
    assert connection.execute("SELECT a FROM note").fetchall() == [(7,)]
    connection.close()


def test_an_older_database_that_is_damaged_is_left_alone(database: Path, media_dir: Path) -> None:
    restore(GOLDEN, database)
    with database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096)
    before = database.read_bytes()
    with pytest.raises(KioskError, match="database_corrupt"):
        Journal.open(database, media_dir)
    assert database.read_bytes() == before
    with pytest.raises(KioskError, match="database_plain"):
        Archive.open(database, media_dir)


def test_older_recordings_are_sealed_and_their_clear_bytes_overwritten(
    database: Path, media_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(GOLDEN, database)
    folder = media_dir / ONE
    folder.mkdir()
    content = {"q1.mkv": b"film" * 50_000, "q1.pcm": b"", "q2.mkv": b"x"}
    for name, clear in content.items():
        (folder / name).write_bytes(clear)
    held = (folder / "q1.mkv").open("rb")  # what becomes of the bytes on the disk
    with monkeypatch.context() as patched:
        cut_at(patched, "wipe")
        with pytest.raises(CutError):
            Journal.open(database, media_dir)
    journal = Journal.open(database, media_dir)
    assert {name: journal.recording(ONE, f"{ONE}/{name}") for name in content} == content
    journal.close()
    assert sorted(each.name for each in folder.iterdir()) == sorted(content)
    assert set(held.read()) == {0}
    held.close()


def test_altered_and_cut_recordings_are_problems(journal: Journal, media_dir: Path) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    record_media(media_dir, ONE)
    first, second = media_dir / ONE / "q1.mkv", media_dir / ONE / "q2.mkv"
    assert journal.verify().is_ok
    first.write_bytes(first.read_bytes()[:-20])
    second.write_bytes(first.read_bytes())
    found = {problem.where: problem.code for problem in journal.verify().problems}
    assert found == {f"{ONE}/q1.mkv": "media_cut", f"{ONE}/q2.mkv": "media_altered"}


def test_a_deleted_interview_cannot_be_heard_from_a_copy_that_somebody_kept(
    journal: Journal, media_dir: Path, tmp_path: Path
) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    record_media(media_dir, ONE)
    kept, key = (media_dir / ONE / "q1.mkv").read_bytes(), journal.media_key(ONE)
    journal.delete(ONE, now=NOW + 1)
    (media_dir / ONE).mkdir()
    (media_dir / ONE / "q1.mkv").write_bytes(kept)
    with pytest.raises(KioskError, match="media_key_missing"):
        journal.recording(ONE, f"{ONE}/q1.mkv")
    vault = Vault.open(tmp_path)
    interviews = vault._secrets[0].interviews
    vault.close()
    db = cipher.connect(tmp_path / "keys.db", interviews, 5.0)
    assert db.conn.execute("SELECT count(*) FROM interview_keys").fetchone() == (0,)
    db.close()
    assert not any(key in each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
