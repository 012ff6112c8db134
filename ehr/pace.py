"""How many requests one address may send: a bucket each, refilled steadily, in the memory of this copy of the hub.

It keeps one sender that runs wild from taking all threads. Guessing is another matter: `people.attempts` counts
that in the database, for all copies together.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ehr.problems import TOO_MANY, Problem, response_to

ADDRESSES_MAX = 10_000
KIOSK_PATHS = ("/api/v1/ingest/", "/api/v1/kiosks/", "/api/v1/media/")  # a backlog of days comes at once
KIOSK_FACTOR = 10


class Pace:
    """Answers 429 with Retry-After where an address sends more than `per_minute`; None: no limit."""

    def __init__(
        self, app: ASGIApp, *, per_minute: int | None, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._per_minute = per_minute
        self._now_s = now_s
        self._buckets: OrderedDict[tuple[str, bool], tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        wait_s = self._wait_s(scope) if scope["type"] == "http" and self._per_minute else 0
        if wait_s:
            answer = response_to(Problem(TOO_MANY, retry_after_s=wait_s), Request(scope))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _wait_s(self, scope: Scope) -> int:
        """0, and one request less in the bucket; or how long until there is one. Runs on the event loop only."""
        is_kiosk = str(scope["path"]).startswith(KIOSK_PATHS)
        most = float(self._per_minute or 0) * (KIOSK_FACTOR if is_kiosk else 1)
        key = (scope["client"][0] if scope.get("client") else "", is_kiosk)
        now_s = self._now_s()
        left, at_s = self._buckets.pop(key, (most, now_s))
        left = min(most, left + (now_s - at_s) * most / 60)
        is_over = left < 1
        self._buckets[key] = (left if is_over else left - 1, now_s)
        if len(self._buckets) > ADDRESSES_MAX:
            self._buckets.popitem(last=False)
        return max(1, ceil((1 - left) * 60 / most)) if is_over else 0
