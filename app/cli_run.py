"""`kiosk run`: the program on the terminal."""

import argparse
import logging
import os
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli_offer import is_answered, print_offer
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.log import logging_to
from app.modelpacks.offer import Offer
from app.private_file import ready_folder
from app.settings import Settings, load_settings
from app.staff.book import StaffBook
from app.store.backup import finish_restore
from app.store.unlocking import ways_by_hand
from app.sync.releases import content_folder
from app.ui.strings import NEUTRAL_CODE
from app.watch.crash_report import FOLDER, report_of, reporting_to, write_report
from app.watch.starts import Starts

if TYPE_CHECKING:
    from app.bootstrap.first_start import FirstStart
    from app.bootstrap.kiosk import Kiosk
    from app.bootstrap.office import OfficeRoom

log = logging.getLogger(__name__)

CAME_UP_MS = 500


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk run`."""
    parser = subparsers.add_parser("run", help="the interview terminal")
    parser.add_argument("--windowed", action="store_true", help="a window instead of the full screen")
    parser.set_defaults(command=run_command)


def run_command(args: argparse.Namespace) -> int:
    """The exit code of the program.

    Raises:
        KioskError: content, settings or store cannot be used; nothing was started.
    """
    from PySide6.QtCore import QTimer  # Qt only where it is needed

    from app.bootstrap.application import application, report_bugs_to
    from app.bootstrap.attendant import Attendant
    from app.bootstrap.office_door import OfficeDoor
    from app.bootstrap.sync_thread import SyncThread

    settings = load_settings(os.environ)
    if args.windowed:
        settings = replace(settings, windowed=True)
    offer = print_offer(settings)
    ready_folder(settings.data_dir)
    with logging_to(settings.log_file), ExitStack() as at_the_end:
        app = application()
        app.setQuitOnLastWindowClosed(False)  # pages for the staff come and go before the first candidate's
        if not _is_open(settings):
            return 0
        built = _built(settings)
        if built is None:
            return 0
        kiosk, model = built
        at_the_end.callback(kiosk.stop)
        report_bugs_to(kiosk.messages)
        at_the_end.enter_context(reporting_to(settings.data_dir))
        starts = Starts(settings.data_dir)
        QTimer.singleShot(CAME_UP_MS, starts.succeed)  # in the loop of whichever page is the first
        if not _is_set_up(kiosk, settings):
            starts.succeed()
            return 0
        attendant = Attendant(kiosk, settings, model, app.exit)  # quit() would ask the locked window first
        at_the_end.callback(attendant.stop)
        office = OfficeDoor(lambda: _office(kiosk, settings, model))
        kiosk.desk.front.office_asked.connect(office.open)
        at_the_end.callback(office.stop)
        sync = SyncThread(settings, kiosk.journal, model)
        at_the_end.callback(sync.stop)
        app.setQuitOnLastWindowClosed(True)
        app.lastWindowClosed.connect(app.quit)
        sync.start()
        page = _first_page(kiosk, settings, offer)
        if page is None:
            kiosk.start()
            attendant.start()
        else:
            at_the_end.callback(page.stop)
            page.finished.connect(kiosk.start)
            page.finished.connect(attendant.start)
            page.start(windowed=settings.windowed)
        code = app.exec()
        starts.succeed()  # also where it ended sooner than the first beat
        return code


def _office(kiosk: "Kiosk", settings: Settings, model: CompetencyModel) -> "OfficeRoom":
    """The administrator's screens; what they need is loaded now."""
    from app.cli_office import office_of

    return office_of(kiosk, settings, model)


def _is_open(settings: Settings) -> bool:
    """True once the data can be read: by the machine alone, or by somebody at the screen. False: it was closed.

    Before the start counts: a kiosk that was switched off while it waited did not fail.
    """
    ways = ways_by_hand(settings.data_dir)
    if not ways:
        return True
    from app.bootstrap.unlocking import Unlocking

    return Unlocking(settings, ways).wait()


def _built(settings: Settings) -> "tuple[Kiosk, CompetencyModel] | None":
    """The kiosk, or None if somebody closed the program; after two failed starts the staff is asked first."""
    from app.bootstrap.kiosk import Kiosk
    from app.bootstrap.safe_mode import SafeMode

    starts = Starts(settings.data_dir)
    before = starts.begin()
    while True:
        if before.calls_for_care and not SafeMode(settings, before).wait():
            starts.succeed()
            return None
        try:
            finish_restore(settings.database_file, now=time.time())
            model = _content(settings)
            return Kiosk(settings, model), model
        except KioskError as error:
            starts.fail(error.code, tuple(error.params.items()))
            if not before.calls_for_care:
                raise
            before = starts.failed()
        except Exception as error:
            starts.fail(NEUTRAL_CODE, ())
            write_report(settings.data_dir / FOLDER, report_of(error, at=time.time()))
            raise


def _content(settings: Settings) -> CompetencyModel:
    """What the hub wants asked, or the shipped content where there is no hub, or its content does not fit any more."""
    folder = content_folder(settings.data_dir, content_dir())
    if folder != content_dir():
        try:
            return load_competency_model(folder)
        except KioskError as error:
            log.warning("content from the hub does not fit this program: %s", error.code)
    return load_competency_model(content_dir())


def _is_set_up(kiosk: "Kiosk", settings: Settings) -> bool:
    """True once there is an administrator; the first start asks for one. False if its page was closed."""
    from PySide6.QtCore import QEventLoop

    from app.bootstrap.look import usual_look
    from app.bootstrap.staff_door import CHOOSE, SetUp
    from app.bootstrap.staff_task import StaffTask, recorder

    book = StaffBook(settings.data_dir)
    if book.is_set_up or kiosk.journal.unfinished():  # then it is a candidate who waits before the screen
        return True
    page, loop = SetUp(StaffTask(book, recorder(kiosk.journal.record)), settings.language), QEventLoop()
    page.window.use_look(usual_look(settings.screen))
    page.admitted.connect(loop.quit)
    page.ended.connect(loop.quit)
    page.open(CHOOSE, windowed=settings.windowed)
    loop.exec()
    page.stop()
    return book.is_set_up


def _first_page(kiosk: "Kiosk", settings: Settings, offer: Offer | None) -> "FirstStart | None":
    """The page that offers a pack, where a person has not answered yet, or None."""
    if offer is None or offer.pack is None or is_answered(settings.data_dir):
        return None
    if kiosk.journal.unfinished():  # then it is a candidate who waits before the screen
        return None
    from app.cli_first_start import first_start

    return first_start(settings, offer.pack, os.environ, is_mute=offer.is_mute)
