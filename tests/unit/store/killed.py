"""A child process that stores answers and says each time it did; the kill test ends it at any moment."""

import sys
from pathlib import Path

from app.domain.events import InterviewStarted
from app.domain.language import Language
from app.store.journal import Journal
from tests.unit.store.samples import FACTS, NOW, PROFILE, answered, assessment, opening

CHECKPOINT_EVERY = 3


def interview_id(life: int, number: int) -> str:
    return f"0190b1de-0000-7000-{life:04}-{number:012}"


def main() -> None:
    database, life = Path(sys.argv[1]), int(sys.argv[2])
    journal = Journal.open(database, database.parent / "media")
    for number in range(100_000):
        name = interview_id(life, number)
        journal.append(name, [InterviewStarted(name, Language.ZH), *opening(name)[1:]], now=NOW)
        for question in (1, 2):
            journal.append(name, answered(name, question, media=False), now=NOW)
            print(f"answer {name} {question}", flush=True)  # noqa: T201 - what the program told the person
        journal.save_assessment(name, FACTS, assessment(), PROFILE, now=NOW)
        print(f"assessment {name}", flush=True)  # noqa: T201
        if number % CHECKPOINT_EVERY == 0:
            journal._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
