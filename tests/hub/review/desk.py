"""Somebody who reviews over the API, and what they say."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from starlette.testclient import TestClient

Json = dict[str, Any]
RATING: Json = {
    "answers": [
        {"question_id": question, "turn": turn, "scores": dict.fromkeys(subs, 6.5), "reason": "clear words"}
        for question, turn, subs in (
            ("JD-Q04", 1, ("co_listening", "co_empathy", "ps_closure")),
            ("JD-Q05", 1, ("ec_stability", "ec_recovery")),
            ("JD-Q08", 1, ("co_empathy", "co_proactive", "ps_solution", "ps_closure", "cm_clarity")),
            ("JD-Q10", 1, ("co_listening", "co_empathy", "ps_need", "ps_solution", "cm_wording")),
            ("JD-Q10", 2, ("ps_solution", "cm_wording")),
        )
    ],
    "looked_s": 200.0,
}
NOTE: Json = {"reason": "asks for the late shift"}


def decision(word: str, **more: Any) -> Json:
    return {"decision": word, "reason": "said what they would do", "looked_s": 30.0, **more}


@dataclass(frozen=True)
class HubDesk:
    """Sends requests in the name of one user."""

    client: TestClient
    headers: dict[str, str]
    user: UUID

    def ask(self, method: str, path: str, wanted: int = 200, **more: Any) -> Any:
        answer = self.client.request(method, f"/api/v1{path}", headers=self.headers, **more)
        assert answer.status_code == wanted, (answer.status_code, answer.text)
        return answer.json()

    def lines(self, **query: Any) -> list[Json]:
        found: list[Json] = self.ask("GET", "/review/interviews", params=query)["items"]
        return found

    def line(self) -> Json:
        """The only interview in sight."""
        (found,) = self.lines()
        return found

    def detail(self) -> Json:
        """The only interview in sight, whole."""
        found: Json = self.ask("GET", f"/review/interviews/{self.line()['id']}")
        return found

    def say(self, kind: str, body: Json, wanted: int = 201, *, key: str = "") -> Json:
        """Something about the only interview in sight."""
        said = {"kind": kind, "key": key or str(uuid4()), "body": body}
        answer: Json = self.ask("POST", f"/review/interviews/{self.line()['id']}/acts", wanted, json=said)
        return answer
