"""Rows of the lists: candidates, kiosks, audit entries, people."""

from dataclasses import dataclass
from datetime import datetime

from ehr.web.numbers import ScoreValue


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate in the list; band is a code, `to_rate` where the scores wait for a blind rating."""

    id: str
    name: str
    job: str
    scope: str
    interviewed_at: datetime | None
    composite: ScoreValue | None
    band: str | None


@dataclass(frozen=True, slots=True)
class CandidateFilter:
    """What the list was asked for; empty strings mean all. interviewed: yes, no or empty."""

    text: str = ""
    job: str = ""
    band: str = ""
    interviewed: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class KioskRow:
    """A kiosk. alarms are codes of the fleet's service."""

    id: str
    label: str
    site: str
    state: str
    fingerprint: str
    heard_at: datetime | None
    app_version: str
    model_version: str
    queue: int | None
    parked: int | None
    disk_free_gb: float | None
    last_interview_at: datetime | None
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A one-time code for one kiosk of a site; the kiosk shows the same fingerprint when it has used it."""

    code: str
    site: str
    until: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry of the audit log; `subject` is an id, never a name."""

    chain: int
    seq: int
    at: datetime
    actor: str
    action: str
    subject_kind: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works with the hub; grants as (role code, scope name, grant id)."""

    id: str
    name: str
    sign_in_name: str
    is_active: bool
    has_second_factor: bool
    is_reader: bool
    grants: tuple[tuple[str, str, str], ...]
