"""Recordings leave the kiosk only where the candidate said so, encrypted, and go on where they broke off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.events import ConsentGiven
from app.domain.interview import Consent, Purpose
from app.sealed.stream import unseal
from app.store.records import MEDIA
from app.sync.calls import NOBODY, Answer, Call
from app.sync.identity import MediaKey
from app.sync.media import PIECE_BYTES, sealed_key
from tests.fakes.keyed import seal
from tests.fakes.sync_rig import Rig
from tests.unit.store.samples import ONE, whole

HUB_KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
FILM = bytes(range(256)) * 6000  # six pieces


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    rig.hub.has_media_key = True
    rig.hub.media_public = HUB_KEY.public_key().public_bytes_raw().hex()
    rig.enrol()
    yield rig
    rig.close()


def recorded(rig: Rig, *, agreed: bool | None) -> None:
    """An assessed interview with two recordings. agreed: None where the policy pack did not ask."""
    consents = (Consent(Purpose.RECORDING_VIDEO, True), Consent(Purpose.AI_SCORING, True))
    if agreed is not None:
        consents = (*consents, Consent(Purpose.RECORDING_TRANSFER, agreed))
    events = [
        replace(each, consents=consents) if isinstance(each, ConsentGiven) else each for each in whole(ONE)
    ]
    rig.journal.append(ONE, events, now=rig.clock.wall_s())
    (rig.folder / ONE).mkdir()
    for name in ("q1.mkv", "q2.mkv"):
        seal(rig.folder / ONE / name, FILM + name.encode(), rig.journal.media_key(ONE))
    rig.assess(ONE)


def live(rig: Rig, seconds: float) -> None:
    rounds, end_s = rig.rounds(), rig.clock.true_s + seconds
    while rig.clock.true_s < end_s:
        rig.clock.wait(max(0.05, rounds.step()))


def waiting(rig: Rig) -> int:
    (count,) = rig.journal._db.execute("SELECT count(*) FROM outbox WHERE kind = ?", [MEDIA]).fetchone()
    return int(count)


@pytest.mark.parametrize("agreed", [False, None])
def test_without_a_yes_no_recording_is_even_queued(rig: Rig, agreed: bool | None) -> None:
    recorded(rig, agreed=agreed)
    assert waiting(rig) == 0
    live(rig, 60.0)
    assert rig.hub.uploads == {}
    assert ONE in rig.at_hub("interview.v1")


def test_a_recording_arrives_encrypted_and_only_the_hub_s_key_opens_it(rig: Rig) -> None:
    recorded(rig, agreed=True)
    live(rig, 60.0)
    assert waiting(rig) == 0
    assert len(rig.hub.uploads) == 2
    for name, upload in rig.hub.uploads.items():
        path = rig.folder / upload.told["name"]
        assert bytes(upload.held) == path.read_bytes()
        assert FILM[:1000] not in bytes(upload.held)
        key = opened_key(name, upload.told["key"])
        assert unseal(bytes(upload.held), key, upload.told["name"]).content == FILM + path.name.encode()
    order = [call.path for call in rig.line.calls if call.method == "PATCH" or "ingest" in call.path]
    assert order.index("/api/v1/ingest/interview.v1") < min(
        place for place, path in enumerate(order) if "/media/" in path
    )
    assert all(len(call.body or b"") <= PIECE_BYTES for call in rig.line.calls if call.method == "PATCH")
    assert rig.journal.outbox.waiting() == 0


def opened_key(name: str, told: dict[str, str]) -> bytes:
    """As a hub opens it, from what the contract says."""
    shared = HUB_KEY.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(told["ephemeral"])))
    info = f"kiosk-media-key/1\n{name}".encode()
    wrapping = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared)
    return AESGCM(wrapping).decrypt(bytes(12), bytes.fromhex(told["sealed"]), name.encode())


def test_the_same_key_is_never_sealed_the_same_way_twice() -> None:
    hub = MediaKey("m", HUB_KEY.public_key().public_bytes_raw().hex())
    first, second = (sealed_key(b"k" * 32, "upload", hub) for _ in range(2))
    assert first["sealed"] != second["sealed"]
    assert opened_key("upload", dict(first)) == opened_key("upload", dict(second)) == b"k" * 32


@pytest.mark.parametrize("fault", ["no_answer", "lost_answer", "restart"])
def test_it_goes_on_at_the_hub_s_offset(rig: Rig, fault: str) -> None:
    recorded(rig, agreed=True)
    patches = 0

    def third(call: Call) -> bool:
        nonlocal patches
        patches += call.method == "PATCH"
        return call.method == "PATCH" and patches % 3 == 0

    if fault == "lost_answer":
        rig.line.lost = third
    elif fault == "no_answer":
        rig.line.fault = lambda call: Answer(NOBODY) if third(call) else None
    for _ in range(20):
        live(rig, 15.0)
        if fault != "restart":
            rig.clock.wait(300.0)
    assert waiting(rig) == 0
    for upload in rig.hub.uploads.values():
        assert bytes(upload.held) == (rig.folder / upload.told["name"]).read_bytes()
    if fault == "restart":
        assert patches == 0


def test_a_pause_the_hub_asks_for_holds_recordings_only(rig: Rig) -> None:
    recorded(rig, agreed=True)
    rig.hub.wishes = {"pause_media_until": "2999-01-01T00:00:00Z"}
    live(rig, 120.0)
    assert ONE in rig.at_hub("interview.v1")
    assert rig.hub.uploads == {}
    assert rig.journal.outbox.state().waiting == 0
    rig.hub.wishes = {}
    live(rig, 120.0)
    assert len(rig.hub.uploads) == 2


def test_a_hub_without_a_key_for_recordings_gets_none(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.enrol()
    recorded(rig, agreed=True)
    live(rig, 120.0)
    assert (rig.hub.uploads, waiting(rig)) == ({}, 2)
    rig.close()


def test_a_recording_whose_term_is_over_is_no_longer_waited_for(rig: Rig) -> None:
    recorded(rig, agreed=True)
    rig.journal.delete_recordings(ONE, now=rig.clock.wall_s(), actor="kiosk", reason="term")
    live(rig, 60.0)
    assert (rig.hub.uploads, waiting(rig)) == ({}, 0)


def test_what_the_hub_does_not_allow_is_parked(rig: Rig) -> None:
    recorded(rig, agreed=True)
    rig.line.fault = lambda call: (
        Answer(403, {}, b'{"type": "urn:kiosk:media-not-allowed", "title": "No", "status": 403}')
        if "/media/" in call.path
        else None
    )
    live(rig, 60.0)
    assert [(each.kind, each.words) for each in rig.journal.outbox.parked()] == [(MEDIA, "No")] * 2


def test_bytes_that_were_spoilt_on_the_way_are_sent_from_the_start(rig: Rig) -> None:
    recorded(rig, agreed=True)
    spoilt = 0

    def spoil(call: Call) -> Answer | None:
        nonlocal spoilt
        if call.method == "PATCH" and spoilt == 0:
            spoilt += 1
            return rig.hub.ask(replace(call, body=b"x" + (call.body or b"")[1:]))
        return None

    rig.line.fault = spoil
    live(rig, 120.0)
    assert waiting(rig) == 0
    for upload in rig.hub.uploads.values():
        assert bytes(upload.held) == (rig.folder / upload.told["name"]).read_bytes()


def test_a_deleted_interview_takes_its_queued_recordings_along(rig: Rig) -> None:
    recorded(rig, agreed=True)
    rig.journal.delete(ONE, now=rig.clock.wall_s())
    assert waiting(rig) == 0
