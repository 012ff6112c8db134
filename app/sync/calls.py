"""A call to the hub and its answer, as values; contract/v1/http.md says which there are."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

API = "/api/v1"
NOBODY = 0  # the status of an answer that never came
WORDS_CHARS = 300
URN = "urn:kiosk:"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. path: from "/api/v1" on. headers: without Authorization, which the session adds."""

    method: str
    path: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. status: HTTP's, NOBODY where nothing did. headers: names in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def told(self) -> dict[str, Any]:
        """The JSON object in the body; empty where it holds none."""
        try:
            told = json.loads(self.body)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def problem(self) -> str:
        """The code of a problem, e.g. "upgrade-hub"; empty where the hub names none."""
        kind = self.told.get("type")
        return kind.removeprefix(URN) if isinstance(kind, str) and kind.startswith(URN) else ""

    @property
    def is_problem(self) -> bool:
        """True if the body is a problem in the hub's form, of whatever type."""
        return isinstance(self.told.get("type"), str) and isinstance(self.told.get("status"), int)

    @property
    def words(self) -> str:
        """What the hub says of its no, for a person; empty where it says nothing."""
        told = self.told
        parts = [str(told[name]) for name in ("title", "detail") if isinstance(told.get(name), str)]
        errors = told.get("errors")
        for each in errors if isinstance(errors, list) else []:
            if isinstance(each, dict):
                parts.append(f"{each.get('at', '')} {each.get('rule', '')}".strip())
        return "; ".join(part for part in parts if part)[:WORDS_CHARS]

    @property
    def hub_time_s(self) -> float | None:
        """The hub's clock, Unix seconds: `hub_time` in the body, else the header Date; None for neither."""
        told = self.told.get("hub_time")
        if isinstance(told, str):
            try:
                return datetime.fromisoformat(told).timestamp()
            except ValueError:
                return None
        return _date_s(self.headers.get("date", ""))

    @property
    def retry_after_s(self) -> float | None:
        """How long the hub asks to be left alone, seconds; None where it does not say."""
        text = self.headers.get("retry-after", "")
        if text.isdecimal():
            return float(text)
        until_s, now_s = _date_s(text), _date_s(self.headers.get("date", ""))
        return None if until_s is None or now_s is None else max(0.0, until_s - now_s)


Ask = Callable[[Call], Answer]


def json_call(path: str, body: Mapping[str, Any]) -> Call:
    """A POST of `body` to `path` below the API."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    return Call("POST", API + path, text, {"Content-Type": "application/json"})


def _date_s(text: str) -> float | None:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
