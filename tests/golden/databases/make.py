"""Writes the golden database of the newest schema: `python -m tests.golden.databases.make`.

Run it once, in the commit that ships a new migration, and never again for that migration: the files are
what kiosks in the field hold.
"""

import sqlite3
import tempfile
from pathlib import Path

from app.store.journal import Journal
from app.store.migrations import names
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, left, opening, whole

FOLDER = Path(__file__).parent
DELETED = ONE[:-1] + "9"


def newest_schema() -> str:
    """The name of the newest migration."""
    return names()[-1]


def fill(path: Path) -> None:
    """A database with an assessed, a deleted and a left interview."""
    journal = Journal.open(path, path.parent)
    for interview_id in (ONE, DELETED):
        journal.append(interview_id, whole(interview_id, media=False), now=NOW)
        journal.save_assessment(interview_id, FACTS, assessment(), PROFILE, now=NOW + 1)
    journal.delete(DELETED, now=NOW + 2)
    journal.append(TWO, [*opening(TWO), left("declined")], now=NOW + 3)
    journal.close()


def main() -> None:
    golden = FOLDER / f"{newest_schema()}.sql"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kiosk.db"
        fill(path)
        connection = sqlite3.connect(path)
        text = "\n".join(connection.iterdump()) + "\n"
        connection.close()
    with golden.open("x", encoding="utf-8") as file:  # one that shipped is never written again
        file.write(text)


if __name__ == "__main__":
    main()
