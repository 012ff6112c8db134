"""Laws of the list, over anything that can happen: one state each, who waits, what a blind row may say.

Each example is a real store. What was read piece by piece, change by change, is what a first reading gives.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.bootstrap.course import COURSE
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.check_in import CallReason
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import BugError, KioskError
from app.review.desk import ReviewDesk
from app.review.values import Decision, QueueRow, Stand
from app.staff.book import Account, Role
from app.store.journal import Journal
from app.store.review import ActKind
from tests.unit.review.interviews import NOW_S
from tests.unit.store.samples import FACTS, ONE, PROFILE, assessment, left, opening, whole

READERS = tuple(Account(f"reader-{number}", Role.RECRUITER, "hashed") for number in (1, 2, 3))
IDS = tuple(f"{ONE[:-1]}{number}" for number in range(3))
ONCE = ("begin", "leave", "invite", "second", "hand", "note", "gone", "delete", "call", "answer", "view")
WAYS = (*ONCE, *3 * ("finish",), *2 * ("rate",), *2 * ("decline",))
Step = tuple[str, int, int]


@dataclass
class Site:
    """A store, and a desk for each reader that reads the list again and again. at_s: the time."""

    journal: Journal
    model: CompetencyModel
    at_s: float = NOW_S

    def __post_init__(self) -> None:
        self.desks = [self.desk(reader) for reader in READERS]

    def desk(self, reader: Account) -> ReviewDesk:
        return ReviewDesk(self.journal, self.model, lambda: reader, lambda: self.at_s, "here")

    def do(self, way: str, interview_id: str, reader: str) -> None:
        """What cannot be done in this state is refused by the store, and changes nothing."""
        self.at_s += 700.0
        journal, now = self.journal, self.at_s
        match way:
            case "begin":
                journal.append(interview_id, opening(interview_id), now=now)
            case "leave":
                journal.append(interview_id, [left("declined")], now=now)
            case "finish":
                journal.append(interview_id, whole(interview_id, media=False), now=now)
                journal.save_assessment(interview_id, FACTS, assessment(6.0), PROFILE, now=now)
            case "delete":
                journal.delete(interview_id, now=now)
            case "call":
                journal.front_desk.call(CallReason.HELP, interview_id, now=now)
            case "answer":
                for call in journal.front_desk.open_calls():
                    journal.front_desk.answer(call.number, now=now, actor=reader)
            case "view":
                journal.record(reader, "review_viewed", {"interview_id": interview_id}, now=now)
            case _:
                self._say(way, interview_id, reader)

    def _say(self, way: str, interview_id: str, reader: str) -> None:
        decisions = {
            "invite": Decision.INVITE,
            "decline": Decision.DECLINE,
            "second": Decision.SECOND_LOOK,
            "hand": Decision.HAND_OVER,
        }
        if way in decisions:
            body = {"decision": decisions[way].value, "reason": "because", "looked_s": 1.0, "to": "reader-3"}
            self.journal.reviews.act(interview_id, ActKind.DECISION, reader, body, now=self.at_s)
        elif way == "rate":
            rated: dict[str, Any] = {"answers": [], "looked_s": 1.0}
            self.journal.reviews.act(interview_id, ActKind.RATING, reader, rated, now=self.at_s)
        else:
            kind = ActKind.NOTE if way == "note" else ActKind.GONE
            words = {"reason": "a note"} if way == "note" else {}
            self.journal.reviews.act(interview_id, kind, reader, words, now=self.at_s)


def check(row: QueueRow, reader: str) -> None:
    """The laws of one row."""
    is_over = row.state in ("left", "assessed")
    assert (row.state == "running") is not is_over
    assert not (row.step == "question" and is_over)
    assert (row.waits_min is not None) is (row.state == "assessed" and row.stand is not Stand.FINAL)
    assert row.waits_min is not None or not (row.is_here or row.is_new)
    assert (row.decision in (Decision.INVITE, Decision.DECLINE)) or row.stand is not Stand.FINAL
    if row.is_blind:
        assert (row.composite, row.error, row.flags) == (None, None, ())
        assert (row.decision, row.stand, row.handed_to, row.is_second) == (None, Stand.OPEN, "", False)
        assert row.state == "assessed"
    if row.is_second:
        assert (row.decision, row.stand) == (None, Stand.SECOND), reader
    if row.state != "assessed":
        assert (row.composite, row.error, row.flags) == (None, None, ())


@cache
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


steps = some.tuples(some.sampled_from(WAYS), some.integers(0, len(IDS) - 1), some.integers(0, 2))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(done=some.lists(steps, min_size=4, max_size=30), looks=some.sets(some.integers(0, 30)))
def test_the_laws_hold_whatever_happens(done: Sequence[Step], looks: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal.open(Path(folder) / "kiosk.db", Path(folder) / "media", COURSE)
        site = Site(journal, model())
        try:
            for number, (way, which, who) in enumerate(done):
                try:
                    site.do(way, IDS[which], READERS[who].name)
                except (KioskError, BugError):
                    continue
                for reader, desk in zip(READERS, site.desks, strict=True):
                    if number in looks or number == len(done) - 1:
                        rows = desk.queue(Language.EN)
                        assert rows == site.desk(reader).queue(Language.EN)
                        for row in rows:
                            check(row, reader.name)
            assert len({row.interview_id for row in site.desks[0].queue(Language.EN)}) == len(
                journal.interviews()
            )
        finally:
            journal.close()
