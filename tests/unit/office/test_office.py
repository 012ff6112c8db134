"""The administrator's services: every change in the audit log, no logic of their own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.modelpacks.catalogue import load_catalogue
from app.office import requests as want
from app.office import values as ask
from app.office.audit_values import AuditFilter, AuditView, Detail, Place
from app.office.models import install, pack_lines
from app.office.versions import versions
from app.staff.book import Role
from app.store.retention import DAY_S
from app.upkeep.configuration import record_start
from tests.fakes.office import BAD, CRASH, HUB, MICROPHONE, WHOLE
from tests.unit.office.rig import OTHER_PIN, PIN, Office
from tests.unit.store.samples import NOW, ONE, TWO

LONG_AFTER = NOW + 4000 * DAY_S


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


def test_what_the_hub_refused_is_looked_at_and_sent_again(office: Office, tmp_path: Path) -> None:
    record = office.park("unknown field")
    view = office.desk(want.Show(ask.Section.SYNC))
    assert isinstance(view, ask.SyncView)
    assert view.checks == (HUB,)
    (parked,) = view.parked
    assert (parked.id, parked.status, parked.words) == (record, "422", "unknown field")
    seen = office.desk(want.LookAtRecord(record))
    assert isinstance(seen, ask.SyncView)
    assert seen.opened is not None
    assert seen.opened.line == parked
    assert seen.opened.interview_id in (ONE, TWO)
    assert len(seen.opened.sha256) == 64
    told = office.desk(want.ExportRefusals(tmp_path / "said.json"))
    assert isinstance(told, ask.SyncView)
    written = json.loads((tmp_path / "said.json").read_text("utf-8"))
    assert [(each["id"], each["words"]) for each in written["refused"]] == [(record, "unknown field")]
    assert "receipt" not in "".join(written["refused"][0])  # facts of the record, never what is in it
    assert "payload" not in written["refused"][0]
    after = office.desk(want.SendAgain((parked.id,)))
    assert isinstance(after, ask.SyncView)
    assert (after.parked, after.waiting) == ((), view.waiting + 1)
    assert office.actions()[-1] == ("boss", "records_sent_again")
    with pytest.raises(KioskError, match="record_not_parked"):
        office.desk(want.LookAtRecord(record))


def test_the_log_is_filtered_checked_and_exported(office: Office, tmp_path: Path) -> None:
    office.desk(want.Show(ask.Section.HEALTH))
    view = office.desk(want.FilterAudit(AuditFilter(actor="boss")))
    assert isinstance(view, AuditView)
    assert {each.actor for each in view.lines} == {"boss"}
    assert view.found == len(view.lines) < view.all
    assert [each.seq for each in view.lines] == sorted((each.seq for each in view.lines), reverse=True)
    office.now += 3 * DAY_S
    late = office.desk(want.FilterAudit(AuditFilter(days=1)))
    assert isinstance(late, AuditView)
    assert [each.action for each in late.lines] == [
        "audit_searched"
    ]  # that somebody looked, and nothing else
    checked = office.desk(want.VerifyAudit(view.chosen))
    assert isinstance(checked, AuditView)
    assert checked.problems == ()
    written = office.desk(want.ExportAudit(tmp_path / "log.jsonl", view.chosen))
    assert isinstance(written, AuditView)
    lines = (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    heading = json.loads(lines[0])
    assert written.exported == ("log.jsonl", heading["head"])
    assert heading["rows"] == len(lines) - 1
    assert (tmp_path / "log.jsonl").stat().st_mode & 0o077 == 0
    assert office.actions()[-2:] == [("boss", "audit_verified"), ("boss", "audit_exported")]
    office.journal._db.execute("UPDATE answers SET corrected_text = 'x'")
    office.journal._db.conn.commit()
    found = office.desk(want.VerifyAudit(view.chosen))
    assert isinstance(found, AuditView)
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
    assert health.crashes == (CRASH,)
    copy = office.folder / "backup" / health.backup
    assert [size for _, size in health.copies] == [copy.stat().st_size]
    tested = office.desk(want.TestDevices())
    assert tested == ask.DevicesView(office.machine.plugged, ask.DeviceTest(office.now, (MICROPHONE,), -24.0))
    models = office.desk(want.InstallPack("zh-offline", office.folder))
    assert isinstance(models, ask.ModelsView)
    assert models.installed == "zh-offline"
    assert office.machine.installed == [("zh-offline", office.folder, "boss")]
    assert office.told == [ask.PackLoading("zh-offline", 120.0, 240)]
    compared = office.desk(want.CheckPacks())
    assert isinstance(compared, ask.ModelsView)
    assert compared.checked == (WHOLE,)
    told = [action for _, action in office.actions()]
    for action in ("backup_made", "devices_tested", "pack_licence_accepted", "pack_installed"):
        assert action in told


def test_a_look_at_the_devices_says_what_is_plugged_in_now_and_keeps_the_last_test(office: Office) -> None:
    opened = office.desk(want.Show(ask.Section.DEVICES))
    assert opened == ask.DevicesView((ask.DeviceKind("microphone", "plugged", ("USB microphone",), 0),), None)
    at = office.now
    office.desk(want.TestDevices())
    office.now += 60
    office.machine.plugged = None  # a driver got stuck
    again = office.desk(want.Show(ask.Section.DEVICES))
    assert again == ask.DevicesView(None, ask.DeviceTest(at, (MICROPHONE,), -24.0))


def test_accommodations_are_counted_and_named_by_interview_without_a_reason(office: Office) -> None:
    view = office.desk(want.Show(ask.Section.ACCOMMODATIONS))
    assert isinstance(view, ask.AccommodationsView)
    assert view.offered == ("time", "typed", "large_type", "no_camera", "read_aloud", "human_interviewer")
    assert (view.interviews, view.counts) == (2, (("time", 1), ("typed", 1)))
    assert view.given == (ask.GivenLine(TWO, NOW + 2, 1.5, ("time", "typed")),)


def test_a_pack_that_does_not_get_in_is_not_said_to_be_in(office: Office) -> None:
    office.machine.refuses = "pack_file_wrong"
    with pytest.raises(KioskError, match="pack_file_wrong"):
        office.desk(want.InstallPack("zh-offline"))
    assert "pack_installed" not in [action for _, action in office.actions()]


def test_packs_and_versions_are_those_of_the_catalogue_and_the_content(
    tmp_path: Path, office: Office, model: CompetencyModel
) -> None:
    packs = tuple(pack_lines(tmp_path / "none", resources_dir(), Language.EN))
    assert {each.name for each in packs} == {each.name for each in load_catalogue(resources_dir())}
    assert all(each.licence_url for each in packs)
    assert "installed" not in {each.state for each in packs}
    record_start(office.journal, {"program": "1", "content.hash": "a", "setting.policy_pack": "p"}, now=NOW)
    record_start(
        office.journal, {"program": "2", "content.hash": "a", "setting.policy_pack": "p"}, now=NOW + 9
    )
    program, content, policy = versions(office.journal, model, "cn_default", Language.EN)
    assert (program.since, content.since, policy.since) == (NOW + 9, NOW, NOW)
    assert (content.value, content.sha256) == (model.version, model.content_hash)
    assert policy.value == "Mainland China default (cn_default)"
    other = versions(office.journal, model, "eu", Language.EN)[2]
    assert len(policy.sha256) == len(other.sha256) == 64
    assert policy.sha256 != other.sha256
    with pytest.raises(KioskError, match="pack_unknown"):
        install(tmp_path, resources_dir(), "no-such-pack", actor="boss", now=NOW, tell=lambda _: None)


def test_without_a_row_of_the_log_nobody_says_since_when(office: Office, model: CompetencyModel) -> None:
    assert {each.since for each in versions(office.journal, model, "eu", Language.ZH)} == {None}


def test_rows_are_facts_and_pages_stay_where_they_were(office: Office) -> None:
    for number in range(120):
        office.journal.record("kiosk", "replayed", {"count": number, "nothing": ""}, now=office.now)
    first = office.desk(want.FilterAudit(AuditFilter(action="replayed")))
    assert isinstance(first, AuditView)
    assert (first.first, len(first.lines), first.found) == (0, 50, 120)
    assert first.lines[0].details == (Detail("count", 119.0),)
    assert json.loads(first.lines[0].raw) == {"count": 119, "nothing": ""}
    office.journal.record("kiosk", "replayed", {"count": 999}, now=office.now)  # while somebody reads
    last = office.desk(want.FilterAudit(replace(first.chosen, page=2)))
    assert isinstance(last, AuditView)
    assert [each.details[0].value for each in last.lines] == [float(each) for each in range(19, -1, -1)]
    assert (last.first, last.found) == (100, 120)
    beyond = office.desk(want.FilterAudit(replace(first.chosen, page=99)))
    assert isinstance(beyond, AuditView)
    assert beyond.lines == last.lines


def test_rows_are_found_by_interview(office: Office) -> None:
    office.desk(want.AskDeletion(ONE))
    office.journal.record("boss", "review_compared", {"interview_ids": [TWO, ONE]}, now=office.now)
    office.journal.record(
        "boss", "replayed", {"file": ONE}, now=office.now
    )  # names it, but not as an interview
    view = office.desk(want.FilterAudit(AuditFilter(interview=ONE)))
    assert isinstance(view, AuditView)
    assert [each.action for each in view.lines] == [
        "review_compared",
        "deletion_requested",
        "interview_assessed",
    ]
    other = office.desk(want.FilterAudit(AuditFilter(interview=TWO)))
    assert isinstance(other, AuditView)
    assert [each.action for each in other.lines] == ["review_compared"]
    none = office.desk(want.FilterAudit(AuditFilter(interview="nobody's")))
    assert isinstance(none, AuditView)
    assert (none.lines, none.found) == ((), 0)
    searches = [
        json.loads(each.body) for each in office.journal.audit()[0] if each.action == "audit_searched"
    ]
    assert searches[0] == {"of_interview": ONE, "page": 1}


def test_at_a_terminal_an_export_goes_to_an_offered_place_or_nowhere(office: Office, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    office.machine.places = (Place(drive, "STICK", 900),)
    view = office.desk(want.Show(ask.Section.AUDIT))
    assert isinstance(view, AuditView)
    assert view.places == office.machine.places
    chosen = AuditFilter()
    for request in (
        want.ExportAudit(tmp_path / "a.jsonl", chosen),
        want.ExportRefusals(drive / "in" / "a.json"),
    ):
        with pytest.raises(KioskError, match="export_failed"):
            office.desk(request)
    assert list(tmp_path.glob("*.jsonl")) == []
    office.desk(want.ExportAudit(drive / "a.jsonl", chosen))
    assert (drive / "a.jsonl").is_file()
    office.machine.places = ()  # it was pulled out
    with pytest.raises(KioskError, match="export_failed"):
        office.desk(want.ExportAudit(drive / "b.jsonl", chosen))


def test_an_export_that_cannot_be_written_is_in_the_log_as_such(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    for request in (
        want.ExportAudit(tmp_path / "file" / "a.jsonl", AuditFilter()),
        want.ExportRefusals(tmp_path / "file" / "a.json"),
    ):
        with pytest.raises(KioskError, match="export_failed"):
            office.desk(request)
        assert office.actions()[-1] == ("boss", "export_not_written")
