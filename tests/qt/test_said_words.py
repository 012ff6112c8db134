"""What people did is told in the reader's words, on the card and on paper: no ids of the content."""

import pytest

from app.content.paths import resources_dir
from app.domain.language import Language
from app.review.values import Decision
from app.ui.recruiter.card_view import CardView, said_words
from app.ui.strings import load_strings
from tests.qt.console_samples_interview import card, names_in


@pytest.mark.parametrize("language", Language)
def test_a_changed_score_is_told_by_its_name(qapp: object, language: Language) -> None:
    strings, shown = load_strings(resources_dir())[language], card(language)
    changed = strings.text("review.console.changed_to", value="7.5")
    colon = "：" if language is Language.ZH else ": "
    for what, name in (
        ("sub_dimension ec_stability 7.5", names_in(language).thing("ec_stability")),
        ("dimension communication 7.5", names_in(language).thing("communication")),
        ("composite 7.5", strings.text("review.console.composite")),
    ):
        assert said_words(what, shown, strings.text) == f"{name}{colon}{changed}"
    view = CardView(shown, strings)
    assert f"{names_in(language).thing('ec_stability')}{colon}{changed}" in view.words
    assert "ec_stability" not in view.words


@pytest.mark.parametrize("language", Language)
def test_other_acts_keep_whom_they_name(language: Language) -> None:
    strings, shown = load_strings(resources_dir())[language], card(language)
    for act in Decision:
        assert said_words(act, shown, strings.text) == strings.text(f"review.console.{act}")
    handed = said_words("hand_over reader-2", shown, strings.text)
    assert handed == f"{strings.text('review.console.hand_over')} reader-2"
    assert said_words("note", shown, strings.text) == strings.text("review.console.said_note")
