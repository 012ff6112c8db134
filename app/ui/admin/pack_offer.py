"""The offer of a speech pack: what it is, its licence, and either fetch it now or go on without."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QStackedWidget, QWidget

from app.ui.admin.views import PackOfferView, PackStage, PackWish
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import fix
from app.ui.strings import Strings
from app.ui.widgets.banner import Banner, Tone
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.offer_line import announce

_THOUSANDTHS = 1000
_TITLES = {
    PackStage.OFFERED: "pack_offer.title",
    PackStage.LOADING: "pack_offer.loading",
    PackStage.CHECKING: "pack_offer.checking",
    PackStage.STOPPING: "pack_offer.stopping",
    PackStage.FAILED: "pack_offer.failed",
    PackStage.DONE: "pack_offer.done",
}
_WORK_WORDS = {  # in place of how much has come, and of what the pack is for
    PackStage.CHECKING: "pack_offer.checking_more",
    PackStage.FAILED: "pack_offer.failed_more",
    PackStage.DONE: "pack_offer.done_more",
}


class PackOfferPage(Page):
    """intent: a PackWish. The licence is accepted by a button of its own; only then the fetching can begin."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: PackOfferView | None = None
        self._for_whom = label("overline")
        self._title = label("title")
        self._lead = label("lead")
        self.banner = Banner(icons)
        self._facts = [(label("small"), label("strong")) for _ in range(4)]
        self._licence_name = label("strong")
        self.licence = QPlainTextEdit()
        self.accept_button = Button(icons, look="choice")
        self.bar = QProgressBar()
        self.progress = label("lead")
        self._progress_more = label("body")
        self._work = QStackedWidget()
        self.countdown = label("small")
        self.later_button = Button(icons)
        self.stop_button = Button(icons, "close")
        self.install_button = Button(icons, "arrow", look="primary")
        self.again_button = Button(icons, "again", look="primary")
        self.go_on_button = Button(icons, "check", look="primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._work.addWidget(self._licence_card())
        self._work.addWidget(self._progress_card())
        columns = row(spacing=28)
        columns.addWidget(self._facts_card())
        columns.addWidget(self._work, 1)
        footer = row(spacing=16)
        footer.addWidget(self.countdown, 100)
        footer.addStretch(1)
        for button in (
            self.later_button,
            self.stop_button,
            self.install_button,
            self.again_button,
            self.go_on_button,
        ):
            fix(button, min_width=180)
            footer.addWidget(button)
        outside = column(self, margins=(56, 22, 56, 20), spacing=12)
        for widget in (self._for_whom, self._title, self._lead, self.banner):
            outside.addWidget(widget)
        outside.addSpacing(4)
        outside.addLayout(columns, 1)
        outside.addSpacing(4)
        outside.addLayout(footer)

    def _facts_card(self) -> QWidget:
        card = box()
        fix(card, width=332)
        inside = column(card, margins=(24, 22, 24, 22), spacing=4)
        for number, (name, value) in enumerate(self._facts):
            if number:
                inside.addSpacing(14)
            inside.addWidget(name)
            inside.addWidget(value)
        inside.addStretch(1)
        return card

    def _licence_card(self) -> QWidget:
        card = box()
        self.licence.setReadOnly(True)
        self.licence.setProperty("look", "licence")
        self.licence.setTabChangesFocus(True)
        self.accept_button.setCheckable(True)
        inside = column(card, margins=(24, 20, 24, 20), spacing=12)
        inside.addWidget(self._licence_name)
        inside.addWidget(self.licence, 1)
        inside.addWidget(self.accept_button)
        return card

    def _progress_card(self) -> QWidget:
        card = box()
        self.bar.setRange(0, _THOUSANDTHS)
        self.bar.setTextVisible(False)
        fix(self.bar, height=14)
        inside = column(card, margins=(36, 32, 36, 32), spacing=16)
        inside.addStretch(1)
        inside.addWidget(self.progress)
        inside.addWidget(self.bar)
        inside.addWidget(self._progress_more)
        inside.addStretch(1)
        return card

    def _connect(self) -> None:
        self.bind(self._for_whom.setText, "pack_offer.for_whom")
        self.bind(self._progress_more.setText, "pack_offer.kept")
        self.bind(self.later_button.say, "pack_offer.later")
        self.bind(self.stop_button.say, "pack_offer.stop")
        self.bind(self.install_button.say, "pack_offer.install")
        self.bind(self.again_button.say, "pack_offer.again")
        self.bind(self.go_on_button.say, "pack_offer.go_on")
        self.bind(self.bar.setAccessibleName, "pack_offer.loading")
        for (name, _), key in zip(self._facts, ("pack", "size", "origin", "by_hand"), strict=True):
            self.bind(name.setText, f"pack_offer.{key}")
        self.accept_button.toggled.connect(self._accepted)
        self.later_button.clicked.connect(self._later)
        self.stop_button.clicked.connect(self._stop)
        self.install_button.clicked.connect(self._install)
        self.again_button.clicked.connect(self._install)
        self.go_on_button.clicked.connect(self._go_on)

    def show_view(self, view: PackOfferView) -> None:
        """Show `view`; cheap when only the time changed."""
        before = self._view
        if view == before:
            return
        self._view = view
        self.draw()
        if before is None or before.stage is not view.stage:
            announce(self._title, " ".join(filter(None, (self._title.text(), self.banner.text))))
            focus = self.first_focus()
            if focus is not None and self.isVisible():
                focus.setFocus()

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text, pack = self.strings.text, view.pack
        self._title.setText(text(_TITLES[view.stage]))
        self._lead.setText(text("pack_offer.mute" if pack.is_mute else "pack_offer.weak"))
        self._lead.setVisible(view.stage not in _WORK_WORDS)
        size = text("pack_offer.about", size_mb=pack.size_mb)
        by_hand = f"kiosk models pull\n{pack.name}"
        origin = pack.origin.replace(".", ".\u200b").replace("/", "/\u200b")  # a long address may wrap there
        values = (pack.name, size, origin, by_hand)
        for (_, value), words in zip(self._facts, values, strict=True):
            value.setText(words)
        self._draw_licence(view)
        self._draw_progress(view)
        self._draw_footer(view)

    def _draw_licence(self, view: PackOfferView) -> None:
        text, pack = self.strings.text, view.pack
        self._licence_name.setText(text("pack_offer.licence", licence=pack.licence_id))
        whole = "\n\n".join(filter(None, (pack.licence_url, pack.licence_text.strip())))
        if self.licence.toPlainText() != whole:
            self.licence.setPlainText(whole)
        self.licence.setAccessibleName(self._licence_name.text())
        self.accept_button.say(text("pack_offer.accept", licence=pack.licence_id))

    def _draw_progress(self, view: PackOfferView) -> None:
        stage = view.stage
        self._work.setCurrentIndex(0 if stage is PackStage.OFFERED else 1)
        share = min(1.0, view.done_mb / max(1, view.pack.size_mb))
        is_in = stage in (PackStage.CHECKING, PackStage.DONE)
        self.bar.setValue(_THOUSANDTHS if is_in else round(_THOUSANDTHS * share))
        self.bar.setVisible(stage is not PackStage.FAILED)
        key = _WORK_WORDS.get(stage)
        self.progress.setText(self._so_far(view) if key is None else self.strings.text(key))
        self._progress_more.setVisible(stage in (PackStage.LOADING, PackStage.STOPPING))
        if view.error is not None:
            code, gaps = view.error
            self.banner.say(self.strings.message(code, **dict(gaps)), Tone.TROUBLE)
        else:
            self.banner.say("")

    def _so_far(self, view: PackOfferView) -> str:
        text = self.strings.text
        told = text("pack_offer.so_far", done_mb=f"{view.done_mb:.0f}", size_mb=view.pack.size_mb)
        if view.stage is not PackStage.LOADING or view.rest_s is None:
            return told
        minutes, seconds = divmod(round(view.rest_s), 60)
        return text("pack_offer.rest", so_far=told, rest=f"{minutes}:{seconds:02}")

    def _draw_footer(self, view: PackOfferView) -> None:
        stage = view.stage
        self.later_button.setVisible(stage in (PackStage.OFFERED, PackStage.FAILED, PackStage.STOPPING))
        self.stop_button.setVisible(stage is PackStage.LOADING)
        self.install_button.setVisible(stage is PackStage.OFFERED)
        self.install_button.setEnabled(self.accept_button.isChecked())
        self.again_button.setVisible(stage is PackStage.FAILED)
        self.go_on_button.setVisible(stage is PackStage.DONE)
        key = "pack_offer.goes_on" if stage is PackStage.DONE else "pack_offer.goes_on_without"
        told = "" if view.left_s is None else self.strings.text(key, left_s=view.left_s)
        self.countdown.setText(told)
        self.countdown.setVisible(bool(told))

    def first_focus(self) -> QWidget | None:
        """The button that promises least: nobody accepts or stops anything by a stray key."""
        stage = self._view.stage if self._view is not None else PackStage.OFFERED
        if stage is PackStage.DONE:
            return self.go_on_button
        return self.stop_button if stage is PackStage.LOADING else self.later_button

    @Slot(bool)
    def _accepted(self, accepted: bool) -> None:
        self.accept_button.use_icon("check" if accepted else None)
        self.enable(self.install_button, accepted)

    @Slot()
    def _install(self) -> None:
        self.intent.emit(PackWish.INSTALL)

    @Slot()
    def _stop(self) -> None:
        self.intent.emit(PackWish.STOP)

    @Slot()
    def _later(self) -> None:
        self.intent.emit(PackWish.LATER)

    @Slot()
    def _go_on(self) -> None:
        self.intent.emit(PackWish.GO_ON)
