"""A program that stores a chat work sample reply by reply until it is killed: python -m ... DATABASE_FOLDER."""

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from app.domain.events import ChatLineArrived, QuestionShown, ReplySent, TakeStarted
from app.store.journal import Journal
from tests.unit.flow.chat_plan import CHATS, ONLY_CHATS
from tests.unit.flow.plans import OPENING


def main() -> None:
    """Writes the number of each reply once it is committed."""
    folder = Path(sys.argv[1])
    journal = Journal.open(folder / "kiosk.db", folder)
    opening = [replace(event, plan=ONLY_CHATS) if hasattr(event, "plan") else event for event in OPENING]
    started = [QuestionShown(CHATS.id, 1), TakeStarted(CHATS.id, 1, 1, typed=True)]
    journal.append("i-1", (*opening, *started, ChatLineArrived("late", 0, 0.0)), now=1.0)
    for number in count():
        journal.append("i-1", (ReplySent("late", f"reply {number}", 1.0, float(number)),), now=2.0)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
