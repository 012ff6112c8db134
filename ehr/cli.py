"""The program `ehr`: serve, migrate, users."""

import argparse
import signal
import sys
from typing import NoReturn

import uvicorn
from sqlalchemy.exc import OperationalError

from ehr import cli_audit, cli_backup, cli_key, cli_seed, cli_users, cli_worker
from ehr.agreement.service import refresh
from ehr.application import create_app
from ehr.database import Database, system
from ehr.log import log_to
from ehr.migrate import migrate
from ehr.people import links
from ehr.problems import Problem, language_of
from ehr.settings import Settings, settings_from
from ehr.standing import brought_up_to_date, standing


def main(words: list[str] | None = None) -> int:
    """The exit status: 0 done, 2 the world or the settings do not allow it."""
    arguments = _parser().parse_args(words)
    try:
        status: int = arguments.run(settings_from(), arguments)
    except OperationalError:
        print("ehr: the database does not answer, or refuses the role (DATABASE_URL)", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ehr: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
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
    ):
        commands.add_parser(name, help=about, description=about).set_defaults(run=run)
    cli_audit.add_to(commands)
    cli_users.add_to(commands)
    cli_backup.add_to(commands)
    cli_key.add_to(commands)
    cli_seed.add_to(commands)
    cli_worker.add_to(commands)
    return parser


def serve(settings: Settings, _: argparse.Namespace) -> int:
    """Runs until it is told to stop."""
    signal.signal(
        signal.SIGTERM, _end
    )  # uvicorn sends it on to us when it is done: PostgreSQL must be stopped too
    log_to(sys.stderr)
    with standing(settings) as addresses:
        url = brought_up_to_date(addresses)
        app = create_app(settings, url)
        refresh(app.state.hub.database)
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
    with standing(settings) as addresses:
        migrate(addresses.owner_or_refused())
        print("ehr: the schema is up to date")
    return 0
