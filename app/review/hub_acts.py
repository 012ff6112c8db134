"""What a reviewer says of interviews at a hub: sent until the hub has it, and stored once."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.competency import CompetencyModel
from app.domain.interview import Answer
from app.errors import KioskError
from app.review.desk import LEAST_REASON_CHARS, check_value
from app.review.hub_account import SIGNED_OUT, UNSURE, HubAccount
from app.review.reading import to_rate_of
from app.review.said import Said, mark_of
from app.review.values import AnswerRating
from app.store.review import ActKind

DECIDES = "decision.write"


class HubActs:
    """In memory only."""

    def __init__(self, account: HubAccount) -> None:
        self._account = account
        self._unsure: dict[str, Mapping[str, Any]] = {}
        self._said = Said()
        self._colleagues: tuple[str, dict[str, str]] | None = None

    def forget(self) -> None:
        """Nothing of anybody stays."""
        self._unsure, self._colleagues = {}, None
        self._said.forget()

    def say(
        self,
        hub_id: str,
        kind: ActKind,
        body: Mapping[str, Any],
        key: str = "",
        beside: Mapping[str, Any] | None = None,
    ) -> None:
        """Store what the reader said. key: of the form, which stores once. beside: what is told with the body.

        Where no answer comes nobody knows whether it was stored: said again, it goes with the same key and the
        same body as before, and the hub stores it once. Other words of that form go with its key, too: then the
        hub knows whether the first ones came.

        Raises:
            KioskError: review_saved_already: other words of the form are stored; hub_away ...
        """
        mark = mark_of(hub_id, kind, body)
        if self._said.is_stored(key, mark):
            return
        act = self._unsure.setdefault(
            key + mark,
            {"kind": kind.value, "key": key or str(uuid.uuid4()), "body": dict(body), **(beside or {})},
        )
        try:
            self._account.post(f"/review/interviews/{hub_id}/acts", act)
        except KioskError as error:
            if error.code not in (*UNSURE, SIGNED_OUT):
                del self._unsure[key + mark]
            raise
        del self._unsure[key + mark]
        self._said.keep(key, mark)

    def colleagues(self, hub_id: str) -> dict[str, str]:
        """Name to id of whoever this interview can be handed to; nobody for a reader who may not decide."""
        if DECIDES not in self._account.who().permissions:
            return {}
        if self._colleagues is None or self._colleagues[0] != hub_id:
            found: dict[str, str] = {}
            for each in self._account.get("/review/colleagues", interview_id=hub_id):
                name, key = str(each["name"]), str(each["id"])
                found[name if name not in found else f"{name} ({key[:4]})"] = key
            self._colleagues = hub_id, found
        return self._colleagues[1]


def rating_body(
    ratings: Sequence[AnswerRating], answers: Sequence[Answer], model: CompetencyModel, looked_s: float
) -> dict[str, Any]:
    """A blind rating as the hub takes it.

    Raises:
        KioskError: review_incomplete: every sub-dimension of every answer is rated, and each answer with a reason.
        BugError: a value that is not on the scale.
    """
    given = {(each.question_id, each.turn): {sub for sub, _ in each.values} for each in ratings}
    is_reasoned = all(len(each.reason.strip()) >= LEAST_REASON_CHARS for each in ratings)
    if not is_reasoned or given != to_rate_of(answers, model):
        raise KioskError("review_incomplete")
    for _, value in (pair for each in ratings for pair in each.values):
        check_value(value)
    told = [
        {
            "question_id": each.question_id,
            "turn": each.turn,
            "scores": dict(each.values),
            "reason": each.reason.strip(),
        }
        for each in ratings
    ]
    return {"answers": told, "looked_s": round(max(0.0, looked_s), 1)}


def reason_of(words: str) -> str:
    """The reason. Raises KioskError review_reason_missing."""
    if len(words.strip()) < LEAST_REASON_CHARS:
        raise KioskError("review_reason_missing")
    return words.strip()
