"""What the routes of the fleet take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hex128 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Ring = Literal["canary", "early", "all"]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class FromKiosk(BaseModel):
    """A body of the contract: fields we do not know are left alone."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Versions(FromKiosk):
    """What a kiosk runs."""

    app: Annotated[str, Field(min_length=1, max_length=64)]


class EnrolBody(FromKiosk):
    """A kiosk asks to be let in."""

    version: Annotated[str, Field(alias="schema", pattern=r"^enrol/1\.[0-9]+$")]
    code: Annotated[str, Field(max_length=32)]
    public_key: Hex64
    signature: Hex128
    versions: Versions


class ChallengeBody(FromKiosk):
    """A kiosk asks for a nonce."""

    version: Annotated[str, Field(alias="schema", pattern=r"^challenge/1\.[0-9]+$")]
    kiosk_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]


class TokenBody(ChallengeBody):
    """A kiosk asks for a token."""

    version: Annotated[str, Field(alias="schema", pattern=r"^token/1\.[0-9]+$")]
    key_id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    nonce: Annotated[str, Field(min_length=16, max_length=128)]
    signature: Hex128


class NewKeyBody(FromKiosk):
    """A kiosk shows its next key."""

    version: Annotated[str, Field(alias="schema", pattern=r"^new_key/1\.[0-9]+$")]
    public_key: Hex64
    signature: Hex128


class Strict(BaseModel):
    """A body that holds nothing we did not ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewCodeBody(Strict):
    """Somebody wants to let a kiosk in. must_confirm: and compares fingerprints before it may do anything."""

    scope_id: Annotated[int, Field(ge=1, le=2**31 - 1)]
    label: Label
    must_confirm: bool = False


class NewCodeView(BaseModel):
    """The code, shown this once."""

    id: UUID
    code: str
    valid_until: datetime


class KioskChange(Strict):
    """What is to be different; what is missing stays."""

    label: Label | None = None
    ring: Ring | None = None
    confirm: Literal[True] | None = None
    rotate_key: Literal[True] | None = None
    reconcile: Literal[True] | None = None


class KioskView(BaseModel):
    """A kiosk on the fleet page. alarms: codes; an empty list is good."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    scope_id: int
    label: str
    ring: Ring
    state: Literal["pending", "active", "revoked"]
    fingerprint: str | None
    app_version: str
    heard_at: datetime | None
    waiting: int | None
    parked: int | None
    oldest_s: float | None
    clock_skew_s: float | None
    free_mb: int | None
    microphone: str | None
    camera: str | None
    last_interview_at: datetime | None
    scorer: str | None
    content_hash: str | None
    policy_pack: str | None
    alarms: tuple[str, ...]


class NewRelease(Strict):
    """A release to be filled with files and then published."""

    scope_id: Annotated[int, Field(ge=1, le=2**31 - 1)]
    kind: Literal["model_pack", "content", "policy_pack", "job_profile"]
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
    version: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    min_app: Annotated[str, Field(max_length=64)] | None = None


class ReleaseChange(Strict):
    """Published for a ring, or withdrawn. Files of a published release never change."""

    publish: Ring | None = None
    withdraw: Literal[True] | None = None


class ReleaseFileView(BaseModel):
    """A file of a release."""

    model_config = ConfigDict(frozen=True)

    name: str
    size: int
    sha256: str


class ReleaseView(BaseModel):
    """A release."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    scope_id: int
    kind: str
    name: str
    version: str
    min_app: str | None
    ring: Ring
    published_at: datetime | None
    withdrawn_at: datetime | None
    files: tuple[ReleaseFileView, ...]


class TileView(BaseModel):
    """A kiosk as it last told. None: it was never heard, or its program does not tell. Nothing of anybody."""

    site: str
    label: str
    heard_at: datetime | None
    busy: bool | None
    calls: int | None
    last_interview_at: datetime | None


class RoomView(BaseModel):
    """The kiosks in sight. hub_time: now, by the clock that `heard_at` is of."""

    hub_time: datetime
    kiosks: tuple[TileView, ...]


class NewAppointment(Strict):
    """Somebody is expected. at None: any time."""

    candidate_id: UUID
    scope_id: Annotated[int, Field(ge=1, le=2**31 - 1)]
    at: datetime | None = None
    job_profile: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")] | None = None
    language: Literal["zh", "en"] | None = None


class AppointmentView(BaseModel):
    """An appointment; its code is what the candidate brings."""

    model_config = ConfigDict(from_attributes=True, frozen=True)

    id: UUID
    scope_id: int
    candidate_id: UUID
    code: str
    at: datetime | None
    job_profile: str | None
    language: str | None
    cancelled_at: datetime | None
