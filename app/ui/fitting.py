"""Draws a window at the size of its screen and in the look that a person chose."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.domain.language import Language
from app.ui.scale import factor_for, is_upright, rescale, turn
from app.ui.theme import Look, font_of, give_look, load_fonts, style_sheet
from app.ui.widgets.fitted_scroll import glide

_BLINK_MS = 1000


class Fitting:
    """Does nothing while size and look stay as they are, so it may be asked at every change."""

    def __init__(self, window: QWidget, resources: Path) -> None:
        self._window = window
        self._resources = resources
        self._drawn: tuple[float, bool, Look] | None = None
        self.look = Look()
        load_fonts(resources)
        # Without it no font of a window reaches what stands in it once a style sheet is worn.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)

    @property
    def factor(self) -> float:
        """Screen pixels for one design pixel."""
        return self._drawn[0] if self._drawn is not None else 1.0

    def wear(self, look: Look) -> bool:
        """Draw in `look` from now on; True if that changed anything. A window without a size yet waits for it."""
        self.look = look
        if self._drawn is None:
            give_look(self._window, look)
            return True
        return self.fit(self._window.width(), self._window.height())

    def speak(self, language: Language) -> None:
        """Write in the font of this language: English words have quotation marks of their own width."""
        self._window.setFont(font_of(language))

    def fit(self, width_px: int, height_px: int) -> bool:
        """Draw for this size; True if that changed anything.

        The sheet of a whole window takes a quarter of a second: the first time is when the window gets its size.
        """
        factor = factor_for(width_px, height_px, self._window.devicePixelRatio())
        wanted = (round(factor, 2), is_upright(width_px, height_px), self.look)
        if wanted == self._drawn:
            return False
        self._drawn = wanted
        give_look(self._window, self.look)
        self._window.setStyleSheet(style_sheet(self._resources, wanted[0], self.look))
        self._polish_hidden()
        turn(self._window, upright=wanted[1])
        rescale(self._window, wanted[0])
        self._move()
        return True

    def _polish_hidden(self) -> None:
        """What keeps its room while it is hidden asks for as much in the first sheet as in every later one."""
        for each in self._window.findChildren(QWidget):
            if each.sizePolicy().retainSizeWhenHidden():
                for part in (each, *each.findChildren(QWidget)):
                    part.ensurePolished()
                    part.updateGeometry()

    def _move(self) -> None:
        """Without motion lists stop under the finger, and the writing mark does not blink."""
        for area in self._window.findChildren(QScrollArea):
            glide(area, self.look.motion)
        QApplication.setCursorFlashTime(_BLINK_MS if self.look.motion else 0)
