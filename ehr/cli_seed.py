"""`ehr seed-demo`: a region and a site to try the hub with, below the organisation that is there."""

import argparse
import sys
from typing import Any

from sqlalchemy import select

from ehr.database import Database, system
from ehr.people import service
from ehr.people.models import Scope
from ehr.people.schemas import NewScope
from ehr.settings import Settings
from ehr.standing import standing

SEED = (("region", "demo-region", "示范大区 Demo region"), ("site", "demo-site", "示范招聘中心 Demo site"))


def add_to(commands: Any) -> None:
    """Adds the command to the program."""
    about = "make a region and a site to try the hub with"
    commands.add_parser("seed-demo", help=about, description=about).set_defaults(run=run)


def run(settings: Settings, _: argparse.Namespace) -> int:
    """0: they are there, made now or before. 1: nobody has opened the hub's first link yet."""
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        try:
            with database.work(system("seed-demo")) as session:
                parent = session.scalar(
                    select(Scope).where(Scope.kind == "organisation").order_by(Scope.id).limit(1)
                )
                if parent is None:
                    print("ehr: open the hub's first link before; it makes the organisation", file=sys.stderr)
                    return 1
                for kind, code, name in SEED:
                    there = session.scalar(select(Scope).where(Scope.code == code))
                    new = NewScope(parent_id=parent.id, kind=kind, code=code, name=name)  # type: ignore[arg-type]
                    parent = there or service.add_scope(session, new)
                print(f"ehr: the site is {parent.code} (scope {parent.id})")
        finally:
            database.close()
    return 0
