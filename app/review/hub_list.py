"""The list of interviews at a hub, page by page; what is known stays, and the newest page is read again and again."""

from collections.abc import Callable, Mapping
from typing import Any

from app.errors import KioskError
from app.review.hub_account import HubAccount

PAGE, MOST_PAGES = 200, 500
WHOLE_EVERY_S = 60.0  # between two readings of everything; in between the newest page says what is new
Json = Mapping[str, Any]


class HubList:
    """In memory only. An interview is called by its kiosk's own id; the hub's id changes with each assessment."""

    def __init__(self, account: HubAccount, steady_s: Callable[[], float]) -> None:
        self._account, self._steady_s = account, steady_s
        self._lines: dict[str, Json] = {}
        self._whole_at_s: float | None = None
        self._has_scores = False

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self._lines, self._whole_at_s, self._has_scores = {}, None, False

    def read(self, *, with_scores: bool = False) -> dict[str, Json]:
        """By its id each interview in sight, the newest first. Raises KioskError as HubAccount.get does.

        with_scores: each with its scores by sub-dimension; asked for only while some of them are hidden.
        """
        now_s = self._steady_s()
        is_whole_due = self._whole_at_s is None or now_s - self._whole_at_s >= WHOLE_EVERY_S
        is_whole_due = is_whole_due or (with_scores and not self._has_scores)
        page = self._page(None, again=self._whole_at_s is not None, with_scores=with_scores)
        found, more = list(page["items"]), page["next"]
        if is_whole_due:
            for _ in range(MOST_PAGES):
                if more is None:
                    break
                page = self._page(more, again=True, with_scores=with_scores)
                found, more = [*found, *page["items"]], page["next"]
            self._whole_at_s, self._has_scores = now_s, with_scores
        elif more is not None:
            new = {_own(each) for each in found}
            found += [each for each in self._lines.values() if _own(each) not in new]
        self._lines = _named(found)
        return self._lines

    def line(self, interview_id: str) -> Json:
        """What the list says of an interview. Raises KioskError hub_not_in_sight."""
        if interview_id not in self._lines:
            raise KioskError("hub_not_in_sight")
        return self._lines[interview_id]

    def hub_id(self, interview_id: str) -> str:
        """What the hub calls it. Raises KioskError hub_not_in_sight."""
        return str(self.line(interview_id)["id"])

    def _page(self, cursor: str | None, *, again: bool, with_scores: bool) -> Json:
        """again: the hub's audit log tells of the list once, when somebody comes to it."""
        asked = {name: "true" for name, wanted in (("again", again), ("scores", with_scores)) if wanted}
        page: Json = self._account.get("/review/interviews", limit=PAGE, cursor=cursor, **asked)
        return page


def _own(line: Json) -> tuple[str, str]:
    return str(line["kiosk"]), str(line["interview_id"])


def _named(lines: list[Json]) -> dict[str, Json]:
    """By the kiosk's id; the second of two kiosks that gave the same one is called by the hub's."""
    found: dict[str, Json] = {}
    for line in lines:
        name = str(line["interview_id"])
        found[name if name not in found else str(line["id"])] = line
    return found
