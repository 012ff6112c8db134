"""Every route of the service: what it declares, and a request to it that could work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from ehr.access import Declaration, Public, Requires, RequiresKiosk, RequiresSession

KINDS = (Requires, RequiresKiosk, RequiresSession, Public)
PLAIN: dict[str, object] = {
    "string": "text-of-twenty-letters", "integer": 1, "number": 1, "boolean": True, "null": None,
}  # fmt: skip
FORMATS = {"date-time": "2030-01-01T00:00:00Z", "date": "2030-01-01"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One method of one path."""

    method: str
    path: str
    declared: tuple[Declaration, ...]
    schema: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As it stands in access.toml."""
        return f"{self.method} {self.path}"

    def filled(self, values: Mapping[str, object]) -> str:
        """The path with its gaps filled; a gap nobody knows gets an id that nothing has."""
        parts = [self._part(part, values) for part in self.path.split("/")]
        return "/".join(parts)

    @staticmethod
    def _part(part: str, values: Mapping[str, object]) -> str:
        if not part.startswith("{"):
            return part
        return str(values.get(part.strip("{}").partition(":")[0], uuid4()))


def surface(app: FastAPI) -> list[Entry]:
    """Every route of the service, by name."""
    schemas = app.openapi()
    return sorted(_entries(app, schemas), key=lambda entry: entry.name)


def body(entry: Entry, app: FastAPI, values: Mapping[str, object]) -> object:
    """A JSON body that fits the route's schema, with `values` by name; None where it takes none."""
    content = entry.schema.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    return _sample(content["application/json"]["schema"], app.openapi(), values, "")


def _entries(app: FastAPI, schemas: Mapping[str, Any]) -> Iterator[Entry]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            for method in sorted((context.methods or set()) - {"HEAD", "OPTIONS"}):
                path = context.path_format or route.path_format
                schema = schemas["paths"].get(path, {}).get(method.lower(), {})
                yield Entry(method, path, tuple(_declared(context.dependant)), schema)


def _declared(dependant: Dependant) -> Iterator[Declaration]:
    if isinstance(dependant.call, KINDS):
        yield dependant.call
    for each in dependant.dependencies:
        yield from _declared(each)


def _sample(
    schema: Mapping[str, Any], whole: Mapping[str, Any], values: Mapping[str, object], name: str
) -> object:
    if name in values:
        return values[name] if isinstance(values[name], int) else str(values[name])
    if "$ref" in schema:
        return _sample(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole, values, name)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _sample(schema[choice][0], whole, values, name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            return {
                key: _sample(each, whole, values, key)
                for key, each in schema.get("properties", {}).items()
                if key in schema.get("required", ()) or key in values
            }
        case "array":
            return [_sample(schema["items"], whole, values, name)] if "items" in schema else []
        case "string" if schema.get("format") == "uuid":
            return str(uuid4())
        case kind:
            return FORMATS.get(schema.get("format", ""), PLAIN.get(str(kind)))
