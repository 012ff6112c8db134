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
from app.content.paths import content_dir
from app.staff import secret
from app.store.journal import Journal
from app.store.review import ActKind
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TEXT, TWO, assessment, left, opening, whole
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


def assessed(folder: Path) -> str:
    """A stored interview with scores that nobody has rated yet; its composite as a person would read it."""
    journal = Journal.open(folder / "kiosk.db", folder / "media")
    profile = json.loads(PROFILE) | {"planted": "only-the-profile-says-this"}
    journal.save_assessment(ONE, FACTS, assessment(), json.dumps(profile), now=NOW)
    composite = journal.interview(ONE).composite
    journal.close()
    return f"{composite:.2f}"


def test_the_terminal_keeps_the_scores_of_who_is_to_be_rated_blind(
    run: Run, stored: Path, tmp_path: Path
) -> None:
    composite = assessed(stored)
    assert composite in run("interviews", "show", ONE)[1]  # a store without accounts: nobody rates there
    set_up(run)
    out = tmp_path / "out.json"
    sentence = "drawn to be rated before its scores are seen"
    for name, secret_of in (
        ("wang", PASSWORD),
        ("li", PIN),
    ):  # the administrator may be the one who rates, too
        code, told, _ = run("interviews", "show", ONE, "--lang", "en", typed=(name, secret_of))
        assert (code, composite in told, sentence in told) == (0, False, True)
        assert TEXT in told  # words are what a rater reads
        assert composite not in run("interviews", "list", "--lang", "en")[1]
        shown = json.loads(run("interviews", "show", ONE, "--json")[1])
        assert run("interviews", "export", ONE, "--out", str(out))[0] == 0
        for each in (shown, json.loads(out.read_text("utf-8"))):
            assert (each["profile"], each["withheld"]) == (None, {"profile": "review_blind"})
            assert each["interview"]["composite"] is None
            assert each["events"]
            assert "only-the-profile-says-this" not in json.dumps(each)
        page = tmp_path / "report.html"
        code, _, err = run("interviews", "report", ONE, "--out", str(page), "--lang", "en")
        assert (code, sentence in err, page.exists()) == (1, True, False)
        code, told, _ = run("replay", "--model", str(content_dir()), "--tier0", "--json")
        assert ONE not in told
        assert run("admin", "sign-out")[0] == 0
    told_of = [each for each in actions(stored) if each[0] == "wang"]
    wanted = ["viewed", "viewed", "exported", "report_refused", "replayed"]
    assert [action for _, action in told_of if action in wanted] == wanted


def test_once_it_was_rated_the_terminal_shows_the_scores(run: Run, stored: Path) -> None:
    composite = assessed(stored)
    set_up(run)
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    journal.reviews.draw(now=NOW)
    journal.reviews.act(ONE, ActKind.RATING, "wang", {"answers": [], "looked_s": 1.0}, now=NOW)
    journal.close()
    assert composite in run("interviews", "show", ONE, typed=("wang", PASSWORD))[1]
    assert json.loads(run("interviews", "show", ONE, "--json")[1])["withheld"] is None
