"""`kiosk run`: the program on the terminal."""

import argparse
import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli_offer import is_answered, print_offer
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.log import logging_to
from app.modelpacks.offer import Offer
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.bootstrap.first_start import FirstStart
    from app.bootstrap.kiosk import Kiosk


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
    from app.bootstrap.application import application, report_bugs_to  # Qt only where it is needed
    from app.bootstrap.kiosk import Kiosk

    settings = load_settings(os.environ)
    if args.windowed:
        settings = replace(settings, windowed=True)
    offer = print_offer(settings)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with logging_to(settings.log_file), ExitStack() as at_the_end:
        app = application()
        kiosk = Kiosk(settings, load_competency_model(content_dir()))
        report_bugs_to(kiosk.messages)
        app.lastWindowClosed.connect(app.quit)
        page = _first_page(kiosk, settings, offer)
        if page is None:
            kiosk.start()
        else:
            at_the_end.callback(page.stop)
            page.finished.connect(kiosk.start)
            page.start(windowed=settings.windowed)
        at_the_end.callback(kiosk.stop)
        return app.exec()


def _first_page(kiosk: "Kiosk", settings: Settings, offer: Offer | None) -> "FirstStart | None":
    """The page that offers a pack, where a person has not answered yet, or None."""
    if offer is None or offer.pack is None or is_answered(settings.data_dir):
        return None
    if kiosk.journal.unfinished():  # then it is a candidate who waits before the screen
        return None
    from app.cli_first_start import first_start

    return first_start(settings, offer.pack, os.environ, is_mute=offer.is_mute)
