"""`kiosk recording ID NAME`: one recording in clear, into a pipe: the player reads it, the disk never has it."""

import argparse
import os
import sys
import time

from app.cli_staff import signed_in
from app.cli_text import add_language
from app.errors import KioskError
from app.settings import load_settings
from app.staff.book import Role
from app.store.begun import is_there
from app.store.journal import Journal
from app.store.receipts import receipt_name
from app.ui.paper import PaperKind


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk recording`."""
    parser = subparsers.add_parser("recording", help="a recording to a player: ... | mpv - / 播放录音录像")
    parser.add_argument("id", metavar="ID", help="the interview")
    parser.add_argument(
        "name",
        metavar="NAME",
        help="the recording, as kiosk interviews export names it; or a saved receipt: consent, sheet",
    )
    add_language(parser)
    parser.set_defaults(command=recording_command)


def recording_command(args: argparse.Namespace) -> int:
    """0 when the recording went out; the audit log has who asked.

    Raises:
        KioskError: store_missing, recording_to_terminal, media_missing, media_altered, media_key_missing.
    """
    settings = load_settings(os.environ)
    if not is_there(settings.database_file, settings.media_dir):
        raise KioskError("store_missing", folder=str(settings.data_dir))
    if sys.stdout.isatty():
        raise KioskError("recording_to_terminal")
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        journal.interview(args.id)
        actor = signed_in(settings, Role.RECRUITER, journal)
        name = receipt_name(args.id, args.name) if args.name in set(PaperKind) else args.name
        content = journal.recording(args.id, name)
        told = {"interview_id": args.id, "recording": name}
        journal.record(actor, "recording_played", told, now=time.time())
    finally:
        journal.close()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0
