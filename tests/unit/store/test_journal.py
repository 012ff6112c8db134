"""What the journal took is there, as it was, after any restart."""

import json
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.events import AnswerAccepted, InterviewStarted, Resumed, TranscriptCorrected
from app.domain.language import Language
from app.domain.transcript import NotTranscribed
from app.errors import BugError, KioskError
from app.store.archive import Archive
from app.store.journal import Journal
from tests.fakes.keyed import beside, pages_in_clear
from tests.unit.store.samples import (
    FACTS,
    NOW,
    ONE,
    PROFILE,
    TEXT,
    TWO,
    answer,
    answered,
    assessment,
    left,
    opening,
    record_media,
    whole,
)


def rows(database: Path, sql: str) -> list[tuple[object, ...]]:
    connection = beside(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_events_are_read_back_as_they_were(database: Path, media_dir: Path) -> None:
    first = Journal.open(database, media_dir)
    first.append(ONE, whole(ONE), now=NOW)
    first.close()
    again = Journal.open(database, media_dir)
    assert again.events(ONE) == whole(ONE)
    again.close()


def test_an_accepted_answer_brings_its_rows(journal: Journal, database: Path) -> None:
    journal.append(ONE, [*opening(ONE), *answered(ONE, 1)], now=NOW)
    ((words, flags, corrected),) = rows(database, "SELECT words, flags, corrected_text FROM answers")
    assert json.loads(str(words))["text"] == TEXT
    assert json.loads(str(flags)) == ["clipped"]
    assert corrected is None
    assert rows(database, "SELECT number, measure, value, quality, reason, baseline_z FROM observations") == [
        (1, "speech_rate", 4.25, "ok", None, -0.5),
        (2, "loudness", -31.0, "low", "clipped", None),
        (3, "f0_median", None, "not_measured", "too_short", None),
    ]
    assert rows(database, "SELECT name, duration_s, sha256, truncated FROM media") == [
        (f"{ONE}/q1.mkv", 32.0, None, 0)
    ]


def test_a_correction_keeps_both_versions(journal: Journal) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    first, second = journal.answers(ONE)
    assert first.answer == answer(ONE, 1)
    assert first.corrected_text == TEXT + "谢谢"
    assert second.corrected_text is None
    assert [stored.accepted_at for stored in (first, second)] == [NOW, NOW]


def test_words_that_utf8_cannot_hold_do_not_lose_the_answer(journal: Journal) -> None:
    half = replace(answer(ONE, 1), words=NotTranscribed("\ud83d no words"))
    journal.append(ONE, [*opening(ONE), AnswerAccepted(half)], now=NOW)
    journal.append(ONE, [TranscriptCorrected("JD-Q01", 1, "a\ud83db")], now=NOW)
    assert journal.answers(ONE)[0].answer == half
    assert journal.answers(ONE)[0].corrected_text == "a?b"
    assert journal.verify().problems == ()


def test_the_summary_follows_the_events(journal: Journal) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    journal.append(TWO, [InterviewStarted(TWO, Language.EN)], now=NOW + 1)
    journal.append(TWO, [left("declined")], now=NOW + 2)
    newest, oldest = journal.interviews()
    assert (newest.id, newest.state, newest.left_reason) == (TWO, "left", "declined")
    assert (newest.started_at, newest.changed_at, newest.answers) == (NOW + 1, NOW + 2, 0)
    assert (oldest.id, oldest.state, oldest.language) == (ONE, "running", "zh")
    assert (oldest.job_profile, oldest.plan_form, oldest.answers) == ("jd_cs_agent", "short", 2)
    assert oldest.delivery == "none"
    assert oldest.composite is None


def test_an_assessment_and_its_outbox_row_come_together(journal: Journal, database: Path) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    assert journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW) == ONE
    ((record_id, kind, payload, owner, state, attempts),) = rows(
        database, "SELECT id, kind, payload, interview_id, state, attempts FROM outbox"
    )
    assert (record_id, kind, owner, state, attempts) == (ONE, "interview.v1", ONE, "due", 0)
    assert payload.endswith(f',"profile":{PROFILE}}}')
    assert journal.profile_json(ONE) == PROFILE
    summary = journal.interview(ONE)
    assert (summary.state, summary.composite, summary.delivery) == ("assessed", 7.5, "waiting")
    levels = "SELECT level, coalesce(sub_dimension, dimension), value, not_scored_reason FROM scores"
    assert rows(database, levels) == [
        ("answer", "ec_empathy", 7.5, None),
        ("answer", "sp_solution", None, "not_observed"),
        ("dimension", "emotional", 7.5, None),
        ("sub_dimension", "ec_empathy", 7.5, None),
        ("dimension", "solving", None, "not_observed"),
        ("sub_dimension", "sp_solution", None, "not_observed"),
        ("composite", None, 7.5, None),
        ("composite_without_affect", None, 7.5, None),
    ]
    ((start, end, quote),) = rows(database, "SELECT start, end, quote FROM evidence")
    assert TEXT[int(str(start)) : int(str(end))] == quote


def test_the_same_assessment_again_changes_nothing_and_another_is_a_new_revision(
    journal: Journal, database: Path
) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    assert journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW + 5) == ONE
    assert rows(database, "SELECT count(*) FROM outbox") == [(1,)]
    assert journal.save_assessment(ONE, FACTS, assessment(3.0), "{}", now=NOW + 9) == f"{ONE}-r2"
    assert journal.interview(ONE).composite == 3.0
    assert rows(database, "SELECT revision, at FROM assessments") == [(1, NOW), (2, NOW + 9)]
    assert journal.verify().is_ok is False  # the recordings were never made
    assert journal.verify().problems == ()


def test_what_must_be_taken_up_again_after_a_start(journal: Journal) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    journal.append(TWO, [InterviewStarted(TWO, Language.EN), left("idle")], now=NOW + 1)
    assert journal.unfinished() == [ONE]
    journal.append(ONE, [left("left")], now=NOW + 2)
    assert journal.unfinished() == [ONE], "it has answers that nobody assessed"
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW + 3)
    assert journal.unfinished() == []


@pytest.mark.parametrize(
    "events",
    [
        [InterviewStarted(TWO, Language.ZH)],
        [InterviewStarted(ONE, Language.ZH), InterviewStarted(ONE, Language.ZH)],
        [*opening(ONE), TranscriptCorrected("JD-Q01", 1, "x")],
        [*opening(ONE), *answered(ONE, 1), *answered(ONE, 1)],
    ],
    ids=["another interview", "begun twice", "corrected before answered", "answered twice"],
)
def test_impossible_events_store_nothing(journal: Journal, events: list[object]) -> None:
    with pytest.raises(BugError):
        journal.append(ONE, events, now=NOW)  # type: ignore[arg-type]
    assert journal.interviews() == []
    assert journal.verify().events == 0


@pytest.mark.parametrize("call", ["append", "save", "delete", "events", "interview", "log"])
def test_an_unknown_interview_is_named(journal: Journal, call: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "append": lambda: journal.append(ONE, [Resumed()], now=NOW),
        "save": lambda: journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW),
        "delete": lambda: journal.delete(ONE, now=NOW),
        "events": lambda: journal.events(ONE),
        "interview": lambda: journal.interview(ONE),
        "log": lambda: journal.log(ONE),
    }
    with pytest.raises(KioskError) as caught:
        calls[call]()
    assert caught.value.code == "interview_unknown"


def test_deletion_leaves_a_tombstone_and_nothing_else(
    journal: Journal, database: Path, media_dir: Path
) -> None:
    for interview_id in (ONE, TWO):
        journal.append(interview_id, whole(interview_id), now=NOW)
        journal.save_assessment(interview_id, FACTS, assessment(), PROFILE, now=NOW)
        record_media(media_dir, interview_id)
    receipt = journal.delete(ONE, now=NOW + 60, actor="hr-007")
    assert (receipt.interview_id, receipt.deleted_at, receipt.actor) == (ONE, NOW + 60, "hr-007")
    assert (receipt.events, receipt.answers, receipt.media_files) == (13, 2, 3)
    assert (receipt.outbox_rows, receipt.audit_seq, receipt.overwritten) == (1, 3, True)
    assert [item.id for item in journal.interviews()] == [TWO]
    for table in ("answers", "observations", "media", "assessments", "scores", "evidence", "outbox"):
        owners = rows(database, f"SELECT DISTINCT interview_id FROM {table}")
        assert owners == [(TWO,)], table
    assert not (media_dir / ONE).exists()
    assert len(list((media_dir / TWO).iterdir())) == 3
    report = journal.verify()
    assert report.is_ok
    assert (report.events, report.erased_events, report.audit_head) == (26, 13, receipt.audit_hash)
    with pytest.raises(BugError):
        journal.append(ONE, [InterviewStarted(ONE, Language.ZH)], now=NOW)


def test_deleted_words_are_gone_from_the_files(journal: Journal, database: Path, media_dir: Path) -> None:
    journal.append(ONE, whole(ONE, media=False), now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW)
    marker = TEXT[3:10].encode()
    assert marker in pages_in_clear(database), "decrypted, they can be found"
    journal.delete(ONE, now=NOW)
    assert marker not in pages_in_clear(database)


def test_a_reader_sees_what_was_committed_and_changes_nothing(
    journal: Journal, database: Path, media_dir: Path
) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    reader = Archive.open(database, media_dir)
    journal.append(ONE, answered(ONE, 1), now=NOW)
    assert len(reader.events(ONE)) == 8
    with pytest.raises(KioskError) as caught:
        reader._rows("DELETE FROM answers")
    assert caught.value.code == "database_read_only"
    reader.close()


def test_threads_take_turns(journal: Journal) -> None:
    ids = [f"{ONE[:-2]}{number:02}" for number in range(8)]
    threads = [
        threading.Thread(target=journal.append, args=(name, whole(name)), kwargs={"now": NOW}) for name in ids
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(item.id for item in journal.interviews()) == ids
    assert journal.verify().problems == ()


def test_what_a_person_did_is_recorded(journal: Journal, database: Path) -> None:
    journal.record("admin", "exported", {"interview_id": ONE}, now=NOW)
    assert rows(database, "SELECT seq, actor, action FROM audit") == [(1, "admin", "exported")]
    assert journal.verify().is_ok


def test_nobody_else_may_read_the_files(journal: Journal, database: Path) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    for file in database.parent.glob("kiosk.db*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_profile_that_is_no_json_is_our_bug(journal: Journal) -> None:
    journal.append(ONE, whole(ONE), now=NOW)
    with pytest.raises(BugError):
        journal.save_assessment(ONE, FACTS, assessment(), "{", now=NOW)
    assert journal.interview(ONE).state == "running"
    assert journal.profile_json(ONE) is None


def test_an_event_of_a_newer_program_is_named(journal: Journal, database: Path) -> None:
    journal.append(ONE, opening(ONE), now=NOW)
    other = beside(database)
    other.execute("DROP TRIGGER events_are_only_erased")
    other.execute("UPDATE events SET kind = 'Sung' WHERE number = 3")
    other.commit()
    other.close()
    with pytest.raises(KioskError) as caught:
        journal.events(ONE)
    assert (caught.value.code, caught.value.params["field"]) == ("record_unreadable", "Sung")
