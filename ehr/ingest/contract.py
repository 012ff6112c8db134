"""What a record must be: the contract's schemas, and what a schema cannot say."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from app.domain.codec import canonical
from ehr.review.training_mark import is_sound
from ehr.schemas import validator

INTERVIEW, CONSENT_RECEIPT, AUDIT_BATCH = "interview.v1", "consent_receipt.v1", "audit_batch.v1"
REVIEW_ACT, REVIEW_TRAINING = "review_act.v1", "review_training.v1"
KINDS = (CONSENT_RECEIPT, INTERVIEW, AUDIT_BATCH, REVIEW_ACT, REVIEW_TRAINING)
PROFILE_FIELD = b',"profile":'
ERRORS_MOST = 20
SHA256_BYTES = 32
RULE = re.compile(r"(?<!^)(?=[A-Z])")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a record breaks which rule; never what stands there."""

    at: str  # JSON pointer
    rule: str


def major_of(record: Json) -> str | None:
    """The kind a body says it is, such as "interview.v1"; None: it says nothing of the sort."""
    told = record.get("schema")
    match = re.fullmatch(r"([a-z_]+)/(\d{1,6})\.\d{1,6}", told) if isinstance(told, str) else None
    return f"{match[1]}.v{match[2]}" if match else None


def faults(kind: str, record: Json, body: bytes) -> list[Fault]:
    """What is wrong with the record of a kind we know; empty: nothing."""
    found = [_fault(error) for error in _take(validator(kind.partition(".")[0]).iter_errors(record))]
    return found or _CHECKS[kind](record, body)


def batch_faults(record: Json, _: bytes) -> list[Fault]:
    """Breaks of the chain or of the numbering in a piece of a kiosk's audit log."""
    rows = record["rows"]
    numbers = list(range(record["first_seq"], record["first_seq"] + len(rows)))
    if [row["seq"] for row in rows] != numbers or record["last_seq"] != numbers[-1]:
        return [Fault("/rows", "sequence")]
    if record["first_seq"] == 1 and record["prev"] != "0" * 64:
        return [Fault("/prev", "chain")]
    prev = record["prev"]
    for number, row in enumerate(rows):
        told = canonical([row["seq"], float(row["at"]), row["actor"], row["action"], row["body"]])
        prev = hashlib.sha256((prev + told).encode("utf-8", "surrogatepass")).hexdigest()
        if row["chain"] != prev:
            return [Fault(f"/rows/{number}/chain", "chain")]
    return [] if record["head"] == prev else [Fault("/head", "chain")]


def _receipt_faults(record: Json, _: bytes) -> list[Fault]:
    """The receipt is what its hash says, and tells of this interview."""
    receipt: str = record["receipt"]
    if hashlib.sha256(receipt.encode("utf-8", "surrogatepass")).hexdigest() != record["receipt_sha256"]:
        return [Fault("/receipt", "sha256")]
    try:
        told = json.loads(receipt)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("consents"), list):
        return [Fault("/receipt", "json")]
    good = all(
        isinstance(each, dict)
        and isinstance(each.get("purpose"), str)
        and isinstance(each.get("given"), bool)
        for each in told["consents"]
    )
    return [] if good else [Fault("/receipt", "consents")]


def _interview_faults(record: Json, body: bytes) -> list[Fault]:
    """The profile is what its hash says, tells of this interview, and every quote stands where it says."""
    profile = record["profile"]
    found = []
    if profile["interview_id"] != record["interview_id"]:
        found.append(Fault("/profile/interview_id", "same"))
    start = body.find(PROFILE_FIELD) + len(PROFILE_FIELD)
    written = body[start : body.rstrip().rfind(b"}")]
    if hashlib.sha256(written + b"\n").hexdigest() != record["profile_sha256"]:
        found.append(Fault("/profile", "sha256"))
    for number, answer in enumerate(profile["answers"]):
        text = answer["transcript"]["text"]
        found.extend(
            Fault(f"/profile/answers/{number}/evidence/{place}", "quote")
            for place, quoted in enumerate(answer["evidence"])
            if text[quoted["start"] : quoted["end"]] != quoted["quote"]
        )
    return found[:ERRORS_MOST]


def _act_faults(record: Json, _: bytes) -> list[Fault]:
    """Each answer is rated once."""
    if record["kind"] != "rating":
        return []
    rated = [(each["question_id"], each["turn"]) for each in record["body"]["answers"]]
    return [] if len(set(rated)) == len(rated) else [Fault("/body/answers", "unique")]


def _training_faults(record: Json, _: bytes) -> list[Fault]:
    """A round is whole, and ends as its values say."""
    if record["kind"] != "round":
        return []
    body = record["body"]
    answers = [(each["id"], each["gold"], each["given"]) for each in body["answers"]]
    return [] if is_sound(answers, passed=body["passed"]) else [Fault("/body/passed", "values")]


_CHECKS = {
    INTERVIEW: _interview_faults,
    CONSENT_RECEIPT: _receipt_faults,
    AUDIT_BATCH: batch_faults,
    REVIEW_ACT: _act_faults,
    REVIEW_TRAINING: _training_faults,
}


def _fault(error: jsonschema_rs.ValidationError) -> Fault:
    place = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.instance_path)
    return Fault(place[:500], RULE.sub("_", type(error.kind).__name__).lower())


def _take(errors: Any) -> list[jsonschema_rs.ValidationError]:
    return [error for error, _ in zip(errors, range(ERRORS_MOST), strict=False)]
