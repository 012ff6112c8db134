"""The strip above every page: who speaks here, help, type size, theme, language."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from app.domain.language import Language
from app.ui import intents
from app.ui.icons import Icons, Picture
from app.ui.narrator import Narration
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.theme import Look, Theme
from app.ui.widgets.basics import Button, box, label, row


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
        fix(self, min_height=78)
        self._look = Look()
        self.brand, self._name = Picture(icons, "brand", size_px=32), label("heading", wrap=False)
        self.help_button = Button(icons, "help", look="quiet")
        self.large_button = Button(icons, "type-size", look="quiet")
        self.dark_button = Button(icons, "contrast", look="quiet")
        self.language_buttons = {language: Button(icons, look="segment") for language in Language}
        self.read_button = Button(icons, "sound", look="quiet")
        self._group = QButtonGroup(self)
        layout = row(self, margins=(56, 6, 56, 6), spacing=12)
        layout.addWidget(self.brand)
        layout.addWidget(self._name)
        layout.addStretch(1)
        for choice in (self.help_button, self.read_button, self.large_button, self.dark_button):
            choice.setCheckable(choice is not self.help_button)
            layout.addWidget(choice)
        segments = box("segments")
        inside = row(segments, margins=(4, 4, 4, 4), spacing=2)
        for button in self.language_buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            inside.addWidget(button)
        layout.addWidget(segments)
        self.help_button.clicked.connect(self._help)
        self.read_button.clicked.connect(self._read)
        self.large_button.clicked.connect(self._choose_look)
        self.dark_button.clicked.connect(self._choose_look)
        self._group.buttonClicked.connect(self._language)

    @property
    def held_by_staff(self) -> tuple[QWidget, ...]:
        """What staff hold for a moment to open their page: it is no button to anybody else."""
        return self.brand, self._name

    def use(self, strings: Strings) -> None:
        """Speak another language, and show which."""
        self._name.setText(strings.text("brand.name"))
        self.help_button.say(strings.text("help.ask"))
        self.read_button.setAccessibleName(strings.text("read.pages"))
        self.large_button.say(strings.text("look.large"))
        self.dark_button.setAccessibleName(strings.text("look.dark"))
        for language, button in self.language_buttons.items():
            name = strings.text(f"language.{language}")
            button.setText(name)
            button.setAccessibleName(strings.text("language.choose", name=name))
            button.setChecked(language is strings.language)
        self._fit_name()

    def show_look(self, look: Look) -> None:
        """Show which type size and theme there are now."""
        self._look = look
        self.large_button.setChecked(look.large_type)
        self.dark_button.setChecked(look.theme is Theme.DARK)
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width may have room for the name, or none."""
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        """On a narrow screen the name gives way: what can be pressed must stay whole."""
        self._name.show()
        layout = self.layout()
        if layout is not None and layout.totalMinimumSize().width() > self.width():
            self._name.hide()

    @Slot()
    def _choose_look(self) -> None:
        theme = Theme.DARK if self.dark_button.isChecked() else Theme.LIGHT
        self.look_chosen.emit(replace(self._look, theme=theme, large_type=self.large_button.isChecked()))

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
