"""Tests write where they are told to, else into the memory if it has room."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.quick_disk import write_into_memory


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
