"""The file of appointments that an administrator imports: CSV with a heading, or JSON with a list of objects."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import KioskError
from app.private_file import check_ends
from app.store.front_desk import Appointment
from app.store.phone import phone_key

FIELDS = ("code", "time", "phone")
_CODE = re.compile(r"[A-Z0-9-]{3,32}")


def code_of(entry: str) -> str:
    """An appointment code as it is compared: capitals, no spaces; what comes before it in a QR code is left out."""
    return entry.strip().rpartition("appointment:")[2].replace(" ", "").upper()


def read_appointments(file: Path, secret: bytes) -> list[Appointment]:
    """The appointments in `file`, by its name CSV or JSON; phone numbers already as keyed hashes.

    Fields: code (3 to 32 of A-Z, 0-9, -), time (ISO 8601, local where it names no zone; may be empty),
    phone (may be empty). Names and anything else are not asked for, and refused.

    Raises:
        KioskError: file_endless, appointments_unreadable (file), appointments_invalid (file, line, field,
            expected); never what was in the field.
    """
    found: dict[str, Appointment] = {}
    for line, entry in enumerate(_entries(file), start=1):
        appointment = _appointment(file, line, entry, secret)
        if appointment.code in found:
            raise _invalid(file, line, "code", "unique")
        found[appointment.code] = appointment
    return list(found.values())


def _entries(file: Path) -> Iterator[Mapping[str, Any]]:
    check_ends(file)
    try:
        text = file.read_text("utf-8-sig")  # spreadsheets write a mark first
        if file.suffix.lower() != ".json":
            rows = csv.DictReader(text.splitlines(), restkey="?")
            if "code" not in (rows.fieldnames or ()):  # another file would empty the list
                raise _invalid(file, 1, "code", " | ".join(FIELDS))
            yield from rows
            return
        entries = json.loads(text)
    except (OSError, ValueError, csv.Error, RecursionError):
        raise KioskError("appointments_unreadable", file=file.name) from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise KioskError("appointments_unreadable", file=file.name)
    yield from entries


def _appointment(file: Path, line: int, entry: Mapping[str, Any], secret: bytes) -> Appointment:
    unknown = [name for name in entry if name not in FIELDS]
    if unknown or "code" not in entry:
        raise _invalid(file, line, "code" if not unknown else "?", " | ".join(FIELDS))
    texts = {name: str(entry.get(name) or "").strip() for name in FIELDS}
    code = code_of(texts["code"])
    if not _CODE.fullmatch(code):
        raise _invalid(file, line, "code", "A-Z 0-9 -")
    return Appointment(code, _time(file, line, texts["time"]), _phone(file, line, texts["phone"], secret))


def _time(file: Path, line: int, text: str) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp() if text else None
    except (ValueError, OverflowError, OSError):
        raise _invalid(file, line, "time", "2026-03-02 14:30") from None


def _phone(file: Path, line: int, text: str, secret: bytes) -> str | None:
    key = phone_key(secret, text) if text else None
    if text and key is None:
        raise _invalid(file, line, "phone", "13800000000")
    return key


def _invalid(file: Path, line: int, field: str, expected: str) -> KioskError:
    return KioskError("appointments_invalid", file=file.name, line=line, field=field, expected=expected)
