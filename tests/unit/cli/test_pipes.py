"""A pipe in the place of a file is refused with a sentence: who reads it waits for somebody who writes into it."""

import os
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.errors import KioskError
from app.private_file import check_ends
from app.settings import LlmSettings, load_settings
from app.store.backup import restore
from app.tiers.readers import _token

# Without the refusal each of them waits until its time is over.
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in a folder there"),
    pytest.mark.timeout(60),
]


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    made = tmp_path / "in.json"
    os.mkfifo(made)
    return made


def test_what_ends_or_is_not_there_is_left_to_whoever_opens_it(tmp_path: Path, pipe: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for each in ("file", "link", "missing", "file/below", "."):
        check_ends(tmp_path / each)
    (tmp_path / "to-pipe").symlink_to(pipe)
    for endless in (pipe, tmp_path / "to-pipe", Path(os.devnull)):
        with pytest.raises(KioskError, match="file_endless"):
            check_ends(endless)


@pytest.mark.parametrize("command", [["appointments", "import"], ["score"]], ids=lambda each: each[0])
def test_commands_say_so(
    command: list[str],
    pipe: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KIOSK_LANGUAGE", "en")
    assert main([*command, str(pipe)]) != 0
    assert "is no ordinary file, but a pipe" in capsys.readouterr().err


def test_settings_a_token_and_a_backup_are_read_from_no_pipe(pipe: Path, tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="file_endless"):
        load_settings({"KIOSK_SETTINGS": str(pipe)})
    with pytest.raises(KioskError, match="llm_token_unreadable"):
        _token(LlmSettings(token_file=pipe))
    checked: list[Path] = []
    with pytest.raises(KioskError, match="file_endless"):
        restore(pipe, tmp_path / "kiosk.db", checked.append, now=0.0)
    assert checked == []
