"""The audit viewer and its exports, by real clicks and keys: in words, page by page, and never a file dialog at a
terminal."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.office.audit_values import Place
from app.office.values import Section
from app.ui.admin.office_audit import AuditPage
from app.ui.admin.office_export import ExportingPage
from app.ui.admin.office_models import ModelsPage
from app.ui.widgets.basics import Button
from tests.qt.office_rig import Begin, Office, button, press
from tests.unit.store.samples import NOW, ONE, TWO


def audit(office: Office) -> AuditPage:
    """The audit screen, open."""
    office.go(Section.AUDIT)
    page = office.page.pages[Section.AUDIT]
    assert isinstance(page, AuditPage)
    return page


def names(page: QWidget) -> list[str]:
    return [each.accessibleName() for each in page.findChildren(Button) if each.isVisibleTo(page)]


@pytest.mark.parametrize("language", list(Language))
def test_no_name_of_an_action_and_no_json_is_on_the_screen(begin_office: Begin, language: Language) -> None:
    office = begin_office(language)
    told = {"interview_id": ONE, "kind": "decision", "blind": True, "due_at": NOW}
    office.journal.record("boss", "review_act", told, now=NOW)
    office.journal.record("-", "sign_in_refused", {"code": "staff_locked"}, now=NOW)
    office.open()
    page = audit(office)
    offered = "\n".join(
        each.itemText(at) for each in page.findChildren(QComboBox) for at in range(each.count())
    )
    for each in office.journal.audit()[0]:
        assert each.action not in office.words
        assert each.action not in offered
    assert "{" not in office.words
    assert "_" not in office.words
    expected = {
        Language.EN: (
            "Rated, decided or noted something",
            f"interview: {ONE}",
            "what: decision",
            "blind: yes",
        ),
        Language.ZH: ("评分、决定或记录", f"面试：{ONE}", "类型：决定", "盲评：是"),
    }[language]
    for words in expected:
        assert words in office.words
    assert ONE in office.words  # an interview's number is whole, for somebody looks for it


def test_a_row_shows_what_lies_in_the_log_when_it_is_pressed(office: Office, qtbot: QtBot) -> None:
    office.journal.record("boss", "review_viewed", {"interview_id": ONE, "seal": "ab" * 32}, now=NOW)
    page = audit(office)
    assert "ab" * 32 not in office.words
    row = next(each for each in office.journal.audit()[0] if each.action == "review_viewed")
    opens = [each for each in page.findChildren(Button) if each.accessibleName() == f"Raw row {row.seq}"]
    qtbot.keyClick(opens[0], Qt.Key.Key_Return)
    assert json.loads(row.body) == {"interview_id": ONE, "seal": "ab" * 32}
    assert row.body in office.words
    press(office, "Only this interview")
    assert page.interview.text() == ONE
    assert "Opened an interview" in office.words
    assert "Called" not in office.words


def test_rows_are_filtered_by_person_and_by_interview(office: Office, qtbot: QtBot) -> None:
    page = audit(office)
    assert "Scored an interview" in office.words
    with qtbot.waitSignal(office.room.worker.done):
        page.actor.setCurrentIndex(page.actor.findData("boss"))
    assert "Scored an interview" not in office.words
    with qtbot.waitSignal(office.room.worker.done):
        page.actor.setCurrentIndex(0)
    qtbot.keyClicks(page.interview, ONE[:-1])
    with qtbot.waitSignal(office.room.worker.done):
        qtbot.keyClick(page.interview, Qt.Key.Key_Return)
    assert "Scored an interview" in office.words
    assert "Opened a page of administration" not in office.words
    page.interview.setText(TWO)
    press(office, "Search")
    assert "No row matches" in office.words


def test_the_oldest_row_is_some_pages_away(office: Office) -> None:
    for number in range(230):
        office.journal.record("kiosk", "replayed", {"count": number}, now=NOW)
    audit(office)
    assert not button(office, "Newer").isEnabled()
    assert button(office, "Older").isEnabled()
    pages = 1
    while button(office, "Older").isEnabled():
        press(office, "Older")
        pages += 1
    assert pages == 5
    assert "how many: 0" in office.words
    press(office, "Newer")
    assert "how many: 0" not in office.words.splitlines()


def test_everything_is_checked_and_exported_in_a_window(office: Office, tmp_path: Path) -> None:
    page = audit(office)
    press(office, "Check everything")
    assert "Checked: nothing was changed, and nothing is missing." in office.words
    page.ask_file = lambda *_: str(tmp_path / "log.jsonl")
    press(office, "Export the whole log")
    assert "log.jsonl" in office.words
    assert (tmp_path / "log.jsonl").read_text("utf-8").count("\n") == len(office.journal.audit()[0]) + 1


# ---- at a terminal -----------------------------------------------------------------------------------
@pytest.fixture
def no_dialog(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file dialog at a terminal is a way out of the locked program."""

    def refuse(*_: object) -> tuple[str, str]:
        raise AssertionError("a file dialog at a terminal")

    for name in ("getSaveFileName", "getExistingDirectory", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, refuse)


def places(office: Office, tmp_path: Path, *, stick: bool) -> tuple[Path, Path]:
    """A terminal, with or without a stick: the stick and the folder of exports."""
    drive, own = tmp_path / "STICK", tmp_path / "exports"
    for each in (drive, own):
        each.mkdir(exist_ok=True)
    offered = (Place(drive, "STICK", 7_400), Place(own, "", 90_000))
    office.machine.places = offered if stick else offered[1:]
    return drive, own


@pytest.mark.usefixtures("no_dialog")
@pytest.mark.parametrize("section", [Section.AUDIT, Section.SYNC])
def test_at_a_terminal_an_export_goes_to_a_stick_that_was_plugged_in_meanwhile(
    office: Office, tmp_path: Path, section: Section
) -> None:
    drive, _ = places(office, tmp_path, stick=False)
    office.go(section)
    page = office.page.pages[section]
    assert isinstance(page, ExportingPage)
    words = {Section.AUDIT: "Export the whole log", Section.SYNC: "Export what the hub said"}[section]
    button(office, words).click()
    assert "No drive is plugged in." in office.words
    places(office, tmp_path, stick=True)
    press(office, "Look again")
    assert "No drive is plugged in." not in office.words
    press(office, "STICK · 7.4 GB free")
    (file,) = drive.iterdir()
    assert file.name in office.words
    assert "Look again" not in names(page)
    assert office.journal.audit()[0][-1].action in ("audit_exported", "refusals_exported")


@pytest.mark.usefixtures("no_dialog")
def test_at_a_terminal_without_a_stick_the_exports_stay_in_their_folder(
    office: Office, tmp_path: Path
) -> None:
    _, own = places(office, tmp_path, stick=False)
    page = audit(office)
    button(office, "Export the whole log").click()
    button(office, "Cancel").click()
    assert "Look again" not in names(page)
    button(office, "Export the whole log").click()
    press(office, "Folder exports on this kiosk · 90.0 GB free")
    assert len(list(own.iterdir())) == 1


@pytest.mark.usefixtures("no_dialog")
def test_at_a_terminal_a_pack_comes_from_a_stick_or_the_network(office: Office, tmp_path: Path) -> None:
    drive, _ = places(office, tmp_path, stick=True)
    office.go(Section.MODELS)
    page = office.page.pages[Section.MODELS]
    assert isinstance(page, ModelsPage)
    assert "From a folder" not in names(page)
    install = button(office, "From STICK")
    install.click()
    assert "Apache-2.0" in install.text()
    with office.qtbot.waitSignal(office.room.worker.done):
        install.click()
    assert office.machine.installed == [("zh-offline", drive, "boss")]


def test_in_a_window_a_pack_comes_from_any_folder(office: Office, tmp_path: Path) -> None:
    office.go(Section.MODELS)
    page = office.page.pages[Section.MODELS]
    assert isinstance(page, ModelsPage)
    page.ask_folder = lambda *_: ""
    for chosen in ("", str(tmp_path)):
        page.ask_folder = lambda *_, to=chosen: to  # type: ignore[misc]
        install = button(office, "From a folder")
        install.click()
        if not chosen:
            install.click()
            assert office.machine.installed == []
            page.draw()
    with office.qtbot.waitSignal(office.room.worker.done):
        install.click()
    assert office.machine.installed == [("zh-offline", tmp_path, "boss")]


def test_no_further_dialog_of_the_system_is_in_the_program() -> None:
    """Each of these shows files, or starts programs, over the locked screen. Known ones stand in a window only."""
    ways_out = (
        "QFileDialog",
        "QPrintDialog",
        "QDesktopServices",
        "QInputDialog",
        "QMessageBox",
        "setOpenExternalLinks",
    )
    app = Path(__file__).resolve().parents[2] / "app"
    found = {
        path.relative_to(app).as_posix()
        for path in app.rglob("*.py")
        if any(way in path.read_text("utf-8") for way in ways_out)
    }
    known = {"ui/admin/office_export.py", "ui/admin/office_models.py", "ui/recruiter/papers_bar.py"}
    assert found == known
