"""An interview whose scores, measures and evidence can be told from anything else a page holds; and every page."""

import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from app.domain.language import Language
from ehr.access import Role
from ehr.database import Database, system
from tests.hub.kiosks.rig import changed, interview_bytes
from tests.hub.surface import surface
from tests.hub.world import World

Json = dict[str, Any]
HIDDEN = "co_empathy"
VALUE, ERROR, RULE = 7.7731, 0.7731, "marked.rule"
OF_ANSWER = 9.5  # in half points
# A digit before it would be part of a time, a place on a gauge or another number.
MARKED = re.compile(r'(?<![\d.])7\.77|(?<!\d)0\.77|"program":9\.5|marked\.|marked_|75\.26')
EVERYTHING = "everything"


def marked(interview_id: str, sub: str = EVERYTHING) -> bytes:
    """The record with all that the program found of `sub` marked: its scores and evidence, and what they count in."""
    profile = json.loads(interview_bytes(interview_id, language=Language.EN))["profile"]
    is_all = sub == EVERYTHING
    for answer in profile["answers"]:
        for each in answer["scores"]:
            _mark(each, OF_ANSWER, is_wanted=is_all or each["sub_dimension"] == sub)
        for each in answer["evidence"]:
            each["rule"] = RULE if is_all or each["sub_dimension"] == sub else each["rule"]
        for each in answer["observations"] if is_all else ():
            each["value"] = VALUE if each["value"] is not None else None
    for dimension in profile["dimensions"]:
        for each in dimension["sub_dimensions"]:
            _mark(each, VALUE, is_wanted=is_all or each["id"] == sub)
        _mark(
            dimension, VALUE, is_wanted=is_all or sub in [each["id"] for each in dimension["sub_dimensions"]]
        )
    for name in ("composite", "composite_without_affect"):
        _mark(profile[name], VALUE, is_wanted=True)
    more = {
        name: profile[name] for name in ("answers", "dimensions", "composite", "composite_without_affect")
    }
    if is_all:
        more["notes"] = [{"id": "marked_note", "text": "marked_note", "components": []}]
    return changed(interview_bytes(interview_id, language=Language.EN), {}, more)


def _mark(result: Json, value: float, *, is_wanted: bool) -> None:
    if is_wanted and result["score"] is not None:
        result |= {"score": value, "standard_error": ERROR}


class Walker:
    """Somebody with every role, who looks at everything that can be looked at."""

    def __init__(self, app: FastAPI, client: TestClient, world: World, scope_id: int) -> None:
        self.client, self.database = client, world.database
        user = world.user(scope_id, *Role)
        self.headers = world.signed_in(user) | {"Accept-Language": "en"}
        self.csrf = self.headers["X-CSRF-Token"]
        self.scope_id = scope_id
        self.gets = [each for each in surface(app) if each.method == "GET"]

    def seen(self, only: Collection[str] = ()) -> dict[str, str]:
        """By route what the walker was told of the only interview, words of archives included.

        only: some routes; () for every one there is.
        """
        interview_id, candidate_id = ids(self.database)
        values = {"interview_id": interview_id, "candidate_id": candidate_id, "sub_dimension": HIDDEN}
        told = {
            each.name: self._ask("GET", each.filled(values))
            for each in self.gets
            if not only or each.name in only
        }
        other = self._other()
        for name, method, path, more in (
            ("scores", "GET", "/api/v1/review/interviews?scores=true", {}),
            ("compare", "GET", f"/candidates/compare?id={candidate_id}&id={other}", {}),
            ("search", "POST", "/api/v1/candidates/search", {"json": {}}),
            ("searched", "POST", "/candidates", {"data": {"csrf_token": self.csrf}}),
            ("export", "POST", f"/api/v1/candidates/{candidate_id}/export", {}),
            ("exported", "POST", f"/candidates/{candidate_id}/export", {"data": {"csrf_token": self.csrf}}),
        ):
            if not only or name in only:
                told[name] = self._ask(method, path, 200, **more)
        return told

    def _ask(self, method: str, path: str, wanted: int | None = None, **more: Any) -> str:
        answer = self.client.request(method, path, headers=self.headers, **more)
        assert wanted in (None, answer.status_code), (path, answer.text)
        assert answer.status_code < 500, (path, answer.text)
        return "\n".join(_words(answer.content))

    def _other(self) -> str:
        answer = self.client.post(
            "/api/v1/candidates", headers=self.headers, json={"scope_id": self.scope_id, "name": "Somebody"}
        )
        return str(answer.json()["id"])


def marks(told: Mapping[str, str]) -> set[str]:
    """The routes that tell of what is marked."""
    return {name for name, words in told.items() if MARKED.search(words)}


def _words(body: bytes) -> Iterator[str]:
    if not body.startswith(b"PK"):
        yield body.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            yield archive.read(name).decode("utf-8", "replace")


def hide(database: Database, *subs: str) -> None:
    """As if people agreed too little with the program on these."""
    with database.work(system("test")) as session:
        session.execute(
            text(
                "update hidden_scores set hidden = :subs, is_listed = false, changed_at = clock_timestamp()"
            ),
            {"subs": sorted(subs)},
        )


def ids(database: Database) -> tuple[UUID, UUID]:
    """The only interview's, and its candidate's."""
    with database.work(system("test")) as session:
        row = session.execute(text("select id, candidate_id from interviews order by revision desc")).first()
    assert row is not None
    return row.id, row.candidate_id
