"""Who is signed in at a hub, and calls in their name; what the hub refuses becomes a sentence."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import quote

from app.domain.language import Language
from app.errors import KioskError
from app.sync.calls import API, NOBODY, Answer, Call, json_call

ABOUT, SIGNED_OUT = "/hub", "staff_signed_out"
# What the hub calls its refusals, and what the console calls them.
CODES: Mapping[str, str] = {
    "not-signed-in": SIGNED_OUT,
    "foreign-request": SIGNED_OUT,
    "second-factor-needed": SIGNED_OUT,
    "wrong-password": "hub_wrong_password",
    "wrong-code": "hub_wrong_code",
    "forbidden": "hub_forbidden",
    "not-found": "hub_not_in_sight",
    "erased": "hub_not_in_sight",
    "rate-first": "review_blind",
    "rated-before": "review_rated_already",
    "rated-already": "review_rated_already",
    "rating-incomplete": "review_incomplete",
    "colleague-missing": "review_colleague_missing",
    "other-act": "review_saved_already",
    "recording-not-here": "hub_recording_away",
}
UNSURE = ("hub_away", "hub_overloaded")  # nobody knows whether it was stored


class Step(StrEnum):
    """What is missing of a sign-in, in the hub's words."""

    DONE = "done"
    CODE = "enter_code"
    SET_UP = "set_up_second_factor"


class Line(Protocol):
    """What carries calls: app.sync.client.HubClient. forget: the session's cookie is gone from this machine."""

    def ask(self, call: Call) -> Answer: ...
    def forget(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in: name: what they sign in with; permissions: what they may do somewhere."""

    name: str
    permissions: frozenset[str]


class HubAccount:
    """Belongs to one thread. No password is kept; the session's cookie lives in the memory of `line` alone.

    wall_s: Unix seconds. language: in which the hub says why not, where we have no words of our own.
    """

    def __init__(self, line: Line, url: str, wall_s: Callable[[], float]) -> None:
        self._line, self._url, self._wall_s = line, url, wall_s
        self._csrf, self._ahead_s = "", 0.0
        self.me: Me | None = None
        self.language = Language.ZH

    @property
    def url(self) -> str:
        """Where the hub is."""
        return self._url

    def hub_name(self) -> str:
        """What the hub calls itself; asked before anybody signs in. Raises KioskError hub_away, hub_strange."""
        answer = self._ask(Call("GET", API + ABOUT))
        name = answer.told.get("name")
        if answer.status != 200 or not isinstance(name, str):
            raise self._strange(answer)
        return name

    def sign_in(self, name: str, password: str) -> Step:
        """What is still missing. Raises KioskError hub_wrong_password, hub_too_many, hub_second_factor_missing."""
        self.forget()
        return self._started(
            self._send(json_call("/sign-in", {"sign_in_name": name.strip(), "password": password}))
        )

    def enter_code(self, code: str) -> Step:
        """The same, with the second factor. Raises KioskError hub_wrong_code, hub_too_many, staff_signed_out."""
        return self._started(self._send(json_call("/me/code", {"code": code.strip()})))

    def sign_out(self) -> None:
        """Nobody is signed in here any more. Raises KioskError hub_away: the hub ends the session by itself, later."""
        try:
            if self._csrf:
                self._ask(self._signed(json_call("/sign-out", {})))
        finally:
            self.forget()

    def forget(self) -> None:
        """Nobody is signed in here any more."""
        self._csrf, self.me = "", None
        self._line.forget()

    def who(self) -> Me:
        """Who is signed in. Raises KioskError staff_signed_out."""
        if self.me is None:
            raise KioskError("staff_signed_out")
        return self.me

    def get(self, path: str, **query: str | int | None) -> Any:
        """The JSON at `path` below the API."""
        return self._json(self.answer(path, **query))

    def answer(self, path: str, **query: str | int | None) -> Answer:
        """The hub's yes to a GET. Raises KioskError staff_signed_out, hub_away ... for a no."""
        self.who()
        asked = "&".join(f"{name}={quote(str(each))}" for name, each in query.items() if each is not None)
        return self._send(Call("GET", f"{API}{path}{'?' if asked else ''}{asked}"))

    def post(self, path: str, body: Mapping[str, Any]) -> None:
        """The hub has taken `body`. Raises as `answer` does."""
        self.who()
        self._send(json_call(path, body))

    def now(self) -> float:
        """Unix seconds by the hub's clock, as far as its answers have told."""
        return self._wall_s() + self._ahead_s

    def _started(self, answer: Answer) -> Step:
        told = answer.told
        try:
            self._csrf, step = str(told["csrf_token"]), Step(told["next"])
        except (KeyError, ValueError):
            raise self._strange(answer) from None
        if step is Step.SET_UP:
            self.sign_out()
            raise KioskError("hub_second_factor_missing", url=self._url)
        if step is Step.DONE:
            me = self._json(self._send(Call("GET", f"{API}/me")))
            self.me = Me(str(me["user"]["sign_in_name"]), frozenset(map(str, me["permissions"])))
        return step

    def _send(self, call: Call) -> Answer:
        answer = self._ask(self._signed(call))
        if answer.status in (200, 201, 204):
            return answer
        refusal = self._refusal(answer)
        if refusal.code == SIGNED_OUT:
            self.forget()
        raise refusal

    def _ask(self, call: Call) -> Answer:
        """An answer, if one came. Raises KioskError hub_away."""
        answer = self._line.ask(call)
        if answer.status == NOBODY:
            raise KioskError("hub_away", url=self._url)
        hub_s = answer.hub_time_s
        if hub_s is not None:
            self._ahead_s = hub_s - self._wall_s()
        return answer

    def _signed(self, call: Call) -> Call:
        headers = {**call.headers, "Accept-Language": self.language.value}
        if call.method != "GET" and self._csrf:
            headers["X-CSRF-Token"] = self._csrf
        return replace(call, headers=headers)

    def _json(self, answer: Answer) -> Any:
        try:
            return json.loads(answer.body)
        except ValueError:
            raise self._strange(answer) from None

    def _refusal(self, answer: Answer) -> KioskError:
        if answer.status == 429:
            return KioskError("hub_too_many", seconds=round(answer.retry_after_s or 60))
        if answer.status >= 500:
            return KioskError("hub_overloaded", url=self._url)
        kind = str(answer.told.get("type", "")).rpartition(":")[2]
        if not answer.is_problem or not kind:
            return self._strange(answer)
        code = CODES.get(kind)
        if code is None:
            return KioskError("hub_refused", words=str(answer.told.get("detail") or kind))
        return KioskError(code)

    def _strange(self, answer: Answer) -> KioskError:
        return KioskError("hub_strange", url=self._url, status=answer.status)
