"""Chinese screens of the staff have Chinese marks between Chinese words, and each form asks for what it wants."""

import re

import pytest
from PySide6.QtWidgets import QLabel

from app.content.paths import resources_dir
from app.domain.language import Language
from app.ui.recruiter.pages import ReviewPages
from app.ui.theme import Look
from tests.qt.screens import Variant
from tests.qt.staff_screens import STAFF_SCREENS, drawn_staff, show_staff

HALF_WIDE = re.compile(r"[\u4e00-\u9fff）」][:,;] ?")
SCREENS = ("card", "card-bare", "card-overridden", "compare-four", "training-passed")

pytestmark = pytest.mark.qt_log_ignore("pipewire", "pa_context_connect", "No audio device", extend=True)


def test_no_chinese_word_is_followed_by_a_mark_of_another_script(qapp: object) -> None:
    variant = Variant(STAFF_SCREENS[1], Language.ZH, Look())
    with drawn_staff(resources_dir(), variant, ReviewPages, is_painted=False) as window:
        said = set[str]()
        for name in SCREENS:
            show_staff(window, f"console-{name}")
            said |= {each.text() for each in window.findChildren(QLabel) if each.isVisible()}
        assert len(said) > 50
        assert {each for each in said if HALF_WIDE.search(each)} == set()


@pytest.mark.parametrize("language", Language)
def test_a_note_asks_for_words_to_colleagues_and_a_decision_for_a_reason(
    qapp: object, language: Language
) -> None:
    variant = Variant(STAFF_SCREENS[1], language, Look())
    with drawn_staff(resources_dir(), variant, ReviewPages, is_painted=False) as window:
        show_staff(window, "console-card")
        page = window.page
        assert isinstance(page, ReviewPages)
        acts, text = page.interview.acts, page.strings.text
        assert acts is not None
        for button, key in ((acts.note_button, "note_words"), (acts.change_button, "reason")):
            button.click()
            wanted = text(f"review.console.{key}")
            assert (acts.reason.placeholderText(), acts.reason.accessibleName()) == (wanted, wanted)
