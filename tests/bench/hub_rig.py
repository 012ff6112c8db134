"""A real hub for the benchmark: PostgreSQL with its usual safety, `ehr serve` as a process, kiosks let in."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from ehr.access import Role
from ehr.database import Database, system
from ehr.embedded import Addresses, embedded_server
from ehr.fleet import tokens
from ehr.keys import MasterKey, master_key
from ehr.migrate import migrate
from tests.hub.world import World

STARTS_WITHIN_S = 60.0
OPTIONS = ("shared_buffers=256MB", "max_connections=100", "max_wal_size=2GB")


@dataclass(frozen=True)
class Rig:
    """The hub at work."""

    addresses: Addresses
    database: Database
    key: MasterKey
    port: int
    world: World  # makes scopes, people and kiosks

    def kiosk_token(self, kiosk_id: UUID) -> str:
        """A token of a kiosk, as its signature would have got it."""
        shown = f"bench-{kiosk_id}"
        values = {
            "hash": tokens._hash(shown),
            "kiosk": kiosk_id,
            "key": "-" * 32,
            "until": datetime.now(UTC) + timedelta(hours=2),
        }
        with self.database.work(system("bench")) as session:
            session.execute(tokens.NEW_TOKEN, values)
        return shown

    def user(self, scope_id: int, role: Role) -> dict[str, str]:
        """The headers of somebody who signed in."""
        return {
            **self.world.signed_in(self.world.user(scope_id, role)),
            "Origin": f"http://127.0.0.1:{self.port}",
        }

    def line(self) -> http.client.HTTPConnection:
        """A connection that is kept."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.connect()
        assert line.sock is not None
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line


@contextmanager
def running(folder: Path) -> Iterator[Rig]:
    """A hub with an empty database below `folder`."""
    folder.chmod(0o711)
    with embedded_server(folder / "pg", options=OPTIONS) as addresses:
        migrate(addresses.owner)
        port = _free_port()
        environment = {
            **os.environ,
            "EHR_DATA": str(folder / "hub"),
            "DATABASE_URL": addresses.program,
            "EHR_OWNER_URL": addresses.owner,
            "EHR_PORT": str(port),
        }
        with (folder / "hub.log").open("wb") as log:
            hub = subprocess.Popen(
                [sys.executable, "-m", "ehr", "serve"], env=environment, stdout=log, stderr=log
            )
        try:
            _wait(port, hub, folder / "hub.log")
            database = Database(addresses.program, pool_size=4)
            yield Rig(addresses, database, master_key(folder / "hub" / "master.key"), port, World(database))
            database.close()
        finally:
            hub.terminate()
            hub.wait(30)


def told(
    line: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> bytes:
    """The body of an answer that must be a success."""
    try:
        line.request(method, path, body, headers)
        answer = line.getresponse()
    except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
        line.close()  # it was idle for longer than the hub keeps it
        line.request(method, path, body, headers)
        answer = line.getresponse()
    content = answer.read()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
    return content


def search(line: http.client.HTTPConnection, wanted: dict[str, object], headers: dict[str, str]) -> bytes:
    """What a search answers."""
    body = json.dumps(wanted).encode()
    return told(
        line, "POST", "/api/v1/candidates/search", body, {**headers, "Content-Type": "application/json"}
    )


def _wait(port: int, hub: subprocess.Popen[bytes], log: Path) -> None:
    until_s = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until_s:
        if hub.poll() is not None:
            break
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/readyz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the hub did not start: " + log.read_text("utf-8", "replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
