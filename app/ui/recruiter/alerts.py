"""Who raised a hand, who has finished and is still here: it stays until somebody answers; a tone for each new one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.review.values import CallLine, QueueRow, Tile
from app.ui.icons import Icons, Picture
from app.ui.recruiter.alert_news import Alert, alert_words, alerts_of
from app.ui.scale import Scalable, rescale
from app.ui.strings import Strings
from app.ui.widgets.banner import Tone
from app.ui.widgets.basics import Button, column, label, row, set_look

SHOWN = 2  # the rest of the screen is for the list


class AlertLine(QFrame):
    """One alert and what can be done about it."""

    coming, done = Signal(int), Signal(int)
    opened, left = Signal(object), Signal(object)
    room = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._alert: Alert | None = None
        self._picture, self._words = Picture(icons, "alert", "warn_ink"), label("strong")
        self.coming_button = Button(icons, look="choice")
        self.done_button = Button(icons, look="choice")
        self.open_button = Button(icons, look="choice")
        self.left_button = Button(icons, look="choice")
        self.room_button = Button(icons, look="choice")
        inside = row(self, margins=(14, 4, 8, 4), spacing=10)
        inside.addWidget(self._picture)
        inside.addWidget(self._words, 1)
        for button in self.buttons:
            inside.addWidget(button)
            button.clicked.connect(self._pressed)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All of them, in their order; what does not fit the alert is hidden."""
        return (
            self.coming_button,
            self.done_button,
            self.open_button,
            self.left_button,
            self.room_button,
        )

    @property
    def text(self) -> str:
        """The words."""
        return self._words.text()

    def show_alert(self, alert: Alert, strings: Strings) -> None:
        """Show `alert`."""
        self._alert = alert
        is_finished, is_call, told = (
            alert.is_finished,
            alert.call is not None,
            alert_words(alert, strings.text),
        )
        tone = Tone.INFO if is_finished else Tone.WARNING
        set_look(self, str(tone))
        drawing = ("info", "accent") if is_finished else ("alert", "warn_ink")
        self._picture.show_drawing(*drawing)
        self._words.setText(told)
        names = ("coming", "done", "open", "left", "room")
        fits = (alert.call is not None and not alert.call.coming_by, is_call, is_finished, is_finished)
        for name, button, is_wanted in zip(
            names, self.buttons, (*fits, not is_call and not is_finished), strict=True
        ):
            words = strings.text(f"review.alerts.{name}")
            button.say(words)
            button.setAccessibleName(f"{words}: {told}")
            button.setVisible(is_wanted)
        self.setAccessibleName(told)

    @Slot()
    def _pressed(self) -> None:
        alert, pressed = self._alert, self.sender()
        if alert is None:
            return
        if alert.call is not None:
            (self.done if pressed is self.done_button else self.coming).emit(alert.call.number)
        elif alert.is_finished:
            (self.left if pressed is self.left_button else self.opened).emit(alert.row)
        else:
            self.room.emit()


class Alerts(QWidget, Scalable):
    """sounded: there is somebody who was not there before, and the tone is on. Other signals: as of AlertLine.

    is_whole: also who has finished; else only raised hands.
    """

    sounded = Signal()
    coming, done = Signal(int), Signal(int)
    opened, left = Signal(object), Signal(object)
    room = Signal()

    def __init__(self, icons: Icons, strings: Strings, *, is_whole: bool = True) -> None:
        super().__init__()
        self._icons, self._strings, self._is_whole = icons, strings, is_whole
        self._has_tiles = True
        self._told: tuple[Sequence[QueueRow], Sequence[CallLine], Sequence[Tile]] = ((), (), ())
        self._known: set[str] | None = None
        self.lines: list[AlertLine] = []
        self.more = label("body", wrap=False)  # placed by whoever shows this, as is the button
        self._inside = column(self, spacing=6)
        self.sound_button = Button(icons, "sound", look="quiet")
        self.sound_button.setCheckable(True)
        self.sound_button.setChecked(True)
        self.sound_button.toggled.connect(self._draw_sound)
        self._draw()

    @property
    def text(self) -> str:
        """What is said; empty where nobody waits."""
        shown = [each.text for each in self.lines if not each.isHidden()]
        return "\n".join([*shown, *([self.more.text()] if self.more.text() else [])])

    def use(self, strings: Strings) -> None:
        """Speak another language."""
        self._strings = strings
        self._draw()

    def show_news(
        self, rows: Sequence[QueueRow], calls: Sequence[CallLine], tiles: Sequence[Tile] = ()
    ) -> None:
        """Say who waits. The first time nobody is new."""
        self._told = (rows, calls, tiles)
        alerts = self._draw()
        now = {key for each in alerts for key in each.keys}
        is_new = self._known is not None and bool(now - self._known)
        self._known = now
        if is_new:
            if self.lines:
                QAccessible.updateAccessibility(QAccessibleEvent(self.lines[0], QAccessible.Event.Alert))
            if self.sound_button.isChecked():
                self.sounded.emit()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """The same with what terminals tell now; nothing before anything is known of the list."""
        if self._known is not None:
            rows, calls, _ = self._told
            self.show_news(rows, calls, tiles)

    def use_tiles(self, *, are_wanted: bool) -> None:
        """Whether raised hands at other terminals are told here, too; not where those terminals are shown."""
        if are_wanted != self._has_tiles:
            self._has_tiles = are_wanted
            self._draw()

    def clear(self) -> None:
        """Nobody is signed in."""
        self._told, self._known = ((), (), ()), None
        self._draw()

    def first_call(self) -> CallLine | None:
        """The raised hand that has waited longest here, and that nobody is coming to."""
        return next((each for each in self._told[1] if not each.coming_by), None)

    @Slot()
    def _draw_sound(self) -> None:
        is_on = self.sound_button.isChecked()
        words = self._strings.text("review.console.sound_on" if is_on else "review.console.sound_off")
        self.sound_button.use_icon("sound" if is_on else "close")
        self.sound_button.say(words)

    def _draw(self) -> tuple[Alert, ...]:
        self._draw_sound()
        rows, calls, tiles = self._told
        alerts = alerts_of(rows, calls, tiles if self._has_tiles else ())
        if not self._is_whole:
            alerts = tuple(each for each in alerts if not each.is_finished)
        while len(self.lines) < min(SHOWN, len(alerts)):
            self._add_line()
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(alerts))
            if place < len(alerts):
                line.show_alert(alerts[place], self._strings)
        left = len(alerts) - SHOWN
        self.more.setText(self._strings.text("review.alerts.more", count=left) if left > 0 else "")
        self.more.setVisible(left > 0)
        self.setVisible(bool(alerts))
        return alerts

    def _add_line(self) -> None:
        line = AlertLine(self._icons)
        line.coming.connect(self.coming)
        line.done.connect(self.done)
        line.opened.connect(self.opened)
        line.left.connect(self.left)
        line.room.connect(self.room)
        self.lines.append(line)
        self._inside.addWidget(line)
        rescale(line, self.factor)
