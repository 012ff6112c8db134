"""What opens the data: the machine, a passphrase, a keyring, a code on paper; and how that is changed."""

import json
import resource
import stat
import subprocess
import sys
import types
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store import envelope, keys_admin, keys_machine, keys_spoken
from app.store.journal import Journal
from app.store.vault import Vault
from tests.unit.store.samples import NOW, ONE, record_media, whole

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "纸船 越过 七座 桥 paper boat"


@pytest.fixture(name="key_dir", autouse=True)
def fresh_key_dir(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv(keys_machine.KEY_DIR, str(folder))
    monkeypatch.setattr(keys_spoken, "MEMORY_KIB", 64)  # Argon2 takes 0.8 s as it ships
    return folder


def nobody() -> str | None:
    return None


def typed() -> str | None:
    return PASSPHRASE


def code_of(call: pytest.ExceptionInfo[KioskError]) -> str:
    return call.value.code


@pytest.fixture(name="stored")
def stored_interview(tmp_path: Path) -> Path:
    """A data folder with an interview and its recordings."""
    data_dir = tmp_path / "data"
    (data_dir / "media").mkdir(parents=True)
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    journal.append(ONE, whole(ONE), now=NOW)
    record_media(data_dir / "media", ONE)
    journal.close()
    return data_dir


def is_whole(data_dir: Path) -> bool:
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    try:
        return journal.verify().is_ok and journal.events(ONE) == whole(ONE)
    finally:
        journal.close()


def test_a_new_store_has_its_machine_key_elsewhere_for_its_owner_only(stored: Path, key_dir: Path) -> None:
    (key,) = key_dir.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE((stored / "keys.json").stat().st_mode) == 0o600
    secret = bytes.fromhex(key.read_text())
    in_data = [each.read_bytes() for each in stored.rglob("*") if each.is_file()]
    assert not any(secret in each or secret.hex().encode() in each for each in in_data)
    with pytest.raises(KioskError) as caught:
        Vault.open(stored.parent, key_dir=stored.parent / "keys")
    assert code_of(caught) == "machine_key_inside"


def test_a_process_that_holds_keys_leaves_no_core(stored: Path) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    Vault.open(stored).close()
    limit = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    done = subprocess.run([sys.executable, "-c", limit], capture_output=True, check=True)
    assert done.stdout.split() == [b"0"], "its children neither"


def test_two_stores_have_no_key_in_common(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    vaults = [Vault.open(folder) for folder in folders]
    keys = {each.database_keys[0].key for each in vaults} | {each.new_media_key(ONE) for each in vaults}
    assert len(keys) == 4
    assert vaults[0].new_media_key(ONE) == vaults[0].media_key(ONE), "made once"
    for vault in vaults:
        vault.close()


def test_without_the_machine_key_nothing_opens_and_nothing_is_made_anew(stored: Path, key_dir: Path) -> None:
    (key,) = key_dir.iterdir()
    kept = key.read_bytes()
    before = {each.name: each.read_bytes() for each in stored.iterdir() if each.is_file()}
    key.unlink()
    with pytest.raises(KioskError) as caught:
        is_whole(stored)
    assert code_of(caught) == "machine_key_missing"
    key.write_text("00" * 32)
    with pytest.raises(KioskError) as caught:
        is_whole(stored)
    assert code_of(caught) == "machine_key_missing"
    key.write_bytes(kept)
    (stored / "keys.json").rename(stored / "aside")
    with pytest.raises(KioskError) as caught:
        is_whole(stored)
    assert code_of(caught) == "keys_missing"
    (stored / "aside").rename(stored / "keys.json")
    assert before == {each.name: each.read_bytes() for each in stored.iterdir() if each.is_file()}
    assert is_whole(stored)


def test_a_machine_key_handed_over_by_systemd_is_found(
    stored: Path, key_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = key_dir.iterdir()
    (tmp_path / "credentials").mkdir()
    key.rename(tmp_path / "credentials" / key.name)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    assert is_whole(stored)


@pytest.mark.parametrize("what", ["hidden", "seal", "details", "text", "format"])
def test_an_altered_envelope_is_named(stored: Path, what: str) -> None:
    file = stored / "keys.json"
    told = json.loads(file.read_text())
    if what == "hidden":
        told["keys"] = told["keys"][:-2] + ("00" if told["keys"][-2:] != "00" else "01")
    elif what == "seal":
        told["seals"][0]["sealed"] = told["seals"][0]["sealed"][:-2] + "zz"
    elif what == "details":
        told["seals"][0]["details"]["note"] = "x"
    elif what == "format":
        told["format"] = "kiosk-keys/9"
    file.write_text("{" if what == "text" else json.dumps(told))
    with pytest.raises(KioskError) as caught:
        is_whole(stored)
    assert code_of(caught) == ("machine_key_missing" if what == "details" else "keys_altered")


def test_a_passphrase_alone_opens_the_data(stored: Path, key_dir: Path) -> None:
    with pytest.raises(KioskError) as caught:
        keys_admin.set_unattended(stored, allowed=False)
    assert code_of(caught) == "keys_last_seal"
    with pytest.raises(KioskError) as caught:
        keys_admin.set_passphrase(stored, "short")
    assert code_of(caught) == "passphrase_short"
    keys_admin.set_passphrase(stored, PASSPHRASE)
    keys_admin.set_unattended(stored, allowed=False)
    assert list(key_dir.iterdir()) == [], "the machine key is gone, not only unused"
    assert keys_admin.seals(stored) == ("passphrase",)
    asked = {nobody: "keys_locked", lambda: PASSPHRASE + "!": "passphrase_wrong"}
    for ask, code in asked.items():
        with pytest.raises(KioskError) as caught:
            Vault.open(stored, ask)
        assert code_of(caught) == code
    Vault.open(stored, typed).close()
    Vault.open(stored, nobody).close()  # in one program it is typed once
    keys_admin.set_unattended(stored, allowed=True, ask=nobody)
    assert is_whole(stored)


def test_a_passphrase_may_not_eat_the_memory(stored: Path) -> None:
    keys_admin.set_passphrase(stored, PASSPHRASE)
    sealed = envelope.read(stored)
    assert sealed is not None
    (seal,) = [each for each in sealed.seals if each.kind == "passphrase"]
    huge = envelope.Seal(seal.kind, {**seal.details, "memory_kib": 1 << 40}, seal.sealed)
    with pytest.raises(KioskError) as caught:
        keys_spoken.open_with_passphrase(sealed.with_seal(huge), PASSPHRASE)
    assert code_of(caught) == "keys_altered"


def test_the_code_on_paper_brings_a_lost_machine_key_back(stored: Path, key_dir: Path) -> None:
    code = keys_admin.new_recovery_code(stored)
    for key in key_dir.iterdir():
        key.unlink()
    for wrong in ("", "no code", code[:-1] + ("A" if code[-1] != "A" else "B"), code[5:]):
        with pytest.raises(KioskError) as caught:
            keys_admin.recover(stored, wrong)
        assert code_of(caught) == "recovery_code_wrong"
    keys_admin.recover(stored, code.lower().replace("-", " "))
    assert is_whole(stored)


def fake_keyring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring of the operating system, in memory."""
    held: dict[tuple[str, str], str] = {}
    module = types.ModuleType("keyring")
    module.set_password = lambda service, name, secret: held.update({(service, name): secret})  # type: ignore[attr-defined]
    module.get_password = lambda service, name: held.get((service, name))  # type: ignore[attr-defined]
    module.delete_password = lambda service, name: held.pop((service, name))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)
    return held


def test_a_keyring_opens_the_data_but_is_never_the_only_way(
    stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = fake_keyring(monkeypatch)
    keys_admin.set_keyring(stored, used=True)
    with pytest.raises(KioskError) as caught:
        keys_admin.set_unattended(stored, allowed=False)
    assert code_of(caught) == "keys_last_seal"
    keys_admin.set_passphrase(stored, PASSPHRASE)
    keys_admin.set_unattended(stored, allowed=False)
    assert is_whole(stored)
    held.clear()  # the backend changed
    Vault.open(stored, typed).close()
    keys_admin.set_keyring(stored, used=False, ask=typed)
    assert keys_admin.seals(stored) == ("passphrase",)


def test_a_computer_without_a_keyring_says_so(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(KioskError) as caught:
        keys_admin.set_keyring(stored, used=True)
    assert code_of(caught) == "keyring_missing"
