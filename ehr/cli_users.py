"""`ehr users list|link`: who can sign in, and the way back for who cannot."""

import argparse
from typing import Any

from ehr.database import Database, system
from ehr.people import links, repository, service
from ehr.problems import NOT_FOUND, Problem
from ehr.settings import Settings
from ehr.standing import standing

JOB = system("console")


def add_to(commands: Any) -> None:
    """Adds the commands to the program."""
    users = commands.add_parser("users", help="who can sign in")
    actions = users.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", help="list them: id, state, sign-in name").set_defaults(run=run_list)
    about = "print a one-time link by which somebody sets a new password"
    link = actions.add_parser("link", help=about, description=about)
    link.add_argument("name", help="the sign-in name")
    link.add_argument(
        "--reset-second-factor", action="store_true", help="for who lost telephone and recovery codes"
    )
    link.set_defaults(run=run_link)


def run_list(settings: Settings, _: argparse.Namespace) -> int:
    """Lists who can sign in."""
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        with database.work(JOB) as session:
            for user in service.page(session, after=None, limit=10_000):
                print(user.id, "active" if user.is_active else "closed", user.sign_in_name, sep="\t")
        database.close()
    return 0


def run_link(settings: Settings, arguments: argparse.Namespace) -> int:
    """Prints the link. Raises Problem `not-found`."""
    with standing(settings) as roles:
        database = Database(roles.program, pool_size=1)
        try:
            print(new_link(database, settings, arguments.name, reset=arguments.reset_second_factor))
        finally:
            database.close()
    return 0


def new_link(database: Database, settings: Settings, name: str, *, reset: bool) -> str:
    """The address of a link for the user of that sign-in name; the audit log says that it came from the console."""
    with database.work(JOB) as session:
        user = repository.user_named(session, name)
        if user is None:
            raise Problem(NOT_FOUND)
        if reset:
            service.reset_second_factor(session, user.id, by="console")
            service.end_sessions(session, user.id)
        return links.to(settings, service.invite(session, user.id, by="console"))
