"""What opens the data of this kiosk, and whether that is wise. Nothing is opened here."""

from pathlib import Path

from app.doctor.finding import Finding, advice, failed, ok
from app.errors import KioskError
from app.settings import Settings
from app.store import envelope
from app.store.keys_machine import FILE
from app.store.keys_spoken import RECOVERY


def check_keys(settings: Settings) -> list[Finding]:
    """Advice where the machine key lies on the disk of the data, and where no recovery code was made."""
    try:
        sealed = envelope.read(settings.data_dir)
    except KioskError as error:
        return [failed("keys", error)]
    if sealed is None:
        return [ok("keys", "doctor_keys_new")]
    findings = []
    files = [Path(seal.details["path"]) for seal in sealed.seals if seal.kind == FILE]
    if any(_is_on_disk_of(settings.data_dir, file) for file in files):
        findings.append(advice("keys", "doctor_key_beside_data"))
    if RECOVERY not in sealed.kinds:
        findings.append(advice("keys", "doctor_no_recovery_code"))
    return findings or [ok("keys", "doctor_keys_ok")]


def _is_on_disk_of(folder: Path, file: Path) -> bool:
    try:
        return file.stat().st_dev == folder.stat().st_dev
    except OSError:  # taken out, or handed over by systemd
        return False
