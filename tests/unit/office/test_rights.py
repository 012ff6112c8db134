"""Each request for each kind of person: without the right no row, no change, no file; with it a row in the chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.office import requests as want
from app.office.values import Section
from app.staff.book import Role
from app.ui.strings import NEUTRAL_CODE, load_strings
from tests.unit.office.every_request import EVERY, one_of, request_types, samples
from tests.unit.office.rig import BOSS, READER, SECRET, Office

WITHOUT = {  # who, and what they are told
    "recruiter": (READER, "staff_role_missing"),
    "candidate": ("", "staff_signed_out"),  # nobody signs in to be interviewed
    "stranger": ("never-had-an-account", "staff_signed_out"),
    "removed": ("gone-1", "staff_signed_out"),
    "demoted": ("was-admin-1", "staff_role_missing"),
}


@dataclass(frozen=True, slots=True)
class Guarded:
    """An office in which nobody may do anything, so that all tests can share it. record: refused by the hub."""

    office: Office
    record: str
    out: Path


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, model: CompetencyModel) -> Iterator[Guarded]:
    """With an account that was removed and one that lost its role."""
    office = Office(tmp_path_factory.mktemp("guarded"), model)
    office.add_reader()
    for name in ("gone-1", "was-admin-1"):
        office.book.add(name, Role.SITE_ADMIN, "58203917")
    office.book.remove("gone-1")
    office.book.change_role("was-admin-1", Role.RECRUITER, SECRET)
    yield Guarded(office, office.park(), tmp_path_factory.mktemp("out"))
    office.journal.close()


def test_no_request_is_left_out() -> None:
    assert set(samples(Path(), "")) == set(request_types())


@pytest.mark.parametrize("who", WITHOUT)
@pytest.mark.parametrize(("name", "number"), EVERY)
def test_nobody_without_the_right_gets_anything(guarded: Guarded, name: str, number: int, who: str) -> None:
    office = guarded.office
    before = (office.actions(), office.book.accounts(), office.journal.outbox.state())
    office.name, code = WITHOUT[who]
    request, _ = one_of(name, number, guarded.out, guarded.record)
    with pytest.raises(KioskError, match=code):
        office.desk(request)
    assert (office.actions(), office.book.accounts(), office.journal.outbox.state()) == before
    assert list(guarded.out.iterdir()) == []
    assert office.machine.installed == []
    assert office.told == []


def test_a_right_that_is_taken_meanwhile_is_gone_with_the_next_request(office: Office) -> None:
    office.add_reader()
    office.name = READER
    office.book.change_role(READER, Role.SITE_ADMIN, "58203917")
    assert office.desk(want.Show(Section.AUDIT)) is not None
    office.book.remove(READER)
    seen = office.actions()
    with pytest.raises(KioskError, match="staff_signed_out"):
        office.desk(want.Show(Section.AUDIT))
    assert office.actions() == seen


@pytest.mark.parametrize("code", ["staff_signed_out", "staff_role_missing"])
@pytest.mark.parametrize("language", list(Language))
def test_the_refusal_is_a_sentence(code: str, language: Language) -> None:
    strings = load_strings(resources_dir())[language]
    assert strings.message(code) != strings.message(NEUTRAL_CODE)


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_each_view_change_and_export_is_in_the_chain(
    office: Office, tmp_path: Path, name: str, number: int
) -> None:
    office.add_reader()
    record = office.park()
    request, action = one_of(name, number, tmp_path, record)
    before = len(office.actions())
    office.desk(request)
    assert (BOSS, action) in office.actions()[before:]
    assert office.journal.verify().problems == ()


def test_a_row_that_is_changed_is_found(office: Office) -> None:
    office.desk(want.Show(Section.USERS))
    office.journal._db.execute("DROP TRIGGER audit_is_fixed")
    office.journal._db.execute("UPDATE audit SET actor = 'somebody' WHERE action = 'office_opened'")
    assert [each.code for each in office.journal.verify().problems] == ["chain_broken"]
