"""Training with real keys, agreement of real ratings, and every screen empty once nobody is signed in."""

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from PySide6.QtCore import Qt

from app.agreement.gate import By
from app.content.paths import resources_dir
from app.review.gold import GoldAnswer, gold_set
from app.review.training_values import TrainingResult
from tests.end2end.console_person import CONTROL, SAID_BY_PLAYERS, Person
from tests.end2end.console_words import Kept, figures_of, texts_of
from tests.end2end.demo_process import CANDIDATES
from tests.unit.agreement.reference import reference

pytestmark = [
    pytest.mark.slow,
    pytest.mark.media,
    pytest.mark.timeout(300),
    pytest.mark.qt_log_ignore(*SAID_BY_PLAYERS, extend=True),
]


def to_training(person: Person) -> None:
    """From the list, by a click."""
    person.click(person.pages.queue.training_button)
    person.until(person.pages.training.isVisible)


def whole_round(person: Person, name: str, apart: float) -> None:
    """Twelve answers, each rated `apart` points from gold by Tab and arrows; Return on the one button goes on."""
    page = person.pages.training
    answers = gold_set(resources_dir(), person.pages.strings.language, name).answers
    go_on(person, lambda: page.rating is not None)
    for number in range(len(answers)):
        shown = page.transcript.toPlainText()
        gold: GoldAnswer = next(each for each in answers if each.text in shown)
        rating = page.rating
        assert rating is not None
        for sub, box in rating.choices.items():
            value = min(10.0, max(1.0, gold.scores[sub] + apart))
            person.choose(box, f"{value:g}")
        go_on(person, lambda: page.rating is None)
        assert gold.reason in page.words  # the gap, with the reason for the gold score
        is_last = number == len(answers) - 1
        go_on(person, lambda last=is_last: isinstance(page._state, TrainingResult) if last else page.rating)


def go_on(person: Person, is_so: Callable[[], object]) -> None:
    """The one button of the training page."""
    person.tab_to(person.pages.training.next_button)
    person.key(Qt.Key.Key_Space)
    person.until(is_so)


def test_training_is_failed_then_passed_and_only_then_ratings_count(person: Person, store: Kept) -> None:
    text = person.pages.strings.text
    to_training(person)
    whole_round(person, "a", 2.0)
    assert text("review.training.failed") in person.pages.training.words
    person.click(person.pages.training.back_button)
    person.until(lambda: person.pages.is_at_queue)
    person.open(store.id_of("weak"))
    assert not person.rating.counts
    assert text("review.training.does_not_count") in person.everything
    person.back()

    to_training(person)
    whole_round(person, "b", 0.0)
    assert text("review.training.passed") in person.pages.training.words
    person.click(person.pages.training.back_button)
    person.until(lambda: person.pages.is_at_queue)
    person.open(store.id_of("weak"))
    assert person.rating.counts
    person.back()

    profile = store.profiles["strong"]
    given = rated_apart(person, store)
    person.click(person.pages.queue.agreement_button)
    page = person.pages.agreement
    person.until(page.isVisible)
    cells = {place: each.text() for place, each in page.cells.items()}
    for question, pairs in given.items():
        (told,) = (
            name for by, name, column in cells if by is By.QUESTION and column == "pairs" and question in name
        )
        assert cells[By.QUESTION, told, "pairs"] == str(len(pairs))
        if len(pairs) >= 3:
            bias = sum(program - human for human, program in pairs) / len(pairs)
            assert cells[By.QUESTION, told, "bias"].startswith(f"{bias:+z.2f}")
    assert sum(map(len, given.values())) > 20, profile["interview_id"]
    person.back()
    figures = {
        name: cells[by, name, "icc"] for by, name, column in cells if (by, column) == (By.QUESTION, "icc")
    }
    as_the_reference_has_it(given, figures)


def as_the_reference_has_it(given: dict[str, list[tuple[float, float]]], figures: dict[str, str]) -> None:
    """ICC(A,1) with its interval, of the same ratings. Skips where the reference formulas are not here."""
    icc_a1, compared = reference().icc_a1, 0
    for question, pairs in given.items():
        (told,) = (figure for name, figure in figures.items() if question in name)
        shown = [float(each) for each in re.findall(r"-?\d+\.\d+", told.replace("−", "-"))]
        if shown:
            assert shown == pytest.approx(icc_a1(pairs), abs=0.0051), question  # two decimals are shown
            compared += 1
    assert compared >= 3


def rated_apart(person: Person, store: Kept) -> dict[str, list[tuple[float, float]]]:
    """The strong one is rated now; by question what the person and the program gave, where both gave something."""
    values, pairs = cycle([7.5, 9.0, 6.0, 8.5]), {}
    program = {
        (answer["question_id"], answer["turn"], each["sub_dimension"]): each["score"]
        for answer in store.profiles["strong"]["answers"]
        for each in answer["scores"]
    }

    def give(question: str, turn: int, sub: str) -> float:
        human = next(values)
        score = program.get((question, turn, sub))
        if score is not None:
            pairs.setdefault(question, []).append((human, score))
        return human

    person.rate_at_once(store.id_of("strong"), give)
    return pairs


def at_list(person: Person, store: Kept) -> None:
    """Already there."""


def at_blind(person: Person, store: Kept) -> None:
    person.open(store.id_of("weak"))
    assert person.rating


def at_card(person: Person, store: Kept) -> None:
    person.open(store.id_of("strong"))
    assert person.card


def at_compared(person: Person, store: Kept) -> None:
    person.rate_at_once(store.id_of("weak"), lambda *_: 3.0)
    person.go_to(store.id_of("strong"))
    person.key(Qt.Key.Key_A, CONTROL)
    person.key(Qt.Key.Key_M, CONTROL)
    person.until(person.pages.compare.isVisible)


def at_agreement(person: Person, store: Kept) -> None:
    person.click(person.pages.queue.agreement_button)
    person.until(person.pages.agreement.isVisible)


def at_room(person: Person, store: Kept) -> None:
    person.key(Qt.Key.Key_R, CONTROL)
    person.until(person.pages.room.isVisible)


def at_training(person: Person, store: Kept) -> None:
    to_training(person)
    go_on(person, lambda: person.pages.training.rating is not None)


SCREENS = (at_list, at_blind, at_card, at_compared, at_agreement, at_room, at_training)


def test_each_screen_is_empty_once_nobody_is_signed_in(person: Person, store: Kept) -> None:
    """Whatever is asked next from it: every word of everybody is gone, for eyes, ears and the clipboard."""
    who = person.account
    person.rate_at_once(store.id_of("strong"), lambda *_: 8.0)
    secrets = [store.id_of(each)[:8] for each in CANDIDATES]
    secrets += [
        words[:12] for each in CANDIDATES for words in texts_of(store.profiles[each]).values() if words
    ]
    secrets += figures_of(store.profiles["strong"])
    for goes in SCREENS:
        goes(person, store)
        if goes not in (at_agreement, at_room, at_training):
            assert any(secret in person.everything for secret in secrets), goes.__name__
        person.account = None
        person.review.console.start()  # as any request: the list, which reads itself anew
        person.until(lambda: person.pages.stack.currentIndex() == 0)
        seen = person.everything
        assert [secret for secret in secrets if secret in seen] == [], goes.__name__
        gold = gold_set(resources_dir(), store.language, "a").answers
        assert not any(each.text[:20] in seen for each in gold), goes.__name__
        person.account = who
        person.come()
