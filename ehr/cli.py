"""The program `ehr`: serve, migrate, users."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import uvicorn

from ehr.application import create_app
from ehr.database import Database, system
from ehr.embedded import embedded_server
from ehr.log import log_to
from ehr.migrate import migrate
from ehr.people import links, service
from ehr.problems import Kind, Problem, language_of
from ehr.settings import Settings, settings_from

NO_OWNER = Kind(
    "no-owner-url", 500, "Set EHR_OWNER_URL to the role that owns the tables.",
    "请将 EHR_OWNER_URL 设为表的所有者角色。",
)  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """The exit status: 0 done, 2 the world or the settings do not allow it."""
    arguments = _parser().parse_args(words)
    try:
        status: int = arguments.run(settings_from(), arguments)
    except Problem as problem:
        print(f"ehr: {problem.sentence(language_of(''))}", file=sys.stderr)
        return 2
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ehr", description="The hub of the interview kiosks.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, about in (
        ("serve", serve, "start the service"),
        ("migrate", run_migrate, "bring the schema up to date"),
        ("users", users, "list who can sign in"),
    ):
        commands.add_parser(name, help=about, description=about).set_defaults(run=run)
    return parser


def serve(settings: Settings, _: argparse.Namespace) -> int:
    """Runs until it is told to stop."""
    signal.signal(
        signal.SIGTERM, _end
    )  # uvicorn sends it on to us when it is done: PostgreSQL must be stopped too
    log_to(sys.stderr)
    with program_url(settings, migrated=True) as url:
        app = create_app(settings, url)
        show_first_link(settings, url)
        print(f"ehr: the hub is at {settings.public_url}", flush=True)
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            server_header=False,
            access_log=False,
        )
    return 0


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)


def show_first_link(settings: Settings, url: str) -> None:
    """An empty hub prints the link by which its first person gets in; there is no other account."""
    database = Database(url, pool_size=1)
    with database.work(system("start")) as session:
        token = links.make_first(session)
    database.close()
    if token is not None:
        print(
            "ehr: nobody can sign in yet. Open this link once, within 24 hours, to become the administrator:"
        )
        print(f"ehr:   {links.to(settings, token)}", flush=True)


def run_migrate(settings: Settings, _: argparse.Namespace) -> int:
    """Brings the schema up to date."""
    if settings.database_url and not settings.owner_url:
        raise Problem(NO_OWNER)
    with program_url(settings, migrated=True):
        print("ehr: the schema is up to date")
    return 0


def users(settings: Settings, _: argparse.Namespace) -> int:
    """Lists who can sign in: id, state, name."""
    with program_url(settings) as url:
        database = Database(url, pool_size=1)
        with database.work(system("list-users")) as session:
            for user in service.page(session, after=None, limit=10_000):
                print(user.id, "active" if user.is_active else "closed", user.sign_in_name, sep="\t")
        database.close()
    return 0


@contextmanager
def program_url(settings: Settings, *, migrated: bool = False) -> Iterator[str]:
    """The address of the program's role; where we know the owner's, the schema is brought up to date first."""
    if settings.database_url:
        if migrated and settings.owner_url:
            migrate(settings.owner_url)
        yield settings.database_url
        return
    with embedded_server(settings.data) as addresses:
        if migrated:
            migrate(addresses.owner)
        yield addresses.program
