"""The staff's side of the front desk: shut, asking who is there, or open for somebody who has signed in."""

from collections.abc import Sequence
from dataclasses import replace

from app.flow.interview import Interview, Step
from app.ui.desk_ports import (
    AskNames,
    AskNews,
    CallAnswered,
    Refused,
    SignedIn,
    SignIn,
    StaffAct,
    StaffDid,
    StaffNames,
)
from app.ui.desk_views import CallPlace, SignInView, WaitingCall
from app.ui.ports import Worker


class StaffDesk:
    """Nobody's word is taken without a secret; whoever is let in stays until the page closes, and not longer.

    by: the account of who stands there; empty while nobody has signed in.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._asked: SignInView | None = None
        self.by = ""

    @property
    def is_shut(self) -> bool:
        """True while the page of whoever sits there is on the screen."""
        return self._asked is None and not self.by

    @property
    def sign_in_view(self) -> SignInView | None:
        """What asks who is there; None while nobody is asked."""
        return self._asked

    def ask(self) -> None:
        """Ask who is there."""
        self._asked = SignInView(is_busy=True)
        self._worker.submit(AskNames())

    def try_secret(self, name: str, secret: str) -> None:
        """Let the worker check it; meanwhile nobody else can try."""
        if self._asked is not None and not self._asked.is_busy:
            self._asked = replace(self._asked, is_busy=True, error=None)
            self._worker.submit(SignIn(name, secret))

    def told(self, result: StaffNames | SignedIn | Refused) -> bool:
        """True when somebody has just been let in. What comes after the page was shut opens nothing."""
        if self._asked is None:
            return False
        match result:
            case StaffNames(names):
                self._asked = SignInView(names)
            case Refused(error):
                self._asked = replace(self._asked, is_busy=False, error=error)
            case SignedIn(name):
                self._asked, self.by = None, name
                self._worker.submit(AskNews())
        return bool(self.by)

    def answer(self, call: int) -> None:
        """Whoever stands there came to a call."""
        if self.by:
            self._worker.submit(CallAnswered(call, self.by))

    def did(self, act: StaffAct, interview_id: str | None) -> None:
        """Let the audit log know."""
        self._worker.submit(StaffDid(self.by, act, interview_id))

    def shut(self, act: StaffAct, interview_id: str | None = None) -> None:
        """Nobody is signed in any more; `act` is what ended it."""
        if self.by:
            self.did(act, interview_id)
        self._asked, self.by = None, ""


def placed(calls: Sequence[WaitingCall], now: Interview) -> tuple[WaitingCall, ...]:
    """The calls, each with where the person who called is now."""
    return tuple(_placed(call, now) for call in calls)


def _placed(call: WaitingCall, now: Interview) -> WaitingCall:
    if call.interview_id is None:
        return replace(call, place=CallPlace.START)
    if call.interview_id != now.interview_id or now.is_over:
        return replace(call, place=CallPlace.OVER)
    if now.step is Step.QUESTION:
        return replace(call, place=CallPlace.QUESTION, question=now.index + 1)
    return replace(call, place=CallPlace.BEFORE)
