"""A recruiter plays answers out of sealed recordings: sound, picture, words and curves in step."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.content.loader import load_competency_model
from app.content.paths import content_dir, resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.review.track import Media
from app.sealed.stream import is_sealed
from app.store.journal import Journal
from app.ui.icons import Icons
from app.ui.recruiter.player import Player
from app.ui.recruiter.timeline_paint import gaps
from app.ui.strings import load_strings
from tests.qt.recruiter_watcher import SCENE, Watcher, click_on
from tests.qt.sheet_check import cut_texts
from tests.unit.review.interviews import READER, WORDS, make_desk, ratings_of
from tests.unit.review.recorded import SENTENCES, film, store_recorded

pytestmark = pytest.mark.qt_log_ignore(
    "pipewire",
    "pa_context_connect",
    "No audio device",
    "No RHI",
    "Could not open media",
    "propagateSizeHints",
    extend=True,
)
EBML = b"\x1a\x45\xdf\xa3"


@pytest.fixture(scope="module")
def model() -> CompetencyModel:
    return load_competency_model(content_dir())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("recorded")


@pytest.fixture(scope="module")
def journal(folder: Path, model: CompetencyModel) -> Iterator[Journal]:
    """i-1 was rated and may be seen; blind waits for a rating and has sound only."""
    opened = Journal.open(folder / "kiosk.db", folder)
    store_recorded(opened, folder, model, "i-1")
    store_recorded(opened, folder, model, "blind", refuses_pictures=True)
    desk = make_desk(opened, model)
    desk.rate("i-1", ratings_of(desk, "i-1"), 60.0)
    yield opened
    opened.close()


@pytest.fixture
def watcher(qtbot: QtBot, journal: Journal, model: CompetencyModel) -> Iterator[Watcher]:
    made = Watcher(qtbot, journal, model, Language.EN)
    yield made
    made.review.stop()
    made.review.window.deleteLater()


def test_playing_is_told_to_the_audit_log_and_leaves_nothing_in_clear(watcher: Watcher, folder: Path) -> None:
    player, before = watcher.at("i-1"), len(watcher.played())
    assert not player.film.is_open
    assert not player.view.isVisible()
    assert len(watcher.played()) == before
    watcher.play()
    watcher.qtbot.waitUntil(lambda: player.view.has_picture)
    assert player.view.isVisible()
    assert watcher.played()[before:] == [{"interview_id": "i-1", "recording": "i-1/JD-Q10-t1-k1.mkv"}]
    entry = next(each for each in reversed(watcher.journal.audit()[0]) if each.action == "recording_played")
    assert entry.actor == READER.name
    assert entry.at > 0
    films = list(folder.rglob("*.mkv"))
    assert films
    assert all(is_sealed(each.read_bytes()[:4]) for each in films)
    assert not any(EBML in each.read_bytes()[:64] for each in folder.rglob("*") if each.is_file())
    watcher.pages.interview.back_button.click()
    watcher.qtbot.waitUntil(lambda: watcher.pages.stack.currentWidget() is watcher.pages.queue)
    assert not player.film.is_open
    assert player.film._buffer.size() == 0
    assert not player.view.has_picture
    assert player.view.isHidden()


def test_a_click_on_a_word_plays_the_stretch_it_was_said_in(watcher: Watcher) -> None:
    player = watcher.at("i-1")
    click_on(player, WORDS.index("物流"))
    watcher.qtbot.waitUntil(lambda: watcher.sees_second(5))  # the second sentence begins at 5.5 s
    watcher.qtbot.waitUntil(lambda: player.transcript.said == SENTENCES[1])
    click_on(player, WORDS.index("补发"))
    watcher.qtbot.waitUntil(lambda: watcher.sees_second(10))
    assert player.timeline.value() >= 10_000
    watcher.qtbot.waitUntil(lambda: player.transcript.said == SENTENCES[2])


def test_keys_play_pause_jump_and_change_the_speed(watcher: Watcher, qtbot: QtBot) -> None:
    player = watcher.at("i-1")
    QTest.keyClick(watcher.pages.interview.area, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: player.film.is_running)
    player.timeline.setFocus()
    QTest.keyClick(player.timeline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not player.film.is_running)
    was_ms = player.film.position_ms
    QTest.keyClick(player.timeline, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: player.film.position_ms >= was_ms + 4_900)
    QTest.keyClick(player.transcript, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: player.film.position_ms <= was_ms + 200)
    for key, speed in (
        (Qt.Key.Key_Plus, 1.25),
        (Qt.Key.Key_Minus, 1.0),
        (Qt.Key.Key_Minus, 0.8),
        (Qt.Key.Key_Minus, 0.8),
    ):
        QTest.keyClick(player.view, key)
        assert player.speed.currentData() == speed
        assert player.film._player is not None
        assert player.film._player.playbackRate() == pytest.approx(speed)
    QTest.keyClick(player.timeline, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: player.timeline.value() > 19_000)


def test_a_click_on_the_timeline_leads_there(watcher: Watcher) -> None:
    player = watcher.at("i-1")
    line = player.timeline
    room = line._band(0, 0).room
    where = QPoint(round(room.left() + 0.75 * room.width()), line.height() // 2)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=where)
    watcher.qtbot.waitUntil(lambda: watcher.sees_second(15) or watcher.sees_second(16))


def test_searching_marks_every_place_and_return_plays_the_next(watcher: Watcher, qtbot: QtBot) -> None:
    player = watcher.at("i-1", ("JD-Q04", 1))
    QTest.keyClick(player.transcript, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = player.search.field
    assert field.hasFocus()
    QTest.keyClicks(field, "confirm nothing")
    assert player.search.told.text() == "not found"
    field.clear()
    field.insert("物流")
    count = player.transcript.toPlainText().count("物流")
    assert player.search.told.text() == f"1 of {count}"
    assert len(player.transcript.extraSelections()) == count
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: player.film.is_running)
    assert player.timeline.value() >= 5_500


def test_quotes_and_curves_stand_on_the_timeline_with_their_gaps(watcher: Watcher) -> None:
    line = watcher.at("i-1").timeline
    assert line.marks
    assert all(start_s in (0.5, 5.5, 10.5) for start_s, _, _ in line.marks)
    (voice_name, voice), (face_name, face) = line.lanes
    assert (voice_name, face_name) == ("voice", "face")
    curve = line.curve("voice", voice)
    assert curve is not None
    assert curve.name == "Pitch"
    assert gaps(curve.points, 20.0) == [(9.5, 14.0), (19.0, 20.0)]
    assert line.curve("face", face) is None
    assert "Face: not measured: too dark" in line.accessibleDescription()
    box = watcher.player.curves.boxes["voice"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    other = line.curve("voice", voice)
    assert other is not None
    assert other.name == "Loudness"
    assert not watcher.player.curves.boxes["face"].isVisible()


def test_role_play_turns_and_corrections_are_told_apart(watcher: Watcher) -> None:
    player = watcher.at("i-1")
    text = player.transcript.toPlainText()
    assert "Customer, turn 1:" in text
    assert "Candidate, turn 2:" in text
    document = player.transcript.document()
    struck = document.find("机", document.find("As recognised"))
    assert struck.charFormat().fontStrikeOut()
    written = document.find("急", document.find("Candidate, turn 1:"))
    assert written.charFormat().fontWeight() == 700


def test_who_rates_blind_may_play_and_sees_no_mark_and_no_curve(watcher: Watcher) -> None:
    player = watcher.at("blind")
    assert player.timeline.lanes == []
    assert player.timeline.marks == []
    assert player.transcript.marked(SCENE) == []
    assert not any(box.isVisible() for box in player.curves.boxes.values())
    assert player.told.text() == "Sound only: the candidate did not agree to be filmed."
    assert not player.view.isVisible()
    watcher.play()
    watcher.qtbot.waitUntil(lambda: player.timeline.value() > 100)


def test_who_is_signed_out_hears_nothing_more(watcher: Watcher) -> None:
    player, before = watcher.at("i-1"), len(watcher.played())
    watcher.play()
    player.go_to(("JD-Q11", 1))
    assert not player.film.is_open
    watcher.account = None
    with watcher.qtbot.waitSignal(watcher.review.worker.failed):
        player.toggle()
    assert watcher.pages.stack.currentIndex() == 0
    assert not player.film.is_open
    assert WORDS[:10] not in player.transcript.toPlainText()
    assert len(watcher.played()) == before + 1


def test_a_recording_that_is_not_there_is_told(watcher: Watcher, folder: Path) -> None:
    player, before = watcher.at("i-1", ("JD-Q11", 1)), len(watcher.played())
    film = folder / "i-1/JD-Q11-t1-k1.mkv"
    film.rename(film.with_suffix(".away"))
    try:
        with watcher.qtbot.waitSignal(watcher.review.worker.failed):
            player.toggle()
        assert player.told.text() == "This recording cannot be played."
        assert watcher.pages.banner.isVisible()
        assert len(watcher.played()) == before
    finally:
        film.with_suffix(".away").rename(film)


def test_a_cut_film_is_played_as_far_as_it_goes_and_a_broken_one_is_told(watcher: Watcher) -> None:
    player = watcher.at("i-1")
    player.film.open(film()[: len(film()) // 2], 3000)  # as a crash leaves it
    watcher.qtbot.waitUntil(lambda: watcher.sees_second(3))
    player.film.open(b"no film at all")
    watcher.qtbot.waitUntil(lambda: player.told.text() == "This recording cannot be played.")
    assert not player.film.is_open


@pytest.mark.parametrize("language", list(Language))
def test_why_there_is_nothing_to_play_is_said(watcher: Watcher, qtbot: QtBot, language: Language) -> None:
    strings = load_strings(resources_dir())[language]
    reading = make_desk(watcher.journal, watcher.model).reading("i-1", language)
    player = Player(Icons(resources_dir()))
    qtbot.addWidget(player)
    told = set()
    for media in Media:
        tracks = tuple(replace(track, media=media) for track in reading.tracks)
        player.show_reading(replace(reading, tracks=tracks), strings)
        assert player.play_button.isHidden() == (media is not Media.HERE)
        told.add(player.told.text())
    assert len(told) == len(Media)
    assert all(told)
    named: list[QWidget] = [
        player.play_button,
        player.speed,
        player.answers,
        player.timeline,
        player.view,
        player.transcript,
        player.search.field,
        *player.curves.boxes.values(),
    ]
    assert all(each.accessibleName() for each in named)


def test_no_word_is_cut_and_the_language_changes_in_place(watcher: Watcher, qtbot: QtBot) -> None:
    player = watcher.at("i-1")
    watcher.play()
    for language in (Language.ZH, Language.EN):
        with qtbot.waitSignal(watcher.review.worker.done):
            watcher.pages.use(load_strings(resources_dir())[language])
        qtbot.waitUntil(lambda: cut_texts(player) == [])
        assert player.place == SCENE
        assert player.film.is_open
    assert player.play_button.accessibleName() in ("Play", "Pause")
