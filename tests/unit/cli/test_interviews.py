"""What an operator reads, exports and deletes at the terminal."""

import io
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import main
from app.domain.language import Language
from app.store.chain import event_link
from app.store.journal import Journal
from app.sync.wire import dumps_profile, profile_json
from tests.contract.samples import sample
from tests.fakes.keyed import beside
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TEXT, TWO, assessment, left, opening, whole
from tests.unit.store.samples import record_media as record

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KIOSK_LANGUAGE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A data folder with an assessed interview and one that was left."""
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    journal.append(ONE, whole(ONE), now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    journal.append(TWO, [*opening(TWO), left("declined")], now=NOW + 60)
    journal.close()
    record(tmp_path / "media", ONE)
    return tmp_path


def test_before_the_first_interview(run: Run) -> None:
    assert run("interviews", "list") == (0, "还没有面试。\n", "")
    assert run("interviews", "list", "--json") == (0, "[]\n", "")
    code, out, err = run("interviews", "verify")
    assert (code, out) == (1, "")
    assert "还没有面试数据" in err


def test_list(run: Run, stored: Path) -> None:
    code, out, _ = run("interviews", "list")
    assert code == 0
    head, newest, oldest = out.splitlines()
    assert head.split()[0] == "编号"
    assert newest.split()[0] == TWO
    assert "中途离开 (declined)" in newest
    assert oldest.split()[0] == ONE
    assert oldest.split()[3:6] == ["已评分", "2", "7.50"]
    code, out, _ = run("interviews", "list", "--json")
    assert [row["state"] for row in json.loads(out)] == ["left", "assessed"]


def test_columns_stand_under_each_other_in_chinese(run: Run, stored: Path) -> None:
    _, out, _ = run("interviews", "list")
    lines = [line.encode("gb18030") for line in out.splitlines()]  # two bytes for what is two wide
    assert len({line.index(b"jd_cs_agent") for line in lines[1:]}) == 1


def test_show(run: Run, stored: Path) -> None:
    code, out, _ = run("interviews", "show", ONE, "--lang", "en")
    assert code == 0
    for expected in (
        "7.50 ± 0.40",
        "not_observed",
        TEXT,
        "corrected by the candidate to: " + TEXT + "谢谢",
        "4.25 char/s",
        "too_short",
    ):
        assert expected in out
    code, out, _ = run("interviews", "show", ONE, "--json")
    assert code == 0
    assert json.loads(out)["answers"][0]["corrected_text"] == TEXT + "谢谢"
    connection = beside(stored / "kiosk.db")
    assert connection.execute("SELECT count(*) FROM audit WHERE action = 'viewed'").fetchone() == (2,)
    connection.close()


def test_show_says_why_there_are_no_scores(run: Run, stored: Path) -> None:
    code, out, _ = run("interviews", "show", TWO)
    assert code == 0
    assert "维度得分" not in out


def test_export_holds_everything_and_can_be_checked_elsewhere(run: Run, stored: Path, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    code, out, _ = run("interviews", "export", ONE, "--out", str(file))
    assert code == 0
    assert str(file) in out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    export = json.loads(file.read_text("utf-8"))
    assert export["profile"] == json.loads(PROFILE)
    assert [answer["words"]["text"] for answer in export["answers"]] == [TEXT, TEXT]
    previous = export["genesis"]
    for event in export["events"]:
        body = json.dumps(event["body"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = event_link(
            previous,
            interview_id=ONE,
            number=event["number"],
            kind=event["kind"],
            at=event["at"],
            body=body,
        )
        assert previous == event["hash"]
    assert list(tmp_path.glob("*.part")) == []


def test_the_report_of_the_newest_result_is_written(run: Run, stored: Path, tmp_path: Path) -> None:
    made = sample(Language.ZH)
    text = dumps_profile(profile_json(replace(made.facts, interview_id=ONE), made.answers, made.assessment))
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    journal.save_assessment(ONE, FACTS, assessment(), text, now=NOW + 9)
    journal.close()
    file = tmp_path / "report.html"
    code, out, _ = run("interviews", "report", ONE, "--out", str(file))
    assert (code, str(file) in out) == (0, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page = file.read_text("utf-8")
    assert ONE in page
    assert "可告知候选人" in page


def test_an_interview_without_a_result_has_no_report(run: Run, stored: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    for interview in (TWO, "nobody"):
        code, _, err = run("interviews", "report", interview, "--out", str(file))
        assert code == 1
        assert interview in err
    assert not file.exists()


def test_export_into_nowhere_is_told(run: Run, stored: Path) -> None:
    code, _, err = run("interviews", "export", ONE, "--out", str(stored / "nowhere" / "x.json"))
    assert code == 1
    assert "写不了文件" in err


def test_verify(run: Run, stored: Path) -> None:
    code, out, _ = run("interviews", "verify")
    assert code == 0
    assert "全部完好" in out
    code, out, _ = run("interviews", "verify", "--json")
    assert code == 0
    report = json.loads(out)
    assert (report["ok"], report["interviews"], report["events"]) == (True, 2, 18)


def test_verify_tells_what_is_wrong(run: Run, stored: Path) -> None:
    (stored / "media" / ONE / "q1.mkv").unlink()
    connection = beside(stored / "kiosk.db")
    connection.execute("UPDATE scores SET value = 10 WHERE level = 'composite'")
    connection.commit()
    connection.close()
    code, out, _ = run("interviews", "verify", "--lang", "en")
    assert code == 1
    assert f"problem: rows_changed: scores of interview {ONE}" in out
    assert f"recording missing: {ONE}/q1.mkv" in out
    code, out, _ = run("interviews", "verify", "--json")
    assert code == 1
    assert json.loads(out)["problems"] == [{"code": "rows_changed", "where": f"scores of interview {ONE}"}]


def test_a_broken_database_ends_in_a_sentence(run: Run, stored: Path) -> None:
    with (stored / "kiosk.db").open("r+b") as file:
        file.write(b"\xa5" * 8192)
    code, _, err = run("interviews", "verify")
    assert code == 1
    assert "已损坏" in err


@pytest.mark.parametrize("arguments", [("interviews", "show", "nope"), ("delete", "nope")])
def test_an_unknown_interview_is_told(run: Run, stored: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert "没有编号为 nope 的面试" in err


def test_delete_gives_a_receipt(run: Run, stored: Path) -> None:
    code, out, _ = run("delete", ONE, "--json")
    assert code == 0
    receipt = json.loads(out)
    assert (receipt["interview_id"], receipt["events"], receipt["answers"]) == (ONE, 13, 2)
    assert (receipt["media_files"], receipt["outbox_rows"], receipt["overwritten"]) == (3, 1, True)
    assert not (stored / "media" / ONE).exists()
    code, out, _ = run("interviews", "verify", "--json")
    assert (code, json.loads(out)["audit_head"]) == (0, receipt["audit_hash"])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [(ONE, 0), ("yes", 1), (TWO, 1)])
def test_at_a_terminal_delete_asks_for_the_id(
    run: Run, stored: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed + "\n"))
    found, out, _ = run("delete", ONE)
    assert found == code
    assert ("删除回执" in out) == (code == 0)
    assert ("没有删除任何内容" in out) == (code == 1)


def test_yes_is_not_asked_again(run: Run, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    code, out, _ = run("delete", ONE, "--yes", "--lang", "en")
    assert code == 0
    assert out.startswith("Receipt of deletion")


def test_a_recording_that_cannot_be_deleted_keeps_the_interview(run: Run, stored: Path) -> None:
    stuck = stored / "media" / ONE / "q1.mkv"
    stuck.unlink()
    stuck.mkdir()
    (stuck / "inside").write_text("x")
    code, _, err = run("delete", ONE)
    assert code == 1
    assert "删不掉" in err
    assert run("interviews", "show", ONE)[0] == 0


@pytest.mark.parametrize("out", [".", "folder", "pipe"])
def test_a_folder_or_pipe_is_no_file_to_export_to_and_nothing_of_anybody_stays_beside_it(
    run: Run, stored: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    (stored / "folder").mkdir()
    os.mkfifo(stored / "pipe")
    monkeypatch.chdir(stored)
    code, _, err = run("interviews", "export", ONE, "--out", out, "--lang", "en")
    assert code == 1
    assert "cannot be written" in err
    assert list(stored.rglob("*.part")) == []
    assert (stored / "pipe").is_fifo()
