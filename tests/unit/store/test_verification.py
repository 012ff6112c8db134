"""Any byte of a log or of a row that somebody changes is found."""

from pathlib import Path

import pytest

from app.store import cipher
from app.store.journal import Journal
from app.store.verification import Problem, VerifyReport
from tests.fakes.keyed import beside
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, record_media, whole

TRIGGERS = ("events_stay", "events_are_only_erased", "audit_stay", "audit_is_fixed")


@pytest.fixture
def full(journal: Journal, media_dir: Path) -> Journal:
    """Two interviews with recordings and assessments; a third was deleted."""
    gone = ONE[:-1] + "9"
    for interview_id in (ONE, gone, TWO):
        journal.append(interview_id, whole(interview_id), now=NOW)
        journal.save_assessment(interview_id, FACTS, assessment(), PROFILE, now=NOW)
        record_media(media_dir, interview_id)
    journal.delete(gone, now=NOW)
    return journal


def tampered(journal: Journal, database: Path, *statements: str) -> VerifyReport:
    """The report after somebody with the file in hand ran `statements`."""
    other = beside(database)
    for trigger in TRIGGERS:
        other.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()
    return journal.verify()


def codes(report: VerifyReport) -> set[str]:
    return {problem.code for problem in report.problems}


def test_an_untouched_store_is_ok(full: Journal) -> None:
    report = full.verify()
    assert report.is_ok
    assert (report.interviews, report.events, report.erased_events, report.answers) == (2, 39, 13, 4)
    assert (report.observations, report.media, report.outbox_due, report.outbox_parked) == (12, 4, 2, 0)
    assert len(report.head) == len(report.audit_head) == 64


def test_an_empty_store_is_ok(journal: Journal) -> None:
    assert journal.verify().is_ok
    assert journal.verify().head == "0" * 64


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE events SET body = replace(body, '您好', '你好') WHERE number = 8", "event_changed"),
        ("UPDATE events SET kind = 'TakeStopped' WHERE number = 8", "event_changed"),
        ("UPDATE events SET at = at + 1 WHERE seq = 3", "event_changed"),
        ("UPDATE events SET hash = chain WHERE seq = 3", "chain_broken"),
        ("UPDATE events SET chain = hash WHERE seq = 3", "chain_broken"),
        ("DELETE FROM events WHERE seq = 3", "event_missing"),
        ("DELETE FROM events WHERE seq = 39", "events_cut"),
        ("UPDATE events SET body = NULL, kind = 'Erased' WHERE seq = 3", "event_changed"),
        ("UPDATE interviews SET genesis = head", "event_changed"),
        ("UPDATE answers SET words = replace(words, '0.91', '0.99')", "rows_changed"),
        ("UPDATE answers SET corrected_text = NULL", "rows_changed"),
        ("UPDATE observations SET value = 9 WHERE number = 1", "rows_changed"),
        ("DELETE FROM observations WHERE number = 2", "rows_changed"),
        ("UPDATE media SET duration_s = 1", "rows_changed"),
        ("UPDATE scores SET value = 10 WHERE level = 'composite'", "rows_changed"),
        ("UPDATE evidence SET points = 3", "rows_changed"),
        ("UPDATE audit SET actor = 'nobody'", "chain_broken"),
        ("DELETE FROM audit", "deleted_without_record"),
        ("UPDATE audit SET seq = seq + 7 WHERE seq = 4", "audit_missing"),
        ("UPDATE audit SET body = 'x'", "chain_broken"),
        ("UPDATE assessments SET assessment = 'x'", "assessment_changed"),
        ("UPDATE assessments SET assessment = '{}'", "assessment_changed"),
        ("UPDATE events SET body = 'x' WHERE seq = 9", "event_changed"),
        (f"DELETE FROM interviews WHERE id = '{TWO}'", "deleted_without_record"),
        ("UPDATE answers SET interview_id = 'x' WHERE rowid = 1", "row_without_owner"),
        ("UPDATE assessments SET profile = replace(profile, '7.5', '9.5')", "assessment_changed"),
        ("UPDATE assessments SET facts = '{}'", "assessment_changed"),
        ("UPDATE assessments SET revision = 2", "assessment_changed"),
        (f"DELETE FROM assessments WHERE interview_id = '{TWO}'", "assessment_missing"),
    ],
)
def test_a_change_is_found(full: Journal, database: Path, statement: str, code: str) -> None:
    assert code in codes(tampered(full, database, statement))


def test_an_interview_that_was_deleted_and_is_back_is_found(full: Journal, database: Path) -> None:
    gone = ONE[:-1] + "9"
    copy = (
        "INSERT INTO interviews SELECT '%s', genesis, state, language, job_profile, plan_form, left_reason,"
    )
    report = tampered(
        full,
        database,
        f"{copy % gone} started_at, changed_at, events, head FROM interviews WHERE id = '{ONE}'",
    )
    assert Problem("deleted_but_present", f"interview {gone}") in report.problems


def test_a_missing_recording_is_named(full: Journal, media_dir: Path) -> None:
    (media_dir / TWO / "q1.mkv").unlink()
    report = full.verify()
    assert report.media_missing == (f"{TWO}/q1.mkv",)
    assert not report.is_ok


def test_problems_hold_no_personal_data(full: Journal, database: Path) -> None:
    report = tampered(full, database, "UPDATE events SET body = replace(body, '您好', '你好')")
    assert report.problems
    assert not any("你好" in problem.where or "您好" in problem.where for problem in report.problems)


@pytest.mark.parametrize("statement", ["DELETE FROM events", "UPDATE events SET at = 0", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_a_log(full: Journal, database: Path, statement: str) -> None:
    other = beside(database)
    with pytest.raises(cipher.IntegrityError, match="append-only"):
        other.execute(statement)
    other.close()
