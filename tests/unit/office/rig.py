"""The administrator's desk over a real store and a real book of accounts; the machine is a fake."""

from pathlib import Path

from argon2 import PasswordHasher

from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.competency import CompetencyModel
from app.domain.events import AccommodationsSet
from app.domain.language import Language
from app.office import values as ask
from app.office.desk import OfficeDesk, OfficeParts
from app.staff.book import Account, Role, StaffBook
from app.staff.secret import Hashing
from app.store.journal import Journal
from app.upkeep.terms import Terms
from tests.fakes.office import FakeMachine
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, left, opening, whole

PIN, OTHER_PIN, SECRET = "40718265", "93517406", "long enough words"
BOSS, READER = "boss", "reader-1"


class Office:
    """name: whose account is signed in, "" for nobody's; now: the calendar. One record is refused by the hub."""

    def __init__(self, folder: Path, model: CompetencyModel) -> None:
        self.folder, self.now, self.name = folder, NOW + 10, BOSS
        (folder / "media").mkdir(parents=True, exist_ok=True)
        self.journal = Journal.open(folder / "kiosk.db", folder / "media")
        self.journal.append(ONE, whole(ONE, media=False), now=NOW)
        self.journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW + 1)
        set_ = AccommodationsSet(Accommodations(ExtraTime.HALF, typed=True), "desk-1")
        self.journal.append(TWO, [*opening(TWO), set_, left("declined")], now=NOW + 2)
        self.book = StaffBook(folder, Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
        self.book.set_up(BOSS, PIN)
        self.machine, self.told = FakeMachine(), list[ask.PackLoading]()
        terms = Terms(self.journal, model, "cn_default", folder, lambda: self.now)
        parts = OfficeParts(
            self.journal,
            model,
            self.book,
            terms,
            self._who,
            lambda: self.now,
            self.machine.machine,
            self.told.append,
        )
        self.desk = OfficeDesk(parts, Language.EN)

    def _who(self) -> Account | None:
        return next((each for each in self.book.accounts() if each.name == self.name), None)

    def add_reader(self) -> None:
        """A recruiter comes to the book."""
        self.book.add(READER, Role.RECRUITER, SECRET)

    def park(self, words: str = "answers.0.turn: not an integer") -> str:
        """The id of a record that the hub refused."""
        (job,) = self.journal.outbox.due(now=self.now, limit=1)
        self.journal.outbox.park(job, status=422, words=words)
        return job.id

    def actions(self) -> list[tuple[str, str]]:
        """Who did what, by the audit log."""
        return [(each.actor, each.action) for each in self.journal.audit()[0]]
