"""The strip above every page: who speaks here, help, type size, display choices, language."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from app.domain.language import Language
from app.ui import intents
from app.ui.icons import Icons, Picture
from app.ui.narrator import Narration
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.theme import Look, Theme
from app.ui.widgets.basics import Button, box, column, label, row


class Header(QFrame):
    """Signals:
    intent: AskForHelp, ReadPages or ChooseLanguage.
    look_chosen: the Look that the candidate wants.
    """

    intent = Signal(object)
    look_chosen = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("header")
        self._look = Look()
        self._strings: Strings | None = None
        self.brand, self._name = Picture(icons, "brand", size_px=32), label("heading", wrap=False)
        self.help_button = Button(icons, "help", look="quiet")
        self.read_button = Button(icons, "sound", look="quiet")
        self.large_button = Button(icons, "type-size", look="quiet")
        self.display_button = Button(icons, "display", look="quiet")
        self.language_buttons = {language: Button(icons, look="segment") for language in Language}
        self.dark_button = Button(icons, "contrast", look="quiet")
        self.still_button = Button(icons, "still", look="quiet")
        self._group = QButtonGroup(self)
        self._strip, self._choices = QWidget(), QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        fix(self._strip, min_height=78)
        strip = row(self._strip, margins=(56, 6, 56, 6), spacing=12)
        strip.addWidget(self.brand)
        strip.addWidget(self._name)
        strip.addStretch(1)
        for choice in (self.help_button, self.read_button, self.large_button, self.display_button):
            choice.setCheckable(choice is not self.help_button)
            strip.addWidget(choice)
        segments = box("segments")
        inside = row(segments, margins=(4, 4, 4, 4), spacing=2)
        for button in self.language_buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            inside.addWidget(button)
        strip.addWidget(segments)
        choices = row(self._choices, margins=(56, 0, 56, 10), spacing=12)
        choices.addStretch(1)
        for choice in (self.dark_button, self.still_button):
            choice.setCheckable(True)
            choices.addWidget(choice)
        self._choices.hide()
        whole = column(self)
        whole.addWidget(self._strip)
        whole.addWidget(self._choices)

    def _connect(self) -> None:
        self.help_button.clicked.connect(self._help)
        self.read_button.clicked.connect(self._read)
        self.display_button.clicked.connect(self._open_choices)
        for choice in (self.large_button, self.dark_button, self.still_button):
            choice.clicked.connect(self._choose_look)
        self._group.buttonClicked.connect(self._language)

    @property
    def held_by_staff(self) -> tuple[QWidget, ...]:
        """What staff hold for a moment to open their page: it is no button to anybody else."""
        return self.brand, self._name

    def use(self, strings: Strings) -> None:
        """Speak another language, and show which."""
        self._strings = strings
        self._name.setText(strings.text("brand.name"))
        self.help_button.say(strings.text("help.ask"))
        self.large_button.say(strings.text("look.large"))
        self.dark_button.say(strings.text("look.dark"))
        self.still_button.say(strings.text("look.still"))
        for language, button in self.language_buttons.items():
            name = strings.text(f"language.{language}")
            button.setText(name)
            button.setAccessibleName(strings.text("language.choose", name=name))
            button.setChecked(language is strings.language)
        self._fit_words()

    def show_look(self, look: Look) -> None:
        """Show which type size, theme and motion there are now."""
        self._look = look
        self.large_button.setChecked(look.large_type)
        self.dark_button.setChecked(look.theme is Theme.DARK)
        self.still_button.setChecked(not look.motion)
        self._fit_words()

    def close_choices(self) -> None:
        """Another page, or another person: the display choices are put away."""
        self.display_button.setChecked(False)
        self._choices.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width may have room for more words, or fewer."""
        super().resizeEvent(event)
        self._fit_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape puts the display choices away."""
        if event.key() == Qt.Key.Key_Escape and self.display_button.isChecked():
            self.close_choices()
            self.display_button.setFocus()
        else:
            super().keyPressEvent(event)

    def _fit_words(self) -> None:
        """On a narrow screen words give way, first those beside a clear drawing: buttons must stay whole."""
        if self._strings is None:
            return
        self._name.show()
        self.read_button.say(self._strings.text("read.pages"))
        self.display_button.say(self._strings.text("look.display"))
        for give_way in (self.read_button.fold, self._name.hide, self.display_button.fold):
            layout = self._strip.layout()
            if layout is None or layout.totalMinimumSize().width() <= self.width():
                return
            give_way()

    @Slot()
    def _open_choices(self) -> None:
        opens = self.display_button.isChecked()
        self._choices.setVisible(opens)
        if opens:
            self.dark_button.setFocus()

    @Slot()
    def _choose_look(self) -> None:
        theme = Theme.DARK if self.dark_button.isChecked() else Theme.LIGHT
        large, moves = self.large_button.isChecked(), not self.still_button.isChecked()
        self.look_chosen.emit(replace(self._look, theme=theme, large_type=large, motion=moves))

    def show_narration(self, narration: Narration) -> None:
        """Show whether pages are read aloud."""
        self.read_button.setVisible(narration.is_available)
        self.read_button.setChecked(narration.reads_pages)

    @Slot()
    def _read(self) -> None:
        self.intent.emit(intents.ReadPages(self.read_button.isChecked()))

    @Slot()
    def _help(self) -> None:
        self.intent.emit(intents.AskForHelp())

    @Slot()
    def _language(self) -> None:
        for language, button in self.language_buttons.items():
            if button.isChecked():
                self.intent.emit(intents.ChooseLanguage(language))
