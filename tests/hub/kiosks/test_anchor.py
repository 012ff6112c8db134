"""A kiosk's audit log is held by the hub's: the tool that stands alone checks it against what stands there."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.store.audit import export_lines
from app.store.device_key import DeviceKey
from app.store.journal import Journal
from app.store.records import AUDIT_BATCH
from ehr.audit import export
from ehr.cli_audit import exported_lines
from tests.hub.kiosks.rig import SiteKiosk
from tests.unit.store.samples import NOW
from tools.verify_audit import WrongError, verify_audit

KEY = DeviceKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def used(folder: Path, *words: str) -> Journal:
    """A kiosk on which these things were done."""
    folder.mkdir()
    journal = Journal.open(folder / "kiosk.db", folder)
    for number, word in enumerate(words):
        journal.record("admin", word, {"number": number}, now=NOW + number)
    return journal


def exported(journal: Journal) -> str:
    entries, head = journal.audit()
    return "".join(f"{line}\n" for line in export_lines(entries, head, KEY, now=NOW))


def test_what_the_hub_wrote_down_tells_a_true_log_of_a_kiosk_from_one_made_anew(
    kiosk: SiteKiosk, tmp_path: Path
) -> None:
    journal = used(tmp_path / "true", "viewed", "changed", "exported")
    journal.sync_state.cut_audit(now=NOW + 10)
    for job in journal.outbox.due(now=NOW + 20, limit=10, only=AUDIT_BATCH):
        assert kiosk.send(AUDIT_BATCH, job.id, job.payload.encode()).is_new
    hub_log = export.read(exported_lines(kiosk.database, kiosk.key))  # its own signature holds
    (anchor,) = [each.detail["head"] for each in hub_log.entries if each.action == "kiosk_audit.anchored"]
    journal.record("admin", "went on", {}, now=NOW + 30)
    assert verify_audit(exported(journal), head=anchor, key=KEY.public_hex) >= 4
    journal.close()

    forged = used(
        tmp_path / "forged", "viewed", "exported", "went on"
    )  # one act left out, and signed as well
    assert verify_audit(exported(forged), key=KEY.public_hex)
    with pytest.raises(WrongError, match="was cut or made anew"):
        verify_audit(exported(forged), head=anchor, key=KEY.public_hex)
    forged.close()
