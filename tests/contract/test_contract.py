"""Every schema of contract v1 is one, every example obeys its own, and the examples are what the kiosk writes."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from app.domain.language import Language
from app.store.chain import START, audit_link
from app.store.records import sha256
from app.sync.wire import dumps_profile, profile_json
from tests.contract.records import receipt
from tests.contract.samples import sample
from tests.contract.write_examples import CONTRACT, EXAMPLES, written

Json = dict[str, Any]
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in sorted(CONTRACT.glob("*.schema.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()]
)


def faults(name: str, body: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [error.json_path for error in validator.iter_errors(body)]


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"urn:interview-kiosk:contract:v1:{name}"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_example_obeys_its_schema(path: Path) -> None:
    assert faults(path.stem.partition(".")[0], json.loads(path.read_text("utf-8"))) == []


def test_the_files_are_what_the_kiosk_writes() -> None:
    made = written()
    assert {path for path, text in made.items() if path.read_bytes() != text.encode()} == set()
    assert set(EXAMPLES.iterdir()) - made.keys() == set()


def test_http_names_every_schema_and_every_error_of_the_examples() -> None:
    told = (CONTRACT / "http.md").read_text("utf-8") + (CONTRACT / "README.md").read_text("utf-8")
    assert [name for name in SCHEMAS if name not in told] == []


@pytest.mark.parametrize("language", Language)
def test_a_profile_stands_in_its_record_byte_for_byte(language: Language) -> None:
    made = sample(language)
    text = dumps_profile(profile_json(made.facts, made.answers, made.assessment))
    record = (EXAMPLES / f"interview.{language.value}.json").read_text("utf-8")
    assert text.rstrip("\n") in record
    assert json.loads(record)["profile_sha256"] == sha256(text)
    assert json.loads(record)["consent_receipt_sha256"] == sha256(receipt(language))
    told = example(f"consent_receipt.{language.value}")
    assert sha256(told["receipt"]) == told["receipt_sha256"] == sha256(receipt(language))


def test_the_chain_of_an_audit_batch_holds() -> None:
    batch = example("audit_batch")
    prev = batch["prev"]
    assert prev == START
    for row in batch["rows"]:
        parts = {name: row[name] for name in ("seq", "at", "actor", "action", "body")}
        prev = audit_link(prev, **parts)
        assert row["chain"] == prev
    assert batch["head"] == prev


def without(name: str) -> Callable[[Json], None]:
    return lambda body: body.pop(name)


def changed(**fields: Any) -> Callable[[Json], None]:
    return lambda body: body.update(fields)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("interview.zh", without("profile")),
        ("interview.zh", changed(schema="interview/2.0")),
        ("interview.zh", changed(revision=0)),
        ("interview.zh", changed(check_in={"by": "code"})),
        ("interview.en", lambda body: body["profile"].pop("composite")),
        ("interview.en", lambda body: body["check_in"].update(phone_key="13800000000")),
        ("consent_receipt.zh", changed(receipt_sha256="no")),
        ("audit_batch", changed(rows=[])),
        ("audit_batch", lambda body: body["rows"][0].pop("chain")),
        ("appointment_list", lambda body: body["appointments"][0].update(code="a")),
        ("release_list", lambda body: body["releases"][0]["files"][0].update(name="../keys.json")),
        ("release_list", lambda body: body["releases"][0]["files"][0].update(name="/etc/passwd")),
        ("media_upload", changed(length=0)),
        ("policy_pack", lambda body: body["pack"].pop("consent")),
        ("job_profile", lambda body: body["profile"].update(weights={"communication": 101})),
    ],
)
def test_what_is_no_such_body_is_refused(name: str, spoil: Callable[[Json], Any]) -> None:
    body = copy.deepcopy(example(name))
    spoil(body)
    assert faults(name.partition(".")[0], body) != []


@pytest.mark.parametrize("name", ["interview.zh", "consent_receipt.en", "audit_batch", "release_list"])
def test_a_newer_minor_version_with_a_field_nobody_knows_is_taken(name: str) -> None:
    body = example(name)
    body["schema"] = body["schema"].replace("/1.0", "/1.7")
    body["later"] = {"any": "thing"}
    assert faults(name.partition(".")[0], body) == []
