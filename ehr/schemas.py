"""The contract's schemas, compiled once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

FOLDER = Path(__file__).resolve().parents[1] / "contract" / "v1"
URN = "urn:interview-kiosk:contract:v1:"


@cache
def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """Checks values against `NAME.schema.json`."""
    schemas = {each["$id"]: each for each in map(_read, FOLDER.glob("*.schema.json"))}
    registry = jsonschema_rs.Registry(list(schemas.items()))
    return jsonschema_rs.Draft202012Validator(schemas[URN + name], registry=registry)


def _read(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return schema
