"""Tests write where they are told to, else into the memory if it has room."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.quick_disk import LOCK, remove_left, write_into_memory


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())


def test_memory_with_room_is_where_tests_and_their_programs_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_into_memory(tmp_path, 0)
    assert folder is not None
    assert folder.parent == tmp_path
    assert (os.environ["TMPDIR"], tempfile.gettempdir()) == (str(folder), str(folder))
    monkeypatch.setenv("TMPDIR", "elsewhere")
    assert write_into_memory(tmp_path, 0) is None


@pytest.mark.parametrize(("name", "room_bytes"), [("missing", 0), ("", 1 << 60)])
def test_no_memory_or_no_room_in_it_leaves_all_as_it_is(tmp_path: Path, name: str, room_bytes: int) -> None:
    before = tempfile.gettempdir()
    assert write_into_memory(tmp_path / name, room_bytes) is None
    assert ("TMPDIR" in os.environ, tempfile.gettempdir()) == (False, before)


RUN = """
import os, subprocess, sys
from pathlib import Path
from tests.quick_disk import write_into_memory
folder = write_into_memory(Path(sys.argv[1]), 0)
if folder is not None:
    (folder / "left").write_text("behind")
    subprocess.Popen([sys.executable, "-c", os.environ["RUN"], sys.argv[1]])
else:
    print(os.environ["TMPDIR"], os.getpid(), flush=True)
sys.stdin.read()
"""


def test_what_a_killed_run_left_is_taken_away_and_nothing_of_a_run_that_goes_on(tmp_path: Path) -> None:
    for name in ("t-begins", "of-somebody-else"):  # without a lock
        (tmp_path / name).mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"} | {"RUN": RUN}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[1],
    ) as run:
        assert run.stdout is not None
        named, worker = run.stdout.readline().split()
        assert remove_left(tmp_path) == []
        run.kill()
        run.wait()
        assert remove_left(tmp_path) == []  # its worker goes on
        assert (Path(named) / "left").exists()
        os.kill(int(worker), signal.SIGKILL)
        assert run.stdout.read() == ""  # it has ended: nobody holds the other end any more
    assert remove_left(tmp_path) == [Path(named)]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["of-somebody-else", "t-begins"]


def test_a_run_begins_by_taking_away_what_is_left(tmp_path: Path) -> None:
    left = tmp_path / "t-left"
    left.mkdir()
    (left / LOCK).touch()
    folder = write_into_memory(tmp_path, 0)
    assert folder is not None
    assert list(tmp_path.iterdir()) == [folder]
