"""`kiosk review`: the reviewer's console on this machine's store."""

import argparse
import os
import sys
import time
from pathlib import Path

from app.bootstrap.review import Review
from app.cli_staff import signed_in
from app.cli_text import add_language, language_of, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.errors import KioskError
from app.private_file import replace_file
from app.review.desk import ReviewDesk
from app.settings import load_settings
from app.staff.book import Account, Role, StaffBook
from app.staff.session import Session
from app.store.journal import Journal
from app.ui.recruiter.report_pdf import page_for_candidate, page_for_hr, report_pdf
from app.ui.strings import Strings, load_strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk review`."""
    parser = subparsers.add_parser("review", help="queue, blind rating and decisions / 招聘人员评审台")
    parser.add_argument("--report", metavar="ID", help="write the report of this interview instead")
    parser.add_argument("--for", dest="reader", choices=("hr", "candidate"), default="hr")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where the report goes, as PDF")
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
    if args.report is not None and args.out is None:
        raise KioskError("report_without_file")
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
        model = load_competency_model(content_dir())
        if args.report is not None:
            desk = ReviewDesk(journal, model, who, time.time)
            return _report(args, desk, load_strings(resources_dir())[language])
        review = Review(journal, model, who, language)
        review.window.closing.connect(application.quit)
        try:
            review.open()
            return application.exec()
        finally:
            review.stop()
    finally:
        journal.close()


def _report(args: argparse.Namespace, desk: ReviewDesk, words: Strings) -> int:
    """0 when the PDF lies in --out, which only this user may read."""
    for_candidate = args.reader == "candidate"
    card = desk.report(args.report, words.language, for_candidate=for_candidate)
    page = page_for_candidate(card, words) if for_candidate else page_for_hr(card, words)
    try:
        replace_file(args.out, report_pdf(page))
    except OSError as error:
        raise KioskError("export_failed", file=str(args.out)) from error
    return 0
