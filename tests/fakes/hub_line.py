"""A hub that answers from a table, and remembers what it was asked; it can be out of reach."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.sync.calls import API, NOBODY, Answer, Call

Reply = Answer | Callable[[Call], Answer]


class FakeLine:
    """Carries calls to nowhere: what app.review.hub_account.Line asks for. replies: by "METHOD /path" below the API."""

    def __init__(self, **replies: Reply) -> None:
        self.replies: dict[str, Reply] = dict(replies)
        self.asked: list[Call] = []
        self.is_away = False
        self.forgotten = 0

    def ask(self, call: Call) -> Answer:
        self.asked.append(call)
        if self.is_away:
            return Answer(NOBODY)
        path = call.path.removeprefix(API)
        reply = (
            self.replies.get(f"{call.method} {path}")
            or self.replies[f"{call.method} {path.partition('?')[0]}"]
        )
        return reply if isinstance(reply, Answer) else reply(call)

    def forget(self) -> None:
        self.forgotten += 1

    def sent(self, path: str) -> list[dict[str, Any]]:
        """The bodies that were sent to `path`."""
        return [json.loads(each.body or b"{}") for each in self.asked if each.path.removeprefix(API) == path]


def told(body: object, status: int = 200, **headers: str) -> Answer:
    """A yes with a JSON body."""
    return Answer(status, headers, json.dumps(body, ensure_ascii=False).encode())


def refused(status: int, code: str, detail: str = "words of the hub", **headers: str) -> Answer:
    """A no in the hub's form."""
    return told(
        {"type": f"urn:ehr:{code}", "title": code, "status": status, "detail": detail}, status, **headers
    )


def started(step: str = "done") -> Answer:
    """What the hub answers to each step of a sign-in."""
    return told({"csrf_token": "csrf-1", "next": step})


def signed_in_replies(**more: Reply) -> Mapping[str, Reply]:
    """Somebody may sign in, and decides."""
    me = {"user": {"sign_in_name": "user-1@example.test"}, "permissions": ["decision.write"]}
    return {
        "POST /sign-in": started(),
        "GET /me": told(me),
        "POST /sign-out": Answer(204),
        **more,
    }
