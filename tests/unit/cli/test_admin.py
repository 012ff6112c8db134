"""What an administrator does at the terminal: people, audit, backup and restore, deletion."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.cli import main
from app.staff import secret
from app.store.journal import Journal
from tests.unit.store.samples import NOW, ONE, TEXT, TWO, left, opening, whole
from tools.verify_audit import verify_audit, verify_receipt

Run = Callable[..., tuple[int, str, str]]
PIN, PASSWORD = "27182845", "correct horse 5"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command; `typed` are the lines of its input."""
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KIOSK_LANGUAGE", raising=False)
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(secret, "_argon2id", lambda: cheap)
    monkeypatch.setattr("app.staff.book.Hashing", lambda: secret.Hashing(cheap))

    def call(*arguments: str, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    journal.append(ONE, whole(ONE), now=NOW)
    journal.append(TWO, [*opening(TWO), left("declined")], now=NOW + 60)
    journal.close()
    return tmp_path


def set_up(run: Run) -> str:
    """The unlock code of a kiosk whose administrator is li, with the recruiter wang; nobody signed in."""
    code, out, _ = run("admin", "setup", "li", typed=(PIN, PIN))
    assert code == 0
    assert run("admin", "add", "wang", typed=("li", PIN, PASSWORD, PASSWORD))[0] == 0
    assert run("admin", "sign-out")[0] == 0
    return re.search(r"\d{5}( \d{5}){5}", out)[0]  # type: ignore[index]


def actions(folder: Path) -> list[tuple[str, str]]:
    journal = Journal.open(folder / "kiosk.db", folder / "media")
    entries, _ = journal.audit()
    journal.close()
    return [(each.actor, each.action) for each in entries]


def test_after_the_set_up_nobody_reads_without_signing_in(run: Run, stored: Path) -> None:
    assert run("interviews", "show", ONE)[0] == 0  # never set up: no person was interviewed here
    set_up(run)
    code, out, err = run("interviews", "show", ONE)
    assert (code, TEXT in out) == (1, False)
    assert "不对" in err
    assert run("interviews", "verify")[0] in (0, 1)
    assert run("interviews", "show", ONE, typed=("wang", "wrong horse 5"))[0] == 1
    code, out, _ = run("interviews", "show", ONE, typed=("wang", PASSWORD))
    assert (code, TEXT in out) == (0, True)
    assert run("interviews", "list")[0] == 0  # still signed in
    assert run("delete", ONE)[0] == 1  # no administrator
    run("admin", "sign-out")
    assert run("interviews", "list")[0] == 1
    done = actions(stored)
    assert ("wang", "viewed") in done
    assert ("wang", "sign_in_refused") in done
    assert ("li", "staff_added") in done


def test_taking_the_accounts_away_opens_nothing(run: Run, stored: Path) -> None:
    set_up(run)
    (stored / "staff.json").unlink()
    code, _, err = run("interviews", "list")
    assert code == 1
    assert "还没有管理员" in err


def test_a_forgotten_pin(run: Run, stored: Path) -> None:
    recovery = set_up(run)
    assert run("admin", "unlock", "li", typed=("1" * 30, "31415926", "31415926"))[0] == 1
    code, out, _ = run("admin", "unlock", "li", typed=(recovery, "31415926", "31415926"))
    assert code == 0
    assert recovery not in out
    assert run("admin", "people", typed=("li", PIN))[0] == 1
    code, out, _ = run("admin", "people", typed=("li", "31415926"))
    assert (code, out.split()) == (0, ["li", "管理员", "wang", "招聘人员"])


def test_people_come_change_and_go(run: Run, stored: Path) -> None:
    set_up(run)
    assert (
        run("admin", "password", "wang", typed=("wang", PASSWORD, "another horse 6", "another horse 6"))[0]
        == 0
    )
    assert run("admin", "password", "li", typed=(PIN, PIN))[0] == 1  # a recruiter cannot
    run("admin", "sign-out")
    assert run("admin", "add", "x", typed=("li", PIN, PASSWORD, "other"))[0] == 1
    assert run("admin", "remove", "wang")[0] == 0
    assert run("admin", "setup", "eve", typed=(PIN, PIN))[0] == 1


def test_the_audit_log_leaves_and_is_checked_elsewhere(run: Run, stored: Path, tmp_path: Path) -> None:
    run("interviews", "show", ONE)
    file = tmp_path / "out" / "audit.jsonl"
    code, out, _ = run("admin", "audit", "--export", str(file), "--lang", "en")
    assert code == 0
    _, key_out, _ = run("admin", "key")
    key = key_out.split()[1]
    assert key in out
    assert verify_audit(file.read_text("utf-8"), key=key) == 2
    assert [row["action"] for row in map(json.loads, file.read_text("utf-8").split("\n")[1:-1])] == [
        "viewed",
        "audit_exported",
    ]


def test_backup_loss_and_restore(run: Run, stored: Path) -> None:
    assert run("admin", "backup")[0] == 0
    (stored / "kiosk.db").write_bytes(b"lost" * 5000)
    assert run("interviews", "list")[0] == 1
    assert run("admin", "restore")[0] == 1  # asks, and nobody is there to say yes
    code, out, _ = run("admin", "restore", "--yes")
    assert code == 0
    assert "2 场面试" in out
    assert "kiosk.db.corrupt-" in out
    assert run("interviews", "show", ONE)[0] == 0
    assert "restored" in [action for _, action in actions(stored)]


def test_a_running_kiosk_is_not_restored_under_its_feet(run: Run, stored: Path) -> None:
    run("admin", "backup")
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    code, _, err = run("admin", "restore", "--yes")
    journal.close()
    assert code == 1
    assert "正在使用" in err
    (stored / "backup").rename(stored / "elsewhere")
    assert "没有可用的备份" in run("admin", "restore", "--yes")[2]


def test_what_is_past_its_term_goes_and_a_request_is_noted(run: Run, stored: Path) -> None:
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    now = sys.modules["time"].time()
    journal.append("i-new", [*opening("i-new"), left("declined")], now=now)
    journal.append("i-old", [*opening("i-old"), left("declined")], now=now - 200 * 86400)
    journal.close()
    assert run("admin", "purge")[0] == 1  # nobody says yes
    code, out, _ = run("admin", "purge", "--yes")
    assert code == 0
    code, out, _ = run("interviews", "list", "--json")
    assert "i-new" in out
    assert "i-old" not in out
    receipts = sorted((stored / "receipts").iterdir())
    assert receipts
    for receipt in receipts:
        verify_receipt(receipt.read_text("utf-8"))
    code, out, _ = run("admin", "request", "i-new")
    assert (code, "最迟" in out) == (0, True)
    assert run("admin", "request", "nope")[0] == 1
