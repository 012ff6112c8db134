"""The hub's own PostgreSQL: who starts and stops it, and what a killed hub leaves."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ehr.embedded import embedded_server
from ehr.problems import Problem
from tests.hub.ports import kept_port

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from ehr.embedded import embedded_server
with embedded_server(Path(sys.argv[1])) as addresses:
    print(addresses.superuser, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """One server's folder for all tests here: making one takes longer than the tests."""
    with tempfile.TemporaryDirectory(prefix="ehr-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def is_running(data: Path) -> bool:
    return (data / "postgres" / "postmaster.pid").exists()


def holder(data: Path) -> subprocess.Popen[str]:
    """Another process that uses the server."""
    command = [sys.executable, "-c", HOLD, str(data)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kept(url: str) -> str | None:
    with psycopg.connect(url) as connection:
        row = connection.execute("select to_regclass('kept')::text").fetchone()
    return row[0] if row else None


def test_a_killed_hub_leaves_what_was_committed_and_the_next_one_takes_over(data: Path) -> None:
    with holder(data) as killed:
        assert killed.stdout is not None
        url = killed.stdout.readline().strip()
        with psycopg.connect(url) as connection:
            connection.execute("create table kept ()")
        killed.kill()
    assert is_running(data)
    with embedded_server(data) as addresses:
        assert kept(addresses.superuser) == "kept"
    assert not is_running(data)
    pid = data / "postgres" / "postmaster.pid"
    pid.write_text(f"{os.getpid()}\n{data / 'postgres'}\n0\n5432\n\n\n")  # as a power cut leaves it
    with embedded_server(data) as addresses:
        assert kept(addresses.superuser) == "kept"


def test_the_last_one_to_leave_stops_the_server(data: Path) -> None:
    with holder(data) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline()
        with embedded_server(data):
            assert is_running(data)
        assert is_running(data)  # the other one still needs it
        other.stdin.close()
        assert other.wait(30) == 0
    assert not is_running(data)


def test_a_first_start_that_was_cut_short_is_begun_again_and_nothing_is_thrown_away(data: Path) -> None:
    other = data / "other"
    other.mkdir(mode=0o711)
    (other / "postgres").mkdir(mode=0o700)
    (other / "postgres" / "half").write_text("half")
    with embedded_server(other) as addresses:
        assert kept(addresses.superuser) is None
    assert [each.read_text() for each in other.glob("postgres.unfinished.*/half")] == ["half"]


def test_nobody_gets_in_without_a_password_and_nobody_from_the_network(data: Path) -> None:
    with embedded_server(data) as addresses:
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(re.sub(r":[^:@/]+@", ":wrong@", addresses.superuser))
        with psycopg.connect(addresses.superuser) as connection:
            row = connection.execute(
                "select current_setting('listen_addresses'), current_setting('data_checksums')"
            )
            assert row.fetchone() == ("", "on")
        assert (data / "postgres.json").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_under_root_the_server_is_somebody_else_and_says_where_it_may_not_go(data: Path) -> None:
    with embedded_server(data):
        pid = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        assert Path(f"/proc/{pid}").stat().st_uid != 0
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Problem, match="no-database-server") as problem, embedded_server(closed / "hub"):
        pass
    assert "EHR_DATA" in problem.value.sentence("en")


def test_ehr_serve_prints_one_link_answers_and_stops_its_server_when_it_is_ended(data: Path) -> None:
    with kept_port() as port:
        prints_one_link_answers_and_stops(data, port)


def prints_one_link_answers_and_stops(data: Path, port: int) -> None:
    environment = os.environ | {"EHR_DATA": str(data), "EHR_PORT": str(port)}
    environment = {name: value for name, value in environment.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "ehr", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        assert served.stderr is not None
        said = [served.stdout.readline() for _ in range(3)]
        while "Uvicorn running" not in (line := served.stderr.readline()):
            assert line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
        served.send_signal(signal.SIGTERM)
        rest = served.stderr.read()
        assert served.wait(30) == 0
    token = re.search(rf"http://127\.0\.0\.1:{port}/welcome#(\S{{40,}})", "".join(said))
    assert token
    assert token.group(1) not in rest
    assert not is_running(data)
