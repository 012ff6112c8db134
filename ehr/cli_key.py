"""`ehr key rotate`: a new master key, and everything under it."""

import argparse
import sys
from typing import Any

from ehr.database import Database
from ehr.rotation import rotate
from ehr.settings import Settings
from ehr.standing import brought_up_to_date, standing


def add_to(commands: Any) -> None:
    """Adds the command to the program."""
    key = commands.add_parser("key", help="the master key")
    actions = key.add_subparsers(required=True, metavar="ACTION")
    about = "replace the master key; run it again where it was cut off"
    actions.add_parser("rotate", help=about, description=about).set_defaults(run=run_rotate)


def run_rotate(settings: Settings, _: argparse.Namespace) -> int:
    """Replaces the key, with hub and workers stopped."""
    with standing(settings) as roles:
        database = Database(brought_up_to_date(roles), pool_size=1)
        try:
            done = rotate(database, settings.key_file, _say)
        finally:
            database.close()
    if done.is_resumed:
        print("ehr: an earlier run had been cut off; this one went on")
    print("ehr: sealed anew: " + ", ".join(f"{name} {count}" for name, count in done.counts.items()))
    print(f"ehr: copy {settings.key_file} to every copy of the hub, make a backup, then start them")
    return 0


def _say(name: str, count: int) -> None:
    print(f"ehr: {name} {count}", file=sys.stderr, flush=True)
