"""The recognised words, to be checked and corrected by the one who said them."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.flow.quality import Fault
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import air, fix
from app.ui.strings import Strings
from app.ui.views import ReviewView
from app.ui.widgets.answer_box import AnswerBox
from app.ui.widgets.banner import Banner
from app.ui.widgets.basics import Button, box, column, label, row
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.step_progress import StepProgress

_TOLD_AT_MOST = 2  # the worst ones: more is no help to somebody who is nervous
_NOTHING_HEARD = {"no_speech", "no_sound"}


class ReviewPage(Page):
    """Emits AcceptAnswer or Retake."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: ReviewView | None = None
        self._number = label("strong", wrap=False)
        self._progress = StepProgress()
        self._title = label("title")
        self._more = label("body")
        self.banner = Banner(icons)
        self._asked = label("small")
        self._prompt = label("body")
        self.answer = AnswerBox()
        self.retake_button = Button(icons, "again")
        self.accept_button = Button(icons, "check", look="primary")
        self._lay_out()
        self.bind(self._asked.setText, "review.asked")
        self.answer.changed.connect(self._draw_buttons)
        self.retake_button.clicked.connect(self._retake)
        self.accept_button.clicked.connect(self._accept)

    def _lay_out(self) -> None:
        asked = box("quiet")
        inside = column(asked, margins=(20, 12, 20, 14), spacing=4)
        inside.addWidget(self._asked)
        inside.addWidget(self._prompt)
        footer = row(spacing=16)
        footer.addStretch(1)
        footer.addWidget(self.retake_button)
        fix(self.accept_button, min_width=240)
        footer.addWidget(self.accept_button)
        outside = column(self, margins=(56, 14, 56, 14), spacing=12)
        outside.addWidget(self._number)
        outside.addWidget(self._progress)
        outside.addSpacing(4)
        outside.addWidget(air(), 1)
        outside.addWidget(self._title)
        outside.addWidget(self._more)
        outside.addWidget(self.banner)
        above = FittedScroll()
        above.inside.addWidget(asked)
        outside.addWidget(above, 10_000)  # as on the page of the question
        outside.addWidget(self.answer, 100)
        outside.addWidget(air(), 2)
        outside.addLayout(footer)

    def show_view(self, view: ReviewView) -> None:
        """Show `view`; corrections stay while it is the same take."""
        before = self._view
        if view == before:
            return
        self._view = view
        if before is None or (before.key, before.text) != (view.key, view.text):
            self.answer.put(view.text)
        self.draw()

    def clear(self) -> None:
        """Nothing of the last candidate stays."""
        self._view = None
        self._prompt.clear()
        self.banner.say("")
        self.answer.put("")

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        text = self.strings.text
        number = text("question.progress", number=view.number, total=view.total)
        self._number.setText(number)
        self._progress.show_step(view.number, view.total, number)
        heard = bool(view.text.strip())
        unsure = Fault.UNSURE in view.faults or (view.must_check and not view.faults)
        title = "review.title_check" if unsure else "review.title_fault" if view.faults else "review.title"
        more = "review.more_fault" if view.faults and view.retakes_left > 0 else "review.more"
        if not heard:
            silent = view.reason is None or view.reason in _NOTHING_HEARD
            title = "review.title_empty" if silent else "review.title_unread"
            more = "review.more_empty" if silent else "review.more_unread"
            more = more if view.retakes_left > 0 else f"{more}_last"
        self._title.setText(text(title))
        self._more.setText(text(more))
        self.banner.say(self._what_happened(view, heard=heard))
        self._prompt.setText(self.strings.of(view.prompt))
        self.answer.say(self.strings, text("review.text"), text("question.text_hint"))
        self.retake_button.say(text("review.retake", count=view.retakes_left))
        self.retake_button.setVisible(view.retakes_left > 0)
        self._draw_buttons()

    def _what_happened(self, view: ReviewView, *, heard: bool) -> str:
        """The worst faults, with what helps against them."""
        told = [self.strings.text(f"review.fault_{fault}") for fault in view.faults[:_TOLD_AT_MOST]]
        if told:
            return "\n".join(told)
        return self.strings.reason(view.reason) if view.reason and not heard else ""

    @property
    def title(self) -> str:
        """What the page says first."""
        return self._title.text()

    @property
    def is_corrected(self) -> bool:
        """True when the words are no longer the recogniser's."""
        return self._view is not None and self.answer.text.strip() != self._view.text.strip()

    @Slot()
    def _draw_buttons(self) -> None:
        key = "review.accept_corrected" if self.is_corrected else "review.accept"
        self.accept_button.say(self.strings.text("review.accept_empty" if self.answer.is_blank else key))

    def first_focus(self) -> QWidget | None:
        """The words, where they must be checked."""
        return self.answer.edit if self._view is not None and self._view.must_check else self.accept_button

    @Slot()
    def _retake(self) -> None:
        self.intent.emit(intents.Retake())

    @Slot()
    def _accept(self) -> None:
        self.intent.emit(intents.AcceptAnswer(self.answer.text.strip(), self.is_corrected))
