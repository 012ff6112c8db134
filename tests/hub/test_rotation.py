"""The master key is replaced: all can be read after it, nothing is under the old key, and a cut loses nothing."""

import json
from contextlib import closing
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from ehr import rotation
from ehr.access import Role
from ehr.application import create_app
from ehr.audit.anchors import keep_heads
from ehr.cli_audit import verify_database
from ehr.database import Database
from ehr.embedded import Addresses
from ehr.ingest.service import Refused
from ehr.keys import MasterKey, master_key
from ehr.media import key as media_key
from ehr.media import service as media
from ehr.media.models import Recording
from ehr.people import second_factor
from ehr.people.models import Credential
from ehr.problems import Problem
from ehr.settings import Settings
from tests.hub.faults.site import Site, furnished
from tests.hub.kiosks.rig import SiteKiosk
from tests.hub.kiosks.test_recordings import KEY, announced
from tests.hub.world import World

WORDS = "words-of-before"


@pytest.fixture
def full(addresses: Addresses, settings: Settings) -> Site:
    """A hub that was used, and is stopped: people, records, a recording, a second factor, one record kept aside."""
    app = create_app(settings, addresses.program)
    database: Database = app.state.hub.database
    world = World(database)
    with TestClient(app, base_url=settings.public_url) as client:
        site = furnished(client, world, world.tree().sites[0], words=WORDS)
        key = master_key(settings.key_file)
        kiosk = SiteKiosk(database, world.kiosk(world.tree().sites[0]), key)
        with pytest.raises(Refused):
            kiosk.send("interview.v1", "poison", b'{"schema": "interview/1.0"}')
        _with_recording(kiosk)
        with database.work(world.job) as session:
            user = world.user(world.tree().organisation, Role.ADMIN)
            credential = Credential(user_id=user)
            session.add(credential)
            session.flush()
            second_factor.offer(session, credential, "name", key)
        keep_heads(database, key, settings.data)
    return site


def _with_recording(kiosk: SiteKiosk) -> None:
    """As a hub kept them before keys were wrapped again: the key as its kiosk told it."""
    told = announced(kiosk)
    with kiosk.database.work(rotation.JOB) as session:
        where = session.execute(text("select scope_id, candidate_id from candidate_keys limit 1")).one()
        session.add(
            Recording(
                kiosk_id=kiosk.kiosk_id, id="one.q1", scope_id=where.scope_id, candidate_id=where.candidate_id,
                interview_id="one", told=media._kept(told), length=told["length"],
                sha256=bytes.fromhex(told["sha256"]),
            )
        )  # fmt: skip


def rotated(addresses: Addresses, settings: Settings) -> rotation.Rotated:
    with closing(Database(addresses.program, pool_size=1)) as database:
        return rotation.rotate(database, settings.key_file)


def still_readable(addresses: Addresses, settings: Settings, site: Site) -> None:
    """What was there before is read with what the key file holds now, by the old sessions and hashes."""
    app = create_app(settings, addresses.program)
    with TestClient(app, base_url=settings.public_url) as client:
        page = client.get(f"/candidates/{site.ids['candidate_id']}", headers=site.everybody)
        assert (page.status_code, WORDS in page.text) == (200, True)
        found = client.post(
            "/api/v1/candidates/search", json={"words": "13800000000"}, headers=site.everybody
        )
        assert [each["id"] for each in found.json()["items"]] == [str(site.ids["candidate_id"])]
        database = app.state.hub.database
        key = master_key(settings.key_file)
        with database.work(rotation.JOB) as session:
            row = session.execute(text("select kiosk_id, id, told from recordings")).one()
            assert media_key.unwrapped(row.told["key"], row.kiosk_id, row.id, key) == KEY
            kept = session.execute(text("select kiosk_id, record_id, body from quarantine")).one()
            assert json.loads(
                key.open(bytes(kept.body), rotation.QUARANTINE.format(kept.kiosk_id, kept.record_id))
            )
            secret = session.execute(text("select user_id, totp_sealed from credentials")).one()
            assert pyotp.TOTP(
                key.open(bytes(secret.totp_sealed), second_factor.about(secret.user_id)).decode()
            ).now()
        keep_heads(database, key, settings.data)
        assert verify_database(database, settings)[0] == []


def nothing_is_under(old: MasterKey, addresses: Addresses) -> None:
    with (
        closing(Database(addresses.program, pool_size=1)) as database,
        database.work(rotation.JOB) as session,
    ):
        ids = session.scalars(text("select distinct master_key_id from candidate_keys")).all()
        assert old.id not in ids
        row = session.execute(text("select kiosk_id, id, told from recordings")).one()
        kept = session.execute(text("select kiosk_id, record_id, body from quarantine")).one()
        secret = session.execute(text("select user_id, totp_sealed from credentials")).one()
    with pytest.raises(Problem, match="damaged-secret"):
        media_key.unwrapped(row.told["key"], row.kiosk_id, row.id, old)
    with pytest.raises(Problem, match="damaged-secret"):
        old.open(bytes(kept.body), rotation.QUARANTINE.format(kept.kiosk_id, kept.record_id))
    with pytest.raises(Problem, match="damaged-secret"):
        old.open(bytes(secret.totp_sealed), second_factor.about(secret.user_id))


def test_after_a_rotation_all_is_readable_and_nothing_is_under_the_old_key(
    full: Site, addresses: Addresses, settings: Settings
) -> None:
    old = master_key(settings.key_file)
    done = rotated(addresses, settings)
    new = master_key(settings.key_file)
    assert (new.before, new.lasting, done.is_resumed) == (None, old.secret, False)
    assert done.counts["candidates"] >= 3
    assert {name: done.counts[name] for name in ("recordings", "quarantine", "second_factors")} == {
        "recordings": 1, "quarantine": 1, "second_factors": 1,
    }  # fmt: skip
    nothing_is_under(old, addresses)
    still_readable(addresses, settings, full)
    rotated(addresses, settings)  # and once more: the first key still gives the hashes
    nothing_is_under(new, addresses)
    still_readable(addresses, settings, full)
    with (
        closing(Database(addresses.program, pool_size=1)) as database,
        database.work(rotation.JOB) as session,
    ):
        actions = session.scalars(text("select action from audit_log where chain = 0 order by seq")).all()
    assert [each for each in actions if each.startswith("master_key")] == [
        "master_key.replaced",
        "master_key.rotated",
    ] * 2


@pytest.mark.parametrize("cut", ["_announce", 1, 4, "_finish"])  # a number: after so many steps of one row
def test_wherever_it_is_cut_off_the_next_run_finishes_it(
    full: Site, addresses: Addresses, settings: Settings, monkeypatch: pytest.MonkeyPatch, cut: str | int
) -> None:
    old = master_key(settings.key_file)
    steps = 0

    def cut_off(*_: object) -> None:
        nonlocal steps
        steps += 1
        if not isinstance(cut, int) or steps == cut:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched, closing(Database(addresses.program, pool_size=1)) as database:
        patched.setattr(rotation, "AT_ONCE", 1)
        if isinstance(cut, str):
            patched.setattr(rotation, cut, cut_off)
        told = cut_off if isinstance(cut, int) else lambda *_: None
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate(database, settings.key_file, told)
    half = master_key(settings.key_file)
    assert half.before == old.secret
    if (
        cut == "_announce"
    ):  # the file is new, the database does not know yet: no hub starts, and it says what to do
        with pytest.raises(Problem, match="rotation-unfinished"):
            create_app(settings, addresses.program)
    else:
        still_readable(addresses, settings, full)
    assert rotated(addresses, settings).is_resumed
    assert master_key(settings.key_file).id == half.id
    nothing_is_under(old, addresses)
    still_readable(addresses, settings, full)


def test_it_refuses_while_a_hub_works_or_with_a_key_that_is_not_this_database_s(
    full: Site, addresses: Addresses, settings: Settings, tmp_path: Path
) -> None:
    before = settings.key_file.read_bytes()
    with (
        closing(Database(addresses.program)) as running,
        running.work(rotation.JOB),
        pytest.raises(Problem, match="hub-runs"),
    ):
        rotated(addresses, settings)
    other = Settings(data=settings.data, master_key_file=tmp_path / "other.key")
    with pytest.raises(Problem, match="wrong-master-key"):
        rotated(addresses, other)
    assert settings.key_file.read_bytes() == before
