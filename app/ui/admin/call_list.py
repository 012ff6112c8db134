"""The calls that wait for staff, the oldest first: since when, for what, where the person is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.desk_views import CallPlace, WaitingCall
from app.ui.icons import Icons
from app.ui.scale import Scalable, rescale
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row


class CallList(QWidget, Scalable):
    """answered: the number of a call that somebody came to. There is no call that is not shown."""

    answered = Signal(int)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._calls: tuple[WaitingCall, ...] = ()
        self._lines: list[tuple[QWidget, QLabel, Button]] = []
        self._inside = column(self, spacing=10)

    @property
    def texts(self) -> list[str]:
        """The words of the calls, in their order."""
        return [words.text() for line, words, _ in self._lines if not line.isHidden()]

    @property
    def buttons(self) -> list[Button]:
        """What answers each call, in their order."""
        return [button for line, _, button in self._lines if not line.isHidden()]

    def show_calls(self, calls: tuple[WaitingCall, ...], strings: Strings) -> None:
        """Show `calls` in the language of `strings`."""
        self._calls = calls
        self.setAccessibleName(strings.text("staff.calls"))
        while len(self._lines) < len(calls):
            self._add_line()
        for place, (line, words, button) in enumerate(self._lines):
            line.setVisible(place < len(calls))
            if place < len(calls):
                told = call_words(calls[place], strings)
                words.setText(told)
                button.say(strings.text("staff.answered"))
                button.setAccessibleName(f"{told} {strings.text('staff.answered')}")

    def _add_line(self) -> None:
        line, words, button = QWidget(), label("body"), Button(self._icons, "check")
        inside = row(line, spacing=12)
        inside.addWidget(words, 1)
        inside.addWidget(button)
        place = len(self._lines)
        button.clicked.connect(lambda: self._answer(place))
        self._lines.append((line, words, button))
        self._inside.addWidget(line)
        rescale(line, self.factor)

    def _answer(self, place: int) -> None:
        if place < len(self._calls):
            self.answered.emit(self._calls[place].number)


def call_words(call: WaitingCall, strings: Strings) -> str:
    """When and why somebody called, how long they have waited, and where they are."""
    text = strings.text
    why = text(f"staff.call_{call.reason}", at=call.at)
    if call.place is CallPlace.QUESTION:
        where = text("staff.place_question", number=call.question)
    else:
        where = text(f"staff.place_{call.place}")
    coming = [text("staff.coming", name=call.coming_by)] if call.coming_by else []
    return " ".join([why, text("staff.waits", minutes=call.waits_min, where=where), *coming])
