"""Every database that ever shipped becomes the newest one, with nothing lost."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from app.domain.events import TakeStopped
from app.store.connection import open_database
from app.store.journal import Journal
from app.store.migrations import migrations, names
from tests.golden.databases.make import FOLDER, newest_schema
from tests.unit.store.samples import NOW, ONE, PROFILE, TWO, whole

GOLDEN = sorted(FOLDER.glob("*.sql"))


def restore(golden: Path, database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.executescript(golden.read_text("utf-8"))
    connection.close()


def schema(db: Database) -> list[str]:
    return sorted(
        " ".join(str(sql).split())
        for (sql,) in db.conn.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    )


def test_the_newest_schema_has_its_golden_database() -> None:
    assert newest_schema() in [golden.stem for golden in GOLDEN]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_a_shipped_database_is_read_and_goes_on(golden: Path, database: Path, media_dir: Path) -> None:
    restore(golden, database)
    journal = Journal.open(database, media_dir)
    assert journal.events(ONE) == whole(ONE, media=False)
    assert journal.profile_json(ONE) == PROFILE
    assert journal.interview(ONE).composite == 7.5
    assert [item.state for item in journal.interviews()] == ["left", "assessed"]
    assert journal.verify().is_ok
    journal.append(TWO, [TakeStopped(1.0)], now=NOW + 10)
    assert journal.verify().is_ok
    journal.close()


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_a_migrated_database_has_the_schema_of_a_fresh_one(golden: Path, tmp_path: Path) -> None:
    restore(golden, tmp_path / "old.db")
    old, fresh = open_database(tmp_path / "old.db"), open_database(tmp_path / "fresh.db")
    assert schema(old) == schema(fresh)
    old.close()
    fresh.close()


@pytest.mark.parametrize("stop", range(len(names())))
def test_an_update_that_broke_off_between_two_migrations_goes_on(tmp_path: Path, stop: int) -> None:
    half = Database(tmp_path / "half.db")
    migrations.apply(half, stop_before=names()[stop])
    half.close()
    finished, fresh = open_database(tmp_path / "half.db"), open_database(tmp_path / "fresh.db")
    assert schema(finished) == schema(fresh)
    finished.close()
    fresh.close()


def test_every_table_of_ours_is_strict(database: Path) -> None:
    db = open_database(database)
    loose = db.conn.execute(
        "SELECT name FROM pragma_table_list"
        " WHERE strict = 0 AND schema = 'main' AND name NOT LIKE '%sqlite_%'"
    ).fetchall()
    assert loose == []
    db.close()
