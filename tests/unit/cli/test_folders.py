"""A folder that cannot be used is a sentence at every command that needs one, not a trace."""

from pathlib import Path

import pytest

from app.cli import main
from app.errors import KioskError
from app.private_file import ready_folder


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    ready_folder(tmp_path / "a" / "b")
    ready_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_file_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "data"):
        with pytest.raises(KioskError, match="folder_unusable"):
            ready_folder(folder)


@pytest.mark.parametrize(
    "command",
    [
        ["run", "--windowed"],
        ["admin", "backup"],
        ["demo", "--out", "taken/out", "--lang", "en"],
        ["interviews", "list"],
        ["interviews", "verify"],
        ["appointments", "list"],
        ["keys", "status"],
        ["sync", "--once"],
    ],
)
def test_commands_say_so(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "taken"))
    monkeypatch.setenv("KIOSK_LANGUAGE", "en")
    assert main(command) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_a_look_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "new" / "data"))
    for command in (["interviews", "list"], ["appointments", "list"], ["keys", "status"], ["sync", "--once"]):
        main(command)
    assert list(tmp_path.iterdir()) == []


def test_a_kiosk_that_was_never_used_has_lost_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "new"))
    assert main(["keys", "status", "--lang", "en"]) == 1
    assert "There are no interviews in" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "x" * 300, "a\0b", "loop/x"])
@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["analyse"],
        ["appointments", "import"],
        ["replay", "--model"],
        ["admin", "restore", "--from"],
    ],
)
def test_what_no_system_could_open_is_refused(
    command: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SystemExit) as ended:
        main([*command, name])
    assert ended.value.code == 2
    assert "is no file or folder that this user could open" in capsys.readouterr().err
