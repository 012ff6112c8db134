"""Recordings of kiosks: a subset of tus 1.0 with an id the kiosk chose."""

import json
import re
from typing import Annotated, Any
from uuid import UUID

import jsonschema_rs
from fastapi import APIRouter, Depends, Request, Response

from ehr.access import RequiresKiosk
from ehr.database import Actor
from ehr.hub import HubPart
from ehr.keys import MasterKey
from ehr.media import service
from ehr.media.key import opened, wrapped
from ehr.media.service import KIOSK, Standing, WrongOffset
from ehr.problems import Kind, Problem, response_to
from ehr.schemas import validator

router = APIRouter(prefix="/api/v1/media", tags=["kiosks"])
TUS = {"Tus-Resumable": "1.0.0"}
UPLOAD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
ANNOUNCED_BYTES_MAX = 65_536
PIECE_TYPE = "application/offset+octet-stream"
SCHEMA_REFUSED = Kind("schema-refused", 422, "The body breaks the contract.", "内容不符合约定。", KIOSK)
NOT_A_PIECE = Kind(
    "not-a-piece", 415, f"Send {PIECE_TYPE} with Upload-Offset.", "请按分段上传格式发送。", KIOSK
)
WRONG_OFFSET = Kind("wrong-offset", 409, "The recording stands elsewhere.", "上传位置不符。", KIOSK)
Kiosk = Annotated[Actor, Depends(RequiresKiosk())]


async def _small(request: Request) -> bytes:
    """The body, read no further than a piece may be long. Raises Problem `too-large`."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > service.PIECE_BYTES_MAX:
            raise Problem(service.TOO_LARGE)
    return body


Body = Annotated[bytes, Depends(_small)]


@router.post("/{upload_id}", response_model=None)
def announce(upload_id: str, body: Body, actor: Kiosk, hub: HubPart) -> Response:
    """A recording is to come. 201: go on at 0. 200: it was announced; go on where it stands."""
    told = _told(body)
    assert actor.id is not None
    told["key"] = _kept_key(told["key"], actor.id, _checked(upload_id), hub.key)
    with hub.database.work(actor) as session:
        found = service.announce(session, actor.id, _checked(upload_id), told)
    return Response(None, 201 if found.is_new else 200, _headers(found))


@router.head("/{upload_id}", response_model=None)
def standing(upload_id: str, actor: Kiosk, hub: HubPart) -> Response:
    """How far a recording has come."""
    assert actor.id is not None
    with hub.database.work(actor) as session:
        return Response(None, 200, _headers(service.standing(session, actor.id, _checked(upload_id))))


@router.patch("/{upload_id}", response_model=None)
def take(upload_id: str, request: Request, body: Body, actor: Kiosk, hub: HubPart) -> Response:
    """A piece. 409: with the true offset. 422: the whole is not what was announced, begin again."""
    offset = request.headers.get("upload-offset", "")
    if request.headers.get("content-type") != PIECE_TYPE or not re.fullmatch(r"\d{1,15}", offset):
        raise Problem(NOT_A_PIECE)
    assert actor.id is not None
    try:
        with hub.database.work(actor) as session:
            found = service.take(session, hub.settings.data, actor.id, _checked(upload_id), int(offset), body)
    except WrongOffset as wrong:
        answer = response_to(Problem(WRONG_OFFSET), request)
        answer.headers.update({**TUS, "Upload-Offset": str(wrong.at_byte)})
        return answer
    if found.is_spoilt:
        raise Problem(service.WRONG_HASH)
    headers = _headers(found) | ({"Upload-Complete": "?1"} if found.is_complete else {})
    return Response(None, 204, headers)


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body[: ANNOUNCED_BYTES_MAX + 1])
        validator("media_upload").validate(told)
    except (ValueError, RecursionError, jsonschema_rs.ValidationError) as error:
        raise Problem(SCHEMA_REFUSED) from error
    assert isinstance(told, dict)
    return told


def _kept_key(told: dict[str, Any], kiosk_id: UUID, upload_id: str, master: MasterKey) -> dict[str, str]:
    """Opened at once: a recording whose key nobody can open is refused before it is sent."""
    try:
        return wrapped(opened(told, upload_id, master), kiosk_id, upload_id, master)
    except Problem as problem:
        raise Problem(SCHEMA_REFUSED) from problem


def _checked(upload_id: str) -> str:
    if not UPLOAD_ID.fullmatch(upload_id):
        raise Problem(service.UNKNOWN)
    return upload_id


def _headers(found: Standing) -> dict[str, str]:
    return {**TUS, "Upload-Offset": str(found.at_byte), "Upload-Length": str(found.length)}
