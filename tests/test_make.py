"""The scripts behind make: the demo's four interviews, and benchmarks that say when they are not there."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KIOSK = """echo "$* platform=$QT_QPA_PLATFORM" >>calls
while [ "$1" != --out ]; do shift; done
mkdir -p "$2/data"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    program(tmp_path, "python", 'echo "$*" >>hub-calls')
    return tmp_path


def program(checkout: Path, name: str, body: str) -> None:
    file = checkout / ".venv" / "bin" / name
    file.write_text(f"#!/bin/bash\n{body}\n")
    file.chmod(0o755)


def kiosk(checkout: Path, ending: str) -> None:
    program(checkout, "kiosk", KIOSK + ending)


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
    command = [str(checkout / "tools" / words[0]), *words[1:]]
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=30, check=False
    )


def test_the_demo_holds_four_interviews_and_says_where_they_are(checkout: Path) -> None:
    kiosk(checkout, 'echo "{}" >"$2/profile.json"')
    old = checkout / "out" / "demo" / "left over"
    old.mkdir(parents=True)
    done = run(checkout, "demo.sh")
    assert done.returncode == 0, done.stderr
    calls = (checkout / "calls").read_text().splitlines()
    wanted = [
        "demo --out out/demo --lang zh ",
        "demo --out out/demo/en --lang en ",
        "demo --out out/demo/weak-zh --lang zh --candidate weak ",
        "demo --out out/demo/weak-en --lang en --candidate weak ",
    ]
    assert [call[: len(words)] for call, words in zip(calls, wanted, strict=True)] == wanted
    assert all(call.endswith("platform=offscreen") for call in calls)
    assert not old.exists()
    assert str(checkout / "out" / "demo" / "profile.json") in done.stdout
    assert all("--data" not in call for call in calls[:2])
    assert [call.split("--data ")[1].split()[0] for call in calls[2:]] == [
        "out/demo/weak-zh/data",
        "out/demo/weak-en/data",
    ]
    console, hub = (checkout / "hub-calls").read_text().splitlines()
    assert "tests.end2end.console_screens --out out/demo/console --data out/demo/weak-zh/data" in console
    assert hub == "tools/demo_hub.py out/demo"
    assert str(checkout / "out" / "demo" / "console") in done.stdout
    assert str(checkout / "out" / "demo" / "hub" / "dossier.zh.html") in done.stdout


def test_a_hub_that_does_not_show_the_interview_ends_the_demo(checkout: Path) -> None:
    kiosk(checkout, 'echo "{}" >"$2/profile.json"')
    program(checkout, "python", "exit 1")
    done = run(checkout, "demo.sh")
    assert done.returncode == 1
    assert "were held" not in done.stdout


def test_a_failed_interview_ends_the_demo(checkout: Path) -> None:
    kiosk(checkout, "exit 3")
    done = run(checkout, "demo.sh")
    assert done.returncode == 3
    assert "were held" not in done.stdout


def test_an_interview_without_a_profile_is_a_failure(checkout: Path) -> None:
    kiosk(checkout, "exit 0")
    done = run(checkout, "demo.sh")
    assert done.returncode == 1
    assert "profile.json was not written" in done.stderr


@pytest.mark.parametrize("name", ["bench", "soak"])
def test_a_benchmark_that_is_not_written_is_said_to_be_missing(checkout: Path, name: str) -> None:
    done = run(checkout, "long_run.sh", name)
    assert done.returncode == 2
    assert "nothing was measured" in done.stderr


def test_a_benchmark_that_is_there_is_run(checkout: Path) -> None:
    (checkout / "tests" / "bench.py").touch()
    python = checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/bash\necho "$*" >out/called\n')
    python.chmod(0o755)
    assert run(checkout, "long_run.sh", "bench").returncode == 0
    assert (checkout / "out" / "called").read_text() == "-m tests.bench\n"
