"""Crash reports say what and where, and nothing of a person; starts that fail are counted; the heart beats."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.codec import decode
from app.domain.interview import Answer
from app.errors import KioskError
from app.staff.secret import Hashing
from app.watch.crash_report import (
    FAULTS,
    FOLDER,
    KEPT,
    collect_fault,
    report_of,
    reporting_to,
    write_report,
)
from app.watch.heartbeat import NAME, Heartbeat, beat
from app.watch.starts import UNKNOWN, FailedStarts, Starts

PLANTED = ("张伟", "13800138000", "zhang.wei@example.com", "我之前在客服中心工作")


def failing(words: str) -> None:
    """Fail inside our own code with personal data in the arguments, locals and message."""
    Hashing(words).hash(words)  # type: ignore[arg-type]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", lambda *_: None)


def written(data_dir: Path) -> list[dict[str, object]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((data_dir / FOLDER).glob("*.json"))]


def test_a_report_says_what_and_where_and_nothing_of_a_person(tmp_path: Path, quiet: None) -> None:
    with reporting_to(tmp_path, lambda: 5.0):
        for error in (ValueError(PLANTED[3]), KioskError("disk_full", file=PLANTED[0])):
            try:
                raise error from KeyError(PLANTED[1])
            except (ValueError, KioskError) as raised:
                sys.excepthook(type(raised), raised, raised.__traceback__)
        for words in PLANTED:
            thread = threading.Thread(target=failing, args=(words,), name=words)
            thread.start()
            thread.join()
    reports = written(tmp_path)
    assert {report["code"] for report in reports} == {"AttributeError", "ValueError", "disk_full"}
    in_thread = next(report for report in reports if report["code"] == "AttributeError")
    assert [str(frame).split(":")[0] for frame in in_thread["frames"]] == ["staff/secret.py"]  # type: ignore[attr-defined]
    assert {"program", "python", "system", "machine", "at"} <= set(in_thread)
    for path in tmp_path.rglob("*"):
        text = path.name + (path.read_text("utf-8") if path.is_file() else "")
        text += json.dumps(text) + text.encode("unicode_escape").decode()
        assert not [words for words in PLANTED if words in text or json.dumps(words)[1:-1] in text]


def test_the_frames_are_ours_alone(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as told:
        decode(Answer, {"words": PLANTED[0]})
    frames = report_of(told.value, at=1.0)["frames"]
    assert frames
    assert all(frame.startswith("domain/codec.py:") for frame in frames)


def test_a_crash_of_the_interpreter_is_reported_at_the_next_start(tmp_path: Path) -> None:
    program = (
        "import sys, ctypes, pathlib\n"
        "from app.watch.crash_report import reporting_to\n"
        "def hurt(words):\n"
        "    ctypes.string_at(0)\n"
        "with reporting_to(pathlib.Path(sys.argv[1])):\n"
        "    hurt(sys.argv[2])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), PLANTED[0]],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode < 0
    assert (tmp_path / FOLDER / FAULTS).exists()
    assert collect_fault(tmp_path / FOLDER, at=7.0) is not None
    (report,) = written(tmp_path)
    assert report["code"] == "Segmentation fault"
    assert PLANTED[0] not in str(report)
    assert collect_fault(tmp_path / FOLDER, at=8.0) is None


def test_a_media_process_that_fails_says_nothing_of_a_person() -> None:
    """Its words would stay in engine.log: the number of its pipe is not one, and the message quotes it."""
    done = subprocess.run(
        [sys.executable, "-m", "app.engine", PLANTED[0], "preview", "module"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    report = json.loads(done.stderr.splitlines()[-1])
    assert report["code"] == "ValueError"
    assert [frame.split(":")[0] for frame in report["frames"]] == ["engine/__main__.py", "engine/child.py"]
    assert PLANTED[0] not in done.stderr + json.dumps(done.stderr)
    assert json.dumps(PLANTED[0])[1:-1] not in done.stderr


def test_only_the_newest_reports_are_kept_and_a_full_disk_is_no_second_failure(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        write_report(tmp_path, report_of(ValueError(), at=float(number)))
    assert [json.loads(path.read_text())["at"] for path in sorted(tmp_path.glob("*.json"))] == [
        float(number) for number in range(5, KEPT + 5)
    ]
    assert write_report(tmp_path / NAME / "x", report_of(ValueError(), at=1.0)) is not None
    (tmp_path / "file").touch()
    assert write_report(tmp_path / "file", report_of(ValueError(), at=1.0)) is None


def test_two_failed_starts_call_for_care(tmp_path: Path) -> None:
    assert not Starts(tmp_path).begin().calls_for_care
    assert Starts(tmp_path).begin() == FailedStarts(1, UNKNOWN)  # the first died without a word
    Starts(tmp_path).fail("database_corrupt", (("file", "kiosk.db"),))
    before = Starts(tmp_path).begin()
    assert before.calls_for_care
    assert (before.code, before.params) == ("database_corrupt", (("file", "kiosk.db"),))
    Starts(tmp_path).succeed()
    assert Starts(tmp_path).begin() == FailedStarts()


def test_a_broken_file_of_starts_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "starts.json").write_text("[]")
    assert Starts(tmp_path).begin() == FailedStarts()
    (tmp_path / "file").touch()
    assert Starts(tmp_path / "file").begin() == FailedStarts()


def test_the_heartbeat_is_replaced_whole(tmp_path: Path) -> None:
    beat(tmp_path, Heartbeat(1.0, 2.0, busy=False, free_mb=3))
    beat(tmp_path, Heartbeat(4.0, 5.0, busy=True, free_mb=6))
    told = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert (told["at"], told["uptime_s"], told["busy"], told["free_mb"]) == (4.0, 5.0, True, 6)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    beat(tmp_path / "none", Heartbeat(1.0, 2.0, busy=False, free_mb=3))
