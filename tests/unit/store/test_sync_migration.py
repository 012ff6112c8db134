"""A database from before there was a hub: its bare profiles become records, and its consents get their receipts."""

import json
from pathlib import Path

import pytest

from app.domain.check_in import CheckInBy
from app.domain.events import CheckedIn, ConsentGiven
from app.domain.language import Language
from app.store.journal import Journal
from app.store.outbox import Job
from app.store.records import sha256
from app.sync.wire import dumps_profile, profile_json
from tests.contract.records import receipt
from tests.contract.samples import sample
from tests.contract.test_contract import faults
from tests.fakes.keyed import beside
from tests.unit.store.samples import FACTS, NOW, ONE, TWO, assessment, opening

COLUMNS = "id, kind, payload, interview_id, state, attempts, due_at, created_at, last_status"


def bare_profile() -> str:
    made = sample(Language.ZH)
    return dumps_profile(profile_json(made.facts, made.answers, made.assessment))


def older(path: Path) -> None:
    """As the migration before left it: two interviews, two assessments of one of them, nothing of sync."""
    journal = Journal.open(path, path.parent)
    for name, text in ((ONE, receipt(Language.ZH)), (TWO, "")):
        events = []
        for event in opening(name):
            if isinstance(event, ConsentGiven):
                events.append(CheckedIn(CheckInBy.PHONE, "A-0001", "ab" * 32, let_on=True))
                event = ConsentGiven(event.consents, event.policy_pack, event.plan, text)
            events.append(event)
        journal.append(name, events if name == ONE else opening(name), now=NOW)
    journal.save_assessment(ONE, FACTS, assessment(), bare_profile(), now=NOW + 1)
    journal.save_assessment(ONE, FACTS, assessment(3.0), bare_profile().replace("夜班", "早班"), now=NOW + 2)
    journal.close()
    connection = beside(path)
    connection.executescript(
        """
        DELETE FROM outbox WHERE kind <> 'interview.v1';
        UPDATE outbox SET payload = (SELECT profile FROM assessments a WHERE a.interview_id = outbox.interview_id
            AND a.revision = CASE WHEN outbox.id LIKE '%-r2' THEN 2 ELSE 1 END);
        DROP TABLE delivered; DROP TABLE sync_state; DROP INDEX outbox_by_interview;
        ALTER TABLE outbox DROP COLUMN lane; ALTER TABLE outbox DROP COLUMN last_words;
        DELETE FROM _sqlite_migrations WHERE name = '0007_sync';
        """
    )
    connection.commit()
    connection.close()


@pytest.fixture
def due(tmp_path: Path) -> list[Job]:
    older(tmp_path / "kiosk.db")
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    found: list[Job] = []
    while jobs := journal.outbox.due(now=NOW + 10):
        for job in jobs:
            found.append(job)
            journal.outbox.accepted(job, now=NOW + 10)
    assert journal.verify().is_ok
    journal.close()
    return found


def test_every_assessment_and_every_consent_is_a_record_in_order(due: list[Job]) -> None:
    assert [(job.id, job.kind) for job in due] == [
        (f"{ONE}-consent", "consent_receipt.v1"),
        (ONE, "interview.v1"),
        (f"{ONE}-r2", "interview.v1"),
    ]


def test_the_records_obey_the_contract_and_hold_the_profile_as_it_was(due: list[Job]) -> None:
    consent, first, second = (json.loads(job.payload) for job in due)
    assert faults("consent_receipt", consent) == []
    assert consent["receipt"] == receipt(Language.ZH)
    check_in = {"by": "phone", "appointment": "A-0001", "phone_key": "ab" * 32, "let_on": True}
    assert consent["check_in"] == check_in
    for record, revision, text in (
        (first, 1, bare_profile()),
        (second, 2, bare_profile().replace("夜班", "早班")),
    ):
        assert faults("interview", record) == []
        assert (record["revision"], record["check_in"]) == (revision, check_in)
        assert record["profile_sha256"] == sha256(text)
        assert record["consent_receipt_sha256"] == sha256(receipt(Language.ZH))
        assert text.rstrip("\n") in due[revision].payload
