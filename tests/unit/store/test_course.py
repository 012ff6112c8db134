"""What an interview cannot hold is not stored; one that got it all the same is named, and the others go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap.course import COURSE
from app.domain.events import Event, QuestionShown, TakeStarted, TakeStopped
from app.errors import BugError, KioskError
from app.flow.course import read_back
from app.store.journal import Journal
from tests.fakes.keyed import beside
from tests.unit.store.samples import NOW, ONE, TWO, answered, left, opening

TAKE = [QuestionShown("JD-Q01", 1), TakeStarted("JD-Q01", 1, 1, typed=False)]
IMPOSSIBLE: list[list[Event]] = [
    [TakeStarted("JD-Q01", 1, 1, typed=False)],  # the same again, as after a failure that was misunderstood
    [TakeStopped(2.0), QuestionShown("JD-Q01", 1)],  # the first could be, the second not
    [*answered(ONE, 2)],
]


@pytest.fixture
def strict(database: Path, media_dir: Path) -> Iterator[Journal]:
    opened = Journal.open(database, media_dir, COURSE)
    yield opened
    opened.close()


def bytes_of(journal: Journal) -> list[object]:
    return [journal.log(ONE), journal.audit(), journal.interviews(), journal.verify().head]


@pytest.mark.parametrize("again", [False, True], ids=["remembered", "read"])
@pytest.mark.parametrize("events", IMPOSSIBLE)
def test_an_event_that_cannot_follow_is_not_stored(
    strict: Journal, database: Path, media_dir: Path, events: list[Event], again: bool
) -> None:
    strict.append(ONE, [*opening(ONE), *TAKE], now=NOW)
    before = bytes_of(strict)
    journal = Journal.open(database, media_dir, COURSE) if again else strict
    for _ in range(2):
        with pytest.raises(BugError):
            journal.append(ONE, events, now=NOW + 1)
    assert bytes_of(journal) == before
    journal.append(ONE, [TakeStopped(3.0)], now=NOW + 2)  # what can be, goes on
    assert read_back(journal.events, ONE).phase == "reading"
    if again:
        journal.close()


def test_an_interview_begins_with_its_beginning_and_a_deleted_one_stays_unknown(strict: Journal) -> None:
    with pytest.raises(BugError):
        strict.append(ONE, [*opening(ONE), *opening(ONE)], now=NOW)
    with pytest.raises(KioskError, match="media_key_missing"):
        strict.media_key(ONE)  # not even a key was made
    strict.append(ONE, [*opening(ONE), left("left")], now=NOW)
    strict.delete(ONE, now=NOW)
    with pytest.raises(KioskError, match="interview_unknown"):
        strict.append(ONE, TAKE, now=NOW)


def test_what_another_writer_stored_meanwhile_counts(
    strict: Journal, database: Path, media_dir: Path
) -> None:
    strict.append(ONE, [*opening(ONE), *TAKE], now=NOW)
    other = Journal.open(database, media_dir, COURSE)
    other.append(ONE, [TakeStopped(3.0)], now=NOW)
    with pytest.raises(BugError):
        strict.append(ONE, [TakeStopped(3.0)], now=NOW)
    other.close()


def test_an_interview_that_cannot_be_is_named_and_the_others_are_not(
    journal: Journal, database: Path, media_dir: Path
) -> None:
    journal.append(ONE, [*opening(ONE), *TAKE, *TAKE], now=NOW)
    journal.append(TWO, [*opening(TWO), *TAKE], now=NOW)
    assert journal.verify().is_ok  # the chain holds: nothing was altered
    strict = Journal.open(database, media_dir, COURSE)
    (problem,) = strict.verify().problems
    assert (problem.code, problem.where) == ("interview_unreadable", f"interview {ONE}")
    with pytest.raises(KioskError, match=f"interview_unreadable .*{ONE}"):
        read_back(strict.events, ONE)
    assert read_back(strict.events, TWO).take == 1
    with pytest.raises(KioskError, match="interview_unknown"):
        read_back(strict.events, "nobody")
    strict.close()


@pytest.mark.parametrize("body", ["{}", "no JSON", '{"question_id": 3, "turn": 1}'])
def test_an_event_that_cannot_be_read_is_named_too(
    journal: Journal, database: Path, media_dir: Path, body: str
) -> None:
    journal.append(ONE, [*opening(ONE), *TAKE], now=NOW)
    somebody = beside(database)
    for trigger in ("events_stay", "events_are_only_erased"):
        somebody.execute(f"DROP TRIGGER {trigger}")
    somebody.execute("UPDATE events SET body = ? WHERE kind = 'QuestionShown'", [body])
    somebody.commit()
    somebody.close()
    with pytest.raises(KioskError, match="interview_unreadable"):
        read_back(journal.events, ONE)
