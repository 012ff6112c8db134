"""`kiosk sync`: send what waits, once or until somebody stops it; `--json` says how it went."""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Sequence

from app.bootstrap.sync_parts import RealClock, enrolled, health_of, rounds_of
from app.cli_text import add_language, language_of, local_time, table, terminal_words
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.errors import KioskError
from app.private_file import check_folder
from app.settings import load_settings
from app.store.journal import Journal
from app.store.outbox import ParkedJob
from app.sync.client import HubClient
from app.sync.drain import Offer, Verdict
from app.sync.identity import is_known
from app.sync.lock import sending_alone
from app.sync.rounds import STATUS, Rounds
from app.ui.strings import Strings


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `sync` to the program's commands."""
    parser = subparsers.add_parser("sync", help="send to the hub what waits / 向平台发送数据")
    parser.add_argument("--once", action="store_true", help="what is due now, then end; else until Ctrl+C")
    parser.add_argument("--send-again", action="store_true", help="parked records are offered as if new")
    parser.add_argument("--json", action="store_true")
    add_language(parser)
    parser.set_defaults(command=sync_command)


def sync_command(args: argparse.Namespace) -> int:
    """0 when the hub answered and nothing waits. Raises KioskError hub_not_enrolled, sync_runs_already."""
    settings = load_settings(os.environ)
    words = terminal_words(language_of(args, settings))
    check_folder(settings.data_dir)
    if not is_known(settings.data_dir):  # a look begins no store
        raise KioskError("hub_not_enrolled")
    clock = RealClock()
    journal = Journal.open(settings.database_file, settings.media_dir)
    try:
        me, url = enrolled(settings, journal)
        with sending_alone(settings.data_dir), HubClient(url, settings.hub) as client:
            if args.send_again:
                for each in journal.outbox.parked():
                    journal.outbox.requeue(each.id, now=time.time())
            health = health_of(settings, load_competency_model(content_dir()), clock)
            rounds = rounds_of(settings, journal, client, me, clock, health)
            if not args.once:
                rounds.run()
            return _told(rounds.once(), rounds, words, as_json=args.json)
    finally:
        journal.close()


def _told(offers: Sequence[Offer], rounds: Rounds, words: Strings, *, as_json: bool) -> int:
    store, counted = rounds.store, Counter(offer.verdict for offer in offers)
    queue, trouble = store.outbox.state(), (store.state.get(STATUS) or {}).get("trouble", "")
    parked = store.outbox.parked()
    if as_json:
        told = {
            "sent": counted[Verdict.ACCEPTED],
            "offered": {verdict.name.lower(): count for verdict, count in counted.items()},
            "waiting": queue.waiting,
            "parked": [_as_json(each) for each in parked],
            "trouble": trouble or None,
            "clock_offset_s": rounds.session.offset.offset_s,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(
            words.text("hub.sent", sent=counted[Verdict.ACCEPTED], waiting=queue.waiting, parked=queue.parked)
        )
        if trouble:
            print(words.text("hub.trouble", trouble=trouble))
        if parked:
            print(table([_row(each) for each in parked]))
    return 0 if not trouble and not queue.waiting else 1


def _as_json(each: ParkedJob) -> dict[str, object]:
    return {
        "id": each.id,
        "kind": each.kind,
        "attempts": each.attempts,
        "status": each.last_status,
        "words": each.words,
    }


def _row(each: ParkedJob) -> list[str]:
    return [local_time(each.created_at), each.kind, each.id, str(each.last_status or "-"), each.words]
