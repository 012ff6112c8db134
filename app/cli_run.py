"""`kiosk run`: the program on the terminal."""

import argparse
import os
from dataclasses import replace

from app.cli_offer import print_offer
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.log import logging_to
from app.settings import load_settings


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
    print_offer(settings)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with logging_to(settings.log_file):
        app = application()
        kiosk = Kiosk(settings, load_competency_model(content_dir()))
        report_bugs_to(kiosk.messages)
        app.lastWindowClosed.connect(app.quit)
        kiosk.start()
        try:
            return app.exec()
        finally:
            kiosk.stop()
