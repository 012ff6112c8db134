"""Scoring stored interviews again: what is shown, that nothing is overwritten, that bytes repeat."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap.store_task import StoreTask
from app.cli_replay import add_parsers
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.events import AnswerAccepted, Event, QuestionShown, TakeStarted, TakeStopped
from app.domain.interview import Answer, Plan
from app.domain.transcript import Transcript, TranscriptSource
from app.errors import KioskError
from app.flow.interview import fold
from app.store.archive import Archive
from app.store.journal import Journal
from app.ui.ports import Finish
from tests.gold.gold import read_gold
from tests.unit.store.samples import NOW, ONE, TWO, opening, question
from tests.unit.store.samples import plan as sample_plan
from tests.unit.tiers.tiny import write_onnx_pack

CONTENT = Path("profiles/jd_cs_agent/profile.yaml")
RUN = "import sys; from tests.unit.replay.test_replay import call; sys.exit(call(sys.argv[1:]))"


def call(arguments: list[str]) -> int:
    """`kiosk replay` with these arguments; its exit code."""
    parser = argparse.ArgumentParser()
    add_parsers(parser.add_subparsers(required=True))
    args = parser.parse_args(["replay", *arguments])
    code: int = args.command(args)
    return code


def plan_of(ids: list[str]) -> Plan:
    questions = tuple(replace(question(1), id=each) for each in ids)
    model = load_competency_model(content_dir())
    return replace(
        sample_plan(), questions=questions, content_hash=model.content_hash, model_version=model.version
    )


def events(interview_id: str, kind: str) -> list[Event]:
    """A whole interview with gold answers of that kind, in Chinese."""
    gold = {}
    for each in read_gold():
        if each.language == "zh" and each.kind == kind and each.question.startswith("JD"):
            gold.setdefault(each.question, each.turns[1])
    started = opening(interview_id)
    started[2] = replace(started[2], plan=plan_of(sorted(gold)))  # type: ignore[type-var]
    for at in sorted(gold):
        words = Transcript(gold[at], TranscriptSource.TYPED)
        started += [
            QuestionShown(at, 1),
            TakeStarted(at, 1, 1, typed=True),
            TakeStopped(30.0),
            AnswerAccepted(Answer(at, 1, 1, words), follow_up=None),
        ]
    return started


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a strong and a weak interview, assessed under the content of this checkout."""
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path / "media")
    task = StoreTask(journal, load_competency_model(content_dir()), lambda: NOW, lambda: 9999, 1)
    for interview_id, kind in ((ONE, "strong"), (TWO, "weak")):
        journal.append(interview_id, events(interview_id, kind), now=NOW)
        task(Finish(fold(journal.events(interview_id)), ()))
    journal.close()
    return tmp_path


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """The content with a grey zone that nobody is above of."""
    folder = tmp_path / "stricter"
    shutil.copytree(content_dir(), folder)
    text = (folder / CONTENT).read_text("utf-8")
    line = next(each for each in text.splitlines() if each.strip().startswith("grey_zone:"))
    (folder / CONTENT).write_text(text.replace(line, "  grey_zone: [1.0, 10.0]"), "utf-8")
    return folder


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert call(list(arguments)) == 0
    return capsys.readouterr().out


def test_under_the_same_content_nobody_changes(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--model", str(content_dir()), "--json"))
    assert [each["interview_id"] for each in found] == [ONE, TWO]
    for each in found:
        assert each["old"] == each["new"]
        assert each["old"]["composite"] is not None
        assert not each["changes_band"]
    assert found[0]["old"]["composite"] > found[1]["old"]["composite"] + 3


def test_other_content_shows_who_changes_and_writes_nothing(
    stored: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (stored / "kiosk.db").read_bytes()
    found = json.loads(printed(capsys, "--model", str(stricter), "--json"))
    assert [each["new"]["band"] for each in found] == ["grey_zone", "grey_zone"]
    assert [each["changes_band"] for each in found] == [each["old"]["band"] != "grey_zone" for each in found]
    assert any(each["changes_band"] for each in found)
    assert found[0]["new"]["content_hash"] != found[0]["old"]["content_hash"]
    assert (stored / "kiosk.db").read_bytes() == before
    table = printed(capsys, "--model", str(stricter), "--lang", "en")
    assert "old results are as they were" in table
    assert ONE in table
    assert "review zone" in table
    assert "grey_zone" not in table


def test_the_kiosk_s_readers_take_part_and_who_is_missing_is_said(
    stored: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_onnx_pack(stored / "models" / "tiny")
    monkeypatch.setenv("KIOSK_MODEL_PACK", str(stored / "models"))
    monkeypatch.setenv("KIOSK_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("KIOSK_LLM_MODEL", "gone")
    before = revisions(stored)
    found = json.loads(printed(capsys, "--model", str(content_dir()), "--json", "--store"))
    for each in found:
        assert "+tier1/tiny/" in each["new"]["scorer"]
        assert "+" not in each["old"]["scorer"]
    missing = ["tier2_unavailable", "tier2_unavailable.unreachable"]
    assert missing in [each["new"]["missing"] for each in found]  # of the other nothing may have been to ask
    after = revisions(stored)
    assert after[::2] == before
    (pack,) = json.loads(after[1][2])["provenance"]["packs"]
    assert f"+{pack}" in found[0]["new"]["scorer"]
    assert "language model: out of reach" in printed(capsys, "--model", str(content_dir()), "--lang", "en")
    found = json.loads(printed(capsys, "--model", str(content_dir()), "--json", "--tier0", "--store"))
    assert "+" not in found[0]["new"]["scorer"]
    assert json.loads(revisions(stored)[2][2])["provenance"]["packs"] == []


def test_stored_only_when_asked_once_and_as_a_further_revision(
    stored: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = revisions(stored)
    assert [revision for _, revision, _ in first] == [1, 1]
    for _ in range(2):
        printed(capsys, "--model", str(stricter), "--store")
    after = revisions(stored)
    assert [each for each in after if each[1] == 1] == first
    assert len(after) == 4
    archive = Archive.open(stored / "kiosk.db", stored / "media")
    try:
        assert archive.verify().is_ok
    finally:
        archive.close()


def revisions(folder: Path) -> list[tuple[str, int, str]]:
    import sqlite3

    db = sqlite3.connect(folder / "kiosk.db")
    try:
        rows = db.execute("SELECT interview_id, revision, profile FROM assessments ORDER BY 1, 2").fetchall()
    finally:
        db.close()
    return [(str(a), int(b), str(c)) for a, b, c in rows]


def test_two_processes_with_other_hash_seeds_print_identical_bytes(stored: Path, stricter: Path) -> None:
    seen = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", RUN, "--model", str(stricter), "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed, "KIOSK_DATA_DIR": str(stored)},
            cwd=Path(__file__).resolve().parents[3],
            capture_output=True,
            check=True,
            timeout=100,
        )
        seen.add(done.stdout)
    assert len(seen) == 1
    assert len(seen.pop()) > 500


def test_content_without_the_job_profile_is_said(
    stored: Path, stricter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (stricter / CONTENT).read_text("utf-8")
    (stricter / CONTENT).write_text(text.replace("id: jd_cs_agent", "id: other_agent"), "utf-8")
    (stricter / CONTENT.parent).rename(stricter / "profiles" / "other_agent")
    assert call(["--model", str(stricter), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {each["failure"] for each in found} == {"profile_unknown"}
    assert all(each["new"] is None and not each["changes_band"] for each in found)


def test_without_a_store_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "empty"))
    with pytest.raises(KioskError) as caught:
        call(["--model", str(content_dir())])
    assert caught.value.code == "store_missing"
