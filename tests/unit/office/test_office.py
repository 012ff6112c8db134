"""The administrator's services: nothing without the right, every change in the audit log, no logic of their own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.competency import CompetencyModel
from app.domain.events import AccommodationsSet
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.catalogue import load_catalogue
from app.office import requests as want
from app.office import values as ask
from app.office.desk import OfficeDesk, OfficeParts
from app.office.models import install, models_view
from app.staff.book import Account, Role, StaffBook
from app.staff.secret import Hashing
from app.store.journal import Journal
from app.store.retention import DAY_S
from app.upkeep.terms import Terms
from tests.fakes.office import BAD, HUB, MICROPHONE, FakeMachine
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, left, opening, whole

PIN, OTHER_PIN = "40718265", "93517406"
LONG_AFTER = NOW + 4000 * DAY_S
REQUESTS = (
    *(want.Show(section) for section in ask.Section),
    want.AddPerson("new-1", False, PIN),
    want.ChangePerson("boss", True, PIN),
    want.RemovePerson("boss"),
    want.UnlockPerson("boss"),
    want.SendAgain(("x",)),
    want.FilterAudit(ask.AuditFilter()),
    want.VerifyAudit(ask.AuditFilter()),
    want.ExportAudit(Path("never.jsonl"), ask.AuditFilter()),
    want.DeleteDue(),
    want.AskDeletion(ONE),
    want.MakeBackup(),
    want.InstallPack("zh-offline"),
    want.TestDevices(),
)


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


class Office:
    """The desk over a real store and a real book. who: who is signed in; now: the calendar."""

    def __init__(self, folder: Path, model: CompetencyModel) -> None:
        self.folder, self.now = folder, NOW + 10
        self.journal = Journal.open(folder / "kiosk.db", folder / "media")
        self.journal.append(ONE, whole(ONE, media=False), now=NOW)
        self.journal.save_assessment(ONE, FACTS, assessment(), PROFILE, now=NOW + 1)
        set_ = AccommodationsSet(Accommodations(ExtraTime.HALF, typed=True), "desk-1")
        self.journal.append(TWO, [*opening(TWO), set_, left("declined")], now=NOW + 2)
        self.book = StaffBook(folder, Hashing(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))
        self.book.set_up("boss", PIN)
        self.who: Account | None = self.book.accounts()[0]
        self.machine, self.told = FakeMachine(), list[ask.PackLoading]()
        terms = Terms(self.journal, model, "cn_default", folder, lambda: self.now)
        parts = OfficeParts(
            self.journal,
            model,
            self.book,
            terms,
            lambda: self.who,
            lambda: self.now,
            self.machine.machine,
            self.told.append,
        )
        self.desk = OfficeDesk(parts, Language.EN)

    def actions(self) -> list[tuple[str, str]]:
        return [(each.actor, each.action) for each in self.journal.audit()[0]]


@pytest.fixture
def office(tmp_path: Path, model: CompetencyModel) -> Iterator[Office]:
    (tmp_path / "media").mkdir()
    opened = Office(tmp_path, model)
    yield opened
    opened.journal.close()


def test_nobody_without_the_right_sees_or_changes_anything(office: Office) -> None:
    office.book.add("reader-1", Role.RECRUITER, OTHER_PIN)
    before, people = office.actions(), office.book.accounts()
    for who, code in ((None, "staff_signed_out"), (people[1], "staff_role_missing")):
        office.who = who
        for request in REQUESTS:
            with pytest.raises(KioskError, match=code):
                office.desk(request)
    assert (office.actions(), office.book.accounts()) == (before, people)
    assert not Path("never.jsonl").exists()
    assert office.machine.installed == []


def test_every_section_opens_and_the_log_says_so(office: Office) -> None:
    for section in ask.Section:
        assert type(office.desk(want.Show(section))).__name__ == f"{section.value.capitalize()}View"
    seen = [json.loads(each.body) for each in office.journal.audit()[0] if each.action == "office_opened"]
    assert [each["section"] for each in seen] == list(ask.Section)


def test_people_come_change_and_go(office: Office) -> None:
    view = office.desk(want.AddPerson("reader-1", False, "long enough words"))
    assert isinstance(view, ask.UsersView)
    assert [(each.name, each.is_admin) for each in view.people] == [("boss", True), ("reader-1", False)]
    with pytest.raises(KioskError, match="staff_pin_weak"):  # an administrator needs a PIN
        office.desk(want.ChangePerson("reader-1", True, "long enough words"))
    office.desk(want.ChangePerson("reader-1", True, OTHER_PIN))
    assert office.book.sign_in("reader-1", OTHER_PIN).role is Role.SITE_ADMIN
    office.desk(want.RemovePerson("reader-1"))
    for last in (want.RemovePerson("boss"), want.ChangePerson("boss", False, OTHER_PIN)):
        with pytest.raises(KioskError, match="staff_last_admin"):
            office.desk(last)
    changes = [
        action for actor, action in office.actions() if actor == "boss" and action.startswith("staff_")
    ]
    assert changes == ["staff_added", "staff_secret_changed", "staff_removed"]
    assert PIN not in "".join(each.body for each in office.journal.audit()[0])


def test_who_is_locked_is_unlocked(office: Office) -> None:
    office.book.add("reader-1", Role.RECRUITER, "long enough words")
    for _ in range(5):
        with pytest.raises(KioskError):
            office.book.sign_in("reader-1", "wrong wrong")
    view = office.desk(want.Show(ask.Section.USERS))
    assert isinstance(view, ask.UsersView)
    assert view.people[1].wait_s > 0
    view = office.desk(want.UnlockPerson("reader-1"))
    assert isinstance(view, ask.UsersView)
    assert view.people[1].wait_s == 0
    assert office.book.sign_in("reader-1", "long enough words").name == "reader-1"
    assert ("boss", "staff_unlocked") in office.actions()


def test_what_the_hub_refused_is_sent_again(office: Office) -> None:
    outbox = office.journal.outbox
    (job,) = outbox.due(now=office.now, limit=1)
    outbox.park(job, status=422, words="unknown field")
    view = office.desk(want.Show(ask.Section.SYNC))
    assert isinstance(view, ask.SyncView)
    assert view.checks == (HUB,)
    (parked,) = view.parked
    assert (parked.id, parked.status, parked.words) == (job.id, "422", "unknown field")
    after = office.desk(want.SendAgain((parked.id,)))
    assert isinstance(after, ask.SyncView)
    assert (after.parked, after.waiting) == ((), view.waiting + 1)
    assert office.actions()[-1] == ("boss", "records_sent_again")


def test_the_log_is_filtered_checked_and_exported(office: Office, tmp_path: Path) -> None:
    office.desk(want.Show(ask.Section.HEALTH))
    view = office.desk(want.FilterAudit(ask.AuditFilter(actor="boss")))
    assert isinstance(view, ask.AuditView)
    assert {each.actor for each in view.lines} == {"boss"}
    assert view.found == len(view.lines) < view.all
    assert [each.seq for each in view.lines] == sorted((each.seq for each in view.lines), reverse=True)
    office.now += 3 * DAY_S
    late = office.desk(want.FilterAudit(ask.AuditFilter(days=1)))
    assert isinstance(late, ask.AuditView)
    assert late.lines == ()
    checked = office.desk(want.VerifyAudit(view.chosen))
    assert isinstance(checked, ask.AuditView)
    assert checked.problems == ()
    written = office.desk(want.ExportAudit(tmp_path / "log.jsonl", view.chosen))
    assert isinstance(written, ask.AuditView)
    lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    heading = json.loads(lines[0])
    assert written.exported == ("log.jsonl", heading["head"])
    assert heading["rows"] == len(lines) - 1
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o077 == 0
    assert office.actions()[-2:] == [("boss", "audit_verified"), ("boss", "audit_exported")]
    office.journal._db.execute("UPDATE answers SET corrected_text = 'x'")
    office.journal._db.conn.commit()
    found = office.desk(want.VerifyAudit(view.chosen))
    assert isinstance(found, ask.AuditView)
    assert found.problems


def test_what_is_past_its_term_goes_with_a_receipt(office: Office) -> None:
    view = office.desk(want.Show(ask.Section.RETENTION))
    assert isinstance(view, ask.RetentionView)
    assert view.due == ()
    assert [each.is_own for each in view.terms].count(True) == 1
    asked = office.desk(want.AskDeletion(ONE))
    assert isinstance(asked, ask.RetentionView)
    assert asked.requested is not None
    office.now = LONG_AFTER
    due = office.desk(want.Show(ask.Section.RETENTION))
    assert isinstance(due, ask.RetentionView)
    assert {(each.interview_id, each.reason) for each in due.due} == {(ONE, "request"), (TWO, "retention")}
    done = office.desk(want.DeleteDue())
    assert isinstance(done, ask.RetentionView)
    assert (done.due, done.done) == ((), (2, 0))
    assert len(done.receipts) == 2
    assert office.journal.interviews() == []


def test_health_devices_backup_packs_and_accommodations(office: Office) -> None:
    health = office.desk(want.MakeBackup())
    assert isinstance(health, ask.HealthView)
    assert BAD in health.checks
    assert (office.folder / "backup" / health.backup).is_file()
    tested = office.desk(want.TestDevices())
    assert tested == ask.DevicesView((MICROPHONE,), -24.0, True)
    models = office.desk(want.InstallPack("zh-offline"))
    assert isinstance(models, ask.ModelsView)
    assert models.installed == "zh-offline"
    assert office.machine.installed == [("zh-offline", "boss")]
    assert office.told == [ask.PackLoading("zh-offline", 120.0, 240)]
    counted = office.desk(want.Show(ask.Section.ACCOMMODATIONS))
    assert counted == ask.AccommodationsView(2, (("time", 1), ("typed", 1)))
    told = [action for _, action in office.actions()]
    for action in ("backup_made", "devices_tested", "pack_licence_accepted", "pack_installed"):
        assert action in told


def test_a_pack_that_does_not_get_in_is_not_said_to_be_in(office: Office) -> None:
    office.machine.refuses = "pack_file_wrong"
    with pytest.raises(KioskError, match="pack_file_wrong"):
        office.desk(want.InstallPack("zh-offline"))
    assert "pack_installed" not in [action for _, action in office.actions()]


def test_packs_and_versions_are_those_of_the_catalogue_and_the_content(
    tmp_path: Path, model: CompetencyModel
) -> None:
    view = models_view(tmp_path, resources_dir(), model, "cn_default", Language.EN)
    assert (view.model, view.content_hash) == (model.version, model.content_hash)
    assert {each.name for each in view.packs} == {each.name for each in load_catalogue(resources_dir())}
    assert all(each.licence_url for each in view.packs)
    assert "installed" not in {each.state for each in view.packs}
    with pytest.raises(KioskError, match="pack_unknown"):
        install(tmp_path, resources_dir(), "no-such-pack", actor="boss", now=NOW, tell=lambda _: None)
