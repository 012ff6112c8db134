"""Making a backup, and putting one back into an empty hub."""

import base64
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

from ehr.backup.sealing import BAD_BACKUP, SealedReader, SealedWriter, Secret
from ehr.embedded import programs
from ehr.problems import Kind, Problem
from ehr.settings import Settings
from ehr.standing import Roles

NOT_COPIED = ("postgres", "sockets")  # beginnings of names in the data folder that are the server's own
MANIFEST, DUMP, KEY, FILES = "manifest.json", "database.dump", "master.key", "files/"
NOT_EMPTY = Kind(
    "not-empty", 409, "People can sign in here already: a backup is put back into an empty hub only.",
    "此平台已有用户：备份只能恢复到空平台。",
)  # fmt: skip
NO_DUMP = Kind(
    "database-tool-failed", 500, "{program} failed (status {status}).", "{program} 运行失败（状态 {status}）。"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds. `rows` counts each table, of the same moment as the dump."""

    made_at: datetime
    rows: Mapping[str, int]
    files: int


def back_up(settings: Settings, roles: Roles, target: Path, secret: Secret) -> Copied:
    """Writes everything into `target`, which appears whole or not at all. Raises Problem, OSError."""
    url = roles.backup_or_refused()
    part = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=settings.data, prefix="backup-") as folder:
        dump = Path(folder) / DUMP
        rows = _dump(url, dump)
        files = _files(settings.data)
        copied = Copied(datetime.now(UTC), rows, len(files))
        with _private(part) as file:
            writer = SealedWriter(file, secret)
            with tarfile.open(fileobj=writer, mode="w|") as tar:
                _add(
                    tar, MANIFEST, json.dumps({"made_at": copied.made_at.isoformat(), "rows": rows}).encode()
                )
                _add(tar, KEY, settings.key_file.read_bytes())
                tar.add(dump, DUMP)
                for path in files:
                    tar.add(path, FILES + str(path.relative_to(settings.data)))
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
    part.replace(target)
    return copied


def put_back(settings: Settings, roles: Roles, source: Path, secret: Secret) -> Copied:
    """Fills an empty hub from `source`; every row that was counted is there. Raises Problem, OSError.

    The whole file is opened before anything is changed.
    """
    url = roles.backup_or_refused()
    with psycopg.connect(url, autocommit=True) as connection:
        if _has_people(connection):
            raise Problem(NOT_EMPTY)
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data, prefix="restore-") as folder:
        inside = Path(folder)
        with source.open("rb") as file, io.BufferedReader(SealedReader(file, secret), 1 << 20) as reader:
            try:
                with tarfile.open(fileobj=reader, mode="r|") as tar:
                    tar.extractall(inside, filter="data")
                while reader.read(1 << 20):  # what stands behind the archive must be whole too
                    pass
            except tarfile.TarError as error:
                raise Problem(BAD_BACKUP) from error
        said: dict[str, Any] = json.loads((inside / MANIFEST).read_text("utf-8"))
        _restore(url, inside / DUMP)
        files = _bring_files(settings, inside)
    with psycopg.connect(url, autocommit=True) as connection:
        if _count(connection) != said["rows"]:
            raise Problem(BAD_BACKUP)
    return Copied(datetime.fromisoformat(said["made_at"]), said["rows"], files)


def secret_of(passphrase: str | None, key_file: Path | None) -> Secret:
    """What the operator gave. Raises Problem `bad-backup` for a key file without 32 bytes in base64."""
    if key_file is None:
        return Secret((passphrase or "").encode(), is_key=False)
    try:
        data = base64.b64decode(key_file.read_bytes())
    except ValueError as error:
        raise Problem(BAD_BACKUP) from error
    if len(data) != 32:
        raise Problem(BAD_BACKUP)
    return Secret(data, is_key=True)


def _dump(url: str, target: Path) -> dict[str, int]:
    """The rows of each table that the dump holds: both see the same snapshot."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("select pg_export_snapshot()").fetchone()
        assert row is not None
        rows = _count(connection)
        _run(
            "pg_dump", url, "--format=custom", "--compress=gzip:6", f"--snapshot={row[0]}", f"--file={target}"
        )
    return rows


def _restore(url: str, dump: Path) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
        connection.execute("alter schema public owner to ehr_owner")
    database = conninfo.conninfo_to_dict(url)["dbname"]
    _run("pg_restore", url, "--exit-on-error", "--single-transaction", f"--dbname={database}", str(dump))


def _count(connection: psycopg.Connection) -> dict[str, int]:
    names = connection.execute(
        "select tablename from pg_tables where schemaname = 'public' order by 1"
    ).fetchall()
    rows = {}
    for (name,) in names:
        found = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(name))).fetchone()
        rows[str(name)] = int(found[0]) if found else 0
    return rows


def _has_people(connection: psycopg.Connection) -> bool:
    known = connection.execute("select to_regclass('public.users') is not null").fetchone()
    if not known or not known[0]:
        return False
    found = connection.execute("select exists (select from users)").fetchone()
    return bool(found and found[0])


def _run(program: str, url: str, *arguments: str) -> None:
    """Runs a tool of PostgreSQL; passwords go through its environment, where `ps` does not show them."""
    where = conninfo.conninfo_to_dict(url)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
             "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
    environment = {names[key]: str(value) for key, value in where.items() if key in names and value}
    done = subprocess.run(
        [str(programs() / program), "--no-password", *arguments],
        env=environment | {"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Problem(NO_DUMP, program=program, status=done.returncode)


def _files(data: Path) -> list[Path]:
    """Files of the data folder, but for the server's and for what is being made."""
    skipped = (*NOT_COPIED, "backup-", "restore-", KEY)
    inside = [each for each in sorted(data.iterdir()) if not each.name.startswith(skipped)]
    return [path for each in inside for path in sorted([each, *each.rglob("*")]) if path.is_file()]


def _bring_files(settings: Settings, inside: Path) -> int:
    """The master key and the files stand where the settings say; a key that was there is kept beside it."""
    if settings.key_file.exists():
        settings.key_file.replace(settings.key_file.with_name(settings.key_file.name + ".before-restore"))
    settings.key_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    (inside / KEY).chmod(0o600)
    (inside / KEY).replace(settings.key_file)
    copied = [path for path in (inside / FILES).rglob("*") if path.is_file()]
    for path in copied:
        target = settings.data / path.relative_to(inside / FILES)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)
    return len(copied)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))


def _private(path: Path) -> io.BufferedWriter:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
