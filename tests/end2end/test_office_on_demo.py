"""An administrator at each screen of the administration, on the store of a kiosk where `kiosk demo` held interviews.

The machine is a fake: it has devices and packs wherever this runs. All that is told of interviews is the demo's.
"""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.competency import CompetencyModel
from app.office.values import Section
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_retention import RetentionPage
from tests.end2end.console_words import Kept, told_since
from tests.end2end.demo_process import CANDIDATES
from tests.qt.office_rig import Office, press
from tests.qt.test_office_rights import shown

pytestmark = [pytest.mark.slow, pytest.mark.media, pytest.mark.timeout(300)]


class OfficeOnDemo(Office):
    """The store is there already."""

    def fill(self) -> None:
        """What was held last was refused by the hub."""
        self.refused = self.journal.outbox.due(now=2e9, limit=100)[-1]
        self.journal.outbox.park(self.refused, status=422, words="answers.0.turn: not an integer")


@pytest.fixture
def office(qtbot: QtBot, store: Kept, model: CompetencyModel) -> Iterator[OfficeOnDemo]:
    """Somebody with the right to it has just signed in."""
    made = OfficeOnDemo(qtbot, store.data, model, store.language)
    made.open()
    yield made
    made.stop()


def test_each_screen_of_the_administration_tells_of_the_interviews_but_to_whoever_has_no_right(
    office: OfficeOnDemo, store: Kept
) -> None:
    text, message = office.page.strings.text, office.page.strings.message
    weak, before = store.id_of("weak"), len(office.journal.audit()[0])
    assert {"boss", "reader-1"} <= set(office.words.splitlines())

    office.go(Section.SYNC)
    ((waiting,),) = office.journal._db.conn.execute("SELECT count(*) FROM outbox WHERE state = 'due'")
    assert waiting >= 3  # a consent and a profile of each, but for what was refused
    assert text("office.sync.waiting", count=waiting) in office.words
    press(office, text("office.sync.look"))
    assert office.refused.id in office.words
    assert "answers.0.turn" in office.words
    composite = store.profiles["weak"]["composite"]
    assert f"{composite['score']:.1f}" not in office.words  # nobody has rated blind yet

    office.go(Section.AUDIT)
    audit = office.page.pages[Section.AUDIT]
    assert isinstance(audit, AuditPage)
    audit.interview.setText(weak)
    with office.qtbot.waitSignal(office.room.worker.done):
        office.qtbot.keyClick(audit.interview, Qt.Key.Key_Return)
    assert weak in office.words
    assert store.id_of("strong") not in office.words
    press(office, text("office.audit.verify"))
    assert text("office.audit.whole") in office.words

    office.go(Section.RETENTION)
    assert text("office.retention.nothing") in office.words
    retention = office.page.pages[Section.RETENTION]
    assert isinstance(retention, RetentionPage)
    retention.interview.setText(weak)
    press(office, text("office.retention.note"))
    assert text("office.retention.noted", at="@").partition("@")[0] in office.words

    office.go(Section.HEALTH)
    assert message("doctor_backup_none") in office.words
    office.go(Section.MODELS)
    assert store.profiles["weak"]["competency_model"]["version"] in office.words
    office.go(Section.DEVICES)
    assert "USB microphone" in office.words
    office.go(Section.ACCOMMODATIONS)
    assert text("office.accommodations.more", count=len(CANDIDATES)) in office.words
    assert text("office.accommodations.nobody") in office.words

    told = told_since(office.journal, before)
    assert {actor for actor, *_ in told} == {"boss"}
    opened = [body["section"] for _, action, body in told if action == "office_opened"]
    assert opened == [each.value for each in Section if each is not Section.USERS]
    (asked,) = [body for _, action, body in told if action == "deletion_requested"]
    assert asked["interview_id"] == weak
    assert office.journal.verify().is_ok
    assert composite["score"] is not None
    assert json.dumps(composite["score"]) not in json.dumps(told)

    office.room.close()
    office.open("reader-1")
    for section in Section:
        with office.qtbot.waitSignal(office.room.worker.failed):
            office.page.buttons[section].click()
        assert office.page.stack.currentIndex() == 0
        assert message("staff_role_missing") in shown(office)
        assert [each for each in CANDIDATES if store.id_of(each) in shown(office)] == []
