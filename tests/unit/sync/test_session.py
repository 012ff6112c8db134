"""A kiosk is let in once, with one key; its tokens, its next key and the hub's clock; cut off between any two steps."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import KioskError
from app.store.sealed_file import HUB_KEY
from app.sync.calls import API, NOBODY, Answer, Call
from app.sync.enrolment import enrol
from app.sync.identity import Identity, IdentityFile, key_id_of
from app.sync.rotation import rotate
from app.sync.session import HubSession
from app.sync.signing import ALPHABET, code_of, fingerprint
from tests.fakes.hub import FakeHub
from tests.fakes.sync_rig import URL, FakeClock, Rig, identity_in

HEALTH = Call("GET", f"{API}/kiosks/appointments")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


def session(rig: Rig) -> HubSession:
    me = rig.keys.read()
    assert me is not None
    return HubSession(rig.line.ask, rig.keys, me, rig.clock)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("01234-56789", "0123456789"),
        (" abcde fghjk ", "ABCDEFGHJK"),
        ("OIL00-00000", "0110000000"),
        ("0123-4567", None),
        ("U123456789", None),
        ("", None),
    ],
)
def test_a_code_is_read_however_it_is_written(entry: str, code: str | None) -> None:
    assert code_of(entry) == code


def test_both_sides_show_the_same_fingerprint_and_another_hub_shows_another() -> None:
    digest = hashlib.sha256(b"kiosk-hub-fingerprint/1\nhub-0001\n" + b"ab" * 32).digest()
    standard = base64.b32encode(digest[:15]).decode()  # RFC 4648: the same bits under other characters
    crockford = standard.translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET))
    shown = fingerprint("hub-0001", "ab" * 32)
    assert shown.replace(" ", "") == crockford
    assert [len(group) for group in shown.split(" ")] == [4] * 6
    assert fingerprint("hub-0002", "ab" * 32) != shown != fingerprint("hub-0001", "ac" * 32)


def test_enrolment_leaves_a_key_a_match_key_and_a_fingerprint(rig: Rig) -> None:
    done = rig.enrol()
    assert (done.is_active, done.identity.site, done.identity.hub_name) == (True, "Site 1", "Hub")
    assert rig.keys.read() == done.identity
    assert (rig.folder / "match.key").read_bytes() == bytes.fromhex("a1" * 32)
    assert (rig.folder / HUB_KEY).stat().st_mode & 0o777 == 0o600
    assert done.identity.key not in repr(done)
    assert session(rig).ask(HEALTH).status == 200


def test_a_lost_answer_costs_nothing_and_the_code_stays_with_its_key(rig: Rig) -> None:
    code = rig.hub.new_code()
    rig.line.lost = lambda call: True
    with pytest.raises(KioskError, match="hub_unreachable"):
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code)
    rig.line.lost = lambda call: False
    enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code)
    assert len(rig.hub.kiosks) == 1
    (rig.folder / "other").mkdir()
    other = identity_in(rig.folder / "other")
    with pytest.raises(KioskError, match="hub_code_refused"):
        enrol(rig.line.ask, other, (rig.folder / "other.key").write_bytes, URL, code)


@pytest.mark.parametrize("step", range(5))
def test_enrolment_cut_off_at_any_write_is_asked_again(rig: Rig, step: int) -> None:
    """Every file that enrolment writes, and the call itself, may be the last thing this program did."""
    code, done = rig.hub.new_code(), 0

    class Cut(Exception):  # noqa: N818
        pass

    def cut() -> None:
        nonlocal done
        done += 1
        if done > step:
            raise Cut

    class Cutting(IdentityFile):
        def write(self, identity: Identity) -> None:
            cut()
            super().write(identity)

        def remove(self) -> None:
            cut()
            super().remove()

    def ask(call: Call) -> Answer:
        answer = rig.line.ask(call)
        cut()
        return answer

    try:
        enrol(ask, Cutting(rig.journal.sealed_files), (rig.folder / "match.key").write_bytes, URL, code)
        assert step == 4
    except Cut:
        again = rig.keys.read() is not None  # all but the tidying was done
        assert again == (step == 3)
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code, again=again)
    assert len(rig.hub.kiosks) == 1
    assert session(rig).ask(HEALTH).status == 200


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(NOBODY), "hub_unreachable"),
        (Answer(429), "hub_busy"),
        (Answer(503), "hub_busy"),
        (Answer(404, {}, b"<html>"), "hub_strange"),
        (Answer(201, {}, b"{}"), "hub_strange"),
        (Answer(201, {}, json.dumps({"media_key": None, "kiosk_id": "k"}).encode()), "hub_strange"),
    ],
)
def test_no_hub_or_a_strange_one(rig: Rig, answer: Answer, code: str) -> None:
    with pytest.raises(KioskError, match=code):
        enrol(lambda call: answer, rig.keys, (rig.folder / "match.key").write_bytes, URL, "0123456789")
    assert rig.keys.read() is None
    assert not (rig.folder / "match.key").exists()


def test_what_is_no_code_asks_nobody(rig: Rig) -> None:
    with pytest.raises(KioskError, match="hub_code_invalid"):
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, "hello")
    assert rig.line.calls == []


def test_who_is_enrolled_is_not_enrolled_again_by_mistake(rig: Rig) -> None:
    rig.enrol()
    with pytest.raises(KioskError, match="hub_enrolled_already"):
        rig.enrol()
    before = rig.keys.read()
    with pytest.raises(KioskError, match="hub_code_refused"):
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, "0123456789", again=True)
    assert rig.keys.read() == before
    code = rig.hub.new_code()
    enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code, again=True)
    assert rig.keys.read() != before


def test_a_token_serves_many_calls_and_is_renewed_before_it_ends(rig: Rig) -> None:
    rig.enrol()
    opened = session(rig)
    for _ in range(20):
        assert opened.ask(HEALTH).status == 200
        rig.clock.wait(60.0)
    assert [call.path for call in rig.line.calls].count(f"{API}/kiosks/token") == 3


def test_a_token_the_hub_forgot_is_taken_anew_once(rig: Rig) -> None:
    rig.enrol()
    opened = session(rig)
    opened.ask(HEALTH)
    rig.hub._tokens.clear()
    assert opened.ask(HEALTH).status == 200


def test_a_kiosk_that_may_not_come_in_hears_why(rig: Rig) -> None:
    rig.enrol()
    (kiosk,) = rig.hub.kiosks.values()
    rig.hub.is_pending = True
    assert session(rig).ask(HEALTH).problem == "not-confirmed"
    rig.hub.is_pending = False
    opened = session(rig)
    assert opened.ask(HEALTH).status == 200
    kiosk.is_revoked = True
    assert opened.ask(HEALTH).problem == "revoked"


def test_a_signature_for_one_hub_opens_no_other(rig: Rig, tmp_path: Path) -> None:
    """A hub in the middle that passes a kiosk's signature on gets nothing: it is bound to the hub's id."""
    rig.enrol()
    real = rig.hub
    real.id = "hub-0002"  # the kiosk believes to speak with hub-0001
    assert session(rig).ask(HEALTH).problem == "signature-refused"


def test_a_kiosk_s_wrong_clock_is_measured_and_disturbs_no_token(tmp_path: Path) -> None:
    rig = Rig(tmp_path, FakeClock(off_s=-3 * 86_400.0))
    rig.enrol()
    opened = session(rig)
    assert opened.ask(HEALTH).status == 200
    assert opened.offset.offset_s == pytest.approx(3 * 86_400.0, abs=0.01)
    rig.close()


@pytest.mark.parametrize("lost", [None, "/keys", "/challenge", "/token"])
def test_the_key_is_another_one_after_a_rotation_also_with_lost_answers(rig: Rig, lost: str | None) -> None:
    rig.enrol()
    opened = session(rig)
    opened.ask(HEALTH)
    before = opened.identity.key
    rig.line.lost = lambda call: lost is not None and call.path.endswith(lost)
    answer = rotate(opened)
    if lost is not None:
        assert answer.status == NOBODY
        assert opened.identity.next_key is not None
        rig.line.lost = lambda call: False
        opened = session(rig)
        assert rotate(opened).status == 200
    me = rig.keys.read()
    assert me is not None
    assert (me.next_key, me.key == before) == (None, False)
    (kiosk,) = rig.hub.kiosks.values()
    assert kiosk.keys[key_id_of(me.key)][1] is None
    assert kiosk.keys[key_id_of(before)][1] is not None
    assert session(rig).ask(HEALTH).status == 200


def test_the_old_key_ends_a_day_after_the_new_one_opened(rig: Rig) -> None:
    rig.enrol()
    old = session(rig)
    rotate(session(rig))
    assert old.ask(HEALTH).status == 200
    rig.clock.wait(86_401.0)
    assert old.ask(HEALTH).problem == "signature-refused"
    assert session(rig).ask(HEALTH).status == 200


def test_a_kiosk_that_was_off_while_its_new_key_became_the_only_one_still_comes_in(rig: Rig) -> None:
    """Stopped after the hub took the new key and before it was written in place of the old one; on again days later."""
    rig.enrol()
    opened = session(rig)
    before = opened.identity
    rotate(opened)
    moved = rig.keys.read()
    assert moved is not None
    rig.keys.write(type(before)(**{**_fields(before), "next_key": moved.key}))
    rig.clock.wait(3 * 86_400.0)
    late = session(rig)
    assert late.ask(HEALTH).status == 200
    assert rig.keys.read() == moved


def _fields(identity: object) -> dict[str, object]:
    return {name: getattr(identity, name) for name in type(identity).__dataclass_fields__}  # type: ignore[attr-defined]


def test_five_wrong_tries_close_a_code(rig: Rig) -> None:
    code = rig.hub.new_code()
    rig.hub.codes[code].tries = 5
    with pytest.raises(KioskError, match="hub_code_refused"):
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code)


def test_a_code_lasts_a_quarter_of_an_hour(tmp_path: Path) -> None:
    clock = FakeClock()
    rig = Rig(tmp_path, clock, FakeHub(lambda: clock.true_s))
    code = rig.hub.new_code()
    clock.wait(901.0)
    with pytest.raises(KioskError, match="hub_code_refused"):
        enrol(rig.line.ask, rig.keys, (rig.folder / "match.key").write_bytes, URL, code)
    rig.close()
