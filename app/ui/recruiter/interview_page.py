"""One interview: its words on the left; on the right the blind rating, or the card with the decisions."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.review.values import Reading
from app.ui.candidate.page import Page
from app.ui.icons import Icons
from app.ui.recruiter.acts_bar import ActsBar
from app.ui.recruiter.card_view import CardView
from app.ui.recruiter.drafts import Drafts
from app.ui.recruiter.papers_bar import PapersBar
from app.ui.recruiter.player import Player
from app.ui.recruiter.ports import Opened
from app.ui.recruiter.rating_view import RatingView
from app.ui.scale import rescale, turn
from app.ui.strings import Strings
from app.ui.widgets.basics import Button, column, label, row, row_or_column
from app.ui.widgets.long_scroll import LongScroll

ID_SHOWN = 13  # characters: nobody reads out more
READING_PARTS, CARD_PARTS, UPRIGHT_PARTS = (5, 6), (4, 8), (6, 7)  # words and rating; player and card


class InterviewPage(Page):
    """left: back to the list. rated: the AnswerRatings. decided, changed, noted: as of ActsBar. paper: a PaperWish."""

    left = Signal()
    rated = Signal(object)
    decided = Signal(object, str, str)
    changed = Signal(object, float, str)
    noted = Signal(str)
    paper = Signal(object)

    def __init__(self, icons: Icons, strings: Strings) -> None:
        super().__init__(icons, strings)
        self._opened: Opened | None = None
        self._drafts = Drafts()
        self._title, self._number = label("title", wrap=False), label("small", wrap=False)
        self.back_button = Button(icons, "list")
        self.player = Player(icons)
        self.transcript = self.player.transcript
        self.area = LongScroll()
        self.card: CardView | None = None
        self.rating: RatingView | None = None
        self.acts: ActsBar | None = None
        self.papers: PapersBar | None = None
        self.keeps_files = True
        self._head = row_or_column(spacing=16)
        self._columns, self._foot = row_or_column(spacing=16), column()
        self._lay_out()
        self.bind(self.back_button.say, "review.console.back")
        self.back_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        begin = row(spacing=16)
        begin.addWidget(self.back_button)
        names = column()
        names.addWidget(self._title)
        names.addWidget(self._number)
        begin.addLayout(names, 1)
        self._head.addLayout(begin, 1)
        beside = LongScroll()  # what lies in time is never squeezed: below a banner, or in large type
        beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside.setWidget(self.player)
        self._columns.addWidget(beside)
        self._columns.addWidget(self.area)
        whole = column(self, margins=(24, 4, 24, 12), spacing=10)
        whole.addLayout(self._head)
        whole.addLayout(self._columns, 1)
        whole.addLayout(self._foot)

    @property
    def interview_id(self) -> str:
        """The id of the interview that is open, or empty."""
        return "" if self._opened is None else self._opened.reading.interview_id

    @property
    def _way_on(self) -> QWidget | None:
        return None if self.rating is None else self.rating.foot

    @property
    def _stands(self) -> bool:
        return bool(self._columns.property("stands"))

    @property
    def key(self) -> str:
        """Of the form that is sent now: what it says is stored once."""
        shown = self.acts or self.rating
        return "" if shown is None else shown.key

    def show_opened(self, opened: Opened) -> None:
        """Show the interview from its beginning, with what was begun about it."""
        self._keep()
        focus = self.window().focusWidget()
        was_here = self.isVisible() and (focus is None or self.isAncestorOf(focus))
        self._opened = opened
        self.draw()
        if was_here:  # and not at the choice of a language
            self.lead()

    def lead(self) -> None:
        """The keyboard goes to what was begun, to the first choice, or to the card, which the arrow keys scroll."""
        if self.acts is not None and self.acts.is_open:
            self.acts.lead()
        elif self.rating is not None and self.rating.answers:
            self.rating.begin()
        else:
            self.area.setFocus()

    def try_again(self, *, anew: bool = False) -> None:
        """What was to be stored may not have been: it stands there as it was written, and can be sent again.

        anew: other words of the form are stored, and these go into one of their own.
        """
        self._drafts.not_stored()
        if self.rating is not None:
            self.rating.try_again()
        if self.acts is not None:
            self.acts.try_again(anew=anew)

    def stored(self, key: str) -> None:
        """What was written in the form with this key is stored, whatever is open now."""
        self._drafts.stored(key)
        for each in (self.rating, self.acts):
            if each is not None:
                each.stored(key)

    def forget(self) -> None:
        """Nobody is signed in: what was begun is gone, too."""
        self.clear()
        self._drafts.forget()

    def clear(self) -> None:
        """Nothing of anybody stays on the page; what was begun about an interview waits until it is opened again."""
        self._keep()
        self._opened = None
        self.draw()

    def draw(self) -> None:
        """Build the right side anew: it is another one for each interview and language."""
        self._keep()
        self._drop()
        opened = self._opened
        if opened is None:
            self.player.forget()
            self._title.clear()
            self._number.clear()
            return
        self._title.setText(opened.reading.job)
        self._number.setText(opened.reading.interview_id[:ID_SHOWN])
        parts = READING_PARTS if opened.card is None else UPRIGHT_PARTS if self._stands else CARD_PARTS
        for place, part in enumerate(parts):
            self._columns.setStretch(place, part)
        self.player.show_reading(opened.reading, self.strings)
        if opened.card is not None:
            self.card = CardView(opened.card, self.strings)
            self.acts = ActsBar(self.icons, self.strings, self._drafts.of(self.interview_id))
            self.acts.show_card(opened.card, opened.colleagues)
            self.acts.decided.connect(self.decided)
            self.acts.changed.connect(self.changed)
            self.acts.noted.connect(self.noted)
            self._foot.addWidget(self.acts)
            self.papers = PapersBar(opened.reading.interview_id, self.icons, self.strings)
            self.papers.wished.connect(self.paper)
            self.papers.save_button.setVisible(self.keeps_files)
            self._head.addWidget(self.papers)
            self._put(self.card)
        elif opened.reading.is_blind:
            self._rate(opened.reading)
        else:
            told = label("lead")
            told.setText(self.strings.text("review.console.not_assessed"))
            self._put(told)

    def _rate(self, reading: Reading) -> None:
        untrained = "" if reading.counts else self.strings.text("review.training.does_not_count")
        more = "agreement.wanted_more" if reading.wants_second else "console.blind_more"
        draft = self._drafts.of(reading.interview_id)
        rating = RatingView(
            reading.answers, self.icons, self.strings, f"review.{more}", draft, untrained=untrained
        )
        self.rating = rating
        rating.moved.connect(self._moved)
        rating.whole.connect(self.rated)
        self._put(rating)
        if rating.answers:
            self._moved(*rating.place)

    def _put(self, inside: QWidget) -> None:
        self.area.setWidget(inside)
        self.area.show()
        if self.rating is not None:
            self._foot.addWidget(self.rating.foot)  # behind what is rated, for the Tab key
        for each in (inside, self.acts, self.papers, self._way_on):
            if each is not None:
                turn(each, upright=self._stands)
                rescale(each, self.factor)

    def _keep(self) -> None:
        for each in (self.rating, self.acts):
            if each is not None:
                each.keep()

    def _drop(self) -> None:
        self.area.takeWidget()
        for each in (self.card, self._way_on, self.rating, self.acts, self.papers):
            if each is not None:
                each.setParent(None)
                each.deleteLater()
        self.card = self.rating = self.acts = self.papers = None

    @Slot(str, int)
    def _moved(self, question_id: str, turn: int) -> None:
        self.player.go_to((question_id, turn))
        self.area.verticalScrollBar().setValue(0)
