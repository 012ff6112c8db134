"""Can we hear and see the candidate? Shown live, and said in words."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.messages import DeviceState
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.views import DeviceCheckView
from app.ui.widgets.basics import Button, column, label, row, row_or_column, set_look
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.level_meter import LevelMeter

_SPEECH_LEVELS = 5  # half a second of speech: a knock on the table is shorter


class DeviceCard(QFrame):
    """One device: its name, a sentence about it, a drawing that says good, off or trouble."""

    def __init__(self, icons: Icons, drawing: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._drawing = drawing
        self._picture = Picture(icons, drawing, "ink_soft", size_px=30)
        self.title = label("strong")
        self.sentence = label("body")
        words = column(spacing=4)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        self.content = column(spacing=10)
        words.addLayout(self.content)
        layout = row(self, margins=(22, 16, 22, 16), spacing=16)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def say(self, sentence: str, look: str = "body") -> None:
        """look: body while neutral, good when it works, warn when it does not."""
        self.sentence.setText(sentence)
        set_look(self.sentence, look)
        if look == "good":
            self._picture.show_drawing("check-circle", "accent")
        elif look == "warn":
            self._picture.show_drawing("alert", "warn_ink")
        else:
            self._picture.show_drawing(self._drawing, "ink_soft")


class DeviceCheckPage(Page):
    """Emits DevicesDone or CheckAgain."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view = DeviceCheckView()
        self._speech_levels = 0
        self._title = label("title")
        self._more = label("lead")
        self._sentence = label("title")
        self.camera = CameraView(icons, framing=True)
        self.meter = LevelMeter()
        self.microphone_card = DeviceCard(icons, "microphone")
        self.camera_card = DeviceCard(icons, "camera")
        self.recogniser_card = DeviceCard(icons, "chat")
        self.again_button = Button(icons, "again")
        self.type_button = Button(icons, "keyboard")
        self.go_on_button = Button(icons, look="primary")
        self._lay_out()
        self._bind_words()
        self.again_button.clicked.connect(self._again)
        self.type_button.clicked.connect(self._type)
        self.go_on_button.clicked.connect(self._go_on)

    def _bind_words(self) -> None:
        self.bind(self._title.setText, "devices.title")
        self.bind(self._more.setText, "devices.more")
        self.bind(self._sentence.setText, "devices.sentence")
        self.bind(self.microphone_card.title.setText, "devices.microphone")
        self.bind(self.camera_card.title.setText, "devices.camera")
        self.bind(self.recogniser_card.title.setText, "devices.recogniser")
        self.bind(self.again_button.say, "devices.again")
        self.bind(self.type_button.say, "devices.type")
        self.bind(self.camera.setAccessibleName, "question.picture")
        self.bind(self.meter.setAccessibleName, "question.level")

    def _lay_out(self) -> None:
        self.microphone_card.content.addWidget(self.meter)
        area = FittedScroll(right_px=8, spacing=14)
        area.inside.addWidget(self._more)
        area.inside.addWidget(self._sentence)
        area.inside.addSpacing(4)
        for card in (self.microphone_card, self.camera_card, self.recogniser_card):
            area.inside.addWidget(card)
        cards = column()
        cards.addWidget(area, 100)
        cards.addStretch(1)
        fix(self.camera, min_width=520)
        columns = row_or_column(spacing=36)
        columns.addWidget(self.camera, 7, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(cards, 6)
        footer = row(spacing=16)
        footer.addWidget(self.again_button)
        footer.addStretch(1)
        footer.addWidget(self.type_button)
        fix(self.go_on_button, min_width=220)
        footer.addWidget(self.go_on_button)
        outside = column(self, margins=(56, 20, 56, 20), spacing=16)
        outside.addWidget(self._title)
        outside.addLayout(columns, 1)
        outside.addLayout(footer)

    def show_view(self, view: DeviceCheckView) -> None:
        """Show `view`; a new state of the microphone must be heard anew."""
        if view == self._view:
            return
        if view.microphone != self._view.microphone:
            self.clear()
        self._view = view
        self.draw()

    def clear(self) -> None:
        """Nothing has been heard or seen yet."""
        self._speech_levels = 0
        self.meter.clear()
        self.camera.show_picture(None)

    def show_level(self, rms_db: float, peak_db: float, speech: bool) -> None:
        """Show one loudness reading."""
        self.meter.show_level(rms_db, peak_db)
        if speech and self._speech_levels < _SPEECH_LEVELS:
            self._speech_levels += 1
            if self._speech_levels == _SPEECH_LEVELS:
                self.draw()

    def show_picture(self, image: QImage) -> None:
        """Show a preview picture, unless the camera is refused or lost."""
        view = self._view
        if view.uses_camera and view.camera is not None and view.camera.present:
            self.camera.show_picture(image)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        text = self.strings.text
        self._draw_microphone(view)
        self._draw_camera(view)
        hears = view.uses_microphone and (view.microphone is None or view.microphone.present)
        self.recogniser_card.say(*self._recogniser_words(view, hears))
        for part in (self.meter, self._more, self._sentence):
            part.setVisible(hears)
        ready = hears and view.microphone is not None
        is_good = ready and (not view.uses_camera or (view.camera is not None and view.camera.present))
        self.go_on_button.say(text("devices.go_on" if is_good else "devices.go_on_without"))
        opening = view.uses_microphone and view.microphone is None
        self.enable(self.go_on_button, not opening)
        self.type_button.setVisible(hears)

    def _recogniser_words(self, view: DeviceCheckView, hears: bool) -> tuple[str, str]:
        text = self.strings.text
        if not hears:
            return text("devices.recogniser_silent"), "body"
        if view.recogniser is None:
            return text("devices.opening"), "body"
        if view.recogniser:
            return text("devices.recogniser_ok"), "good"
        return text("devices.recogniser_none"), "body"

    def _draw_microphone(self, view: DeviceCheckView) -> None:
        text, card, state = self.strings.text, self.microphone_card, view.microphone
        if not view.uses_microphone:
            card.say(text("devices.microphone_refused"))
        elif state is None:
            card.say(text("devices.opening"))
        elif not state.present:
            card.say(self._trouble(state), "warn")
        elif self._speech_levels >= _SPEECH_LEVELS:
            card.say(text("devices.heard"), "good")
        else:
            card.say(text("devices.speak"))

    def _draw_camera(self, view: DeviceCheckView) -> None:
        text, card, state = self.strings.text, self.camera_card, view.camera
        self.camera.say(text("devices.camera_none"))
        if not view.uses_camera:
            card.say(text("devices.camera_refused"))
        elif state is None:
            self.camera.say(text("devices.opening"))
            card.say(text("devices.opening"))
        elif not state.present:
            card.say(self._trouble(state), "warn")
        else:
            card.say(text("devices.camera_ok"), "good")
        if state is None or not state.present or not view.uses_camera:
            self.camera.show_picture(None)

    def _trouble(self, state: DeviceState) -> str:
        return self.strings.message(state.code or "unexpected")

    def first_focus(self) -> QWidget | None:
        """The way on."""
        return self.go_on_button

    @Slot()
    def _again(self) -> None:
        self.clear()
        self.draw()
        self.intent.emit(intents.CheckAgain())

    @Slot()
    def _type(self) -> None:
        self.intent.emit(intents.DevicesDone(typed=True))

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(intents.DevicesDone(typed=False))
