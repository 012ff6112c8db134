"""The OpenAPI says what errors look like, and shows a body for every route that takes one."""

import jsonschema_rs
from fastapi import FastAPI

from ehr.problems import MEDIA_TYPE


def test_every_json_body_has_an_example_that_fits(app: FastAPI) -> None:
    whole = app.openapi()
    schemas = whole["components"]["schemas"]
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body is None or "examples" in body:
                continue
            name = body["schema"]["$ref"].rpartition("/")[2]
            assert "examples" in schemas[name], f"{method} {path}: {name}"
            whole_schema = {**schemas[name], "components": whole["components"]}
            checker = jsonschema_rs.Draft202012Validator(whole_schema)
            assert [str(each.message) for each in checker.iter_errors(schemas[name]["examples"][0])] == [], (
                name
            )


def test_every_route_says_that_errors_are_problems(app: FastAPI) -> None:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            assert MEDIA_TYPE in operation["responses"]["default"]["content"], f"{method} {path}"
            assert "422" not in operation["responses"], f"{method} {path}"
