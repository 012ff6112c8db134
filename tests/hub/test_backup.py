"""Backups: the drill of putting one back, and files that were cut, changed or opened with the wrong secret."""

import base64
import io
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from ehr import audit
from ehr.access import Role
from ehr.application import create_app
from ehr.backup import service
from ehr.backup.sealing import PIECE_BYTES, SealedReader, SealedWriter, Secret
from ehr.cli_backup import checked
from ehr.database import Database, system
from ehr.embedded import Addresses, make_database
from ehr.keys import master_key
from ehr.people import repository
from ehr.problems import Problem
from ehr.settings import Settings
from ehr.standing import Roles
from tests.hub.world import World

PHRASE = Secret(b"seven green kettles sing", is_key=False)
OTHER = Secret(b"nine grey anvils listen", is_key=False)


def roles(addresses: Addresses) -> Roles:
    return Roles(addresses.program, addresses.owner, addresses.superuser)


@pytest.fixture
def empty(addresses: Addresses, tmp_path: Path) -> tuple[Settings, Addresses]:
    """Another hub with nothing in it."""
    name = "test_restored"
    with psycopg.connect(addresses.of("postgres").superuser, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        make_database(connection, name)
    return Settings(data=tmp_path / "restored"), addresses.of(name)


def test_the_drill(
    world: World, settings: Settings, addresses: Addresses, empty: tuple[Settings, Addresses], tmp_path: Path
) -> None:
    key = master_key(settings.key_file)
    tree = world.tree()
    candidates = {world.candidate(site) for site in tree.sites}
    user = world.user(tree.sites[0], Role.RECRUITER)
    with world.database.work(system("test")) as session:
        credential = repository.credential(session, user)
        credential.totp_sealed = key.seal(b"kept", f"credentials|{user}")
        for number in range(50):
            audit.append(session, "test.done", scope_id=tree.sites[0], subject_kind="test", subject_id=number)
    (settings.data / "documents").mkdir()
    (settings.data / "documents" / "one").write_bytes(b"sealed")
    backup = tmp_path / "hub.backup"
    made = service.back_up(settings, roles(addresses), backup, PHRASE)
    assert backup.stat().st_mode & 0o077 == 0
    there, theirs = empty
    back = service.put_back(there, roles(theirs), backup, PHRASE)
    assert (back.rows, back.files) == (made.rows, 1)
    assert back.rows["candidates"] == 4
    assert checked(there, theirs.program) == []
    app = create_app(there, theirs.program)  # its master key is the one the database remembers
    database: Database = app.state.hub.database
    with database.work(system("test")) as session:
        assert set(session.scalars(text("select id from candidates"))) == candidates
        sealed = repository.credential(session, user).totp_sealed
        assert sealed is not None
        assert app.state.hub.key.open(sealed, f"credentials|{user}") == b"kept"
    database.close()
    assert (there.data / "documents" / "one").read_bytes() == b"sealed"
    with psycopg.connect(theirs.owner) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("truncate audit_log")
    with pytest.raises(Problem, match="not-empty"):
        service.put_back(there, roles(theirs), backup, PHRASE)


@pytest.mark.parametrize("secret", [OTHER, Secret(bytes(32), is_key=True)])
def test_a_backup_that_does_not_open_changes_nothing(
    settings: Settings,
    addresses: Addresses,
    empty: tuple[Settings, Addresses],
    tmp_path: Path,
    secret: Secret,
) -> None:
    master_key(settings.key_file)
    service.back_up(settings, roles(addresses), tmp_path / "hub.backup", PHRASE)
    there, theirs = empty
    with pytest.raises(Problem, match="bad-backup"):
        service.put_back(there, roles(theirs), tmp_path / "hub.backup", secret)
    assert not there.key_file.exists()
    with psycopg.connect(theirs.superuser) as connection:
        assert connection.execute(
            "select count(*) from pg_tables where schemaname = 'public'"
        ).fetchone() == (0,)


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_what_was_sealed_comes_back(size: int) -> None:
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert opened(sealed(plain)) == plain


@pytest.mark.parametrize("damage", ["cut", "cut a piece", "swap", "bit", "header", "more", "no backup"])
def test_any_damage_is_noticed(damage: str) -> None:
    whole = sealed(bytes(3 * PIECE_BYTES + 10))
    start = whole.index(b"\n", whole.index(b"\n") + 1) + 1
    piece = PIECE_BYTES + 16
    harmed = {
        "cut": whole[:-1],
        "cut a piece": whole[: start + 2 * piece],
        "swap": whole[:start] + whole[start + piece : start + 2 * piece] + whole[start : start + piece]
        + whole[start + 2 * piece :],
        "bit": whole[: start + 100] + bytes([whole[start + 100] ^ 1]) + whole[start + 101 :],
        "header": whole.replace(b'"passes": 3', b'"passes": 4'),
        "more": whole + b"\0",
        "no backup": b"something else",
    }[damage]  # fmt: skip
    with pytest.raises(Problem, match="bad-backup"):
        opened(harmed)


def test_a_file_that_asks_for_the_whole_memory_is_refused() -> None:
    with pytest.raises(Problem, match="bad-backup"):
        opened(sealed(b"").replace(b'"memory_kib": 65536', b'"memory_kib": 99999999'))


def test_a_key_file_holds_32_bytes(tmp_path: Path) -> None:
    path = tmp_path / "backup.key"
    path.write_bytes(base64.b64encode(bytes(32)))
    assert service.secret_of(None, path).is_key
    path.write_bytes(base64.b64encode(bytes(31)))
    with pytest.raises(Problem, match="bad-backup"):
        service.secret_of(None, path)


def sealed(plain: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, PHRASE)
    writer.write(plain)
    writer.finish()
    return file.getvalue()


def opened(data: bytes) -> bytes:
    with io.BufferedReader(SealedReader(io.BytesIO(data), PHRASE)) as reader:
        return reader.read()
