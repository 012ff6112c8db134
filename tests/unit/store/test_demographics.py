"""Voluntary answers lie in a file of their own, and nothing in it leads to an interview."""

from pathlib import Path

import pytest

import app as app_package
from app.bootstrap.store_task import StoreTask
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import InterviewStarted
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.store.cipher import DatabaseKey, Error
from app.store.demographics import FILE_NAME, add, open_demographics
from app.store.journal import Journal
from app.ui.ports import Append, Demographics

INTERVIEW = "7d0c9e0e-aaaa-4bbb-8ccc-123456789abc"
KEYS = (DatabaseKey(bytes(32), bytes(16)),)
CHOICES = (("age", "45_to_59"), ("speech", "dialect"))


def test_the_answers_are_in_their_file_and_not_in_the_interviews(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    task = StoreTask(
        journal,
        load_competency_model(content_dir()),
        clock_s=lambda: 1_800_000_000.0,
        free_mb=lambda: 10_000,
        min_free_mb=1,
        demographics_file=tmp_path / FILE_NAME,
    )
    task(Append(INTERVIEW, (InterviewStarted(INTERVIEW, Language.ZH),)))
    assert task(Demographics(CHOICES)) == Demographics(CHOICES)
    tables = [row["name"] for row in journal._rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    theirs = repr([journal._rows(f'SELECT * FROM "{table}"') for table in tables]).encode()
    journal.close()
    with open_demographics(tmp_path / FILE_NAME, journal.voluntary_keys) as connection:
        mine = repr(connection.execute("SELECT * FROM answers").fetchall()).encode()
    assert b"45_to_59" in mine
    assert INTERVIEW.encode() in theirs
    for word in (b"45_to_59", b"dialect", FILE_NAME.encode()):
        assert word not in theirs
    for word in (INTERVIEW.encode(), b"18000000"):
        assert word not in mine


def test_they_are_encrypted_with_a_key_of_their_own(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    journal.close()
    assert not set(journal.voluntary_keys) & set(journal.database_keys)
    path = tmp_path / FILE_NAME
    with open_demographics(path, journal.voluntary_keys) as connection:
        connection.execute("INSERT INTO answers VALUES ('r', 'age', '45_to_59')")
        files = list(tmp_path.glob(f"{FILE_NAME}*"))
        assert len(files) == 3, "the log is read as well"
        assert not [file.name for file in files if b"45_to_59" in file.read_bytes()]
    with (
        pytest.raises(KioskError, match="database_key_wrong"),
        open_demographics(path, journal.database_keys),
    ):
        pass


def test_rows_tell_neither_whose_they_are_nor_their_order(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    for number in range(40):
        add(path, KEYS, (("age", f"{number:02}"),))
    with open_demographics(path, KEYS) as connection:
        columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(answers)")]
        found = [choice for (choice,) in connection.execute("SELECT choice FROM answers")]
        with pytest.raises(Error):
            connection.execute("SELECT rowid FROM answers")
    assert columns == ["row", "question", "choice"]
    assert sorted(found) == [f"{number:02}" for number in range(40)]
    assert found != sorted(found)
    assert path.stat().st_mode & 0o077 == 0


def test_no_code_joins_them() -> None:
    app = Path(app_package.__file__ or "").parent
    names = {
        path.relative_to(app).as_posix()
        for path in app.rglob("*.py")
        if "store.demographics" in path.read_text("utf-8")
    }
    assert names == {
        "bootstrap/kiosk.py",
        "bootstrap/store_task.py",
        "store/media_sealing.py",
    }  # which only seals it
    source = (app / "store" / "demographics.py").read_text("utf-8")
    assert "ATTACH" not in source
    assert "interview_id" not in source


def test_one_answer_twice_is_a_bug_and_stores_nothing(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with pytest.raises(BugError):
        add(path, KEYS, (("age", "a"), ("age", "b")))
    with open_demographics(path, KEYS) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)
