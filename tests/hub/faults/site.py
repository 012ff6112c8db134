"""Everything that there can be at one site, made through the hub's own API, with planted words in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr.access import Role
from ehr.fleet import tokens
from tests.contract.records import ACTS, review_act
from tests.hub.kiosks.rig import SiteKiosk, interview_bytes, receipt_bytes
from tests.hub.world import World

RATING = {"scores": {"co_need": 7.5}, "comment": ""}


@dataclass(frozen=True)
class Site:
    """ids: what is there, by the name paths and bodies call it. everybody: headers of who may do anything there."""

    ids: dict[str, object]
    everybody: dict[str, str]
    kiosk: dict[str, str]

    def secrets(self) -> set[str]:
        """Ids that nobody else may see."""
        return {str(value) for value in self.ids.values() if isinstance(value, UUID)}


def kiosk_headers(world: World, kiosk_id: UUID) -> dict[str, str]:
    """A token of a kiosk, as its signature would have got it."""
    shown = f"test-{uuid4()}"
    with world.database.work(tokens.JOB) as session:
        session.execute(
            text(
                "insert into kiosk_keys (key_id, kiosk_id, public_key, state) values (:key, :kiosk, :public, 'active')"
                " on conflict do nothing"
            ),
            {"key": kiosk_id.hex, "kiosk": kiosk_id, "public": kiosk_id.bytes * 2},
        )
        values = {
            "hash": tokens._hash(shown),
            "kiosk": kiosk_id,
            "key": kiosk_id.hex,
            "until": datetime.now(UTC) + timedelta(hours=1),
        }
        session.execute(tokens.NEW_TOKEN, values)
    return {"Authorization": f"Bearer {shown}"}


def furnished(client: TestClient, world: World, scope_id: int, *, words: str = "words") -> Site:
    """A site with one of each thing; `words` stand in every text that people may write."""
    app = client.app
    assert isinstance(app, FastAPI)
    ids = world.things(scope_id)
    everybody = world.signed_in(world.user(scope_id, *Role))
    kiosk_id = ids["kiosk_id"]
    assert isinstance(kiosk_id, UUID)

    def made(path: str, wanted: int = 201, **more: Any) -> dict[str, Any]:
        answer = client.post(f"/api/v1{path}", headers=everybody, **more)
        assert answer.status_code == wanted, f"{path}: {answer.status_code} {answer.text}"
        told: dict[str, Any] = answer.json()
        return told

    person = {"scope_id": scope_id, "name": words, "phone": "13800000000"}
    candidate = made("/candidates", json=person)["id"]
    base = f"/candidates/{candidate}"
    check = made(f"{base}/checks", json={"kind": "employment", "note": words})
    message = made(f"{base}/messages", json={"direction": "note", "channel": "note", "text": words})
    file = {"file": (f"{words}.txt", words.encode(), "text/plain")}
    document = made(f"{base}/documents", files=file, data={"kind": "other"})
    rating = made(f"{base}/ratings", json={**RATING, "comment": words})
    other = made("/candidates", json={"scope_id": scope_id, "name": f"{words} 2"})["id"]
    merge = made(f"{base}/merges", json={"other_id": other, "reason": "said_so"})
    release = made(
        "/releases", json={"scope_id": scope_id, "kind": "content", "name": "content", "version": words[:64]}
    )
    appointment = made("/appointments", json={"candidate_id": candidate, "scope_id": scope_id})
    ids |= {
        "candidate_id": UUID(candidate),
        "check_id": UUID(check["id"]),
        "message_id": UUID(message["id"]),
        "document_id": UUID(document["id"]),
        "rating_id": UUID(rating["id"]),
        "other_id": UUID(other),
        "merge_id": UUID(merge["id"]),
        "release_id": UUID(release["id"]),
        "appointment_id": UUID(appointment["id"]),
    }
    sender = SiteKiosk(world.database, kiosk_id, app.state.hub.key)
    name = str(uuid4())
    sender.send("consent_receipt.v1", f"{name}-consent", receipt_bytes(name))
    sender.send("interview.v1", name, interview_bytes(name))
    for number, kind in enumerate(("rating", "note"), 1):
        said = _worded(ACTS[kind], words)
        act = review_act(name, kind, number=number, body=said, actor=words[:64])
        sender.send("review_act.v1", f"{name}-act-{number}", act.encode())
    with world.database.work(world.job) as session:
        found = session.execute(
            text("select id, candidate_id from interviews where interview_id = :name"), {"name": name}
        ).one()
    ids |= {"interview_id": found.id, "interviewed_candidate_id": found.candidate_id}
    return Site(ids, everybody, kiosk_headers(world, kiosk_id))


def _worded(body: dict[str, Any], words: str) -> dict[str, Any]:
    """An act's body with `words` for each reason."""
    if "answers" in body:
        return body | {"answers": [each | {"reason": words} for each in body["answers"]]}
    return body | {"reason": words}
