"""Recordings of the real kiosk's sender on the real hub: only with consent, whole, and gone with the person."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from app.sync.identity import MediaKey
from app.sync.media import sealed_key
from ehr.access import Role
from ehr.database import system
from ehr.dossier import leaving
from ehr.dossier.schemas import Erasure
from ehr.media import key as media_key
from ehr.media import service
from ehr.media.service import WrongOffset
from ehr.problems import Problem
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.world import World

BODY = bytes(range(256)) * 2048  # two pieces
KEY = b"k" * 32
Json = dict[str, Any]


def announced(kiosk: SiteKiosk, **other: Any) -> Json:
    told = media_key.public_key(kiosk.key)
    return {
        "schema": "media_upload/1.0", "interview_id": "one", "question_id": "JD-Q01", "turn": 1, "take": 1,
        "tracks": ["audio"], "duration_s": 31.5, "format": "kiv1", "name": "one/q1.mka", "length": len(BODY),
        "sha256": hashlib.sha256(BODY).hexdigest(),
        "key": dict(sealed_key(KEY, "one.q1", MediaKey(told["id"], told["public_key"]))),
    } | other  # fmt: skip


def agreed(kiosk: SiteKiosk, *, purpose: str = "recording_transfer", given: bool = True) -> None:
    """The interview is here, and its receipt says yes or no."""
    kiosk.send("interview.v1", "one", interview_bytes("one"))
    record = json.loads(receipt_bytes("one"))
    receipt = json.loads(record["receipt"])
    receipt["consents"].append({"purpose": purpose, "given": given})
    record["receipt"] = json.dumps(receipt, ensure_ascii=False)
    record["receipt_sha256"] = hashlib.sha256(record["receipt"].encode()).hexdigest()
    kiosk.send("consent_receipt.v1", "one-consent", json.dumps(record).encode())


def announce(kiosk: SiteKiosk, told: Json) -> service.Standing:
    with kiosk.database.work(kiosk.actor) as session:
        return service.announce(session, kiosk.kiosk_id, "one.q1", told)


def take(kiosk: SiteKiosk, data: Path, at_byte: int, piece: bytes) -> service.Standing:
    with kiosk.database.work(kiosk.actor) as session:
        return service.take(session, data, kiosk.kiosk_id, "one.q1", at_byte, piece)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda kiosk: None,
        lambda kiosk: kiosk.send("interview.v1", "one", interview_bytes("one")),
        lambda kiosk: agreed(kiosk, given=False),
        lambda kiosk: agreed(kiosk, purpose="research_reuse"),
    ],
)
def test_without_the_candidate_s_yes_nothing_is_taken(
    kiosk: SiteKiosk, prepare: Callable[[SiteKiosk], None]
) -> None:
    prepare(kiosk)
    with pytest.raises(Problem, match="media-not-allowed"):
        announce(kiosk, announced(kiosk))


def test_pieces_go_on_where_the_hub_stands_and_the_last_one_proves_the_whole(
    kiosk: SiteKiosk, tmp_path: Path
) -> None:
    agreed(kiosk)
    assert announce(kiosk, announced(kiosk)).is_new
    half = service.PIECE_BYTES_MAX
    assert take(kiosk, tmp_path, 0, BODY[:half]).at_byte == half
    assert announce(kiosk, announced(kiosk)) == service.Standing(half, len(BODY))  # the kiosk was cut off
    with pytest.raises(WrongOffset) as wrong:
        take(kiosk, tmp_path, 0, BODY[:half])
    assert wrong.value.at_byte == half
    done = take(kiosk, tmp_path, half, BODY[half:])
    assert (done.at_byte, done.is_complete) == (len(BODY), True)
    assert service.path_of(tmp_path, kiosk.kiosk_id, "one.q1").read_bytes() == BODY
    with kiosk.database.work(system("test")) as session:
        told = session.scalar(text("select told->'key' from recordings"))
    assert media_key.opened(told, "one.q1", kiosk.key) == KEY


def test_other_bytes_than_announced_begin_again(kiosk: SiteKiosk, tmp_path: Path) -> None:
    agreed(kiosk)
    announce(kiosk, announced(kiosk))
    half = service.PIECE_BYTES_MAX
    take(kiosk, tmp_path, 0, BODY[:half])
    assert take(kiosk, tmp_path, half, bytes(len(BODY) - half)).is_spoilt
    assert announce(kiosk, announced(kiosk)).at_byte == 0
    with pytest.raises(Problem, match="other-content"):
        announce(kiosk, announced(kiosk, sha256="0" * 64))
    with pytest.raises(Problem, match="too-large"):
        take(kiosk, tmp_path, 0, bytes(half + 1))


def test_a_recording_goes_with_its_person(kiosk: SiteKiosk, tmp_path: Path) -> None:
    agreed(kiosk)
    announce(kiosk, announced(kiosk))
    take(kiosk, tmp_path, 0, BODY[: service.PIECE_BYTES_MAX])
    with kiosk.database.work(system("test")) as session:
        candidate_id = session.scalar(text("select candidate_id from recordings"))
        receipt = leaving.erase(session, candidate_id, Erasure(reason="asked"), kiosk.key, tmp_path)
    assert receipt.recordings == 1
    assert not service.path_of(tmp_path, kiosk.kiosk_id, "one.q1").exists()


def test_the_routes_speak_tus(client: TestClient, kiosk: SiteKiosk, world: World) -> None:
    path = "/api/v1/media/one.q1"
    assert client.post(path, json=announced(kiosk)).status_code == 401
    person = world.signed_in(world.user(world.tree().sites[0], Role.HR))
    assert client.head(path, headers=person).status_code == 401
