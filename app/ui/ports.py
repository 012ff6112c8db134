"""What the controller is given by bootstrap: values, plain functions and workers, never machinery."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import SignalInstance

from app.domain.competency import PolicyPack
from app.domain.events import Event
from app.domain.feedback import Feedback
from app.domain.interview import Experience, Plan
from app.domain.language import Language
from app.domain.messages import EngineConfig, ToEngine
from app.errors import BugError, KioskError
from app.flow.interview import Interview


@dataclass(frozen=True, slots=True)
class Append:
    """Write these events of one interview in one transaction."""

    interview_id: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """Score this interview, which is over, and store the result. engines: what recorded and read it."""

    interview: Interview
    engines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepare:
    """Do now, while nobody is here, what the first interview would wait for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The interview is scored and stored. *_path: where files were asked for, too. feedback: for the candidate."""

    interview_id: str
    profile_path: str | None = None
    report_path: str | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class Demographics:
    """Voluntary answers, (question, choice) each, for a store of their own. They name no interview."""

    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NotDone:
    """Anything but an Append failed: no event waits for it, so it may never be taken for the failure of one."""

    error: KioskError | BugError


class Worker(Protocol):
    """A Background: requests in, done or failed out, all on the UI thread."""

    @property
    def done(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...
    def submit(self, request: object) -> None: ...


class Engine(Protocol):
    """The media engine behind its link; `message` carries every FromEngine value, on the UI thread."""

    @property
    def message(self) -> SignalInstance: ...
    def start(self, config: EngineConfig) -> None: ...
    def send(self, message: ToEngine) -> None: ...
    def stop(self) -> None: ...


def tell(engine: Engine, message: EngineConfig | ToEngine | None) -> None:
    """Start the engine with an EngineConfig, hand it any other message; nothing for None."""
    if isinstance(message, EngineConfig):
        engine.start(message)
    elif message is not None:
        engine.send(message)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the controller may use.

    store: takes Append or Demographics, gives it back when it is committed; takes a Finish, gives Scored.
    papers: takes a Paper, gives Printed.
    holding: which follow-up rules hold for (question id, language, text).
    """

    store: Worker
    papers: Worker
    engine: Engine
    policy_pack: PolicyPack
    make_plan: Callable[[Experience], Plan]
    engine_config: Callable[[Interview], EngineConfig]
    holding: Callable[[str, Language, str], set[str]]
    new_id: Callable[[], str]
    clock_s: Callable[[], float]
    today: Callable[[], date]
