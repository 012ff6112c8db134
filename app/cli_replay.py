"""`kiosk replay --model DIR`: who would change band under another content? Nothing is overwritten."""

import argparse
import json
import os
import time

from app.bootstrap.replay import Replayed, Side, replay, store_replayed
from app.cli_blind import Withheld
from app.cli_staff import STAFF_SET_UP, signed_in
from app.cli_text import add_language, add_tier0, any_path, language_of, table, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import resources_dir
from app.errors import KioskError
from app.settings import Settings, load_settings
from app.staff.book import Role, StaffBook
from app.store.archive import Archive
from app.store.begun import is_there
from app.store.journal import Journal
from app.sync.report_words import ReportWords
from app.tiers.readers import second_readers
from app.ui.strings import Strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `kiosk replay`."""
    parser = subparsers.add_parser(
        "replay", help="score stored interviews under other content / 用另一版内容重算"
    )
    parser.add_argument("--model", type=any_path, required=True, metavar="DIR", help="a content folder")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--store", action="store_true", help="keep the new results as further revisions")
    add_tier0(parser)
    add_language(parser)
    parser.set_defaults(command=replay_command)


def replay_command(args: argparse.Namespace) -> int:
    """0 when every interview could be scored again, 1 when one could not.

    Raises:
        KioskError: store_missing, content_invalid, and whatever the store meets.
    """
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    if not is_there(settings.database_file, settings.media_dir):
        raise KioskError("store_missing", folder=str(settings.data_dir))
    model = load_competency_model(args.model)
    withheld = _signed_in(settings, words) if StaffBook(settings.data_dir).is_set_up else Withheld()
    readers = () if args.tier0 else second_readers(settings)
    archive = Archive.open(settings.database_file, settings.media_dir)
    try:
        if archive.told(STAFF_SET_UP) and not StaffBook(settings.data_dir).is_set_up:
            raise KioskError("staff_not_set_up")  # taking the accounts away opens nothing
        found = replay(archive, model, readers)
    finally:
        archive.close()
        for reader in readers:
            reader.close()
    if args.store:
        journal = Journal.open(settings.database_file, settings.media_dir)
        try:
            for replayed in found:
                store_replayed(journal, replayed, now=time.time())
        finally:
            journal.close()
    found = tuple(each for each in found if each.interview_id not in withheld)
    print(json_of(found) if args.json else _text(found, words))
    return 0 if all(replayed.failure is None for replayed in found) else 1


def _signed_in(settings: Settings, words: Strings) -> Withheld:
    """What whoever asks may not see yet. Raises KioskError staff_role_missing, staff_refused ..."""
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        actor = signed_in(settings, Role.RECRUITER, journal, words)
        journal.record(actor, "replayed", {}, now=time.time())
        return Withheld.of(settings, journal)
    finally:
        journal.close()


def json_of(found: tuple[Replayed, ...]) -> str:
    """The one JSON text of a replay: the same interviews and content give the same bytes."""
    return json.dumps([replayed.as_json() for replayed in found], ensure_ascii=False, indent=2)


def _text(found: tuple[Replayed, ...], words: Strings) -> str:
    if not found:
        return words.text("replay.none")
    names = ("id", "old", "new", "old_scorer", "new_scorer", "band")
    rows = [[words.text(f"replay.{name}") for name in names]]
    rows += [_row(replayed, words) for replayed in found]
    changed = sum(replayed.changes_band for replayed in found)
    missing = {code: 1 for replayed in found if replayed.new is not None for code in replayed.new.missing}
    report = ReportWords.read(resources_dir() / "report", words.language)
    return "\n".join(
        [
            table(rows),
            words.text("replay.changed", changed=changed, interviews=len(found)),
            *(report.code("flag", code) for code in missing),
        ]
    )


def _row(replayed: Replayed, words: Strings) -> list[str]:
    new = replayed.new
    return [
        replayed.interview_id,
        _side(replayed.old, words),
        _why_not(replayed, words) if new is None else _side(new, words),
        f"{replayed.old.model_version} {replayed.old.scorer}",
        "-" if new is None else f"{new.model_version} {new.scorer}",
        words.text("replay.changes") if replayed.changes_band else "",
    ]


def _side(side: Side, words: Strings) -> str:
    if side.composite is None:
        report = ReportWords.read(resources_dir() / "report", words.language)
        return report.code("reason", side.reason or "not_observed")
    return f"{side.composite:.2f} ± {side.standard_error:.2f} {words.text(f'replay.band_{side.band}')}"


def _why_not(replayed: Replayed, words: Strings) -> str:
    """The sentence of a failure that needs no more to be said than its code; else the code."""
    code = replayed.failure or "-"
    return words.reason(code) or code
