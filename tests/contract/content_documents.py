"""Content as contract v1 carries it: schemas from the shapes of the kiosk, examples from what it ships."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from app.content.files import content_hash
from app.content.parts import DIMENSION, META, POLICY_PACK, PROFILE, QUESTION, SCALE
from app.content.paths import content_dir

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TITLES = {
    "job_profile": "A job profile with its questions",
    "competency_model": "The competency model: scale, dimensions and their anchors",
    "policy_pack": "What a jurisdiction allows",
}
JOB, PACK = "jd_cs_agent", "cn_default"


def schemas() -> dict[str, Json]:
    """Name to schema of each kind of content document."""
    return {
        "job_profile": _schema(
            "job_profile",
            {"profile": PROFILE.json_schema(), "questions": _list(QUESTION.json_schema())},
        ),
        "competency_model": _schema(
            "competency_model",
            {
                "meta": META.json_schema(),
                "scale": SCALE.json_schema(),
                "dimensions": _list(DIMENSION.json_schema()),
            },
        ),
        "policy_pack": _schema("policy_pack", {"pack": POLICY_PACK.json_schema()}),
    }


def examples() -> dict[str, Json]:
    """Name to example of each kind of content document: what the program ships with."""
    files = {
        path.relative_to(content_dir()).as_posix(): path for path in sorted(content_dir().rglob("*.yaml"))
    }
    meta = _read(files["meta.yaml"])
    fixed = {
        "version": str(meta["version"]),
        "content_hash": content_hash({name: path.read_bytes() for name, path in files.items()}),
    }
    job = {name: path for name, path in files.items() if name.startswith(f"profiles/{JOB}/")}
    questions = [_read(path) for name, path in job.items() if "questions/" in name]
    (profile,) = (_read(path) for name, path in job.items() if "questions/" not in name)
    dimensions = [_read(path) for name, path in files.items() if name.startswith("dimensions/")]
    pack = _read(files[f"policy_packs/{PACK}.yaml"])
    return {
        "job_profile": {"schema": "job_profile/1.0", **fixed, "profile": profile, "questions": questions},
        "competency_model": {
            "schema": "competency_model/1.0",
            **fixed,
            "meta": meta,
            "scale": _read(files["scale.yaml"]),
            "dimensions": dimensions,
        },
        "policy_pack": {"schema": "policy_pack/1.0", **fixed, "pack": pack},
    }


def dumps(document: Json) -> str:
    """The text of a schema or an example as it lies in the contract's folder."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _list(item: Json) -> Json:
    return {"type": "array", "minItems": 1, "items": item}


def _schema(name: str, parts: dict[str, Json]) -> Json:
    shared: Json = {}
    properties = {part: _opened(_lifted(shape, shared)) for part, shape in parts.items()}
    return {
        "$schema": DRAFT,
        "$id": f"urn:interview-kiosk:contract:v1:{name}",
        "title": TITLES[name],
        "description": "Written from the shapes the kiosk reads its content with. Fields may be added.",
        "type": "object",
        "required": ["schema", "version", "content_hash", *parts],
        "properties": {
            "schema": {"type": "string", "pattern": f"^{name}/1\\.[0-9]+$"},
            "version": {"type": "string", "minLength": 1},
            "content_hash": SHA256,
            **properties,
        },
        "$defs": _opened(shared),
    }


def _lifted(shape: Json, shared: Json) -> Json:
    """`shape` with what it defines moved to the top of the document, where its references point."""
    shape = dict(shape)
    shared |= shape.pop("$defs", {})
    if shape.get("type") == "array":
        shape["items"] = _lifted(shape["items"], shared)
    return shape


def _opened(part: Any) -> Any:
    """Without what pydantic adds for itself: a reader of the contract ignores fields it does not know."""
    match part:
        case dict():
            return {name: _opened(each) for name, each in _told(part)}
        case list():
            return [_opened(each) for each in part]
        case _:
            return part


def _told(part: Json) -> Iterator[tuple[str, Any]]:
    for name, each in part.items():
        closed = name == "additionalProperties" and each is False
        if not closed and not (name == "title" and isinstance(each, str)):
            yield name, each
