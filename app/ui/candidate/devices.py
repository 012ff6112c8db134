"""Can we hear and see the candidate? Shown live, and said in words."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain.messages import DeviceState, Framing
from app.ui import intents
from app.ui.candidate.device_card import DeviceCard
from app.ui.candidate.page import Page
from app.ui.candidate.sound_card import SoundCard
from app.ui.ear import Ear, Loudness
from app.ui.icons import Icons
from app.ui.light import Light, light
from app.ui.narrator import Narration
from app.ui.scale import air, fix, shares
from app.ui.seat import Seat, seat
from app.ui.strings import Strings
from app.ui.views import DeviceCheckView
from app.ui.widgets.basics import Button, column, label, row, row_or_column
from app.ui.widgets.camera_view import CameraView
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.level_meter import LevelMeter

_LIGHT_EACH = 10  # pictures


class DeviceCheckPage(Page):
    """Emits DevicesDone, CheckAgain, AskForHelp, TestSound or Hush."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view = DeviceCheckView()
        self._ear = Ear()
        self._heard: tuple[object, ...] = ()
        self._light, self._seat = Light.GOOD, Seat.GOOD
        self._pictures = 0
        self._is_speaking = False
        self._title = label("title")
        self._more = label("lead")
        self._sentence = label("title")
        self.camera = CameraView(icons, framing=True)
        self.meter = LevelMeter()
        self.microphone_card = DeviceCard(icons, "microphone")
        self.camera_card = DeviceCard(icons, "camera")
        self.recogniser_card = DeviceCard(icons, "chat")
        self.sound_card = SoundCard(icons)
        self.help_button = Button(icons, "help", look="quiet")
        self.again_button = Button(icons, "again")
        self.type_button = Button(icons, "keyboard")
        self.go_on_button = Button(icons, look="primary")
        self._lay_out()
        self._bind_words()
        self.sound_card.intent.connect(self.intent)
        self.help_button.clicked.connect(self._help)
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
        self.bind(self.help_button.say, "help.ask")
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
        cards.addStretch(0)
        seeing = QWidget()
        fix(seeing, width=470, only_lying=True)
        columns = row_or_column(spacing=36)
        seen = column(seeing, spacing=14)
        seen.addWidget(self.camera)
        seen.addWidget(self.sound_card)
        seen.addStretch(1)
        columns.addWidget(seeing)
        columns.addLayout(cards)
        shares(columns, {0: 7, 1: 8})
        aside, onward = row(spacing=16), row(spacing=16)
        aside.addWidget(self.help_button)
        aside.addWidget(self.again_button)
        aside.addStretch(1)
        onward.addStretch(1)
        onward.addWidget(self.type_button)
        fix(self.go_on_button, min_width=220)
        onward.addWidget(self.go_on_button)
        footer = row_or_column(spacing=12)
        footer.addLayout(aside)
        footer.addLayout(onward)
        outside = column(self, margins=(56, 20, 56, 20), spacing=16)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(footer)
        shares(outside, {2: 1})

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
        self._ear = Ear()
        self._heard = ()
        self._light, self._seat, self._pictures = Light.GOOD, Seat.GOOD, 0
        self.meter.clear()
        self.camera.show_picture(None)
        self.sound_card.clear()
        self.sound_card.use(self.strings)

    def show_level(self, rms_db: float, peak_db: float, speech: bool) -> None:
        """Show one loudness reading; what the kiosk itself says is no candidate's voice."""
        self.meter.show_level(rms_db, peak_db)
        if self._is_speaking:
            return
        self._ear.feed(rms_db, peak_db, speech)
        heard = (self._ear.loudness, self._ear.is_noisy)
        if heard != self._heard:
            self._heard = heard
            self.draw()

    def show_picture(self, image: QImage) -> None:
        """Show a preview picture, unless the camera is refused or lost."""
        view = self._view
        if not (view.uses_camera and view.camera is not None and view.camera.present):
            return
        self.camera.show_picture(image)
        seen = light(image) if self._pictures % _LIGHT_EACH == 0 else self._light
        self._pictures += 1
        if seen is not self._light:
            self._light = seen
            self.draw()

    def show_framing(self, framing: Framing) -> None:
        """Say how to sit."""
        sits = seat(framing)
        if sits is not self._seat:
            self._seat = sits
            self.draw()

    def show_narration(self, narration: Narration) -> None:
        """Show whether the voice sounds."""
        self._is_speaking = narration.is_speaking
        self.sound_card.show_narration(narration)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        text = self.strings.text
        self._draw_microphone(view)
        self._draw_camera(view)
        self.sound_card.use(self.strings)
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
        else:
            card.say(*self._heard_words())

    def _heard_words(self) -> tuple[str, str]:
        """One sentence, about the one thing to do next."""
        text = self.strings.text
        match self._ear.loudness, self._ear.is_noisy:
            case None, _:
                return text("devices.speak"), "body"
            case _, True:
                return text("devices.noisy"), "warn"
            case Loudness.QUIET, _:
                return text("devices.too_quiet"), "warn"
            case Loudness.LOUD, _:
                return text("devices.too_loud"), "warn"
            case _:
                return text("devices.heard"), "good"

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
        elif self._light is not Light.GOOD:
            card.say(text(f"devices.light_{self._light}"), "warn")
        elif self._seat is not Seat.GOOD:
            card.say(text(f"devices.seat_{self._seat}"), "warn")
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
    def _help(self) -> None:
        self.intent.emit(intents.AskForHelp())

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
