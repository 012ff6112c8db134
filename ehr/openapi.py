"""The OpenAPI of the service: what errors look like, what the bodies are that routes read raw, and an example of each.

What the contract has examples for is shown with those; the others lie in openapi_examples.toml, by schema.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from ehr.problems import MEDIA_TYPE
from ehr.schemas import FOLDER

Json = dict[str, Any]
JSON = "application/json"
EXAMPLES = Path(__file__).with_name("openapi_examples.toml")
PROBLEM: Json = {
    "title": "Problem",
    "description": "RFC 9457. `errors` says which values are wrong and why; it never repeats one.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "pattern": "^urn:(kiosk|ehr):[a-z-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "rule"],
                "properties": {"at": {"type": "string"}, "rule": {"type": "string"}},
            },
        },
    },
}
REFUSAL: Json = {
    "description": "Refused, or failed: problem details",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
RAW = {  # bodies that are read as bytes: their schemas are the contract's
    "/api/v1/kiosks/heartbeat": ("heartbeat",),
    "/api/v1/ingest/{kind}": ("interview.en", "consent_receipt.en", "audit_batch", "review_act"),
}
DOWNLOAD: Json = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
DOWNLOADS = {
    "/api/v1/documents/{document_id}",
    "/api/v1/candidates/{candidate_id}/export",
    "/api/v1/kiosks/releases/{release_id}/files/{name}",
}
NEW_OR_KNOWN = {"/api/v1/kiosks/enrol", "/api/v1/kiosks/keys"}  # 201 for what is new, 200 for the same again
KNOWN_OR_NEW = {  # the other way round
    "/api/v1/review/interviews/{interview_id}/acts",
    "/api/v1/review/trainings",
}
RECORDING = "/api/v1/interviews/{interview_id}/recordings/{recording_id}"
MATROSKA: Json = {f"{kind}/x-matroska": DOWNLOAD["application/octet-stream"] for kind in ("video", "audio")}
OF_CONTRACT = {  # schema of a body -> example of the contract
    "EnrolBody": "enrol",
    "ChallengeBody": "challenge",
    "TokenBody": "token",
    "NewKeyBody": "new_key",
    "Reconcile": "reconcile",
}


def describe(app: FastAPI) -> None:
    """`app.openapi()` and /openapi.json say this from now on."""
    plain = app.openapi

    def described() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _described(plain())
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # the framework's own way


def _described(whole: Json) -> Json:
    schemas: Json = whole["components"]["schemas"]
    schemas["Problem"] = PROBLEM
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path, operation in _operations(whole):
        answers: Json = operation["responses"]
        answers.pop("422", None)
        answers["default"] = REFUSAL
        if path in DOWNLOADS:
            answers["200"]["content"] = DOWNLOAD
        if path in NEW_OR_KNOWN:
            answers["201"] = answers["200"]
        if path in KNOWN_OR_NEW and "201" in answers:
            answers["200"] = answers["201"]
        if path == RECORDING:
            answers["200"]["content"] = MATROSKA
        if path in RAW:
            operation["requestBody"] = _raw(RAW[path])
    for name, example in _examples().items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    return whole


def _operations(whole: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in whole["paths"].items():
        for operation in methods.values():
            yield path, operation


def _raw(names: tuple[str, ...]) -> Json:
    examples = {name: {"value": _of_contract(name)} for name in names}
    return {"required": True, "content": {JSON: {"schema": {"type": "object"}, "examples": examples}}}


def _examples() -> Json:
    own: Json = tomllib.loads(EXAMPLES.read_text("utf-8"))
    return own | {name: _of_contract(example) for name, example in OF_CONTRACT.items()}


def _of_contract(name: str) -> Json:
    example: Json = json.loads((FOLDER / "examples" / f"{name}.json").read_text("utf-8"))
    return example
