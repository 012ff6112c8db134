"""Schemathesis over every route of the OpenAPI, as each role, as nobody, and as a kiosk."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.core.failures import AcceptedNegativeData, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.people import signed_in
from ehr.problems import MEDIA_TYPE
from tests.hub.faults.site import furnished, kiosk_headers
from tests.hub.world import World

AnyCase = Case[Any]
BASE = "http://127.0.0.1:8100"


@dataclass
class Found:
    """What came of it. faults: a line for each kind of failure, where it was seen first."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def server_errors(self) -> int:
        """Answers of 500 and above."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


def fuzz(
    app: FastAPI,
    client: TestClient,
    world: World,
    *,
    examples: int,
    first: int = 0,
    as_everyone: bool = False,
) -> Found:
    """`examples` requests that could work and as many broken ones to each route, as somebody with every role.

    The others take turns; with `as_everyone` each sends each request. In every second one the ids in the path and
    the body are those of things that are there. first: chance's seed.
    """
    found = Found()
    schema = schemathesis.openapi.from_dict(app.openapi())
    scope_id = world.tree().sites[0]
    ids = furnished(client, world, scope_id).ids
    for each in schema.get_all_operations():
        assert isinstance(each, Ok)
        operation = each.ok()
        everyone = _everyone(world, scope_id, ids["kiosk_id"])  # anew: the last route may have ended sessions
        others = cycle(sorted(everyone.keys() - {"all"}))
        for mode in GenerationMode:
            for number, case in enumerate(_cases(operation, mode, examples, first)):
                if number % 2:
                    _name_what_is_there(case, ids)
                some = list(everyone) if as_everyone else ["all", next(others)]
                for who in some:
                    _send(client, case, who, everyone[who], found, is_mended=bool(number % 2))
    return found


def _cases(operation: Any, mode: GenerationMode, examples: int, first: int) -> list[AnyCase]:
    cases: list[AnyCase] = []

    @seed(first)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def keep(case: AnyCase) -> None:
        cases.append(case)

    with suppress(Unsatisfiable):  # a route without any input cannot be sent anything wrong
        keep()
    return cases


def _everyone(world: World, scope_id: int, kiosk_id: Any) -> dict[str, dict[str, str]]:
    """Headers by who sends them."""
    roles = {role.value: world.signed_in(world.user(scope_id, role)) for role in Role}
    anybody = world.user(scope_id, *Role)
    with world.database.work(world.job) as session:
        half = signed_in.start(session, anybody)
    return {
        "nobody": {},
        "half": {"Cookie": f"ehr={half.token}", "X-CSRF-Token": half.csrf_token},
        "kiosk": kiosk_headers(world, kiosk_id),
        **roles,
        "all": world.signed_in(anybody),
    }


def _name_what_is_there(case: AnyCase, ids: Mapping[str, Any]) -> None:
    for place in (case.path_parameters, case.body):
        if isinstance(place, dict):
            for name in place.keys() & ids.keys():
                value = ids[name]
                place[name] = value if isinstance(value, int) else str(value)


def _send(
    client: TestClient,
    case: AnyCase,
    who: str,
    headers: Mapping[str, str],
    found: Found,
    *,
    is_mended: bool,
) -> None:
    """is_mended: an id that is there stands in it now, so what was made wrong in it may be right."""
    raw = case.as_transport_kwargs(base_url=BASE)
    try:
        ready = requests.Request(**{**raw, "headers": {**raw["headers"], **headers}}).prepare()
        body = ready.body.encode() if isinstance(ready.body, str) else ready.body
        request = client.build_request(
            ready.method or "GET", ready.url or "", headers=list(ready.headers.items()), content=body
        )
    except (ValueError, UnicodeError):  # no HTTP client can send this
        return
    client.cookies.clear()
    answer = client.send(request, follow_redirects=False)
    found.sent += 1
    found.statuses[answer.status_code] += 1
    wrong = _wrong(case, answer)
    if is_mended and wrong == AcceptedNegativeData.__name__:
        wrong = ""
    if wrong:
        found.faults.setdefault(
            f"{case.operation.label}: {wrong}",
            f"{who}: {case.as_curl_command()[:600]} -> {answer.text[:300]}",
        )


def _wrong(case: AnyCase, answer: Any) -> str:
    """What is wrong with an answer; empty for nothing."""
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if answer.status_code >= 400:
        if case.method == "HEAD":
            return ""
        told = answer.json() if answer.headers.get("content-type") == MEDIA_TYPE else {}
        return (
            ""
            if told.get("status") == answer.status_code and told.get("type")
            else "an error without a problem"
        )
    try:
        case.validate_response(answer)
    except FailureGroup as group:
        return "; ".join(sorted({type(each).__name__ for each in group.exceptions}))
    return ""
