"""A recruiter plays what `kiosk demo` recorded: the film that is stored, word, moment, speed, curves; real hands."""

import io
from collections import Counter

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTextEdit

from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.curves import FACE, VOICE
from app.sync.report_words import ReportWords
from app.ui.recruiter.player import Player
from app.ui.recruiter.player_words import short_id
from tests.end2end.console_person import CONTROL, SAID_BY_PLAYERS, Person
from tests.end2end.console_words import Json, Kept, texts_of, told_since

pytestmark = [
    pytest.mark.slow,
    pytest.mark.media,
    pytest.mark.timeout(300),
    pytest.mark.qt_log_ignore(*SAID_BY_PLAYERS, extend=True),
]
SIDE = 32  # pixels of a picture that is compared
NEAR_S, ALIKE = (
    0.2,
    0.95,
)  # three pictures; scaled by Qt it is 0.98 to 0.99, another scene of the same clip 0.48 to 0.9
SPOKEN = ("JD-Q04", 1)


def pictures(content: bytes) -> list[tuple[float, NDArray[np.float64]]]:
    """Each picture of a film with its second, small and grey."""
    with av.open(io.BytesIO(content)) as film:
        return [
            (float(each.time), each.reformat(SIDE, SIDE, "gray").to_ndarray().astype(float))
            for each in film.decode(video=0)
        ]


def small(image: QImage) -> NDArray[np.float64]:
    """A picture of the screen in the same size."""
    grey = image.scaled(
        SIDE, SIDE, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    grey = grey.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(SIDE, grey.bytesPerLine())
    return lines[:, :SIDE].astype(float)


def likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The correlation of two pictures; 0 where one of them is of a single grey."""
    if one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


def playing(person: Person, place: tuple[str, int]) -> Player:
    """The answer is chosen in the list of answers, and played by its key."""
    player = person.pages.interview.player
    line = next(each for each in player._reading.answers if (each.question_id, each.turn) == place)
    player.answers.setFocus()
    person.key(Qt.Key.Key_Home)
    shown = f"{short_id(line.question_id)} · {line.title}"
    while player.answers.currentText() != shown or player.place != place:
        person.key(Qt.Key.Key_Down)
    player.transcript.setFocus()
    person.key(Qt.Key.Key_P)
    person.until(lambda: player.film.is_running and player.view.has_picture)
    return player


def at(profile: Json, place: tuple[str, int]) -> Json:
    return next(each for each in profile["answers"] if (each["question_id"], each["turn"]) == place)


def test_what_is_played_is_the_film_that_was_recorded(rated: Person, store: Kept) -> None:
    strong = store.id_of("strong")
    rated.open(strong)
    before = len(rated.journal.audit()[0])
    player = playing(rated, ("JD-Q05", 1))
    (told,) = told_since(rated.journal, before)
    assert told[1:] == (
        "recording_played",
        {"interview_id": strong, "recording": f"{strong}/JD-Q05-t1-k1.mkv"},
    )
    length_s = at(store.profiles["strong"], ("JD-Q05", 1))["recording"]["duration_s"]
    assert player.timeline.maximum() == pytest.approx(1000 * length_s, abs=100)

    player.timeline.setFocus()
    rated.key(Qt.Key.Key_Space)
    rated.until(lambda: not player.film.is_running)
    film = pictures(rated.journal.recording(strong, f"{strong}/JD-Q05-t1-k1.mkv"))
    lit = [
        at_s for at_s, picture in film if picture.std() > 0
    ]  # black until the camera of a busy machine came
    share = lit[round(0.6 * (len(lit) - 1))] / length_s
    room = player.timeline._band(0, 0).room
    where = QPoint(round(room.left() + share * room.width()), player.timeline.height() // 2)
    rated.click(player.timeline, where)
    wanted_s = player.timeline.value() / 1000
    assert wanted_s == pytest.approx(share * length_s, abs=0.02 * length_s)
    around = [picture for at_s, picture in film if abs(at_s - wanted_s) <= NEAR_S]
    rated.until(lambda: max(likeness(small(player.view._picture), each) for each in around) > ALIKE)


def test_speed_and_search_work_by_keys_curves_stand_below_and_turns_are_told_apart(
    rated: Person, store: Kept
) -> None:
    rated.open(store.id_of("strong"))
    turns_are_told_apart(rated, store.profiles["strong"])
    player = playing(rated, ("JD-Q05", 1))
    player.timeline.setFocus()
    for key, speed in ((Qt.Key.Key_Plus, 1.25), (Qt.Key.Key_Plus, 1.5), (Qt.Key.Key_Minus, 1.25)):
        rated.key(key)
        assert player.speed.currentData() == speed
    lanes = dict(player.timeline.lanes)
    assert set(lanes) == {"voice", "face"}
    typed = ReportWords.read(resources_dir() / "report", store.language).code("reason", "typed")
    assert lanes["face"].curves or lanes["face"].why_not not in ("", typed)  # a real face was measured
    assert lanes["voice"].curves or lanes["voice"].why_not
    word = {Language.ZH: "因为", Language.EN: "because"}[store.language]
    rated.key(Qt.Key.Key_F, CONTROL)
    rated.type(word)
    count = player.transcript.toPlainText().casefold().count(word)
    assert count > 0
    assert player.search.told.text() == rated.pages.strings.text("review.player.found", at=1, all=count)


@pytest.mark.parametrize("store", [Language.EN], indirect=True)  # the one answer that a recogniser heard
def test_a_click_on_a_word_plays_the_stretch_in_which_it_was_said(rated: Person, store: Kept) -> None:
    rated.open(store.id_of("strong"))
    player = playing(rated, SPOKEN)
    (heard,) = at(store.profiles["strong"], SPOKEN)["transcript"]["segments"]
    told = Counter(each["measure"] for each in at(store.profiles["strong"], SPOKEN)["observations"])
    measured = {name for name, times in told.items() if times > 1}  # the whole answer, and its windows
    for name, lane in player.timeline.lanes:  # a busy machine may have measured no face
        drawn = measured & set({"voice": VOICE, "face": FACE}[name])
        assert (len(lane.curves), bool(lane.why_not)) == (len(drawn), not drawn), name
        assert all(curve.points for curve in lane.curves)
    assert dict(player.timeline.lanes)["voice"].curves
    player.timeline.setFocus()
    rated.key(Qt.Key.Key_Right)  # five seconds on
    rated.until(lambda: player.film.position_ms >= 5_000)
    rated.until(lambda: player.transcript.said == heard["text"])
    rated.click_on_words("sorrow", *SPOKEN)
    began_ms = 1000 * heard["start_s"]
    rated.until(lambda: began_ms <= player.film.position_ms <= began_ms + 3_000)
    assert player.transcript.said == texts_of(store.profiles["strong"])[SPOKEN]


@pytest.mark.parametrize("store", [Language.EN], indirect=True)  # the one answer that was corrected
def test_quotes_of_a_corrected_answer_lie_on_the_timeline_where_they_were_said(
    rated: Person, store: Kept
) -> None:
    """Said by a synthetic voice: the recogniser heard nonsense, the candidate put it right, its times hold."""
    told = at(store.profiles["weak"], SPOKEN)
    words = told["transcript"]
    rated.open(store.id_of("weak"))
    player = playing(rated, SPOKEN)
    transcript = player.transcript
    assert rated.pages.strings.text("review.console.raw", words=words["recognised_text"]) in (
        transcript.toPlainText()
    )
    struck = struck_in(transcript, words["recognised_text"])
    assert struck == {True, False}  # what was changed, what was heard well

    heard = {(each["start_s"], each["end_s"]) for each in words["segments"]}
    marks = player.timeline.marks
    assert {(start_s, end_s) for start_s, end_s, _ in marks} <= heard
    quoted = {each["points"] > 0 for each in told["evidence"] if each["points"]}
    assert {points > 0 for *_, points in marks} == quoted == {True, False}
    start_s, end_s, _ = marks[0]
    line = player.timeline
    band = line._band(0, 0)
    column = round(band.x((start_s + end_s) / 2))
    drawn = line.grab().toImage()
    shown = {drawn.pixelColor(column, row).name() for row in range(drawn.height())}
    assert {band.colour(name).name() for name in ("accent", "record")} <= shown

    last = player._tracks[SPOKEN].pieces[-1]
    said = words["text"][last.start : last.end]
    rated.click_on_words(said, *SPOKEN)
    began_ms = 1000 * last.start_s
    rated.until(lambda: began_ms <= player.film.position_ms <= began_ms + 3_000)
    rated.until(lambda: transcript.said == said)


def struck_in(transcript: QTextEdit, words: str) -> set[bool]:
    """Whether pieces are struck out of the block whose end is `words`."""
    block = transcript.document().begin()
    while not block.text().endswith(words):
        block = block.next()
        assert block.isValid(), words
    return {each.format.fontStrikeOut() for each in block.textFormats()}


def turns_are_told_apart(person: Person, profile: Json) -> None:
    """Who speaks stands before each line of a role play."""
    text, shown = person.pages.strings.text, person.pages.interview.transcript.toPlainText()
    said = {turn: words for (question, turn), words in texts_of(profile).items() if question == "JD-Q10"}
    assert list(said) == [1, 2]
    for turn, words in said.items():
        asked = shown.index(text("review.player.turn_customer", turn=turn))
        answered = shown.index(text("review.player.turn_candidate", turn=turn) + f" {words[:20]}")
        assert asked < answered
