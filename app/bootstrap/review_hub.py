"""The reviewer's console at a hub, put together: on a PC that has no store and keeps nothing."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from app.bootstrap.printer import on_paper
from app.bootstrap.review_frame import ConsoleFrame
from app.bootstrap.review_papers import ReportMaker
from app.bootstrap.review_task import ReviewTask
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.language import Language
from app.errors import KioskError
from app.review.hub_account import HubAccount, Line, Step
from app.review.hub_desk import HubDesk
from app.review.training import TrainingDesk
from app.settings import HubSettings
from app.sync.client import HubClient, Patience
from app.ui.recruiter.hub_pages import HubPages
from app.ui.recruiter.hub_ports import AskHub, EnterCode, HubTold, SignedIn, SignedOut, SignInAt, SignOut
from app.ui.recruiter.hub_room import HubRoom
from app.ui.recruiter.training_room import TrainingRoom
from app.ui.strings import load_strings
from app.workers.thread import Background

READ_S = 15.0  # for the first byte: who waits for longer has gone for a coffee
RECORDING_S, RECORDING_BYTES = 180.0, 512 * 1024 * 1024
LIVE_MS, LIST_EACH = 10_000, 2  # the terminals, and the list every second time: many PCs ask one hub


class HubTask:
    """Called on the console's thread with one request at a time."""

    def __init__(
        self, account: HubAccount, desk: HubDesk, review: ReviewTask, training: TrainingDesk
    ) -> None:
        self._account, self._desk, self._review, self._training = account, desk, review, training
        self._name = ""

    def __call__(self, request: object) -> object:
        """What the sign-in page or the console shows. Raises KioskError hub_away, hub_wrong_password ..."""
        match request:
            case AskHub():
                return HubTold(self._account.hub_name())
            case SignInAt(name, password, language):
                self._account.language = language
                return self._signed_in(self._account.sign_in(name, password))
            case EnterCode(code, language):
                self._account.language = language
                return self._signed_in(self._account.enter_code(code))
            case SignOut():
                return self._signed_out()
            case _:
                return self._review(request)

    def _signed_in(self, step: Step) -> SignedIn:
        if step is not Step.DONE:
            return SignedIn("", needs_code=True)
        name = self._account.who().name
        if (
            name != self._name
        ):  # what the one before said and nobody knows the fate of is not theirs to send again
            self._forget()
        self._name = name
        return SignedIn(name, needs_code=False)

    def _forget(self) -> None:
        self._desk.forget()
        self._training.forget()

    def _signed_out(self) -> SignedOut:
        self._forget()
        self._name = ""
        with suppress(KioskError):  # nothing of it is on this machine any more, and the hub ends it by itself
            self._account.sign_out()
        return SignedOut()


class HubReview(ConsoleFrame):
    """The console of the hub at `url`. line: carries its calls; is_over: set once nobody waits for them any more."""

    stop_ms = int(1000 * (READ_S + 25))  # the call in hand, and the sign-out after it

    def __init__(
        self,
        line: Line,
        url: str,
        model: CompetencyModel,
        language: Language,
        play: Callable[[bytes], object] | None = None,
        is_over: threading.Event | None = None,
    ) -> None:
        self._is_over = is_over or threading.Event()
        account = HubAccount(line, url, time.time)
        desk = HubDesk(account, model, resources_dir(), time.monotonic)
        reports = ReportMaker(desk, load_strings(resources_dir()), on_paper)
        training = TrainingDesk(desk.trainings, model, resources_dir())
        task = HubTask(account, desk, ReviewTask(desk, reports, training), training)
        worker = Background("review", task)
        super().__init__(worker, language, HubPages, play, LIVE_MS, LIST_EACH)
        assert isinstance(self.pages, HubPages)
        self.room = HubRoom(self.pages, self.console, self.worker, url)
        self.training = TrainingRoom(self.pages, self.worker)

    def open(self) -> None:
        """Show the sign-in page."""
        self.room.start()
        self.window.showMaximized()

    def stop(self) -> None:
        """Sign out, close the window and end the thread; what is being read is not waited for."""
        self._is_over.set()
        self.room.leave()
        super().stop()


def line_to(url: str, how: HubSettings, is_over: threading.Event) -> HubClient:
    """Carries the console's calls. Raises KioskError hub_ca_missing."""
    patience = Patience(RECORDING_BYTES, RECORDING_S, lambda: not is_over.is_set())
    return HubClient(url, replace(how, read_timeout_s=min(how.read_timeout_s, READ_S)), patience)
