"""What surrounds every request: its id, size, security headers, one line in the log, and a last catch."""

import logging
import time
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ehr.metrics import Metrics
from ehr.problems import BUG, TOO_LARGE, Problem, response_to

LOG = logging.getLogger(__name__)
CSP = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
HSTS = "max-age=63072000; includeSubDomains"


class _TooLarge(HTTPException):
    """The body went over the limit while it was read; the framework lets only its own kind of error through."""

    def __init__(self) -> None:
        super().__init__(TOO_LARGE.status)


class Guard:
    """The outermost layer of the service. Routes under `unlimited` check the size of their bodies themselves."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        body_max_bytes: int,
        secure: bool,
        unlimited: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._body_max_bytes = body_max_bytes
        self._secure = secure
        self._unlimited = unlimited

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["ehr.request_id"] = uuid4().hex
        answer = _Answer(scope, send, secure=self._secure)
        started_s = time.monotonic()
        try:
            await self._app(scope, self._measured(scope, receive), answer.send)
        except (
            ClientDisconnect
        ):  # cut off while it was sending: there is nobody to answer, and no fault of ours
            LOG.info("a sender went away", extra={"fields": _fields(scope)})
        except Exception as error:
            LOG.error("a request failed", exc_info=error, extra={"fields": _fields(scope)})
            await answer.refuse(Problem(BUG))
        finally:
            self._note(scope, answer.status, time.monotonic() - started_s)

    def _measured(self, scope: Scope, receive: Receive) -> Receive:
        """`receive`, ending in _TooLarge once the body is larger than it may be."""
        if str(scope["path"]).startswith(self._unlimited) and self._unlimited:
            return receive
        seen_bytes = 0

        async def counted() -> Message:
            nonlocal seen_bytes
            message = await receive()
            seen_bytes += len(message.get("body", b""))
            if seen_bytes > self._body_max_bytes:
                raise _TooLarge
            return message

        return counted

    def _note(self, scope: Scope, status: int, took_s: float) -> None:
        route = _route(scope)
        self._metrics.answered(scope["method"], route, status, took_s)
        fields = _fields(scope) | {"status": status, "took_ms": round(took_s * 1000, 1)}
        LOG.info("request", extra={"fields": fields})


class _Answer:
    """Adds our headers to the answer of a request and keeps its status."""

    def __init__(self, scope: Scope, send: Send, *, secure: bool) -> None:
        self._scope = scope
        self._send = send
        self._secure = secure
        self.status = 0

    async def send(self, message: Message) -> None:
        """Passes a message on; the first one gets the headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            headers["X-Request-Id"] = self._scope["ehr.request_id"]
            if self._secure:
                headers["Strict-Transport-Security"] = HSTS
        await self._send(message)

    async def refuse(self, problem: Problem) -> None:
        """Answers with `problem`, unless an answer is under way already."""
        if self.status:
            return
        response = response_to(problem, Request(self._scope))
        await response(self._scope, _nothing, self.send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _route(scope: Scope) -> str:
    """The template of the route that answered: it holds no ids, and strangers cannot make new ones."""
    return getattr(scope.get("route"), "path", "none")


def _fields(scope: Scope) -> dict[str, object]:
    return {"request": scope["ehr.request_id"], "method": scope["method"], "route": _route(scope)}
