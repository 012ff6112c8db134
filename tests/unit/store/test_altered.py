"""Whatever somebody alters, with the keys or without: it is found or named, and never a traceback."""

import random
from pathlib import Path
from typing import Any

import pytest

from app.domain.check_in import CheckInBy
from app.domain.events import CheckedIn
from app.errors import KioskError
from app.store.backup import FOLDER, make_backup, restore, whole_with
from app.store.cipher import IntegrityError
from app.store.demographics import FILE_NAME, add, open_demographics
from app.store.journal import Journal
from app.store.receipts import receipt_name, save_receipt
from app.store.sealed_file import HUB_KEY
from tests.fakes.keyed import beside
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, assessment, record_media, whole

TRIGGERS = ("events_stay", "events_are_only_erased", "audit_stay", "audit_is_fixed")
# What verify compares with the chains: every column of these but the ones below.
AUDITED = (
    "events",
    "audit",
    "answers",
    "observations",
    "media",
    "check_ins",
    "scores",
    "evidence",
    "assessments",
)
# Follow from the events or are times of our own book-keeping; no result and no decision rests on them.
NOT_AUDITED = {("assessments", "at")}
SECRET = 7


@pytest.fixture
def full(journal: Journal, media_dir: Path) -> Journal:
    """An interview with everything an interview can have."""
    first, *rest = whole(ONE)
    journal.append(ONE, [first, CheckedIn(CheckInBy.CODE, "K-7", "a" * 64), *rest], now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    record_media(media_dir, ONE)
    journal.record("li", "viewed", {"interview_id": ONE}, now=NOW)
    return journal


def other_than(value: Any, chance: random.Random) -> Any:
    """`value` with one character, bit or digit altered, as its column would still take it."""
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    if isinstance(value, float):
        return value + 0.5 if value < 9 or value > 10 else value - 0.5
    return value + 1 if isinstance(value, int) else "x"


@pytest.mark.parametrize("seed", range(3))
def test_a_byte_of_any_audited_column_is_found(full: Journal, database: Path, seed: int) -> None:
    assert full.verify().is_ok
    chance, unseen, tried = random.Random(seed), [], 0
    somebody = beside(database)
    for trigger in TRIGGERS:
        somebody.execute(f"DROP TRIGGER {trigger}")
    somebody.execute("PRAGMA foreign_keys=OFF")
    somebody.execute("PRAGMA ignore_check_constraints=ON")
    for table in AUDITED:
        columns = [row[1] for row in somebody.execute(f"PRAGMA table_info({table})")]
        for column in columns:
            (rowid, value) = chance.choice(
                somebody.execute(f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
                or [(None, None)]
            )
            if rowid is None or (table, column) in NOT_AUDITED:
                continue
            is_key = column == "seq"  # which is the rowid itself
            new = value + 1000 if is_key else other_than(value, chance)
            tried += 1
            try:
                somebody.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [new, rowid])
            except IntegrityError:  # the database itself does not take it
                continue
            if not found(full):
                unseen.append(f"{table}.{column}")
            somebody.execute(
                f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [value, new if is_key else rowid]
            )
    somebody.close()
    assert unseen == []
    assert tried > 60
    assert full.verify().is_ok


def found(journal: Journal) -> bool:
    """True if the check tells of something, or names why it cannot even read a row."""
    try:
        return not journal.verify().is_ok
    except KioskError:
        return True


def flipped(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    content[min(int(at * len(content)), len(content) - 1)] ^= 1 << SECRET
    path.write_bytes(content)


# The first 16 bytes of a database are its salt, which the envelope holds, too: they are not even read.
FLIPS = [0.002, 0.013, 0.29, 0.5, 0.77, 0.999]


def in_use(data_dir: Path) -> None:
    """Everything a start, a sitting and a signature read."""
    journal = Journal.open(data_dir / "kiosk.db", data_dir / "media")
    try:
        journal.match_key()
        journal.device_key()
        journal.sealed_files.read(HUB_KEY)
        journal.media_key(ONE)
        for name in (f"{ONE}/q1.mkv", receipt_name(ONE, "sheet")):
            journal.recording(ONE, name)
        with open_demographics(data_dir / FILE_NAME, journal.voluntary_keys) as connection:
            connection.execute("SELECT * FROM answers").fetchall()
        report = journal.verify()
        if not report.is_ok:
            raise KioskError(report.problems[0].code)
    finally:
        journal.close()


@pytest.fixture
def stored(full: Journal, database: Path, media_dir: Path) -> Path:
    """The data folder of a stopped kiosk with a file of every kind."""
    data_dir = database.parent
    save_receipt(media_dir, receipt_name(ONE, "sheet"), b"%PDF-1.4 words" * 9000, full.media_key(ONE))
    add(data_dir / FILE_NAME, full.voluntary_keys, [("age", "45_to_59")])
    full.match_key()
    full.device_key()
    full.sealed_files.replace(HUB_KEY, b'{"format": "kiosk-hub/1"}')
    make_backup(full, data_dir / FOLDER, whole_with(full.database_keys), now=NOW)
    full.close()
    in_use(data_dir)
    return data_dir


@pytest.mark.parametrize("at", FLIPS)
@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("kiosk.db", ("database_corrupt",)),
        ("keys.db", ("database_corrupt",)),
        ("voluntary.db", ("database_corrupt",)),
        ("keys.json", ("keys_altered", "keys_missing", "machine_key_missing")),
        ("match.key", ("match_key_unusable",)),
        ("device.key", ("device_key_unreadable",)),
        ("hub.key", ("hub_key_unreadable",)),
        (f"media/{ONE}/q1.mkv", ("media_altered", "media_key_wrong", "media_cut")),
        (f"media/{ONE}-sheet.pdf", ("media_altered", "media_key_wrong", "media_not_sealed")),
    ],
)
def test_an_altered_file_of_any_kind_is_named(
    stored: Path, name: str, codes: tuple[str, ...], at: float
) -> None:
    flipped(stored / name, at)
    with pytest.raises(KioskError) as failure:
        in_use(stored)
    assert failure.value.code in codes, failure.value.code


@pytest.mark.parametrize("at", FLIPS)
def test_an_altered_backup_is_refused(stored: Path, at: float) -> None:
    (copy,) = (stored / FOLDER).glob("*.db")
    before = (stored / "kiosk.db").read_bytes()
    flipped(copy, at)
    journal = Journal.open(stored / "kiosk.db", stored / "media")
    check = whole_with(journal.database_keys)
    journal.close()
    with pytest.raises(KioskError) as failure:
        restore(copy, stored / "kiosk.db", check, now=NOW)
    assert failure.value.code.startswith(("backup_", "database_"))
    assert (stored / "kiosk.db").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["kiosk.db", "keys.db", "voluntary.db", "keys.json", "match.key", "device.key", "hub.key"]
)
def test_a_file_that_was_cut_is_named(stored: Path, name: str) -> None:
    content = (stored / name).read_bytes()
    (stored / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(KioskError):
        in_use(stored)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("match.key", b"k" * 32),
        ("device.key", b"k" * 32),
        ("hub.key", b'{"format": "kiosk-hub/1"}'),
        (f"media/{ONE}-sheet.pdf", b"%PDF-1.4 somebody else's words"),
    ],
)
def test_what_somebody_lays_there_in_clear_is_not_taken_for_ours(
    stored: Path, name: str, content: bytes
) -> None:
    (stored / name).write_bytes(content)
    with pytest.raises(KioskError):
        in_use(stored)
    assert (stored / name).read_bytes() == content
