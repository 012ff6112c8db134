"""What every hub does, whoever built it: the one in memory, the same behind a socket, and the real one.

`Hubs` is the little that a test needs beside HTTP: a new code, and the state of the hub. The real hub's lies in
tests/hub, where the service can be started; it runs these same tests by importing `HubContract`.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.language import Language
from app.errors import KioskError
from app.settings import HubSettings
from app.store.audit import AuditEntry
from app.store.chain import START
from app.store.records import audit_record
from app.store.sealed_file import SealedFiles
from app.sync.calls import API, Answer, Ask, Call, json_call
from app.sync.client import HubClient
from app.sync.enrolment import enrol
from app.sync.heartbeat import wishes_of
from app.sync.identity import IdentityFile, new_seed, private_of
from app.sync.rotation import rotate
from app.sync.session import HubSession
from app.sync.signing import fingerprint, public_hex, signature
from tests.contract.records import audit_rows, consent_receipt, interview
from tests.contract.test_contract import faults
from tests.fakes.hub import FakeHub
from tests.fakes.hub_server import serving
from tests.fakes.sync_rig import FakeClock
from tests.unit.store.samples import NOW

Json = dict[str, Any]
HUB = "https://hub.example"


def identity_of(folder: Path) -> IdentityFile:
    """Of a kiosk that has no store."""
    return IdentityFile(SealedFiles(folder, (bytes(32),)))


@dataclass(frozen=True)
class HubUnderTest:
    """ask: a call over whatever carries it. new_code: an enrolment code for a kiosk of some site."""

    ask: Ask
    new_code: Callable[[], str]


class HubContract(ABC):
    """Subclasses give a hub; pytest runs every test of this class on it."""

    @pytest.fixture
    @abstractmethod
    def hub(self) -> HubUnderTest | Iterator[HubUnderTest]:
        """The hub, empty of what these tests send."""

    @pytest.fixture
    def kiosk(self, hub: HubUnderTest, tmp_path: Path) -> HubSession:
        """A kiosk that is let in."""
        keys = identity_of(tmp_path)
        done = enrol(hub.ask, keys, (tmp_path / "match.key").write_bytes, HUB, hub.new_code())
        assert done.is_active
        return HubSession(hub.ask, keys, done.identity, FakeClock())

    def test_enrolment_answers_as_the_schema_says_and_shows_our_fingerprint(
        self, hub: HubUnderTest, tmp_path: Path
    ) -> None:
        answers: list[Answer] = []

        def ask(call: Call) -> Answer:
            answers.append(hub.ask(call))
            return answers[-1]

        code, keys = hub.new_code(), identity_of(tmp_path)
        done = enrol(ask, keys, (tmp_path / "match.key").write_bytes, HUB, code)
        assert answers[-1].status == 201
        assert faults("enrolled", answers[-1].told) == []
        public = public_hex(done.identity.private)
        assert (
            answers[-1].told["fingerprint"] == done.fingerprint == fingerprint(done.identity.hub_id, public)
        )

    def test_the_same_code_serves_the_same_key_again_and_no_other(
        self, hub: HubUnderTest, tmp_path: Path
    ) -> None:
        code, calls = hub.new_code(), []

        def ask(call: Call) -> Answer:
            calls.append(call)
            return hub.ask(call)

        first = enrol(ask, identity_of(tmp_path / "a"), (tmp_path / "a.key").write_bytes, HUB, code)
        again = hub.ask(calls[0])
        assert (again.status, again.told["kiosk_id"]) == (200, first.identity.kiosk_id)
        with pytest.raises(KioskError, match="hub_code_refused"):
            enrol(ask, identity_of(tmp_path / "b"), (tmp_path / "b.key").write_bytes, HUB, code)

    def test_without_a_token_nothing_opens(self, hub: HubUnderTest) -> None:
        for path in ("/kiosks/heartbeat", "/ingest/interview.v1", "/kiosks/reconcile", "/kiosks/keys"):
            answer = hub.ask(json_call(path, {}))
            assert (answer.status, answer.problem) == (401, "token-expired")
        for path in ("/kiosks/releases", "/kiosks/appointments"):
            assert hub.ask(Call("GET", API + path)).status == 401

    def test_an_unknown_kiosk_gets_a_nonce_that_opens_nothing(self, hub: HubUnderTest) -> None:
        answer = hub.ask(json_call("/kiosks/challenge", {"schema": "challenge/1.0", "kiosk_id": "nobody"}))
        assert answer.status == 200
        body = {"schema": "token/1.0", "kiosk_id": "nobody", "key_id": "a" * 32, "signature": "b" * 128}
        refused = hub.ask(json_call("/kiosks/token", {**body, "nonce": answer.told["nonce"]}))
        assert (refused.status, refused.problem) == (401, "signature-refused")

    def test_a_nonce_opens_once(self, hub: HubUnderTest, kiosk: HubSession) -> None:
        calls: list[Call] = []

        def ask(call: Call) -> Answer:
            calls.append(call)
            return hub.ask(call)

        kiosk._ask = ask
        assert kiosk.sign_in() is None
        again = hub.ask(calls[-1])
        assert (again.status, again.problem) == (401, "signature-refused")

    def test_a_record_is_stored_once_and_said_back(self, kiosk: HubSession) -> None:
        text = interview(Language.ZH)
        name = json.loads(text)["interview_id"]
        first, again = (kiosk.ask(ingest("interview.v1", name, text)) for _ in range(2))
        assert (first.status, again.status) == (201, 208)
        for answer in (first, again):
            assert answer.told["body_sha256"] == hashlib.sha256(text.encode()).hexdigest()
            assert faults("receipt", answer.told) == []

    def test_other_bytes_under_the_same_id_are_a_conflict(self, kiosk: HubSession) -> None:
        zh, en = interview(Language.ZH), interview(Language.EN)
        kiosk.ask(ingest("interview.v1", "one", zh))
        answer = kiosk.ask(ingest("interview.v1", "one", en))
        assert (answer.status, answer.problem) == (409, "other-content")
        assert answer.told["body_sha256"] == hashlib.sha256(zh.encode()).hexdigest()

    def test_every_kind_is_taken_in_any_order(self, kiosk: HubSession) -> None:
        for kind, name, text in (
            ("interview.v1", "one", interview(Language.EN)),
            ("consent_receipt.v1", "one-consent", consent_receipt(Language.EN)),
            ("audit_batch.v1", "audit-0123456789abcdef-4-5", batch(2, 4)),
            ("audit_batch.v1", "audit-0123456789abcdef-1-3", batch(3, 1)),
        ):
            assert kiosk.ask(ingest(kind, name, text)).status == 201

    def test_a_body_the_schema_refuses_is_told_without_its_values_and_can_be_mended(
        self, kiosk: HubSession
    ) -> None:
        whole = interview(Language.ZH)
        spoilt = json.loads(whole)
        spoilt["check_in"]["by"] = ["a-secret-value"]
        answer = kiosk.ask(ingest("interview.v1", "one", json.dumps(spoilt)))
        assert (answer.status, answer.problem) == (422, "schema-refused")
        assert answer.told["errors"][0]["at"].startswith("/check_in")
        assert b"a-secret-value" not in answer.body
        assert faults("problem", answer.told) == []
        assert kiosk.ask(ingest("interview.v1", "one", whole)).status == 201

    def test_a_broken_chain_is_refused(self, kiosk: HubSession) -> None:
        told = json.loads(batch(3, 1))
        told["rows"][1]["body"] = '{"reason":"other"}'
        answer = kiosk.ask(ingest("audit_batch.v1", "audit-0123456789abcdef-1-3", json.dumps(told)))
        assert (answer.status, answer.problem) == (422, "schema-refused")

    def test_a_newer_minor_version_is_taken_and_a_newer_major_refused_with_advice(
        self, kiosk: HubSession
    ) -> None:
        told = json.loads(consent_receipt(Language.ZH))
        told |= {"schema": "consent_receipt/1.9", "later": {"any": 1}}
        assert kiosk.ask(ingest("consent_receipt.v1", "two-consent", json.dumps(told))).status == 201
        for kind in ("consent_receipt.v2", "weather.v1"):
            answer = kiosk.ask(ingest(kind, "three", json.dumps(told)))
            assert (answer.status, answer.problem) == (422, "upgrade-hub")
            assert "interview.v1" in answer.told["supported"]
        told["schema"] = "consent_receipt/2.0"
        answer = kiosk.ask(ingest("consent_receipt.v1", "three", json.dumps(told)))
        assert (answer.status, answer.problem) == (422, "upgrade-hub")

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"a": NaN}'])
    def test_what_is_no_json_object_is_400(self, kiosk: HubSession, body: bytes) -> None:
        call = ingest("interview.v1", "one", "")
        answer = kiosk.ask(Call(call.method, call.path, body, call.headers))
        assert answer.status in (400, 422)
        assert answer.problem in ("not-json", "schema-refused")

    def test_a_heartbeat_is_answered_with_the_hub_s_time(self, kiosk: HubSession) -> None:
        body = json.loads((CONTRACT_EXAMPLES / "heartbeat.json").read_text("utf-8"))
        answer = kiosk.ask(json_call("/kiosks/heartbeat", body))
        assert answer.status == 200
        assert faults("heartbeat_answer", answer.told) == []
        assert wishes_of(answer) is not None

    def test_reconciliation_says_what_is_missing_and_what_is_different(self, kiosk: HubSession) -> None:
        text = interview(Language.ZH)
        kiosk.ask(ingest("interview.v1", "one", text))
        kiosk.ask(ingest("consent_receipt.v1", "one-consent", consent_receipt(Language.ZH)))
        sha = hashlib.sha256(text.encode()).hexdigest()
        records = [
            {"id": "one", "kind": "interview.v1", "body_sha256": sha},
            {"id": "one-consent", "kind": "consent_receipt.v1", "body_sha256": sha},
            {"id": "lost", "kind": "interview.v1", "body_sha256": sha},
        ]
        answer = kiosk.ask(json_call("/kiosks/reconcile", {"schema": "reconcile/1.0", "records": records}))
        assert (answer.status, answer.told["missing"], answer.told["different"]) == (
            200,
            ["lost"],
            ["one-consent"],
        )

    def test_the_key_can_become_another_one(self, hub: HubUnderTest, kiosk: HubSession) -> None:
        before = kiosk.identity.key
        assert rotate(kiosk).status == 200
        assert kiosk.identity.key != before
        assert kiosk.ask(Call("GET", f"{API}/kiosks/releases")).status == 200

    def test_a_next_key_must_sign_for_itself(self, kiosk: HubSession) -> None:
        mine, other = private_of(new_seed()), private_of(new_seed())
        me, public = kiosk.identity, public_hex(mine)
        signed = signature(other, "new-key", me.hub_id, me.kiosk_id, public)
        body = {"schema": "new_key/1.0", "public_key": public, "signature": signed}
        answer = kiosk.ask(json_call("/kiosks/keys", body))
        assert (answer.status, answer.problem) == (401, "signature-refused")

    def test_a_token_for_another_hub_s_id_is_refused(self, hub: HubUnderTest, kiosk: HubSession) -> None:
        kiosk.identity = replace(kiosk.identity, hub_id="another-hub")
        refused = kiosk.sign_in()
        assert refused is not None
        assert (refused.status, refused.problem) == (401, "signature-refused")

    def test_an_id_belongs_to_its_kiosk(self, hub: HubUnderTest, kiosk: HubSession, tmp_path: Path) -> None:
        """Two kiosks may use one id; neither hears of the other's record."""
        keys = identity_of(tmp_path / "second")
        done = enrol(hub.ask, keys, (tmp_path / "second.key").write_bytes, HUB, hub.new_code())
        second = HubSession(hub.ask, keys, done.identity, FakeClock())
        first, other = consent_receipt(Language.ZH), consent_receipt(Language.EN)
        assert kiosk.ask(ingest("consent_receipt.v1", "same", first)).status == 201
        assert second.ask(ingest("consent_receipt.v1", "same", other)).status == 201
        sha = hashlib.sha256(other.encode()).hexdigest()
        records = [{"id": "same", "kind": "consent_receipt.v1", "body_sha256": sha}]
        told = second.ask(
            json_call("/kiosks/reconcile", {"schema": "reconcile/1.0", "records": records})
        ).told
        assert (told["missing"], told["different"]) == ([], [])

    @pytest.mark.parametrize("name", ["", "a b", "x" * 129, "../up", "-r2"])
    def test_an_id_that_is_none_is_refused(self, kiosk: HubSession, name: str) -> None:
        answer = kiosk.ask(ingest("consent_receipt.v1", name, consent_receipt(Language.ZH)))
        assert (answer.status, answer.problem) == (400, "no-id")

    @pytest.mark.parametrize("name", ["appointments", "releases"])
    def test_a_list_comes_with_an_etag_and_only_when_it_changed(self, kiosk: HubSession, name: str) -> None:
        answer = kiosk.ask(Call("GET", f"{API}/kiosks/{name}"))
        assert answer.status == 200
        assert (
            faults({"appointments": "appointment_list", "releases": "release_list"}[name], answer.told) == []
        )
        etag = {"If-None-Match": answer.headers["etag"]}
        again = kiosk.ask(Call("GET", f"{API}/kiosks/{name}", None, etag))
        assert (again.status, again.body) == (304, b"")


CONTRACT_EXAMPLES = Path(__file__).resolve().parents[2] / "contract" / "v1" / "examples"


def ingest(kind: str, name: str, text: str) -> Call:
    headers = {"Content-Type": "application/json", "Idempotency-Key": name}
    return Call("POST", f"{API}/ingest/{kind}", text.encode(), headers)


def batch(count: int, first: int) -> str:
    rows = audit_rows(5)
    prev = START if first == 1 else rows[first - 2].chain
    wanted: list[AuditEntry] = rows[first - 1 : first - 1 + count]
    return audit_record("0123456789abcdef", prev, wanted)


class TestTheHubInMemory(HubContract):
    @pytest.fixture
    def hub(self) -> HubUnderTest:
        hub = FakeHub(lambda: NOW)
        return HubUnderTest(hub.ask, hub.new_code)


class TestTheHubInMemoryBehindASocket(HubContract):
    @pytest.fixture
    def hub(self) -> Iterator[HubUnderTest]:
        hub = FakeHub(lambda: NOW)
        with serving(hub) as line, HubClient(line.url, HubSettings()) as client:
            yield HubUnderTest(client.ask, hub.new_code)
