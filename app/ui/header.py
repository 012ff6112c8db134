"""The strip above every page: who speaks here, help, language."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame

from app.domain.language import Language
from app.ui import intents
from app.ui.icons import Icons, Picture
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, box, label, row


class Header(QFrame):
    """intent: AskForHelp or ChooseLanguage."""

    intent = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("header")
        fix(self, height=76)
        self._name = label("heading", wrap=False)
        self.help_button = Button(icons, "help", look="quiet")
        self.language_buttons = {language: Button(icons, look="segment") for language in Language}
        self._group = QButtonGroup(self)
        layout = row(self, margins=(56, 6, 56, 6), spacing=12)
        layout.addWidget(Picture(icons, "brand", size_px=32))
        layout.addWidget(self._name)
        layout.addStretch(1)
        layout.addWidget(self.help_button)
        segments = box("segments")
        inside = row(segments, margins=(4, 4, 4, 4), spacing=2)
        for button in self.language_buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            inside.addWidget(button)
        layout.addWidget(segments)
        self.help_button.clicked.connect(self._help)
        self._group.buttonClicked.connect(self._language)

    def use(self, strings: Strings) -> None:
        """Speak another language, and show which."""
        self._name.setText(strings.text("brand.name"))
        self.help_button.say(strings.text("help.ask"))
        for language, button in self.language_buttons.items():
            name = strings.text(f"language.{language}")
            button.setText(name)
            button.setAccessibleName(strings.text("language.choose", name=name))
            button.setChecked(language is strings.language)

    @Slot()
    def _help(self) -> None:
        self.intent.emit(intents.AskForHelp())

    @Slot()
    def _language(self) -> None:
        for language, button in self.language_buttons.items():
            if button.isChecked():
                self.intent.emit(intents.ChooseLanguage(language))
