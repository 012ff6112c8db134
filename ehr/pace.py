"""How many requests one address, and one kiosk, may send: a bucket each, in the memory of this copy of the hub.

It keeps one sender that runs wild from taking all threads. Guessing is another matter: `people.attempts` counts
that in the database, for all copies together.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil
from threading import Lock
from uuid import UUID

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ehr.problems import TOO_MANY, Kind, Problem, response_to

KEYS_MAX = 10_000
KIOSK_PATHS = ("/api/v1/ingest/", "/api/v1/kiosks/", "/api/v1/media/")  # a backlog of days comes at once
KIOSK_FACTOR = 10
KIOSK_PER_S, KIOSK_AT_ONCE = 10.0, 20.0
KIOSK_BUSY = Kind(
    "busy", 429, "This kiosk asks too often. Wait a little.", "该终端请求过于频繁，请稍候。", "kiosk"
)


class Pace:
    """Answers 429 with Retry-After where an address sends more than `per_minute`; None: no limit."""

    def __init__(
        self, app: ASGIApp, *, per_minute: int | None, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._per_minute = per_minute
        self._buckets = Buckets(now_s)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        wait_s = self._wait_s(scope) if scope["type"] == "http" and self._per_minute else 0
        if wait_s:
            answer = response_to(Problem(TOO_MANY, retry_after_s=wait_s), Request(scope))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _wait_s(self, scope: Scope) -> int:
        """0, and one request less in the bucket; or how long until there is one."""
        is_kiosk = str(scope["path"]).startswith(KIOSK_PATHS)
        most = float(self._per_minute or 0) * (KIOSK_FACTOR if is_kiosk else 1)
        address = scope["client"][0] if scope.get("client") else ""
        return self._buckets.wait_s((address, is_kiosk), most=most, per_s=most / 60)


class Buckets:
    """A bucket for each key: full at first, refilled steadily; the longest unused go first. Safe to share."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic, *, keys_max: int = KEYS_MAX) -> None:
        self._now_s = now_s
        self._keys_max = keys_max
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, key: Hashable, *, most: float, per_s: float) -> int:
        """0, and one less in the bucket of `key`; or the whole seconds until there is one."""
        with self._lock:
            now_s = self._now_s()
            left, at_s = self._left.pop(key, (most, now_s))
            left = min(most, left + (now_s - at_s) * per_s)
            is_over = left < 1
            self._left[key] = (left if is_over else left - 1, now_s)
            if len(self._left) > self._keys_max:
                self._left.popitem(last=False)
        return max(1, ceil((1 - left) / per_s)) if is_over else 0


class KioskPace:
    """Each kiosk's own limit (contract/v1/http.md: 10 requests a second), in this copy of the hub."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._buckets = Buckets(now_s)

    def check(self, kiosk_id: UUID) -> None:
        """Raises Problem `busy` with the time to wait where the kiosk sends more."""
        wait_s = self._buckets.wait_s(kiosk_id, most=KIOSK_AT_ONCE, per_s=KIOSK_PER_S)
        if wait_s:
            raise Problem(KIOSK_BUSY, retry_after_s=wait_s)
