"""The kiosk's voice: says each question once, reads pages, and is silent before anything is recorded."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from app.domain.language import Language
from app.ui import intents as wish
from app.ui import views
from app.ui.chat_news import chat_news
from app.ui.chat_views import ChatsView
from app.ui.chime import chime
from app.ui.desk_views import CheckInView
from app.ui.views import PracticePhase
from app.voice.orders import How


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
    """What is on the screen, in words. question_text: what is asked there, or empty."""

    @property
    def language(self) -> Language: ...
    def page_text(self) -> str: ...
    def question_text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Narration:
    """What the pages show of the voice. failed: nothing could be heard: the words on the screen must do.

    reads_pages: every page is read aloud. is_available: False on a kiosk that is to make no sound.
    """

    is_speaking: bool = False
    failed: bool = False
    reads_pages: bool = False
    is_available: bool = True


class Narrator(QObject):
    """Stands between window and controller; lives on the UI thread.

    Signals:
        intent: a wish for the controller. speaking: whether the voice sounds. narration: a Narration.
    """

    intent = Signal(object)
    speaking = Signal(bool)
    narration = Signal(object)

    def __init__(self, loudspeaker: Loudspeaker, screen: Screen) -> None:
        super().__init__()
        self._loudspeaker, self._screen = loudspeaker, screen
        self._now = Narration()
        self._number: int | None = None
        self._tone_if_failed = False
        self._held: wish.Intent | None = None
        self._shown: tuple[object, ...] = ()
        self._records = False
        self._chats: ChatsView | None = None
        self._said: tuple[str, Language] | None = None
        loudspeaker.ended.connect(self._ended)

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
                self._tell(reads_pages=on)
                if on:
                    self._say(self._screen.page_text())
                else:
                    self._loudspeaker.stop()
            case wish.StartAnswer() | wish.SwitchToSpeaking() | wish.StartPractice() if self._now.is_speaking:
                self._held = intent
                self._loudspeaker.stop()
            case wish.StillHere() | wish.AskForHelp():
                self.intent.emit(intent)
            case _:
                self._held = None
                self.intent.emit(intent)

    @Slot(object)
    def show(self, view: views.View) -> None:
        """A view is on the screen: say its question, or read it; a page that is gone falls silent."""
        shown = (*_place(view), self._screen.language)
        if isinstance(view, views.WelcomeView) and shown != self._shown:
            self._now = Narration(is_speaking=self._now.is_speaking)  # the next person begins without
            self._said = None
            self._tell()
        self._records = _records(view)
        chats, self._chats = self._chats, view if isinstance(view, ChatsView) else None
        if shown == self._shown:
            if self._chats is not None:
                self.read(chat_news(chats, self._chats, self._screen.language))
            return
        self._shown, self._held = shown, None
        text = self._screen.page_text() if self._now.reads_pages else self._unsaid()
        if text and not self._records and not self._now.failed:
            self._say(text)
        elif self._now.is_speaking:
            self._loudspeaker.stop()

    def read(self, text: str) -> None:
        """Say what the keyboard stands on, where pages are read."""
        if self._now.reads_pages and text:
            self._say(text)

    def _unsaid(self) -> str:
        """The question of the page, unless it was said already: after a pause or a retake nobody wants it again."""
        asked = (self._screen.question_text(), self._screen.language)
        if asked == self._said or not asked[0]:
            return ""
        self._said = asked
        return asked[0]

    def _say(self, text: str, *, tone_if_failed: bool = False) -> None:
        if text and not self._records:
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
        self.speaking.emit(False)
        failed = how is How.FAILED or (self._now.failed and how is not How.SPOKEN)
        self._tell(is_speaking=False, failed=failed)
        held, self._held = self._held, None
        if held is not None:
            self.intent.emit(held)

    def _tell(
        self, *, is_speaking: bool | None = None, failed: bool | None = None, reads_pages: bool | None = None
    ) -> None:
        now = self._now
        self._now = Narration(
            now.is_speaking if is_speaking is None else is_speaking,
            now.failed if failed is None else failed,
            now.reads_pages if reads_pages is None else reads_pages,
        )
        self.narration.emit(self._now)


def _records(view: views.View) -> bool:
    match view:
        case views.QuestionView():
            return not views.may_sound(view)
        case views.PracticeView(phase=PracticePhase.RECORDING):
            return True
        case _:
            return False


def _place(view: views.View) -> tuple[object, ...]:
    """What has to change for a page to be a new one to somebody who listens."""
    match view:
        case views.QuestionView(key=key, phase=phase, paused=paused):
            return type(view), key.rpartition("/")[0], phase, paused
        case views.PracticeView(phase=phase):
            return type(view), phase
        case views.ReviewView(key=key):
            return type(view), key
        case CheckInView(phase=phase):
            return type(view), phase
        case _:
            return (type(view),)
