"""The audit log leaves the kiosk as a file that a tool of its own checks; no byte of it can be altered unseen."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.store.audit import changed_facts, export_lines
from app.store.device_key import DeviceKey, load_device_key
from app.store.journal import Journal
from app.store.sealed_file import SealedFiles
from tests.unit.store.samples import NOW
from tools.verify_audit import WrongError, is_signed, main, verify_audit, verify_receipt

KEY = DeviceKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TOOL = Path(__file__).resolve().parents[3] / "tools" / "verify_audit.py"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("audit")
    journal = Journal.open(folder / "kiosk.db", folder)
    journal.record("admin", "viewed", {"interview_id": "i-1"}, now=NOW)
    journal.record("管理员", "exported", {"interview_id": "i-1", "odd": "\ud800 é \u2028"}, now=NOW + 0.1)
    journal.record("kiosk", "started", {"version": "1"}, now=NOW + 1e-3)
    entries, head = journal.audit()
    journal.close()
    return "".join(line + "\n" for line in export_lines(entries, head, KEY, now=NOW))


def test_an_untouched_export_is_whole(exported: str) -> None:
    assert verify_audit(exported, key=KEY.public_hex) == 3
    for line in exported.split("\n")[1:-1]:
        verify_audit(exported, head=json.loads(line)["chain"])


@given(place=st.integers(min_value=0), change=st.integers(1, 255))
@example(place=0, change=1)
@example(place=-1, change=ord("\n") ^ ord(" "))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_byte_of_it_can_be_altered_unseen(exported: str, place: int, change: int) -> None:
    raw = bytearray(exported.encode())
    raw[place % len(raw)] ^= change
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return  # the tool says that it cannot read it
    with pytest.raises(WrongError):
        verify_audit(text, key=KEY.public_hex)


def test_no_letter_of_its_signature_can_be_written_otherwise(exported: str) -> None:
    signature = json.loads(exported.split("\n")[0])["signature"]
    for written in (signature.upper(), f"{signature[:2]} {signature[2:]}"):
        assert written != signature
        with pytest.raises(WrongError, match="signature"):
            verify_audit(exported.replace(signature, written), key=KEY.public_hex)


def cut_versions(text: str) -> Iterator[str]:
    head, *rows = (f"{line}\n" for line in text.split("\n")[:-1])
    yield head + "".join(rows[:-1])
    yield head + "".join(rows[1:])
    yield head + rows[0] + rows[2]
    yield head + rows[1] + rows[0] + rows[2]
    yield head + "".join(rows) + rows[-1]
    yield "".join(rows)
    yield ""


def test_no_row_can_go_or_come(exported: str) -> None:
    for text in cut_versions(exported):
        with pytest.raises(WrongError):
            verify_audit(text)


def test_a_log_made_anew_by_somebody_else_is_found(tmp_path: Path, exported: str) -> None:
    """Whoever may write the database can make a chain that holds: the key or a hash kept elsewhere tells."""
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    journal.record("admin", "viewed", {"interview_id": "i-2"}, now=NOW)
    entries, head = journal.audit()
    journal.close()
    other = DeviceKey(Ed25519PrivateKey.generate())
    forged = "".join(line + "\n" for line in export_lines(entries, head, other, now=NOW))
    assert verify_audit(forged) == 1
    with pytest.raises(WrongError, match="another key"):
        verify_audit(forged, key=KEY.public_hex)
    with pytest.raises(WrongError, match="cut or made anew"):
        verify_audit(forged, head=json.loads(exported.split("\n")[-2])["chain"])


def test_the_tool_agrees_with_the_library_about_signatures() -> None:
    for number in range(4):
        private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        key, text = private.public_key().public_bytes_raw(), b"receipt %d" % number
        signature = private.sign(text)
        assert is_signed(key, text, signature)
        assert not is_signed(key, text + b".", signature)
        assert not is_signed(key, text, signature[:-1] + bytes([signature[-1] ^ 16]))
    receipt = {"format": "kiosk-deletion-receipt/1", "interview_id": "i-1"}
    verify_receipt(json.dumps(KEY.signed(receipt)), KEY.public_hex)
    with pytest.raises(WrongError):
        verify_receipt(json.dumps({**KEY.signed(receipt), "interview_id": "i-2"}))


def test_the_tool_runs_alone(tmp_path: Path, exported: str) -> None:
    """With the standard library only: no packages of ours on its path."""
    file, alone = tmp_path / "audit.jsonl", tmp_path / "verify_audit.py"
    file.write_text(exported, "utf-8")
    alone.write_bytes(TOOL.read_bytes())
    for text, code, said in ((exported, 0, "ok: 3 rows"), (exported.replace("viewed", "Viewed"), 1, "WRONG")):
        file.write_text(text, "utf-8")
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(alone), str(file), "--key", KEY.public_hex],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (done.returncode, done.stdout[: len(said)]) == (code, said)


def test_a_file_that_is_not_there_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["verify_audit.py", str(tmp_path / "none")])
    assert main() == 2


def test_the_kiosks_key_stays_the_same_and_is_its_owners(tmp_path: Path) -> None:
    files = SealedFiles(tmp_path, (bytes(32),))
    first = load_device_key(files)
    assert load_device_key(files).public_hex == first.public_hex
    assert (tmp_path / "device.key").stat().st_mode & 0o777 == 0o600
    assert first.private.private_bytes_raw() not in (tmp_path / "device.key").read_bytes()


def test_what_changed_is_named() -> None:
    assert changed_facts({"a": 1, "b": 2}, {"b": 3, "c": 4}) == ("a", "b", "c")
