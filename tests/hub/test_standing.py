"""What the program says where the database is not as it must be."""

from pathlib import Path

import psycopg
import pytest

from ehr.cli import main
from ehr.embedded import Addresses
from ehr.problems import Problem
from ehr.standing import Roles, brought_up_to_date


def changed(addresses: Addresses, statement: str) -> None:
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        connection.execute(statement)


def test_a_schema_of_this_version_is_taken_whoever_made_it(addresses: Addresses) -> None:
    assert brought_up_to_date(Roles(addresses.program, None, None)) == addresses.program
    assert brought_up_to_date(Roles(addresses.program, addresses.owner, None)) == addresses.program


@pytest.mark.parametrize("statement", ["delete from alembic_version", "drop table alembic_version"])
def test_a_schema_that_nobody_may_change_must_be_of_this_version(
    addresses: Addresses, statement: str
) -> None:
    changed(addresses, statement)
    with pytest.raises(Problem, match="old-schema"):
        brought_up_to_date(Roles(addresses.program, None, None))


def test_a_database_of_a_newer_hub_is_left_alone(addresses: Addresses) -> None:
    newest = "(select max(version_num) from alembic_version)"
    changed(addresses, f"update alembic_version set version_num = '9999' where version_num = {newest}")
    with pytest.raises(Problem, match="newer-schema"):
        brought_up_to_date(Roles(addresses.program, addresses.owner, None))


def test_a_database_that_does_not_answer_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    assert main(["users", "list"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("ehr: the database does not answer")
    assert "secret" not in said


def test_a_file_that_is_not_there_is_one_sentence(
    addresses: Addresses, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", addresses.program)
    assert main(["audit", "verify", str(tmp_path / "none.jsonl")]) == 2
    assert capsys.readouterr().err == f"ehr: No such file or directory: {tmp_path / 'none.jsonl'}\n"


def test_an_export_is_for_its_reader_alone(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", addresses.program)
    monkeypatch.setenv("EHR_DATA", str(tmp_path))
    file = tmp_path / "audit.jsonl"
    assert main(["audit", "export", str(file)]) == 0
    assert file.stat().st_mode & 0o077 == 0
    assert main(["audit", "verify", str(file)]) == 0
