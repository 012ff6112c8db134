"""`kiosk review`: the reviewer's console on this machine's store, or with --hub at a hub."""

import argparse
import os
import threading
import time
from collections.abc import Callable
from functools import partial

from app.bootstrap.application import application
from app.bootstrap.look import usual_look
from app.bootstrap.printer import on_paper
from app.bootstrap.review import Review, colleagues_in, idle_timer
from app.bootstrap.review_hub import HubReview, line_to
from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.voice import voice_folders
from app.cli_enrol import hub_address
from app.cli_staff import signed_in
from app.cli_text import add_language, any_path, language_of, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.language import Language
from app.errors import KioskError
from app.review.report_values import Report
from app.review.store_desk import StoreDesk
from app.settings import Settings, load_settings
from app.staff.book import Account, Role, StaffBook
from app.staff.session import Session
from app.store.begun import is_there
from app.store.journal import Journal
from app.ui.strings import load_strings
from app.workers.loudspeaker import Loudspeaker


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk review`."""
    parser = subparsers.add_parser("review", help="queue, blind rating and decisions / 招聘人员评审台")
    parser.add_argument(
        "--hub", metavar="URL", help="at this hub, with an account there; nothing is stored here"
    )
    parser.add_argument("--report", metavar="ID", help="write the report of this interview instead")
    readers = tuple(each.value for each in Report)
    parser.add_argument("--for", dest="reader", choices=readers, default=Report.HR.value)
    parser.add_argument("--pages", type=int, choices=(1, 5), default=1, help="of the report for HR")
    parser.add_argument("--out", type=any_path, metavar="FILE", help="where the report goes, as PDF")
    add_language(parser)
    parser.set_defaults(command=review_command)


def review_command(args: argparse.Namespace) -> int:
    """0 when the console was closed. Whoever signed in at the terminal reviews, until ten idle minutes are over.

    Raises:
        KioskError: store_missing, staff_refused, staff_locked, staff_role_missing ...; setting_not_a_url.
    """
    settings = load_settings(os.environ)
    language = language_of(args, settings)
    if args.report is not None and args.out is None:
        raise KioskError("report_without_file")
    hub_url = hub_address(args.hub) if args.hub else settings.review_hub_url
    if hub_url is not None:
        if args.report is not None:
            raise KioskError("report_without_store")
        return _at_hub(hub_url, settings, language)
    if not is_there(settings.database_file, settings.media_dir):
        raise KioskError("store_missing", folder=str(settings.data_dir))
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        name = signed_in(settings, Role.RECRUITER, journal, terminal_words(language))
        book = StaffBook(settings.data_dir)
        session = Session(settings.data_dir, book)

        def who() -> Account | None:
            """A store that was never set up knows no people: the computer's user asks."""
            return session.account() if book.is_set_up else Account(name, Role.RECRUITER, "")

        screen = application()  # noqa: F841 - it lives as long
        model = load_competency_model(content_dir())
        if args.report is not None:
            desk = StoreDesk(journal, model, who, time.time)
            _report(args, ReportMaker(desk, load_strings(resources_dir()), on_paper), language)
            return 0
        speaker = Loudspeaker(voice_folders(settings)) if settings.loudspeaker else None
        play = None if speaker is None else speaker.play
        review = Review(journal, model, who, language, partial(colleagues_in, book), play)
        review.window.use_look(usual_look(settings.screen))
        try:
            return _run(review, session.end)
        finally:
            if speaker is not None:
                speaker.close()
    finally:
        journal.close()


def _at_hub(url: str, settings: Settings, language: Language) -> int:
    """0 when the window was closed. Whoever signs in inside it reviews; this machine's store, if any, is not opened."""
    screen = application()  # noqa: F841 - it lives as long
    is_over, model = threading.Event(), load_competency_model(content_dir())
    line = line_to(url, settings.hub, is_over)
    speaker = Loudspeaker(voice_folders(settings)) if settings.loudspeaker else None
    try:
        play = None if speaker is None else speaker.play
        review = HubReview(line, url, model, language, play, is_over)
        review.window.use_look(usual_look(settings.screen))
        return _run(review, review.room.time_out)
    finally:
        if speaker is not None:
            speaker.close()
        line.close()


def _run(review: Review | HubReview, sign_out: Callable[[], None]) -> int:
    """0 when the window was closed."""
    from PySide6.QtCore import QCoreApplication

    screen = QCoreApplication.instance()
    assert screen is not None
    review.window.closing.connect(screen.quit)
    idle = idle_timer(review, sign_out)
    try:
        review.open()
        return screen.exec()
    finally:
        idle.stop()
        review.stop()


def _report(args: argparse.Namespace, reports: ReportMaker, language: Language) -> None:
    """The PDF lies in --out, which only this user may read."""
    report = Report(args.reader)
    if report is Report.HR and args.pages > 1:
        report = Report.HR_FULL
    reports.save(args.report, report, language, args.out)
