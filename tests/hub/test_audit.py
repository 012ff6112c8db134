"""The audit log: what was tampered with is found, in the database and in an export."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient

from ehr import audit
from ehr.access import Role
from ehr.audit import repository
from ehr.audit.anchors import ANCHORS
from ehr.audit.chain import Entry, Flaw, entry_hash, entry_text, flaws
from ehr.audit.export import public_key, signed_heads
from ehr.cli_audit import exported_lines, verify_database, verify_file
from ehr.database import Database, system
from ehr.embedded import Addresses
from ehr.keys import master_key
from ehr.problems import Problem
from ehr.settings import Settings
from tests.hub.world import Tree, World

GOLDEN = Entry(
    3, 7, datetime(2026, 1, 2, 3, 4, 5, 60, tzinfo=UTC), "user", "a1", "user.granted", "user", "b2",
    {"role": "hr", "n": 12, "零": 'a"b\\c\n\t\x01é', "ok": True, "none": None, "aa": "", "b": ""}, bytes(32), b"",
)  # fmt: skip
GOLDEN_TEXT = (
    '[3, 7, "2026-01-02T03:04:05.000060Z", "user", "a1", "user.granted", "user", "b2", {"b": "", "n": 12, "aa": "",'
    ' "ok": true, "零": "a\\"b\\\\c\\n\\t\\u0001é", "none": null, "role": "hr"}]'
)


@pytest.fixture
def tree(world: World, database: Database) -> Tree:
    """An organisation with five entries in the chains of two of its sites."""
    tree = world.tree()
    for number in range(5):
        with database.work(system("test")) as session:
            for site in tree.sites[:2]:
                audit.append(session, "test.done", scope_id=site, subject_kind="test", subject_id=number)
    return tree


@pytest.fixture
def tampered(addresses: Addresses) -> Iterator[Callable[[str], None]]:
    """Does what only a superuser with the triggers off can."""
    with psycopg.connect(addresses.superuser, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        yield lambda statement: (connection.execute(statement), None)[1]


def found(database: Database, settings: Settings) -> list[tuple[int, int, Flaw]]:
    return [(each.chain, each.seq, each.flaw) for each in verify_database(database, settings)[0]]


def test_the_text_that_is_hashed_is_the_same_here_and_in_every_postgresql(addresses: Addresses) -> None:
    assert entry_text(GOLDEN) == GOLDEN_TEXT
    with psycopg.connect(addresses.superuser) as connection:
        theirs = connection.execute(
            "select audit_text(row(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)::audit_log),"
            " audit_hash(row(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s)::audit_log)",
            [*_row(GOLDEN), *_row(GOLDEN)],
        ).fetchone()
    assert theirs == (GOLDEN_TEXT, entry_hash(GOLDEN))
    assert entry_hash(GOLDEN).hex() == "0f78711e81c96e686fc76b9a9de0d97c0547c8a58543c9e6e5110b83d43e99de"


def test_a_log_that_nobody_touched_is_whole(database: Database, settings: Settings, tree: Tree) -> None:
    assert found(database, settings) == []


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("update audit_log set subject_id = 'x' where chain = {site} and seq = 2", (2, Flaw.CHANGED)),
        ("update audit_log set detail = '{{\"a\": 1}}' where chain = {site} and seq = 5", (5, Flaw.CHANGED)),
        ("delete from audit_log where chain = {site} and seq = 3", (4, Flaw.LINK)),
        ("delete from audit_log where chain = {site} and seq = 5", (4, Flaw.HEAD)),
        ("delete from audit_heads where chain = {site}", (5, Flaw.HEAD)),
        ("delete from audit_log where chain = {site}", (0, Flaw.HEAD)),
    ],
)
def test_what_a_superuser_changes_with_the_triggers_off_is_found(
    database: Database, settings: Settings, tree: Tree, tampered: Callable[[str], None], statement: str,
    flaw: tuple[int, Flaw],
) -> None:  # fmt: skip
    tampered(statement.format(site=tree.sites[0]))
    assert (tree.sites[0], *flaw) in found(database, settings)
    assert {chain for chain, _, _ in found(database, settings)} == {tree.sites[0]}


def test_a_tail_cut_off_with_its_head_is_found_by_a_head_kept_elsewhere(
    database: Database, settings: Settings, tree: Tree, tampered: Callable[[str], None]
) -> None:
    site = tree.sites[0]
    with database.work(system("test")) as session:
        line = signed_heads(repository.heads(session), master_key(settings.key_file))
    tampered(f"delete from audit_log where chain = {site} and seq > 3")
    tampered(f"update audit_heads h set seq = 3, hash = l.hash from audit_log l where h.chain = {site}"
             f" and l.chain = {site} and l.seq = 3")  # fmt: skip
    assert found(database, settings) == []
    (settings.data / ANCHORS).write_text(line + "\n", "utf-8")
    assert found(database, settings) == [(site, 5, Flaw.ANCHOR)]


def test_kept_heads_that_somebody_else_signed_are_refused(
    database: Database, settings: Settings, tree: Tree, tmp_path: Path
) -> None:
    with database.work(system("test")) as session:
        line = signed_heads(repository.heads(session), master_key(tmp_path / "other.key"))
    (settings.data / ANCHORS).write_text(line + "\n", "utf-8")
    with pytest.raises(Problem, match="bad-audit-file"):
        found(database, settings)


def test_an_export_is_checked_without_the_database(
    database: Database, settings: Settings, tree: Tree, tmp_path: Path
) -> None:
    key = master_key(settings.key_file)
    lines = list(exported_lines(database, key))
    path = tmp_path / "audit.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert verify_file(path, public_key(key)) == 0
    assert verify_file(path, public_key(master_key(tmp_path / "other.key"))) == 1
    changed = json.loads(lines[2]) | {"subject_id": "x"}
    path.write_text("\n".join([*lines[:2], json.dumps(changed), *lines[3:]]), "utf-8")
    assert verify_file(path, None) == 1
    path.write_text("\n".join([*lines[:-2], lines[-1]]), "utf-8")
    assert verify_file(path, None) == 1
    path.write_text("\n".join(lines[:-1]), "utf-8")
    with pytest.raises(Problem, match="bad-audit-file"):
        verify_file(path, None)
    head = json.loads(lines[-1])
    head["heads"][0]["seq"] += 1
    path.write_text("\n".join([*lines[:-1], json.dumps(head)]), "utf-8")
    with pytest.raises(Problem, match="bad-audit-file"):
        verify_file(path, None)


def test_an_auditor_reads_page_by_page_what_happened_in_their_scope(
    client: TestClient, world: World, tree: Tree
) -> None:
    headers = world.signed_in(world.user(tree.sites[0], Role.AUDITOR))
    seen, before = [], None
    while True:
        query = {"limit": "3", "subject": "test"} | ({"before": before} if before else {})
        page = client.get("/api/v1/audit", params=query, headers=headers).json()
        seen += [(each["chain"], each["seq"]) for each in page["entries"]]
        before = page["next"]
        if before is None:
            break
    assert seen == [(tree.sites[0], seq) for seq in (5, 4, 3, 2, 1)]
    assert client.get("/api/v1/audit", params={"before": "x"}, headers=headers).status_code == 422
    text = client.get("/api/v1/audit/export", headers=headers).text
    chains = {json.loads(line).get("chain") for line in text.splitlines()[:-1]}
    assert chains == {tree.sites[0]}
    assert '"audit.exported"' in text


def test_a_head_without_its_chain_and_a_chain_without_its_head_are_flaws() -> None:
    assert [each.flaw for each in flaws([], [repository.Head(1, 4, b"x")])] == [Flaw.HEAD]


def _row(entry: Entry) -> list[object]:
    detail = json.dumps(dict(entry.detail), ensure_ascii=False)
    return [
        entry.chain, entry.seq, entry.at, entry.actor_kind, entry.actor_id, entry.action, entry.subject_kind,
        entry.subject_id, detail, entry.prev, entry.hash,
    ]  # fmt: skip
