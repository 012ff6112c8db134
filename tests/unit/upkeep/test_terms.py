"""Nothing is kept beyond its term, nothing goes before it, and what went is nowhere in the data folder."""

import json
import os
from pathlib import Path

import pytest

from app.domain.competency import CompetencyModel
from app.errors import KioskError
from app.store.backup import FOLDER, backups, make_backup, whole_with
from app.store.connection import open_keyed
from app.store.journal import Journal
from app.store.keeping import RECEIPTS, delete_everywhere, request_deletion
from app.store.retention import ClockMark, Due, Reason, due, is_plausible, terms_days
from app.upkeep.terms import Purged, Terms
from tests.unit.store.samples import NOW, ONE, TEXT, TWO
from tests.unit.upkeep.conftest import DAY_S, Time
from tools.verify_audit import verify_receipt

RECORDING = b"planted sound of a voice"


def plant(data_dir: Path, interview_id: str) -> list[Path]:
    """Files of the interview in every place where one may lie."""
    names = (
        f"media/{interview_id}_q1.mkv",
        f"media/{interview_id}/q2.wav",
        f"cache/{interview_id}-waveform.bin",
        f"uploads/parked/{interview_id}.part",
        f"derived/{interview_id}.report.html",
    )
    for name in names:
        path = data_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(RECORDING + TEXT.encode())
    return [data_dir / name for name in names]


def holding(data_dir: Path, *needles: bytes) -> list[str]:
    """Files of the data folder whose name or content has one of the needles."""
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    return [
        str(path.relative_to(data_dir))
        for path in files
        if any(needle in path.read_bytes() or needle in str(path).encode() for needle in needles)
    ]


def test_terms_come_from_the_policy_pack(model: CompetencyModel) -> None:
    found = {pack.id: terms_days(pack) for pack in model.policy_packs}
    assert found["cn_default"] == (30, 180)
    assert found["us_ca"] == (1461, 1461)
    assert found["us_il"] == found["us_nyc"] == (366, 366)
    assert found["no_ai"] == (30, 180)
    assert not [name for name, terms in found.items() if None in terms], "nothing is kept for good by itself"


def test_recordings_go_before_the_interview(
    terms: Terms, time: Time, journal: Journal, tmp_path: Path
) -> None:
    mine, others = plant(tmp_path, ONE)[:2], plant(tmp_path, TWO)[:2]
    time.go_on(29.9)
    assert terms.purge() == Purged()
    time.go_on(0.2)
    assert terms.purge() == Purged(recordings=1)
    assert not any(path.exists() for path in mine)
    assert all(path.exists() for path in others)
    assert terms.purge() == Purged()
    report = journal.verify()
    assert (report.problems, report.media_missing) == ((), ())
    assert len(journal.answers(ONE)) == 2
    time.go_on(150)
    assert terms.purge() == Purged(interviews=1, recordings=1)
    assert [each.id for each in journal.interviews()] == [TWO]
    assert journal.verify().is_ok


def test_a_deleted_interview_is_nowhere_and_its_receipt_can_be_checked(
    journal: Journal, tmp_path: Path, time: Time
) -> None:
    plant(tmp_path, ONE)
    kept = plant(tmp_path, TWO)
    make_backup(journal, tmp_path / FOLDER, whole_with(journal.database_keys), now=NOW + 60)
    key = journal.device_key()
    receipt = delete_everywhere(journal, tmp_path, key, ONE, actor="li", reason=Reason.BY_HAND, now=NOW + 120)
    assert (receipt["media_files"], receipt["answers"], receipt["outbox_rows"]) == (5, 2, 1)
    assert (receipt["backups_replaced"], receipt["backups_left"], receipt["set_aside"]) == (1, 0, 0)
    stored = (tmp_path / RECEIPTS / f"{receipt['audit_seq']:08}.json").read_text("utf-8")
    assert json.loads(stored) == receipt
    verify_receipt(stored, key.public_hex)
    for path in kept:
        path.unlink()
    assert holding(tmp_path, RECORDING, TEXT.encode()) == []
    assert [name for name in holding(tmp_path, ONE.encode()) if not name.startswith(RECEIPTS)] == []
    (tombstone,) = journal.told("interview_deleted")  # by its pseudonym
    assert (tombstone["interview_id"], tombstone["reason"]) == (ONE, "by_hand")
    for copy in backups(tmp_path / FOLDER):
        db = open_keyed(copy.path, journal.database_keys, read_only=True)
        assert db.conn.execute("SELECT id FROM interviews").fetchall() == [(TWO,)]
        db.close()
    assert journal.verify().problems == ()


def test_copies_that_could_not_be_replaced_are_told_and_tried_again(
    journal: Journal, terms: Terms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(journal, tmp_path / FOLDER, whole_with(journal.database_keys), now=NOW - 60)
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr("app.store.backup._copy", full)
        receipt = delete_everywhere(
            journal, tmp_path, journal.device_key(), ONE, actor="li", reason=Reason.BY_HAND, now=NOW
        )
    assert (receipt["backups_replaced"], receipt["backups_left"]) == (0, 1)
    verify_receipt(json.dumps(receipt))
    terms.purge()
    assert all(each.at >= NOW - 1 for each in backups(tmp_path / FOLDER))
    assert len(backups(tmp_path / FOLDER)) == 1


def test_a_request_is_carried_out_within_its_term(
    terms: Terms, time: Time, journal: Journal, model: CompetencyModel, tmp_path: Path
) -> None:
    due_at = request_deletion(journal, ONE, model.policy_pack("cn_default"), actor="li", now=NOW)
    assert due_at == NOW + 15 * DAY_S
    time.go_on(13.9)
    assert terms.due() == []
    request_deletion(journal, ONE, model.policy_pack("cn_default"), actor="li", now=time.at)
    time.go_on(0.2)
    assert terms.due() == [Due(ONE, True, Reason.REQUEST)]
    assert terms.purge() == Purged(interviews=1)
    (file,) = (tmp_path / RECEIPTS).iterdir()
    assert json.loads(file.read_text("utf-8"))["reason"] == "request"


def test_a_running_interview_never_goes(model: CompetencyModel) -> None:
    from app.store.retention import Kept

    own = model.policy_pack("cn_default")
    running = Kept(ONE, 0.0, None, is_running=True, has_recordings=True, asked_by=0.0)
    assert due([running], {}, own, now=NOW) == []


def test_what_a_restore_left_over_goes_with_the_recordings_term(
    terms: Terms, time: Time, tmp_path: Path
) -> None:
    orphan, mine = tmp_path / "media" / "unknown_q1.mkv", plant(tmp_path, ONE)[0]
    aside = tmp_path / "kiosk.db.corrupt-5"
    for path in (orphan, aside, aside.with_name(aside.name + "-wal")):
        path.write_bytes(RECORDING)
    for path in (orphan, aside, mine):
        os.utime(path, (NOW, NOW))
    time.go_on(29)
    assert terms.purge() == Purged()
    time.go_on(1)
    assert terms.purge() == Purged(recordings=1, orphans=1)
    assert aside.exists()
    time.go_on(150)
    assert terms.purge().set_aside == 1
    assert not list(tmp_path.glob("*.corrupt-*"))


@pytest.mark.parametrize(
    ("later", "plausible"),
    [
        (ClockMark(NOW + 3600, "one", 500 + 3600), True),
        (ClockMark(NOW + 400 * DAY_S, "one", 500 + 3600), False),
        (ClockMark(NOW - 3 * DAY_S, "one", 500 + 3600), False),
        (ClockMark(NOW + 30 * DAY_S, "two", 5), True),
        (ClockMark(NOW + 61 * DAY_S, "two", 5), False),
        (ClockMark(NOW - 2 * DAY_S, "two", 5), False),
        (ClockMark(NOW + 30, "", 5), True),  # a system that does not name its runs
    ],
)
def test_a_clock_that_jumped_is_not_believed(later: ClockMark, plausible: bool) -> None:
    boot = later.boot and "one"
    assert is_plausible(ClockMark(NOW, boot, 500.0), later) is plausible
    assert is_plausible(None, later)


def test_a_wrong_calendar_deletes_nothing_by_itself(terms: Terms, time: Time) -> None:
    terms.check_clock()
    time.at += 4000 * DAY_S
    for _ in range(2):
        with pytest.raises(KioskError) as told:
            terms.check_clock()
        assert told.value.code == "clock_jumped"
    terms.trust_clock()  # an administrator has looked
    terms.check_clock()
