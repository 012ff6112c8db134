"""The staff's screens for those who hear them, and for those who see little: names, and text against its ground."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTableView, QTextEdit, QWidget

from app.content.paths import resources_dir
from app.domain.language import Language
from app.ui.admin.office_page import OfficePage
from app.ui.recruiter.hub_pages import HubPages
from app.ui.recruiter.pages import ReviewPages
from app.ui.theme import Look
from tests.qt.screens import Variant, settle
from tests.qt.sheet_check import visible
from tests.qt.staff_screens import MakePage, drawn_staff, pages_of, show_staff
from tests.qt.test_layout_access import controls, painted
from tests.qt.test_layout_contrast import ground_of, token
from tests.qt.test_layout_staff import NOTEBOOK, PLAYER_WARNS
from tests.qt.test_theme import TEXTS

MORE_CONTROLS = (QComboBox, QTextEdit, QTableView)


@PLAYER_WARNS
@pytest.mark.parametrize("make_page", [ReviewPages, HubPages, OfficePage], ids=lambda page: page.__name__)
def test_everything_has_a_name_and_every_text_a_ground_that_is_checked(
    qapp: object, make_page: MakePage
) -> None:
    seen: set[tuple[str, str]] = set()
    with drawn_staff(resources_dir(), Variant(NOTEBOOK, Language.EN, Look()), make_page) as window:
        for name in pages_of()[make_page]:
            show_staff(window, name)
            settle()
            drawn = [each for each in painted(window) if each.layout() is None]
            more: list[QWidget] = [each for kind in MORE_CONTROLS for each in visible(window, kind)]
            for control in (*controls(window), *drawn, *more):
                assert control.accessibleName(), (name, control)
            picture = window.grab().toImage()
            still = [each for each in visible(window, QAbstractButton) if not each.isChecked()]
            written: list[QLabel | QAbstractButton] = [*visible(window, QLabel), *still]
            # What is scrolled out of sight has the place of something else in the picture.
            for text in (each for each in written if each.visibleRegion().boundingRect() == each.rect()):
                ink = token(text.palette().color(text.foregroundRole()))
                ground = token(ground_of(text, picture))
                if text.isEnabled() and text.text() and ink and ground and ink != ground:
                    seen.add((ink, ground))
    assert len(seen) >= 5
    assert seen <= set(TEXTS)
