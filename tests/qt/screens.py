"""What every screen is drawn on, in tests and on the sheet: 4 sizes, 2 languages, 2 type sizes, 2 themes.

The one registry of screens is samples.VIEWS: a page without a view there fails test_layout.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.voice import show_narration
from app.domain.language import Language
from app.ui.narrator import Narration
from app.ui.theme import Look, Theme
from app.ui.views import View
from app.ui.window import KioskWindow
from tests.qt.samples import VIEWS

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of a kiosk; diagonal_in: of the smallest screen sold widely with so many pixels."""

    width_px: int
    height_px: int
    diagonal_in: float

    def px(self, mm: float) -> float:
        """So many millimetres in pixels."""
        diagonal_px = math.hypot(self.width_px, self.height_px)
        return mm / MM_PER_INCH * diagonal_px / self.diagonal_in

    def at(self, scale: float) -> "Screen":
        """The same screen as programs see it at a system's `scale`."""
        return Screen(round(self.width_px / scale), round(self.height_px / scale), self.diagonal_in)

    def __str__(self) -> str:
        return f"{self.width_px}x{self.height_px}"


SCREENS = (
    Screen(1920, 1080, 15.6),
    Screen(1366, 768, 14.0),
    Screen(1080, 1920, 21.5),
    Screen(1024, 768, 12.1),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to draw every screen."""

    screen: Screen
    language: Language
    look: Look

    def __str__(self) -> str:
        size = "large" if self.look.large_type else "normal"
        return f"{self.screen}-{self.language}-{size}-{self.look.theme}"


def variants(theme: Theme = Theme.LIGHT, scale: float = 1.0) -> list[Variant]:
    """Every size, language and type size in one theme: colours change no geometry.

    scale: dots for one pixel that the system gives to programs (QT_SCALE_FACTOR); above 1 only on fine screens.
    """
    fine = [screen for screen in SCREENS if min(screen.width_px, screen.height_px) >= 1080]
    return [
        Variant(screen.at(scale), language, Look(theme, large_type=large))
        for screen, language, large in product(SCREENS if scale <= 1 else fine, Language, (False, True))
    ]


@contextmanager
def drawn(resources: Path, variant: Variant, *, is_painted: bool = True) -> Iterator[KioskWindow]:
    """A window laid out for `variant`, on no screen, and gone after the block.

    is_painted: False where only places and words are looked at: they are the same, and painting takes a fifth longer.
    """
    window = KioskWindow(resources, variant.language)
    window.setUpdatesEnabled(is_painted)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(variant.screen.width_px, variant.screen.height_px)
    window.use_look(variant.look)
    window.show()
    try:
        yield window
    finally:
        window.release()
        window.close()
        window.deleteLater()


def show(window: KioskWindow, name: str) -> None:
    """Show the screen `name` of SHOWN as a person finds it."""
    view, touch = SHOWN[name]
    show_narration(window, Narration())
    window.messages.clear()
    window.ask_still_there(None)
    window.header.close_choices()
    window.question.buttons.stay()
    window.show_page(view)
    if touch is not None:
        touch(window)


def _ask_skip(window: KioskWindow) -> None:
    window.question.buttons.skip_button.click()


def _ask_leave(window: KioskWindow) -> None:
    window.interrupted.leave_button.click()


def _call_staff(window: KioskWindow) -> None:
    window.header.help_button.click()


def _open_choices(window: KioskWindow) -> None:
    window.header.display_button.click()


def _get_ready(window: KioskWindow) -> None:
    show_narration(window, Narration(is_speaking=True, gets_ready=True))


def _be_idle(window: KioskWindow) -> None:
    window.ask_still_there(25)


def _answer_all(window: KioskWindow) -> None:
    for each in window.consent.rows:
        each.switch.choose(True)


# What a page shows only after a touch, or without its own doing.
SHOWN: dict[str, tuple[View, Callable[[KioskWindow], None] | None]] = {
    **{name: (view, None) for name, view in VIEWS.items()},
    "consent-answered": (VIEWS["consent"], _answer_all),
    "question-skip": (VIEWS["question-preparing"], _ask_skip),
    "interrupted-leave": (VIEWS["interrupted-restarted"], _ask_leave),
    "question-getting-ready": (VIEWS["question-preparing"], _get_ready),
    "practice-getting-ready": (VIEWS["practice-ready"], _get_ready),
    "welcome-help": (VIEWS["welcome"], _call_staff),
    "welcome-display": (VIEWS["welcome-wait"], _open_choices),
    "question-display": (VIEWS["question-recording"], _open_choices),
    "question-idle": (VIEWS["question-role-play"], _be_idle),
}


def settle() -> None:
    """Let layouts finish."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
