"""What is recorded and measured, who decides, and a yes or no to each purpose."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.interview import Consent, Purpose
from app.ui import intents
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.scale import air, fix, rescale, shares
from app.ui.strings import Strings
from app.ui.views import ConsentView
from app.ui.widgets.basics import Button, box, column, label, row, row_or_column
from app.ui.widgets.fact import Fact
from app.ui.widgets.fitted_scroll import FittedScroll
from app.ui.widgets.switch_pair import SwitchPair

_FEW = 7  # purposes that stand on a lying screen without scrolling when each has room above and below
_ROOMY_PX, _CLOSE_PX = 7, 3


class PurposeRow(QFrame):
    """One purpose and its switch. air_px: above and below."""

    def __init__(self, icons: Icons, purpose: Purpose, air_px: int) -> None:
        super().__init__()
        self.setObjectName("row")
        self.purpose = purpose
        self.switch = SwitchPair(icons)
        self._title = label("strong")
        self._more = label("small")
        words = column(spacing=2)
        words.addWidget(self._title)
        words.addWidget(self._more)
        layout = row(self, margins=(0, air_px, 0, air_px), spacing=14)
        layout.addLayout(words, 1)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def words(self) -> str:
        """What is asked, in one line."""
        return f"{self._title.text()} — {self._more.text()}"

    def say(self, strings: Strings) -> None:
        """Speak the language of `strings`."""
        title = strings.text(f"consent.{self.purpose}.title")
        self._title.setText(title)
        self._more.setText(strings.text(f"consent.{self.purpose}.more"))
        self.switch.say(strings.text("common.yes"), strings.text("common.no"), title)


class ConsentPage(Page):
    """Emits GiveConsents or Decline. Nothing is chosen beforehand; yes and no weigh the same."""

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._view: ConsentView | None = None
        self.rows: tuple[PurposeRow, ...] = ()
        self._title = label("title")
        self._facts = {
            "ai": Fact(icons, "chat"),
            "recorded": Fact(icons, "microphone"),
            "measured": Fact(icons, "measure"),
            "person": Fact(icons, "person"),
        }
        self._notice = label("small")
        self._kept = label("small")
        self._choose_more = label("body")
        self._left = label("strong", wrap=False)
        self.go_on_button = Button(icons, look="primary")
        self.human_button = Button(icons)
        self.decline_button = Button(icons, look="quiet")
        self._list = column(margins=(22, 5, 16, 5))
        self._area = FittedScroll()
        self._lay_out()
        self._bind_words()
        self.go_on_button.clicked.connect(self._go_on)
        self.human_button.clicked.connect(self._human)
        self.decline_button.clicked.connect(self._decline)

    def _bind_words(self) -> None:
        self.bind(self._title.setText, "consent.title")
        for name, fact in self._facts.items():
            self.bind(fact.strong.setText, f"consent.{name}")
            if name != "measured":
                self.bind(fact.more.setText, f"consent.{name}_more")
        self.bind(self._choose_more.setText, "consent.choose_more")
        self.bind(self.go_on_button.say, "common.go_on")
        self.bind(self.human_button.say, "consent.human")
        self.bind(self.decline_button.say, "consent.decline")

    def _lay_out(self) -> None:
        about = FittedScroll(right_px=12, spacing=8)
        for fact in self._facts.values():
            about.inside.addWidget(fact)
        notice = box("quiet")
        inside = column(notice, margins=(18, 14, 18, 14), spacing=8)
        inside.addWidget(self._notice)
        inside.addWidget(self._kept)
        about.inside.addWidget(notice)
        card = box()
        card.setLayout(self._list)
        self._area.inside.addWidget(card)
        columns = row_or_column(spacing=28)
        for area in (about, self._area):
            side = column()
            side.addWidget(area, 100)
            side.addStretch(0)
            columns.addLayout(side)
        shares(columns, {0: 10, 1: 13})
        outside = column(self, margins=(56, 16, 56, 16), spacing=12)
        top = row(spacing=24)
        top.addWidget(self._choose_more, 1)
        top.addWidget(self._left)
        head = column(spacing=4)
        head.addWidget(self._title)
        head.addLayout(top)
        outside.addWidget(air(), 1)
        outside.addLayout(head)
        outside.addLayout(columns)
        outside.addWidget(air(), 2)
        outside.addLayout(self._footer())
        shares(outside, {2: 1})

    def _footer(self) -> QHBoxLayout:
        fix(self.go_on_button, min_width=240)
        footer = row(spacing=16)
        footer.addWidget(self.decline_button)
        footer.addStretch(1)
        footer.addWidget(self.human_button)
        footer.addWidget(self.go_on_button)
        return footer

    def show_view(self, view: ConsentView) -> None:
        """Show `view`; choices stay while the purposes stay."""
        if view == self._view:
            return
        if self._view is None or view.purposes != self._view.purposes:
            self._make_rows(view.purposes)
        self._view = view
        self.draw()

    def clear(self) -> None:
        """Forget every choice: the next person starts anew."""
        for each in self.rows:
            each.switch.clear()
        self.draw()

    def _make_rows(self, purposes: tuple[Purpose, ...]) -> None:
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        air_px = _ROOMY_PX if len(purposes) <= _FEW else _CLOSE_PX
        self.rows = tuple(PurposeRow(self.icons, purpose, air_px) for purpose in purposes)
        for each in self.rows:
            each.setProperty("last", each is self.rows[-1])
            each.switch.answered.connect(self._answered)
            rescale(each, self.factor)
            self._list.addWidget(each)

    @Slot()
    def _answered(self) -> None:
        """Bring the next open question into sight."""
        self.draw()
        following = next((each for each in self.rows if each.switch.answer is None), None)
        if following is not None:
            self._area.ensureWidgetVisible(following, 0, following.height() // 2)

    def draw(self) -> None:
        """Draw the view in the current language."""
        view = self._view
        if view is None:
            return
        for each in self.rows:
            each.say(self.strings)
        affect = bool({Purpose.VOICE_AFFECT, Purpose.FACE_OBSERVATION} & set(view.purposes))
        measured = "consent.measured_affect_more" if affect else "consent.measured_more"
        self._facts["measured"].more.setText(self.strings.text(measured))
        self._notice.setText(self.strings.of(view.notice) if view.notice else "")
        self._notice.setVisible(view.notice is not None)
        self._kept.setText(self._kept_text(view))
        missing = sum(each.switch.answer is None for each in self.rows)
        key = "consent.left" if missing else "consent.all_answered"
        self._left.setText(self.strings.text(key, count=missing) if missing else self.strings.text(key))
        self.go_on_button.setEnabled(not missing)

    def _kept_text(self, view: ConsentView) -> str:
        media, words = view.media_days, view.words_days
        if media is not None and words is not None:
            return self.strings.text("consent.kept_both", media_days=media, words_days=words)
        if media is not None:
            return self.strings.text("consent.kept_media", media_days=media)
        return self.strings.text("consent.kept_words", words_days=words) if words is not None else ""

    def first_focus(self) -> QWidget | None:
        """The first switch."""
        return self.rows[0].switch.yes if self.rows else None

    @Slot()
    def _go_on(self) -> None:
        answers = [(each.purpose, each.switch.answer) for each in self.rows]
        consents = tuple(Consent(purpose, given) for purpose, given in answers if given is not None)
        if len(consents) == len(self.rows):
            self.intent.emit(intents.GiveConsents(consents, self.shown))

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines that explain, as they stand on the screen: they go into the receipt, and its hash."""
        facts = [part.text() for fact in self._facts.values() for part in (fact.strong, fact.more)]
        about = [self._title.text(), *facts, self._notice.text(), self._kept.text(), self._choose_more.text()]
        return tuple(line for line in [*about, *(each.words for each in self.rows)] if line)

    @Slot()
    def _human(self) -> None:
        self.intent.emit(intents.Decline(human=True))

    @Slot()
    def _decline(self) -> None:
        self.intent.emit(intents.Decline(human=False))
