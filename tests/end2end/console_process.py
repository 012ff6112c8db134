"""Another process on a store, as `kiosk review` is, answers a raised hand. Arguments: folder, coming or done."""

import sys
import time
from pathlib import Path

from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.review.store_desk import StoreDesk
from app.staff.book import Account, Role
from app.store.journal import Journal

BESIDE = Account("reader-2", Role.RECRUITER, "hashed")


def main() -> None:
    """Writes what it answered."""
    folder, word = Path(sys.argv[1]), sys.argv[2]
    journal = Journal.open(folder / "kiosk.db", folder / "media")
    try:
        desk = StoreDesk(journal, load_competency_model(content_dir()), lambda: BESIDE, time.time)
        (call,) = desk.calls()
        desk.answer_call(call.number, is_done=word == "done")
        sys.stdout.write(call.reason)
    finally:
        journal.close()


if __name__ == "__main__":
    main()
