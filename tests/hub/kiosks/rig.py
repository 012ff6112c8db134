"""A kiosk of a site, acting in the database, and records of contract v1 for it to send."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.language import Language
from ehr.database import Actor, ActorKind, Database
from ehr.ingest import service
from ehr.ingest.repository import Offer
from ehr.ingest.service import Taken
from ehr.keys import MasterKey
from tests.contract.records import consent_receipt, interview

PROFILE_FIELD = b',"profile":'


@dataclass(frozen=True)
class SiteKiosk:
    """Sends records in the name of one kiosk."""

    database: Database
    kiosk_id: UUID
    key: MasterKey

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.KIOSK, self.kiosk_id)

    def send(self, kind: str, record_id: str, body: bytes) -> Taken:
        return service.take(self.database, self.actor, Offer(self.kiosk_id, record_id, kind, body), self.key)


def interview_bytes(interview_id: str, *, language: Language = Language.ZH, **check_in: Any) -> bytes:
    """The example interview under another id, as a kiosk writes it: the profile last, its hash over its bytes."""
    return changed(
        interview(language).encode(), {"interview_id": interview_id, "check_in": _check_in(check_in)}
    )


def changed(body: bytes, head: dict[str, Any], profile: dict[str, Any] | None = None) -> bytes:
    """A record with some fields of its head and its profile replaced, and its hash made to fit again."""
    record = json.loads(body)
    told = record.pop("profile") | (profile or {})
    told["interview_id"] = head.get("interview_id", record["interview_id"])
    text = json.dumps(told, ensure_ascii=False, indent=2).encode()
    record |= head
    record["profile_sha256"] = hashlib.sha256(text + b"\n").hexdigest()
    return json.dumps(record, sort_keys=True, ensure_ascii=False).encode()[:-1] + PROFILE_FIELD + text + b"}"


def receipt_bytes(interview_id: str, **check_in: Any) -> bytes:
    """The example consent receipt under another id."""
    record = json.loads(consent_receipt(Language.ZH))
    return json.dumps(record | {"interview_id": interview_id, "check_in": _check_in(check_in)}).encode()


def _check_in(told: dict[str, Any]) -> dict[str, Any]:
    return {"by": "code", "appointment": None, "phone_key": None, "let_on": False} | told
