"""What kiosks call (contract/v1/http.md)."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import jsonschema_rs
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from ehr.access import Public, RequiresKiosk
from ehr.database import Actor, system
from ehr.fleet import enrolment, files, health, lists, tokens
from ehr.fleet.models import Kiosk
from ehr.fleet.schemas import ChallengeBody, EnrolBody, NewKeyBody, TokenBody
from ehr.fleet.tokens import KIOSK
from ehr.hub import HubPart
from ehr.media.key import public_key
from ehr.people.attempts import Attempts
from ehr.problems import Kind, Problem
from ehr.schemas import validator

router = APIRouter(prefix="/api/v1/kiosks", tags=["kiosks"])
NOT_FOUND = Kind(
    "not-found", 404, "There is no such file for this kiosk.", "没有可供该终端使用的此文件。", KIOSK
)
BAD_HEARTBEAT = Kind("schema-refused", 422, "The body breaks the contract.", "内容不符合约定。", KIOSK)
HEARTBEAT = system("heartbeat")
WRONG_CODES_FREE = 5
WAIT_AFTER_WRONG_CODES_S = 900  # as long as a code lives


@router.post("/enrol", response_model=None)
def enrol(
    body: EnrolBody,
    request: Request,
    _: Annotated[None, Depends(Public("a kiosk has nothing but its code yet"))],
    hub: HubPart,
) -> JSONResponse:
    """201: let in. 200: the same again. 403: the code lets nobody in."""
    attempts = Attempts(hub.database, hub.key)
    place = f"enrol|{request.client.host if request.client else '-'}"
    attempts.begin(place, free=WRONG_CODES_FREE, first_wait_s=WAIT_AFTER_WRONG_CODES_S)
    wish = enrolment.Wish(body.code, bytes.fromhex(body.public_key), body.signature, body.versions.app)
    done = enrolment.enrol(hub.database, wish, hub.key)
    attempts.forget(place)
    told = {
        "schema": "enrolled/1.0",
        "kiosk_id": str(done.kiosk_id),
        "key_id": done.key_id,
        "state": "active" if done.is_active else "pending",
        "hub_id": done.hub_id,
        "hub_name": hub.settings.name,
        "scope": {"code": done.scope_code, "name": done.scope_name},
        "match_key": done.match_key.hex(),
        "media_key": public_key(hub.key),
        "fingerprint": done.fingerprint,
        "hub_time": _now(),
    }
    return JSONResponse(told, 201 if done.is_new else 200)


@router.post("/challenge")
def challenge(
    body: ChallengeBody, _: Annotated[None, Depends(Public("what comes before a token"))], hub: HubPart
) -> dict[str, object]:
    """A nonce to sign."""
    nonce = tokens.challenge(hub.database, body.kiosk_id)
    return {"nonce": nonce, "expires_in_s": tokens.NONCE_LIFE_S, "hub_time": _now()}


@router.post("/token")
def token(
    body: TokenBody, _: Annotated[None, Depends(Public("proven by a signature"))], hub: HubPart
) -> dict[str, object]:
    """A token for ten minutes."""
    with hub.database.work(HEARTBEAT) as session:
        hub_id = enrolment.hub_id(session)
    proof = tokens.Proof(body.kiosk_id, body.key_id, body.nonce, body.signature)
    return {
        "access_token": tokens.token(hub.database, proof, hub_id),
        "token_type": "Bearer",
        "expires_in_s": tokens.TOKEN_LIFE_S,
        "key_id": body.key_id,
        "hub_time": _now(),
    }


@router.post("/keys", response_model=None)
def keys(body: NewKeyBody, actor: Annotated[Actor, Depends(RequiresKiosk())], hub: HubPart) -> JSONResponse:
    """The kiosk's next key. 200: the same again."""
    assert actor.id is not None
    with hub.database.work(HEARTBEAT) as session:
        hub_id = enrolment.hub_id(session)
    public = bytes.fromhex(body.public_key)
    key_id, is_new = tokens.propose_key(hub.database, actor.id, public, body.signature, hub_id)
    return JSONResponse({"key_id": key_id, "state": "pending"}, 201 if is_new else 200)


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post("/heartbeat")
def heartbeat(
    body: Annotated[bytes, Depends(_body)], actor: Annotated[Actor, Depends(RequiresKiosk())], hub: HubPart
) -> dict[str, object]:
    """How the kiosk is; how the hub is."""
    told = _heartbeat(body)
    now = datetime.now(UTC)
    with hub.database.work(HEARTBEAT) as session:
        kiosk = session.get_one(Kiosk, actor.id)
        health.hear(session, kiosk.id, kiosk.scope_id, told, now)
        head = health.audit_head(session)
        answer: dict[str, object] = {
            "schema": "heartbeat_answer/1.0",
            "hub_time": _now(),
            "audit_head": None
            if head is None
            else {"scope": "hub", "seq": head.seq, "hash": head.hash, "at": _now()},
            "pause_media_until": None,
            "releases_etag": lists.releases(session, kiosk).etag,
            "appointments_etag": lists.appointments(session, kiosk, now).etag,
            "rotate_key": kiosk.must_rotate,
            "reconcile": kiosk.must_reconcile,
            "room": health.room(session, kiosk),
        }
        kiosk.must_reconcile = False
    return answer


@router.get("/releases", response_model=None)
def releases(request: Request, actor: Annotated[Actor, Depends(RequiresKiosk())], hub: HubPart) -> Response:
    """The releases this kiosk shall have."""
    with hub.database.work(actor) as session:
        return _with_etag(request, lists.releases(session, session.get_one(Kiosk, actor.id)))


@router.get("/appointments", response_model=None)
def appointments(
    request: Request, actor: Annotated[Actor, Depends(RequiresKiosk())], hub: HubPart
) -> Response:
    """Who is expected at this kiosk's site."""
    with hub.database.work(actor) as session:
        kiosk = session.get_one(Kiosk, actor.id)
        return _with_etag(request, lists.appointments(session, kiosk, datetime.now(UTC)))


@router.get("/releases/{release_id}/files/{name:path}", response_model=None)
def release_file(
    release_id: UUID,
    name: str,
    request: Request,
    actor: Annotated[Actor, Depends(RequiresKiosk())],
    hub: HubPart,
) -> Response:
    """A file of a release, or a range of it."""
    with hub.database.work(actor) as session:
        found = lists.file_of(session, session.get_one(Kiosk, actor.id), release_id, name)
    if found is None:
        raise Problem(NOT_FOUND)
    return files.served(files.Store(hub.settings.data), found.sha256.hex(), request)


def _heartbeat(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
        validator("heartbeat").validate(told)
        datetime.fromisoformat(told["sent_at"])
    except (ValueError, RecursionError, jsonschema_rs.ValidationError) as error:
        raise Problem(BAD_HEARTBEAT) from error
    assert isinstance(told, dict)
    return told


def _with_etag(request: Request, listed: lists.Listed) -> Response:
    headers = {"ETag": listed.etag}
    if request.headers.get("if-none-match") == listed.etag:
        return Response(None, 304, headers)
    return Response(listed.body, 200, headers, media_type="application/json")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
