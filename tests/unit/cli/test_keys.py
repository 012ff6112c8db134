"""`kiosk keys` and `kiosk recording`: done, told to the audit log, and no secret in any place but the paper."""

import io
import logging
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.doctor.keys import check_keys
from app.settings import Settings
from app.store import keys_admin, keys_machine, keys_spoken
from app.store.journal import Journal
from app.store.receipts import receipt_name, save_receipt
from tests.fakes.keyed import media_key
from tests.unit.store.samples import NOW, ONE, record_media, whole

PASSPHRASE = "four unrelated words here"


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data_dir = tmp_path / "data"
    (data_dir / "media").mkdir(parents=True)
    monkeypatch.setenv("KIOSK_DATA_DIR", str(data_dir))
    monkeypatch.setenv(keys_machine.KEY_DIR, str(tmp_path / "keys"))
    monkeypatch.setattr(keys_spoken, "MEMORY_KIB", 64)
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    journal.append(ONE, whole(ONE), now=NOW)
    record_media(data_dir / "media", ONE)
    journal.close()
    return data_dir


def audited(data_dir: Path) -> list[str]:
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    try:
        return [entry.action for entry in journal.audit()[0]]
    finally:
        journal.close()


@pytest.mark.parametrize("command", [("keys", "rotate"), ("admin", "rotate-keys")])
def test_keys_are_changed_and_the_audit_log_says_so(
    stored: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, str]
) -> None:
    before = (stored / "keys.json").read_bytes()
    assert main([*command, "--lang", "en"]) == 0
    assert "Every key was changed" in capsys.readouterr().out
    assert (stored / "keys.json").read_bytes() != before
    assert audited(stored) == ["keys_rotated"]


def test_a_passphrase_is_set_and_then_asked_for(
    stored: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\n"))
    assert main(["keys", "passphrase", "--lang", "en"]) == 0
    assert main(["keys", "status", "--lang", "en"]) == 0
    assert main(["keys", "recovery-code", "--lang", "en"]) == 0
    told = capsys.readouterr()
    code = told.out.rstrip().rpartition("\n")[2]
    assert PASSPHRASE not in told.out + told.err + caplog.text
    assert code not in caplog.text
    on_disk = b"".join(each.read_bytes() for each in stored.parent.rglob("*") if each.is_file())
    assert PASSPHRASE.encode() not in on_disk
    assert code.encode() not in on_disk
    assert audited(stored) == ["keys_passphrase_set", "keys_recovery_code_made"]


def test_a_recording_goes_into_a_pipe_and_nowhere_else(
    stored: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = sorted(stored.rglob("*"))
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    content = journal.recording(ONE, f"{ONE}/q1.mkv")
    journal.close()
    assert main(["recording", ONE, f"{ONE}/q1.mkv"]) == 0
    assert capfdbinary.readouterr().out == content
    assert sorted(stored.rglob("*")) == before
    assert audited(stored) == ["recording_played"]
    for outside in ("../keys.json", "/etc/hostname", "q1\0.mkv", "x" * 5000, ""):
        assert main(["recording", ONE, outside, "--lang", "en"]) == 1
        assert b"cannot be found" in capfdbinary.readouterr().err


def test_a_receipt_goes_into_a_pipe_too(stored: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    save_receipt(stored / "media", receipt_name(ONE, "sheet"), b"%PDF-", media_key(stored / "media", ONE))
    assert main(["recording", ONE, "sheet"]) == 0
    assert capfdbinary.readouterr().out == b"%PDF-"
    assert main(["recording", ONE, "consent", "--lang", "en"]) == 1


def test_the_doctor_says_where_the_key_lies_and_asks_for_a_recovery_code(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=stored)
    assert [each.code for each in check_keys(settings)] == [
        "doctor_key_beside_data",
        "doctor_no_recovery_code",
    ]
    keys_admin.new_recovery_code(stored)
    (key,) = (stored.parent / "keys").iterdir()
    key.unlink()  # the medium was taken out
    assert [each.code for each in check_keys(settings)] == ["doctor_keys_ok"]
    (stored / "keys.json").write_text("{")
    assert [each.code for each in check_keys(settings)] == ["keys_altered"]
    (stored / "keys.json").unlink()
    assert [each.code for each in check_keys(settings)] == ["doctor_keys_new"]
