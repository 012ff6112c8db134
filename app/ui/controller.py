"""The only holder of the Interview: wishes in, advance, commit, effects out."""

from collections import deque
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.events import (
    AccommodationsSet,
    ConsentGiven,
    EngineLost,
    Event,
    LanguageChosen,
    QuestionShown,
    Resumed,
    TakeStopped,
)
from app.domain.language import Language
from app.domain.messages import Caption, Framing, FromEngine, Level, PreviewReady
from app.errors import BugError, KioskError
from app.flow.interview import Interview, Step, advance
from app.ui import accommodating, calling, chat_steps, decisions, desk_intents, dictation, ending
from app.ui import intents as wish
from app.ui.decisions import Decide
from app.ui.engine_news import heard
from app.ui.ports import Append, NotDone, Ports, Scored, tell
from app.ui.practice import is_due
from app.ui.presence import Presence, watched_s
from app.ui.present import Brief, view
from app.ui.sitting import Sitting, elapsed_s, spoken_to
from app.ui.takes import Takes
from app.ui.views import Ending, Interruption
from app.ui.wishes import Wished, wished

TICK_MS = 100


class Controller(QObject):
    """Runs one sitting after the other. Lives on the UI thread.

    Signals:
        view_changed: a View to draw. live: a Level, Caption or PreviewReady for the widgets.
        trouble: a KioskError or BugError for the message line. scored: Scored.
        preview_memory: name of the shared memory, or None. still_there: seconds left, or None.
    """

    view_changed = Signal(object)
    live = Signal(object)
    trouble = Signal(object)
    scored = Signal(object)
    preview_memory = Signal(object)
    still_there = Signal(object)

    def __init__(self, ports: Ports, brief: Brief, language: Language) -> None:
        super().__init__()
        self._ports = ports
        self._brief = brief
        self._default_language = language
        self._now = Interview(language=language)
        self._sitting = Sitting()
        self._waiting: deque[Decide] = deque()
        self._committing: tuple[Interview, Event] | None = None
        self._failed: Event | None = None
        self._presence = Presence(ports.clock_s())
        self._takes = Takes(ports)
        ports.store.done.connect(self._stored)
        ports.store.failed.connect(self._not_stored)
        ports.papers.done.connect(self._stored)
        ports.papers.failed.connect(self.trouble)
        ports.engine.message.connect(self.on_engine)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def interview(self) -> Interview:
        """The interview as it is stored."""
        return self._now

    def start(self) -> None:
        """Show the first page."""
        self._timer.start()
        self._draw()

    def stop(self) -> None:
        """End the clock and the engine; what was accepted is stored already."""
        self._timer.stop()
        self._ports.engine.stop()

    def resume(self, interview: Interview) -> None:
        """Go on with an interview that a crash interrupted: ask before anything personal is shown."""
        self._now, self._sitting = interview, accommodating.applied(interview, self._sitting)
        self._waiting.extend(decisions.recovered(interview))
        self._pump()
        self._ports.engine.start(self._ports.engine_config(interview))
        self._update(interruption=Interruption.RESTARTED)

    @Slot(object)
    def on_intent(self, intent: wish.Intent) -> None:
        """Do what the candidate wants, if it makes sense in this state; a late double click does not."""
        self._presence = Presence(self._ports.clock_s())
        self._sitting = calling.after(intent, self._sitting)
        match intent:
            case wish.AskForHelp() | desk_intents.StaffHere():
                self._decide(*calling.held(self._now, self._sitting, self._elapsed_s()))
            case wish.ChooseLanguage(language):
                self._choose_language(language)
            case wish.CloseSitting():
                self._new_sitting()
            case wish.GoOn():
                self._go_on()
            case wish.TellExperience(experience):
                self._update(experience=experience)
            case wish.Decline(human):
                self._update(ending=Ending.HUMAN if human else Ending.DECLINED)
                self._decide(*decisions.way_out(self._now, "human" if human else "declined"))
            case wish.Leave():
                self._update(ending=Ending.LEFT)
                self._decide(*decisions.way_out(self._now, "left"))
            case wish.Begin() | desk_intents.SetAccommodations():
                self._sitting = accommodating.met(intent, self._now, self._sitting)
                self._decide(*accommodating.decided(intent, self._now, self._ports.new_id))
            case _:
                self._decide_on(intent)

    def _decide_on(self, intent: wish.Intent) -> None:
        means = wished(intent, self._now, self._sitting, self._ports, self._elapsed_s())
        if means is None:
            changed, decide = self._takes.wished(intent, self._sitting, self._elapsed_s())
            means = Wished(changed, decide=decide)
        self._sitting = means.sitting
        tell(self._ports.engine, means.message)
        self._decide(means.before, means.decide or decisions.nothing)

    @Slot(bool)
    def on_speaking(self, speaking: bool) -> None:
        """The kiosk's voice begins or ends: meanwhile the preparation stands still and nothing is recorded."""
        self._presence = self._presence.spoken_to(self._ports.clock_s())
        self._sitting = spoken_to(self._now, self._sitting, speaking, self._ports.clock_s())

    def _go_on(self) -> None:
        """After an interruption, or: try once more to store what could not be stored."""
        self._update(interruption=None, alarm=None, error=None, clock_base_s=self._ports.clock_s())
        failed, self._failed = self._failed, None
        self._decide(lambda _: failed)

    def _choose_language(self, language: Language) -> None:
        if self._now.step is Step.WELCOME or self._now.is_over:
            self._now = replace(self._now, language=language)
            self._draw()
        else:
            self._decide(lambda now: LanguageChosen(language) if now.language is not language else None)

    def _new_sitting(self) -> None:
        if self._now.is_over and self._committing is not None:
            self._update(
                leaves=True
            )  # else the commit would bring this interview back before the next person
        elif self._now.is_over and not self._sitting.saving:
            self._now, self._failed = Interview(language=self._default_language), None
            self._ports.engine.stop()  # it may have listened to a question to the company
            self._sitting = Sitting()
            self._draw()

    def _decide(self, *decide: Decide) -> None:
        self._waiting.extend(decide)
        self._pump()

    def _pump(self) -> None:
        while self._waiting and self._committing is None:
            event = self._waiting.popleft()(self._now)
            if event is not None:
                after = advance(self._now, event)
                self._committing = (after, event)
                self._ports.store.submit(Append(after.interview_id, (event,)))
        self._draw()

    @Slot(object)
    def _stored(self, result: object) -> None:
        if isinstance(result, Append):
            self._committed()
        else:
            self._sitting = ending.told(result, self._now, self._sitting)
            self._draw()
        if isinstance(result, Scored):
            self.scored.emit(result)
        elif isinstance(result, NotDone):  # the result: the answers are safe, scoring can be repeated
            self.trouble.emit(result.error)
        if self._sitting.leaves:
            self._new_sitting()

    def _committed(self) -> None:
        if self._committing is None:
            raise BugError("a commit that nobody asked for")
        before, (self._now, event), self._committing = self._now, self._committing, None
        self._act(before, event)
        self._pump()

    @Slot(object)
    def _not_stored(self, error: KioskError | BugError) -> None:
        """The event did not happen: the state and the draft stay, and the person can try again."""
        if self._committing is None:
            raise BugError("a failed commit that nobody asked for") from error
        (_, self._failed), self._committing = self._committing, None
        self._waiting.clear()
        self._update(error=error, leaves=False)

    def _act(self, before: Interview, event: Event) -> None:
        now = self._now
        unrecorded = isinstance(event, TakeStopped) and not self._sitting.recording
        match event:
            case ConsentGiven():
                self._sitting = replace(self._sitting, receipt=bool(event.receipt))
                self._ports.engine.start(self._ports.engine_config(now))
            case AccommodationsSet():
                self._sitting = accommodating.applied(now, self._sitting)
            case Resumed() | QuestionShown():
                self._update(clock_base_s=self._ports.clock_s())
            case _:
                self._sitting, message = self._takes.act(before, now, event, self._sitting)
                tell(self._ports.engine, message)
        self._sitting = accommodating.camera_closed(now, self._sitting, self._ports)
        if unrecorded:
            self._decide(self._takes.unrecorded(now, self._sitting))
        if now.is_over:
            self._sitting, finish = ending.after(before, event, now, self._sitting, self._ports)
            self.preview_memory.emit(None)
            if finish is not None:
                self._ports.store.submit(finish)
        else:
            self._decide(decisions.rests_after(event), calling.waits(self._sitting), decisions.goes_on)

    @Slot(object)
    def on_engine(self, message: FromEngine) -> None:
        """Take in what the engine says."""
        if isinstance(message, Level | Caption | PreviewReady | Framing):
            if isinstance(message, Level):
                self._sitting = replace(self._sitting, silent_s=message.silent_s)
                if message.speech:
                    self._presence = Presence(self._ports.clock_s())
            self.live.emit(message)
            return
        news = heard(message, self._now, self._sitting)
        self._sitting, answer = dictation.heard(message, self._now, news.sitting, self._ports)
        tell(self._ports.engine, answer)
        if news.preview_memory is not None:
            self.preview_memory.emit(news.preview_memory)
        if news.trouble is not None:
            self.trouble.emit(news.trouble)
        if news.lost is not None:
            self._decide(decisions.at(Step.QUESTION, EngineLost(news.lost)))
        if news.discard is not None:
            reason = news.discard
            self._decide(lambda now: decisions.discard(now, reason))
        if news.done is not None:
            self._sitting, decide = self._takes.done(news.done, self._now, self._sitting)
            self._decide(decide)
        self._draw()

    @Slot()
    def _tick(self) -> None:
        now = self._now
        halted = self._committing or self._sitting.interruption or self._sitting.error
        if now.step is Step.QUESTION and not halted:
            due = decisions.due(now, self._elapsed_s())
            if due is not None:
                self._decide_on(due)
            elif chat_steps.is_on(now):
                self._decide(lambda at: chat_steps.arrived(at, self._elapsed_s()))
            self._draw()
        elif self._sitting.practice is not None:
            if is_due(self._sitting.practice, self._ports.clock_s()):
                self._decide_on(wish.StopPractice())
            self._draw()
        self._leave_if_nobody_is_there()

    def _leave_if_nobody_is_there(self) -> None:
        now = self._now
        clock_s = watched_s(self._ports.clock_s(), now, called=self._sitting.called)
        left_s = self._presence.asked_left_s(clock_s)
        is_read, gone = ending.is_read(now, self._sitting), self._presence.is_gone(clock_s)
        watched = is_read or (now.step is not Step.WELCOME and not now.is_over)
        self.still_there.emit(left_s if watched else None)
        if now.is_over and (gone if is_read else left_s is not None):
            self._new_sitting()
        elif watched and gone and not now.is_over:
            self._presence = Presence(clock_s)
            self._update(ending=Ending.LEFT)
            self._decide(*decisions.way_out(self._now, "idle"))

    def _elapsed_s(self) -> float:
        return elapsed_s(self._now, self._sitting, self._ports.clock_s())

    def _update(self, **changes: object) -> None:
        self._sitting = replace(self._sitting, **changes)  # type: ignore[arg-type]
        self._draw()

    def _draw(self) -> None:
        pack, clock_s, elapsed = self._ports.policy_pack, self._ports.clock_s(), self._elapsed_s()
        self.view_changed.emit(view(self._now, self._sitting, self._brief, pack, elapsed, clock_s))
