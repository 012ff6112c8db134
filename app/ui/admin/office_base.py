"""What the administrator's screens share: cards of words and buttons, built anew with each view."""

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.office.values import CheckLine, OfficeView
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import is_upright, rescale, turn
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, column, label, line, row, row_or_column, set_look
from app.ui.widgets.fitted_scroll import FittedScroll

TAB = Qt.FocusPolicy.TabFocus
_LONG = re.compile(r"[!-~]{21,}")
_PART = re.compile(r".{1,8}")


class ConfirmButton(Button):
    """Asks once more, in words, before it is confirmed."""

    confirmed = Signal()

    def __init__(self, icons: Icons, words: str, question: str, icon: str | None = None) -> None:
        super().__init__(icons, icon)
        self._question, self._is_asking = question, False
        self.say(words)
        self.clicked.connect(self._pressed)

    @Slot()
    def _pressed(self) -> None:
        if self._is_asking:
            self.confirmed.emit()
        else:
            self._is_asking = True
            self.say(self._question)
            set_look(self, "primary")


class _Does(QObject):
    """Keeps what a button does with the button: a connection holds no function of ours alive by itself."""

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        super().__init__(owner)
        self._do = do

    @Slot()
    def run(self) -> None:
        """Do it."""
        self._do()


class SectionPage(Page):
    """One screen. intent: a request of app.office.requests."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: OfficeView | None = None
        self.words: list[str] = []
        self._area = FittedScroll(right_px=12)
        self._inside: QWidget | None = None
        self._next: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._bring)
        self.whole: QVBoxLayout = column()
        outside = column(self)
        outside.addWidget(self._area, 100)
        outside.addStretch(1)

    def show_view(self, view: OfficeView) -> None:
        """Show `view`; what was written for the one before is gone."""
        self._view = view
        self.begin_anew()

    def clear(self) -> None:
        """Nothing stays."""
        self._view = None
        self.begin_anew()

    def draw(self) -> None:
        """Build the screen anew for the same view, in another language for instance: what is being written stays."""
        texts, ticks = [each.text() for each in self._boxes], [each.isChecked() for each in self._ticked]
        self.begin_anew()
        if (len(texts), len(ticks)) == (len(self._boxes), len(self._ticked)):
            for field, text in zip(self._boxes, texts, strict=True):
                field.setText(text)
            for button, is_checked in zip(self._ticked, ticks, strict=True):
                button.setChecked(is_checked)

    def begin_anew(self) -> None:
        """Build the screen with nothing written. The keyboard stays at what has the same name, else at the first."""
        stood = self._stood
        self._next = None
        self.words.clear()
        if self._inside is not None:
            self._area.inside.removeWidget(self._inside)
            self._inside.hide()
            self._inside.setParent(None)  # at once: it may be of somebody who has just signed out
            self._inside.deleteLater()
        self._inside = QWidget()
        self.whole = column(self._inside, spacing=14)
        self.build()
        self._area.inside.addWidget(self._inside)
        rescale(self._inside, self.factor)
        turn(self._inside, upright=is_upright(self.window().width(), self.window().height()))
        self._inside.show()
        if stood is not None:
            self._stand(*stood)

    def lead_to(self, widget: QWidget, last: QWidget) -> None:
        """The keyboard goes to `widget`, and what goes down to `last` comes into sight."""
        widget.setFocus()
        self._next = last
        self._soon.start()  # it has no place yet

    @Slot()
    def _bring(self) -> None:
        if self._next is not None:
            self._area.ensureWidgetVisible(self._next)

    @property
    def _boxes(self) -> list[QLineEdit]:
        return [] if self._inside is None else self._inside.findChildren(QLineEdit)

    @property
    def _ticked(self) -> list[QAbstractButton]:
        buttons = [] if self._inside is None else self._inside.findChildren(QAbstractButton)
        return [each for each in buttons if each.isCheckable()]

    @property
    def _stops(self) -> list[QWidget]:
        """Where the keyboard can stand."""
        widgets = [] if self._inside is None else self._inside.findChildren(QWidget)
        return [each for each in widgets if each.accessibleName() and each.focusPolicy() & TAB]

    @property
    def _stood(self) -> tuple[str, int] | None:
        """The name of what has the keyboard, and how many of the same name come before it; None: it is elsewhere."""
        focus, stops = self.window().focusWidget(), self._stops
        if focus is None or focus not in stops:
            return None
        name = focus.accessibleName()
        return name, [each for each in stops if each.accessibleName() == name].index(focus)

    def _stand(self, name: str, at: int) -> None:
        stops = [each for each in self._stops if each.isEnabled()]
        same = [each for each in stops if each.accessibleName() == name]
        found = same[at : at + 1] or stops[:1]  # never what now lies where somebody has just pressed
        for each in found:
            each.setFocus()

    def build(self) -> None:
        """Put cards into `whole`; without a view nothing."""
        raise NotImplementedError

    # ---- pieces ----------------------------------------------------------------------------------
    def text(self, key: str, **gaps: str | float) -> str:
        """Words of the screens."""
        return self.strings.text(f"office.{key}", **gaps)

    def card(self, heading: str) -> QVBoxLayout:
        """A card with its heading."""
        card = box()
        inside = column(card, margins=(20, 14, 20, 16), spacing=8)
        self.say(inside, "heading", heading)
        self.whole.addWidget(card)
        return inside

    def say(self, layout: QBoxLayout, look: str, words: str, stretch: int = 0) -> None:
        """Words in a look."""
        made = label(look)
        made.setText(breakable(words))
        self.words.append(words)
        layout.addWidget(made, stretch)

    def rule(self, layout: QBoxLayout) -> None:
        """A thin line between two entries of a list."""
        layout.addWidget(line())

    def ends(self, layout: QBoxLayout) -> QBoxLayout:
        """A line of long buttons: one below the other where the screen stands."""
        made = row_or_column(spacing=12)
        layout.addLayout(made)
        return made

    def line(self, layout: QBoxLayout) -> QHBoxLayout:
        """A line of words and buttons."""
        made = row(spacing=12)
        layout.addLayout(made)
        return made

    def button(
        self,
        layout: QBoxLayout,
        words: str,
        do: Callable[[], object],
        *,
        icon: str | None = None,
        look: str = "plain",
        about: str = "",
    ) -> Button:
        """A button that does something. about: what, for whoever only hears it."""
        made = Button(self.icons, icon, look)
        made.say(words)
        if about:
            made.setAccessibleName(f"{words} {about}")
        made.clicked.connect(_Does(made, do).run)
        layout.addWidget(made)
        return made

    def confirm(
        self, layout: QBoxLayout, words: str, question: str, do: Callable[[], object]
    ) -> ConfirmButton:
        """A button that asks before it does something that cannot be undone."""
        made = ConfirmButton(self.icons, words, question)
        made.confirmed.connect(_Does(made, do).run)
        layout.addWidget(made)
        return made

    def field(self, layout: QBoxLayout, key: str, *, is_secret: bool = False, stretch: int = 1) -> QLineEdit:
        """A box to write in."""
        made = QLineEdit()
        made.setPlaceholderText(self.text(key))
        made.setAccessibleName(self.text(key))
        if is_secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        layout.addWidget(made, stretch)
        return made

    def checks(self, layout: QBoxLayout, lines: tuple[CheckLine, ...]) -> None:
        """Findings of the doctor, a line each."""
        for each in lines:
            told = self.line(layout)
            look = {"ok": "good", "advice": "warn"}.get(each.health, "record")
            self.say(told, look, self.text(f"health_{each.health}"), 2)
            self.say(told, "strong", self.text(f"check.{each.check}"), 3)
            self.say(told, "body", self.strings.message(each.code, **dict(each.params)), 12)


def breakable(words: str) -> str:
    """The same, but that a sum or a number without spaces can be broken where a line ends."""
    return _LONG.sub(lambda found: "\u200b".join(_PART.findall(found[0])), words)


def minute(unix_s: float) -> str:
    """Day and minute, as people here read them."""
    return f"{datetime.fromtimestamp(unix_s):%Y-%m-%d %H:%M}"
