"""What people said, read on a connection of its own: for a long look, while somebody writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from app.store.journal import Journal
from app.store.review import Reviews


@contextmanager
def reviews_beside(journal: Journal) -> Iterator[Reviews]:
    """Only for reading; whoever writes an interview does not wait for it."""
    with journal.beside() as archive:
        yield Reviews(archive._db, RLock())
