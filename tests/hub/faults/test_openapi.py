"""The OpenAPI says what errors look like, shows a body for every route that takes one, and every example fits."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
from fastapi import FastAPI

from ehr.problems import MEDIA_TYPE
from ehr.schemas import validator

Json = Mapping[str, Any]
SPECIAL = {"interview.en": "interview", "consent_receipt.en": "consent_receipt"}


def examples(part: Any, at: str = "") -> Iterator[tuple[str, Json, Any]]:
    """Where, its schema, and the example: beside a media type or parameter, or inside a schema."""
    if isinstance(part, list):
        for number, each in enumerate(part):
            yield from examples(each, f"{at}/{number}")
    if not isinstance(part, dict):
        return
    told = part.get("examples")
    if isinstance(told, dict) and "schema" in part:
        for name, each in told.items():
            yield f"{at}/examples/{name}", part["schema"], each["value"]
    elif isinstance(told, list):
        for number, each in enumerate(told):
            yield f"{at}/examples/{number}", {k: v for k, v in part.items() if k != "examples"}, each
    if "example" in part:
        yield f"{at}/example", part.get("schema", part), part["example"]
    for name, each in part.items():
        if name not in ("examples", "example"):
            yield from examples(each, f"{at}/{name}")


def faults(whole: Json) -> dict[str, list[str]]:
    """What does not fit its schema."""
    found = {}
    for at, schema, example in examples(whole):
        checker = jsonschema_rs.Draft202012Validator(
            {**schema, "components": whole["components"]}, validate_formats=True
        )
        wrong = [str(each.message) for each in checker.iter_errors(example)]
        if wrong:
            found[at] = wrong
    return found


def test_every_example_fits_its_schema(app: FastAPI) -> None:
    whole = app.openapi()
    assert len(list(examples(whole))) > 30
    assert faults(whole) == {}


def test_an_example_that_does_not_fit_is_found() -> None:
    whole = {"components": {"schemas": {"A": {"type": "object", "required": ["b"], "examples": [{}]}}}}
    assert list(faults(whole)) == ["/components/schemas/A/examples/0"]


@pytest.mark.parametrize("path", ["/api/v1/kiosks/heartbeat", "/api/v1/ingest/{kind}"])
def test_examples_of_bodies_that_are_read_raw_fit_the_contract(app: FastAPI, path: str) -> None:
    body = app.openapi()["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    for name, example in body["examples"].items():
        validator(SPECIAL.get(name, name)).validate(example["value"])


def test_every_json_body_has_an_example(app: FastAPI) -> None:
    whole = app.openapi()
    schemas = whole["components"]["schemas"]
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is not None and "examples" not in body:
                for each in body["schema"].get("oneOf", [body["schema"]]):
                    name = each["$ref"].rpartition("/")[2]
                    assert "examples" in schemas[name], f"{method} {path}: {name}"


def test_every_route_says_that_errors_are_problems(app: FastAPI) -> None:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            assert MEDIA_TYPE in operation["responses"]["default"]["content"], f"{method} {path}"
            assert "422" not in operation["responses"], f"{method} {path}"
