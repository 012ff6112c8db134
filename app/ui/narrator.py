"""The kiosk's voice: says each question once, reads pages, and is silent before anything is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from app.domain.language import Language
from app.ui import intents as wish
from app.ui import views
from app.ui.chat_news import chat_news
from app.ui.chat_views import ChatsView
from app.ui.chime import chime, end_tone, start_tone
from app.ui.listening import listens, place, records, will_record
from app.voice.orders import How

CUE_BEFORE_S = (
    0.3  # a recording that begins by itself: its tone is over before, for the clock stands still meanwhile
)
END_CUE_MS = 400  # the engine has heard by then that the take is over: the tone is not in it
PATIENCE_MS = 1000  # nobody waits longer for the tone of a voice that hangs


class Loudspeaker(Protocol):
    """Says one thing at a time. `ended`: (number, How), once for each say() and play(), after the call."""

    @property
    def ended(self) -> SignalInstance: ...
    def prepare(self) -> None: ...
    def say(self, text: str, language: Language) -> int: ...
    def play(self, sound: bytes) -> int: ...
    def stop(self) -> None: ...
    def forget(self) -> None: ...
    def close(self) -> None: ...


class Screen(Protocol):
    """What is on the screen, in words. question_text: what is asked there, alert_text: what went wrong; or empty."""

    @property
    def language(self) -> Language: ...
    def page_text(self) -> str: ...
    def question_text(self) -> str: ...
    def alert_text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Narration:
    """What the pages show of the voice. failed: nothing could be heard: the words on the screen must do.

    reads_pages: every page is read aloud. is_available: False on a kiosk that is to make no sound.
    gets_ready: the answer begins as soon as the voice is silent.
    """

    is_speaking: bool = False
    failed: bool = False
    reads_pages: bool = False
    is_available: bool = True
    gets_ready: bool = False


class Narrator(QObject):
    """Stands between window and controller; lives on the UI thread. cues: recordings begin and end with a tone.

    Signals:
        intent: a wish for the controller. speaking: whether the voice sounds. narration: a Narration.
    """

    intent = Signal(object)
    speaking = Signal(bool)
    narration = Signal(object)

    def __init__(self, loudspeaker: Loudspeaker, screen: Screen, *, cues: bool = False) -> None:
        super().__init__()
        self._loudspeaker, self._screen, self._cues = loudspeaker, screen, cues
        self._now = Narration()
        self._number: int | None = None
        self._tone_if_failed = False
        self._held: wish.Intent | None = None
        self._view: views.View | None = None
        self._shown: tuple[object, ...] = ()
        self._cued: tuple[object, ...] | None = None
        self._alert = ""
        self._records = False
        self._said: tuple[str, Language] | None = None
        self._patience = self._timer(PATIENCE_MS, loudspeaker.stop)
        self._end_cue = self._timer(END_CUE_MS, self._cue_end)
        loudspeaker.ended.connect(self._ended)

    def _timer(self, wait_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer

    @Slot(object)
    def on_intent(self, intent: wish.Intent) -> None:
        """Do what concerns the voice; pass everything else on, a recording only once the voice is silent."""
        match intent:
            case wish.Hear(words):
                self._say(words.text(self._screen.language))
            case wish.TestSound(words):
                self._say(words.text(self._screen.language), tone_if_failed=True)
            case wish.PlaySound(sound) if not self._records:
                self._begin(self._loudspeaker.play(sound))
            case wish.Hush():
                self._loudspeaker.stop()
            case wish.ReadPages(on):
                self.intent.emit(intent)  # first: nothing is recorded beside what is typed any more
                self._read_pages(on=on)
            case wish.StartAnswer() | wish.StartPractice() if self._has_to_wait(intent):
                self._get_ready(intent)
            case wish.SwitchToSpeaking() if self._now.is_speaking:
                self._held = intent
                self._loudspeaker.stop()
            case wish.StillHere() | wish.AskForHelp():
                self.intent.emit(intent)
            case _:
                self._let_go()
                self.intent.emit(intent)

    def _read_pages(self, *, on: bool) -> None:
        self._tell(reads_pages=on)
        if on:
            self._say(self._screen.page_text())
        else:
            self._loudspeaker.stop()

    @Slot(object)
    def show(self, view: views.View) -> None:
        """A view is on the screen: say its question, or read it; a page that is gone falls silent."""
        shown = (*place(view), self._screen.language)
        if isinstance(view, views.WelcomeView) and shown != self._shown:
            self._begin_anew()
        before, self._view = self._view, view
        self._records = records(view)
        self._mark_end(before, view)
        alert, self._alert = self._alert, self._screen.alert_text()
        if shown != self._shown:
            self._open(shown)
        else:
            self.read(self._alert if self._alert != alert else self._news(before, view))
        self._cue_if_due()

    def _begin_anew(self) -> None:
        """The next person begins without what the last one chose, and whoever else was told of that is told."""
        were_read, self._said = self._now.reads_pages, None
        self._now = Narration(is_speaking=self._now.is_speaking)
        self._tell()
        if were_read:
            self.intent.emit(wish.ReadPages(on=False))

    def _open(self, shown: tuple[object, ...]) -> None:
        self._shown, self._cued = shown, None
        self._let_go()
        text = self._screen.page_text() if self._now.reads_pages else self._unsaid()
        if text and not self._records and not self._now.failed:
            self._say(text)
        elif self._now.is_speaking:
            self._loudspeaker.stop()

    def _news(self, before: views.View | None, view: views.View) -> str:
        if not isinstance(view, ChatsView):
            return ""
        return chat_news(before if isinstance(before, ChatsView) else None, view, self._screen.language)

    @Slot(str)
    def read(self, text: str) -> None:
        """Say what the keyboard stands on, what was typed or what went wrong, where pages are read."""
        if self._now.reads_pages and text and not self._now.gets_ready:
            self._say(text)

    def _unsaid(self) -> str:
        """The question of the page, unless it was said already: after a pause or a retake nobody wants it again."""
        asked = (self._screen.question_text(), self._screen.language)
        if asked == self._said or not asked[0]:
            return ""
        self._said = asked
        return asked[0]

    def _say(self, text: str, *, tone_if_failed: bool = False) -> None:
        if text and not self._records and self._held is None:
            self._begin(self._loudspeaker.say(text, self._screen.language), tone_if_failed=tone_if_failed)

    def _begin(self, number: int, *, tone_if_failed: bool = False) -> None:
        self._number, self._tone_if_failed = number, tone_if_failed
        self.speaking.emit(True)
        self._tell(is_speaking=True)

    @Slot(int, object)
    def _ended(self, number: int, how: How) -> None:
        if number != self._number:
            return
        if how is How.FAILED and self._tone_if_failed and not self._records:
            self._begin(self._loudspeaker.play(chime()))
            return
        self._number = None
        if self._cue_if_due():
            return
        self.speaking.emit(False)
        failed = how is How.FAILED or (self._now.failed and how is not How.SPOKEN)
        self._tell(is_speaking=False, failed=failed)
        self._patience.stop()
        held, self._held = self._held, None
        if held is not None:
            self.intent.emit(held)

    # ---- before and after a recording ----------------------------------------------------------
    @property
    def _has_cues(self) -> bool:
        return self._cues or self._now.reads_pages

    def _has_to_wait(self, intent: wish.StartAnswer | wish.StartPractice) -> bool:
        return self._now.is_speaking or self._wants_cue(typed=intent.typed)

    def _wants_cue(self, *, typed: bool = False) -> bool:
        is_new = self._cued != self._shown
        return self._has_cues and is_new and not typed and will_record(self._view)

    def _get_ready(self, intent: wish.StartAnswer | wish.StartPractice) -> None:
        """The page shows at once that it begins, and it begins when nothing of ours can be heard any more."""
        self._held = intent
        self._tell(gets_ready=True)
        if self._wants_cue(typed=intent.typed):
            self._cue_start()  # cuts off what sounds
        elif self._cued != self._shown:
            self._loudspeaker.stop()
        self._patience.start()

    def _let_go(self) -> None:
        """Nothing waits for the silence any more."""
        self._held = None
        self._patience.stop()
        if self._now.gets_ready:
            self._tell(gets_ready=False)

    def _cue_if_due(self) -> bool:
        """True when a recording is about to begin by itself: its tone begins."""
        view, is_free = self._view, self._number is None and self._held is None
        is_due = isinstance(view, views.QuestionView) and view.left_s <= CUE_BEFORE_S
        if not (is_free and is_due and self._wants_cue()):
            return False
        self._tell(gets_ready=True)
        self._cue_start()
        return True

    def _cue_start(self) -> None:
        self._cued = self._shown
        self._begin(self._loudspeaker.play(start_tone()))

    def _mark_end(self, before: views.View | None, view: views.View) -> None:
        if listens(view) or isinstance(view, views.WelcomeView):
            self._end_cue.stop()
        elif listens(before) and self._has_cues:
            self._end_cue.start()

    @Slot()
    def _cue_end(self) -> None:
        if self._number is None:  # else the next page speaks already, which says the same
            self._begin(self._loudspeaker.play(end_tone()))

    def _tell(
        self,
        *,
        is_speaking: bool | None = None,
        failed: bool | None = None,
        reads_pages: bool | None = None,
        gets_ready: bool | None = None,
    ) -> None:
        now = self._now
        self._now = Narration(
            now.is_speaking if is_speaking is None else is_speaking,
            now.failed if failed is None else failed,
            now.reads_pages if reads_pages is None else reads_pages,
            gets_ready=now.gets_ready if gets_ready is None else gets_ready,
        )
        self.narration.emit(self._now)
