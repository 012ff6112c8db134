"""A store and an engine that do what the real ones promise, without disk, devices or other processes."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.events import Event
from app.domain.feedback import Feedback
from app.domain.language import Words
from app.domain.messages import (
    CancelTake,
    DeviceState,
    EngineConfig,
    EngineReady,
    StartTake,
    StopTake,
    TakeBegan,
    TakeDone,
    ToEngine,
)
from app.domain.observation import WarmUpWindows
from app.domain.transcript import NotTranscribed, Transcript, TranscriptSource
from app.errors import BugError, KioskError
from app.ui.paper import Paper, Printed, Printing
from app.ui.ports import Append, Demographics, Finish, NotDone, Scored


class FakeStore(QObject):
    """Keeps events in a list. `refuse`: the next request fails with this. `holds_back`: it waits for let_go()."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.finished: list[Finish] = []
        self.demographics: list[Demographics] = []
        self.feedback = Feedback(
            (Words("您听得认真。", "You listened."),), Words("可以讲时间。", "Give times.")
        )
        self.refuse: KioskError | BugError | None = None
        self.holds_back = False
        self._held: list[object] = []

    def let_go(self) -> None:
        """Do what was held back."""
        self.holds_back = False
        held, self._held = self._held, []
        for request in held:
            self.submit(request)

    def submit(self, request: object) -> None:
        if self.holds_back:
            self._held.append(request)
            return
        refusal, self.refuse = self.refuse, None
        if refusal is not None and isinstance(request, Append):
            self.failed.emit(refusal)
        elif refusal is not None:
            self.done.emit(NotDone(refusal))
        elif isinstance(request, Append):
            self.events.extend(request.events)
            self.done.emit(request)
        elif isinstance(request, Finish):
            self.finished.append(request)
            interview_id = request.interview.interview_id
            self.done.emit(Scored(interview_id, "profile.json", "report.html", self.feedback))
        elif isinstance(request, Demographics):
            self.demographics.append(request)
            self.done.emit(request)


class FakePapers(QObject):
    """A printer that is never there: every paper is "saved"; `papers` keeps them."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []

    def submit(self, request: object) -> None:
        assert isinstance(request, Paper)
        self.papers.append(request)
        answer = Printed(request.kind, Printing.SAVED)
        QTimer.singleShot(0, lambda: self.done.emit(answer))  # later, as from a thread


class FakeEngine(QObject):
    """Answers like the media engine; `words` is what it hears in the next take."""

    message = Signal(object)

    def __init__(
        self, *, microphone: bool = True, camera: bool = True, recogniser: str | None = "test"
    ) -> None:
        super().__init__()
        self.ready = EngineReady(
            DeviceState(microphone, "mic", None if microphone else "no_microphone"),
            DeviceState(camera, "cam", None if camera else "no_camera"),
            ("test/1",),
            recogniser,
            "preview" if camera else None,
        )
        self.words: Transcript | NotTranscribed = Transcript("spoken", TranscriptSource.FASTER_WHISPER, 0.9)
        self.sent: list[ToEngine] = []
        self.take: StartTake | None = None
        self.warm_up: tuple[WarmUpWindows, ...] = ()
        self.flags: tuple[str, ...] = ()
        self.config: EngineConfig | None = None
        self.is_running = False

    def start(self, config: EngineConfig) -> None:
        self.is_running, self.config = True, config
        self.message.emit(self.ready)

    def send(self, message: ToEngine) -> None:
        self.sent.append(message)
        if isinstance(message, StartTake):
            self.take = message
            self.message.emit(TakeBegan("take"))
        elif isinstance(message, CancelTake):
            self.take = None
        elif isinstance(message, StopTake):
            take, self.take = self.take, None
            if take is None:
                raise BugError("no take is running")
            words = self.words if take.transcribe else NotTranscribed("typed")
            here = (take.question_id, take.turn, take.take)
            sound = b"\1\0" * 160 if take.for_practice else b""
            done = TakeDone(*here, words, (), None, self.flags, practice_sound=sound, warm_up=self.warm_up)
            self.message.emit(done)

    def stop(self) -> None:
        self.is_running = False
