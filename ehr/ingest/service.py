"""Taking a record: who has the id, is it sound, where does it belong; all of it or nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from ehr.agreement import service as agreement
from ehr.database import Actor, Database
from ehr.ingest import audit_batches, contract, people, repository
from ehr.ingest.contract import Fault
from ehr.ingest.repository import Offer
from ehr.keys import MasterKey
from ehr.problems import Kind, Problem
from ehr.review import kiosk_trainings as trainings
from ehr.review import taking as acts

RECORD_BYTES_MAX = 2_000_000
QUARANTINE = "quarantine|body|{}|{}"
KIOSK = "kiosk"
NOT_JSON = Kind("not-json", 400, "The body is no JSON object.", "内容不是 JSON 对象。", KIOSK)
TOO_LARGE = Kind("too-large", 413, "A record holds at most 2 MB.", "单条记录不得超过 2 MB。", KIOSK)
OTHER_CONTENT = Kind(
    "other-content", 409, "Other content is stored under this id.", "该编号下已存有不同内容。", KIOSK
)  # fmt: skip
SCHEMA_REFUSED = Kind(
    "schema-refused", 422, "The record breaks the contract; it was kept aside.", "记录不符合约定，已单独存放。", KIOSK
)  # fmt: skip
UPGRADE_HUB = Kind(
    "upgrade-hub", 422, "This hub is older than the kiosk: update the hub. Nothing was kept.",
    "平台版本低于终端，请升级平台；内容未保存。", KIOSK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """The receipt for a record. is_new False: the hub had exactly this already."""

    id: str
    kind: str
    body_sha256: str
    received_at: datetime
    is_new: bool


class Refused(Exception):  # noqa: N818 - an answer, not a failure
    """A Problem with members of its own for the answer."""

    def __init__(self, kind: Kind, **more: object) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.more = more


def take(database: Database, actor: Actor, offer: Offer, master: MasterKey) -> Taken:
    """Stores the record. Raises Problem `not-json`, `too-large`; Refused for the other refusals."""
    if len(offer.body) > RECORD_BYTES_MAX:
        raise Problem(TOO_LARGE)
    if offer.kind not in contract.KINDS:
        raise Refused(UPGRADE_HUB, supported=contract.KINDS)
    try:
        record = _parsed(offer)
    except (Problem, Refused):
        with database.work(actor) as session:
            held = repository.held(session, offer.kiosk_id, offer.record_id)
        if held is None:
            raise
        return _again(offer, held)
    faults = contract.faults(offer.kind, record, offer.body)
    if not faults:
        try:
            return _stored(database, actor, offer, record, master)
        except (DataError, IntegrityError, ValueError):
            # A day that does not exist, a character PostgreSQL cannot hold, two scores for one answer.
            faults = [Fault("", "unstorable")]
    with database.work(actor) as session:
        held = repository.held(session, offer.kiosk_id, offer.record_id)
        if held is None:
            _keep_aside(session, offer, faults, master)
    if held is not None:  # what the id belongs to comes before what is wrong with this
        return _again(offer, held)
    raise Refused(SCHEMA_REFUSED, errors=[asdict(fault) for fault in faults])


def compare(session: Session, kiosk_id: UUID, told: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Ids the hub does not have, and ids under which it has other content. told: id to SHA-256 in hex."""
    here = repository.held_hashes(session, kiosk_id, list(told))
    missing = [each for each in told if each not in here]
    different = [each for each, sha256 in told.items() if each in here and here[each].hex() != sha256]
    return missing, different


def _parsed(offer: Offer) -> dict[str, Any]:
    try:
        record = json.loads(offer.body)
    except (ValueError, RecursionError) as error:
        raise Problem(NOT_JSON) from error
    if not isinstance(record, dict):
        raise Problem(NOT_JSON)
    said = contract.major_of(record)
    if said is not None and said != offer.kind and said.partition(".")[0] == offer.kind.partition(".")[0]:
        raise Refused(UPGRADE_HUB, supported=contract.KINDS)
    return record


def _stored(
    database: Database, actor: Actor, offer: Offer, record: dict[str, Any], master: MasterKey
) -> Taken:
    with database.work(actor) as session:
        received_at = _laid_down(session, offer, record, master)
        held = None if received_at is not None else repository.held(session, offer.kiosk_id, offer.record_id)
    if received_at is not None:
        if record.get("kind") == "rating" or record.get("revision", 1) > 1:
            agreement.take_up(database)
        return _receipt(offer, received_at, is_new=True)
    if held is None:  # deleted between the two: the kiosk asks again
        raise Problem(BUSY)
    return _again(offer, held)


def _laid_down(session: Session, offer: Offer, record: dict[str, Any], master: MasterKey) -> datetime | None:
    """When; None: the id was there already."""
    if offer.kind == contract.INTERVIEW:
        return people.add_interview(session, offer, record, master)
    site = repository.site_of(session, offer.kiosk_id)
    received_at = repository.claim(session, offer, site)
    if received_at is not None and offer.kind == contract.CONSENT_RECEIPT:
        people.add_receipt(session, offer, record, master)
    elif received_at is not None and offer.kind == contract.REVIEW_ACT:
        acts.add(session, offer.kiosk_id, record, offer.body, master)
    elif received_at is not None and offer.kind == contract.REVIEW_TRAINING:
        trainings.take(session, offer.kiosk_id, site, record)
    elif received_at is not None:
        audit_batches.add(session, offer.kiosk_id, site, record, offer.body)
    return received_at


BUSY = Kind("busy", 503, "Please ask again.", "请稍后再试。", KIOSK)


def _again(offer: Offer, held: repository.Held) -> Taken:
    if held.body_sha256 != offer.sha256:
        raise Refused(OTHER_CONTENT, body_sha256=held.body_sha256.hex())
    return _receipt(offer, held.received_at, is_new=False)


def _receipt(offer: Offer, received_at: datetime, *, is_new: bool) -> Taken:
    return Taken(offer.record_id, offer.kind, offer.sha256.hex(), received_at.astimezone(UTC), is_new)


def _keep_aside(session: Session, offer: Offer, faults: Sequence[Fault], master: MasterKey) -> None:
    about = QUARANTINE.format(offer.kiosk_id, offer.record_id)
    repository.keep_aside(
        session,
        {
            "scope_id": repository.site_of(session, offer.kiosk_id),
            "kiosk_id": offer.kiosk_id,
            "record_id": offer.record_id,
            "kind": offer.kind,
            "body": master.seal(offer.body, about),
            "body_sha256": offer.sha256,
            "errors": [asdict(fault) for fault in faults],
        },
    )
