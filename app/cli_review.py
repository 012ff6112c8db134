"""`kiosk review`: the reviewer's console on this machine's store."""

import argparse
import os
import sys

from app.bootstrap.review import Review
from app.cli_staff import signed_in
from app.cli_text import add_language, language_of, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.errors import KioskError
from app.settings import load_settings
from app.staff.book import Account, Role, StaffBook
from app.staff.session import Session
from app.store.journal import Journal


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk review`."""
    parser = subparsers.add_parser("review", help="queue, blind rating and decisions / 招聘人员评审台")
    add_language(parser)
    parser.set_defaults(command=review_command)


def review_command(args: argparse.Namespace) -> int:
    """0 when the console was closed. Whoever signed in at the terminal reviews, until ten idle minutes are over.

    Raises:
        KioskError: store_missing, staff_refused, staff_locked, staff_role_missing ...
    """
    from PySide6.QtWidgets import QApplication

    settings = load_settings(os.environ)
    language = language_of(args, settings)
    if not settings.database_file.exists():
        raise KioskError("store_missing", folder=str(settings.data_dir))
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        name = signed_in(settings, Role.RECRUITER, journal, terminal_words(language))
        book = StaffBook(settings.data_dir)
        session = Session(settings.data_dir, book)

        def who() -> Account | None:
            """A store that was never set up knows no people: the computer's user asks."""
            return session.account() if book.is_set_up else Account(name, Role.RECRUITER, "")

        application = QApplication.instance() or QApplication(sys.argv[:1])
        review = Review(journal, load_competency_model(content_dir()), who, language)
        review.window.closing.connect(application.quit)
        try:
            review.open()
            return application.exec()
        finally:
            review.stop()
    finally:
        journal.close()
