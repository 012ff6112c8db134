"""A recruiter decides about real stored interviews, held by `kiosk demo`: blind first, then the card; real keys."""

import logging
import time

import pytest
from PySide6.QtCore import Qt

from app.domain.check_in import CallReason
from app.ui.recruiter.alerts import AlertLine
from tests.end2end.console_person import CONTROL, FIRST, SAID_BY_PLAYERS, SECOND, Person
from tests.end2end.console_words import Kept, figures_of, texts_of, told_since
from tests.end2end.demo_process import CANDIDATES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.media,
    pytest.mark.timeout(300),
    pytest.mark.qt_log_ignore(*SAID_BY_PLAYERS, extend=True),
]
log = logging.getLogger(__name__)


def reasons(person: Person, interview_id: str) -> list[tuple[str, str, str]]:
    """Who said what, and why."""
    acts = person.journal.reviews.acts(interview_id)
    return [(each.actor, each.kind.value, each.body.get("reason", "")) for each in acts]


def test_an_interview_is_rated_blind_read_changed_declined_and_read_by_a_second_person(
    person: Person, store: Kept
) -> None:
    strong, profile = store.id_of("strong"), store.profiles["strong"]
    queue, page = person.pages.queue, person.pages.interview
    assert queue.table.model().rowCount() == 2

    person.key(Qt.Key.Key_F, CONTROL)
    person.type(strong[:8])
    assert queue.table.model().rowCount() == 1
    person.key(Qt.Key.Key_Return)
    person.key(Qt.Key.Key_5, CONTROL)
    assert queue.table.model().rowCount() == 0  # nothing is decided
    person.key(Qt.Key.Key_2, CONTROL)
    assert queue.table.model().rowCount() == 1

    at_list = person.everything
    person.open(strong)
    while_blind = at_list + person.everything
    assert (page.card, page.acts, page.papers) == (None, None, None)
    assert not person.rating.next_button.isEnabled()
    texts = texts_of(profile)
    assert [text for text in texts.values() if text not in while_blind] == []
    unseen = [figure for figure in figures_of(profile) if figure in while_blind]
    assert (unseen, "±" in while_blind) == ([], False)
    assert f"{profile['composite']['score']:.1f}" not in while_blind
    assert (page.transcript.marked(("JD-Q05", 1)), page.player.timeline.lanes) == ([], [])

    person.rate_blind()
    card = person.card._card
    told = person.card.words
    assert [
        each for each in (card.band, *(quote.rule for quote in card.strongest)) if each in while_blind
    ] == []
    scores = [profile["composite"], *profile["dimensions"]]
    figures = [f"{each['score']:.1f} ± {each['standard_error']:.1f}" for each in scores]
    assert [each for each in figures if each not in told] == []
    assert len(card.strongest) == 3
    shown = person.everything
    assert [each for each in (*figures, card.band, card.strongest[0].rule) if each not in shown] == []
    for quote in (*card.strongest, *card.weakest):
        assert quote.words in texts[quote.question_id, quote.turn]
        assert quote.words in told
        assert quote.words in page.transcript.marked((quote.question_id, quote.turn))

    person.act(Qt.Key.Key_5)
    person.choose(person.acts.target, card.dimensions[0].name)
    person.choose(person.acts.value, "6.5")
    person.tab_to(person.acts.reason)
    person.type("planted cause: one promise is missing")
    person.key(Qt.Key.Key_Return)
    person.until(lambda: "planted cause" in person.card.words)
    assert person.card._card.dimensions[0].changed_to == 6.5
    assert figures[1] in person.card.words  # the program's own stays beside it

    person.act(Qt.Key.Key_4)
    person.key(Qt.Key.Key_Return)  # without a reason nothing is stored
    assert reasons(person, strong)[-1][1] == "override"
    person.type("planted doubt about shifts")
    person.key(Qt.Key.Key_Return)
    person.until(lambda: person.pages.is_at_queue)
    assert reasons(person, strong)[-1] == (FIRST, "decision", "planted doubt about shifts")

    person.take_over(SECOND)
    person.open(strong)
    seen = person.everything
    assert "planted" not in seen
    assert person.card._card.is_second
    assert person.card._card.dimensions[0].changed_to is None
    person.decide(Qt.Key.Key_4, "heard no promise")
    person.key(Qt.Key.Key_5, CONTROL)
    assert person.pages.queue.table.model().rowCount() == 1  # two people said the same: it holds
    assert person.journal.verify().problems == ()


def test_whoever_has_finished_and_who_calls_stands_above_the_list_until_somebody_answers(
    person: Person, store: Kept
) -> None:
    alerts = person.pages.queue.alerts

    def shown() -> list[AlertLine]:
        return [each for each in alerts.lines if not each.isHidden()]

    rows = [line._alert.row for line in shown() if line._alert is not None]
    held = [each.interview_id for each in rows if each is not None]
    assert set(held) == {store.id_of(each) for each in CANDIDATES}
    person.click(shown()[-1].left_button)
    person.until(lambda: len(shown()) == 1)
    gone = [(each.actor, each.kind.value) for each in person.journal.reviews.acts(held[-1])]
    assert gone == [(FIRST, "gone")]

    person.journal.front_desk.call(CallReason.HELP, None, now=time.time())
    person.review.console.start()  # it reads itself anew every few seconds (test_console_calls); at once here
    person.until(lambda: len(shown()) == 2)
    person.click(shown()[0].coming_button)
    person.until(lambda: FIRST in shown()[0].text)
    person.click(shown()[0].done_button)
    person.until(lambda: len(shown()) == 1)
    told = [action for actor, action, _ in told_since(person.journal, 0) if actor == FIRST]
    assert told[-2:] == ["call_taken", "call_answered"]
    person.click(shown()[0].open_button)
    person.until(lambda: person.pages.interview.interview_id == held[0])
    person.back()
    person.until(lambda: alerts.text == "")


def test_one_review_takes_no_more_than_a_minute_of_actions(rated: Person, store: Kept) -> None:
    """Keys and clicks are counted, not time: by the keystroke-level model (Card, Moran & Newell 1980) a key of an
    average typist takes 0.28 s, pointing 1.1 s, a click 0.2 s, and each of five steps is thought about for 1.35 s.
    """
    strong = store.id_of("strong")
    rated.keys = rated.clicks = 0
    began_s = time.monotonic()
    rated.open(strong)
    quote = next(each for each in rated.card._card.strongest if "\n" not in each.words)
    rated.click_on_words(quote.words, quote.question_id, quote.turn)
    player = rated.pages.interview.player
    if player.timeline.isVisible():  # chats have no recording
        rated.until(lambda: player.film.is_running)
    assert player.place == (quote.question_id, quote.turn)
    rated.decide(Qt.Key.Key_1, "kind, checks facts, promises a time")
    took_s = time.monotonic() - began_s
    hands_s = 0.28 * rated.keys + 1.3 * rated.clicks + 5 * 1.35
    log.info(
        "%d keys, %d clicks: %.0f s of hands; the program: %.2f s", rated.keys, rated.clicks, hands_s, took_s
    )
    assert (rated.keys <= 50, rated.clicks) == (True, 1)
    assert hands_s <= 60
    assert reasons(rated, strong)[-1] == (FIRST, "decision", "kind, checks facts, promises a time")


def test_a_note_stays_inside_and_a_colleague_takes_over(rated: Person, store: Kept) -> None:
    weak = store.id_of("weak")
    rated.open(weak)
    rated.act(Qt.Key.Key_6)
    rated.type("planted note: 夜班")
    rated.key(Qt.Key.Key_Return)
    rated.until(lambda: "planted note: 夜班" in rated.card.words)
    rated.act(Qt.Key.Key_3)
    rated.choose(rated.acts.colleague, SECOND)
    rated.tab_to(rated.acts.reason)
    rated.type("knows this job")
    rated.key(Qt.Key.Key_Return)
    rated.until(lambda: rated.pages.is_at_queue)
    assert rated.journal.reviews.acts(weak)[-1].body["to"] == SECOND
    rated.key(Qt.Key.Key_4, CONTROL)
    assert rated.pages.queue.table.model().rowCount() == 0  # for me: nothing
    rated.take_over(SECOND)
    rated.key(Qt.Key.Key_4, CONTROL)
    assert rated.pages.queue.table.model().rowCount() == 1
    rated.open(weak)
    assert "planted note: 夜班" in rated.card.words


def test_the_strong_and_the_weak_one_stand_side_by_side(rated: Person, store: Kept) -> None:
    page, strings = rated.pages.compare, rated.pages.strings
    rated.go_to(store.id_of("strong"))
    rated.key(Qt.Key.Key_A, CONTROL)
    rated.key(Qt.Key.Key_M, CONTROL)
    rated.until(page.isVisible)
    assert set(page.interview_ids) == {store.id_of(each) for each in CANDIDATES}
    scores = [store.profiles[each]["composite"] for each in CANDIDATES]
    for score in scores:
        assert f"{score['score']:.1f} ± {score['standard_error']:.1f}" in page.words
    apart = scores[0]["score"] - scores[1]["score"]
    error = (scores[0]["standard_error"] ** 2 + scores[1]["standard_error"] ** 2) ** 0.5
    assert strings.text("review.console.apart", points=f"{apart:.1f}", error=f"{error:.1f}") in page.words
    quotes = {e["quote"] for p in store.profiles.values() for a in p["answers"] for e in a["evidence"]}
    shown = [cell.quotes for row in page._shown.rows for cell in row.cells] if page._shown else []
    assert sum(map(len, shown)) >= 20
    assert all(quote.words in quotes for each in shown for quote in each)
    rated.back()
