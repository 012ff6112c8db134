"""Over a real connection: a yes is a receipt, everything else keeps the row."""

import datetime
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.errors import KioskError
from app.settings import HubSettings
from app.store.journal import Journal
from app.store.outbox import Job, Outbox
from app.sync.client import HubClient
from app.sync.drain import EHR_UNREACHABLE, NO_RECEIPT, Verdict, drain
from tests.fakes.keyed import opened
from tests.unit.store.samples import FACTS, NOW, ONE, PROFILE, TWO, assessment, opening
from tests.unit.sync.hub import Hub, running_hub

QUICK = HubSettings(connect_timeout_s=2.0, read_timeout_s=0.5)
JOB = Job("id-1", "interview.v1", '{"text": "您好"}')


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running_hub() as hub:
        yield hub


@pytest.fixture
def client(hub: Hub) -> Iterator[HubClient]:
    with HubClient(hub.url + "/", QUICK) as client:
        yield client


def test_first_time_again_and_other_content(hub: Hub, client: HubClient) -> None:
    assert client.send(JOB) == 201
    assert client.send(JOB) == 208
    assert client.send(Job(JOB.id, JOB.kind, "{}")) == 409
    assert hub.stored == {"id-1": JOB.payload.encode()}
    assert hub.paths == ["/api/v1/ingest/interview.v1"] * 3


@pytest.mark.parametrize("status", [400, 401, 422, 429, 500, 503])
def test_other_statuses_are_passed_on(hub: Hub, client: HubClient, status: int) -> None:
    hub.behaviour = str(status)
    assert client.send(JOB) == status


@pytest.mark.parametrize("behaviour", ["portal", "no_receipt", "wrong_receipt", "204", "drip"])
def test_a_yes_without_the_right_receipt_is_none(hub: Hub, client: HubClient, behaviour: str) -> None:
    hub.behaviour = behaviour
    assert client.send(JOB) == NO_RECEIPT


def test_a_redirect_is_not_followed(hub: Hub, client: HubClient) -> None:
    hub.behaviour = "redirect"
    assert client.send(JOB) == 302


@pytest.mark.parametrize("behaviour", ["hang", "lose_answer"])
def test_no_answer_is_out_of_reach(hub: Hub, client: HubClient, behaviour: str) -> None:
    hub.behaviour = behaviour
    assert client.send(JOB) == EHR_UNREACHABLE


def test_nobody_there_is_out_of_reach() -> None:
    with running_hub() as hub:
        url = hub.url
    with HubClient(url, QUICK) as client:
        assert client.send(JOB) == EHR_UNREACHABLE
        assert client.health() == EHR_UNREACHABLE


def test_health(client: HubClient) -> None:
    assert client.health() == 200


def test_a_missing_certificate_authority_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="hub_ca_missing"):
        HubClient("https://hub.example", HubSettings(ca_file=tmp_path / "ca.pem"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with the key and the self-signed certificate of a server on 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "hub.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file


def test_only_a_hub_with_a_known_certificate_is_trusted(certificate: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with running_hub(tls) as hub:
        with HubClient(hub.url, QUICK) as stranger:
            assert stranger.send(JOB) == EHR_UNREACHABLE
        assert hub.stored == {}
        trusting = HubSettings(ca_file=certificate, connect_timeout_s=2.0, read_timeout_s=2.0)
        with HubClient(hub.url, trusting) as client:
            assert client.send(JOB) == 201


def test_an_interview_arrives_once_through_lost_answers_and_outages(tmp_path: Path, hub: Hub) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    for interview_id in (ONE, TWO):
        journal.append(interview_id, opening(interview_id), now=NOW)
        journal.save_assessment(interview_id, FACTS, assessment(), PROFILE, now=NOW)
    sender = opened(tmp_path / "kiosk.db")
    outbox = Outbox(sender)
    verdicts = []
    now = NOW
    with HubClient(hub.url, QUICK) as client:
        for behaviour in ("lose_answer", "500", "portal", "503", "normal", "normal"):
            hub.behaviour = behaviour
            offers = drain(outbox, client.send, now=now, chance=lambda: 1.0)
            verdicts += [offer.verdict for offer in offers]
            now += 3600.0
    assert hub.stored.keys() == {ONE, TWO}
    assert all(body.endswith(PROFILE.encode() + b"}") for body in hub.stored.values())
    assert verdicts.count(Verdict.ACCEPTED) == 2
    assert {item.delivery for item in journal.interviews()} == {"delivered"}
    sender.close()
    journal.close()


def test_the_journal_writes_while_the_outbox_is_drained(tmp_path: Path, hub: Hub) -> None:
    journal = Journal.open(tmp_path / "kiosk.db", tmp_path)
    ids = [f"{ONE[:-2]}{number:02}" for number in range(20)]

    def write() -> None:
        for interview_id in ids:
            journal.append(interview_id, opening(interview_id), now=NOW)
            journal.save_assessment(interview_id, FACTS, assessment(), PROFILE, now=NOW)

    writer = threading.Thread(target=write)
    sender = opened(tmp_path / "kiosk.db")
    with HubClient(hub.url, HubSettings()) as client:
        writer.start()
        while writer.is_alive() or Outbox(sender).waiting():
            drain(Outbox(sender), client.send, now=NOW, chance=lambda: 1.0)
    writer.join()
    assert sorted(hub.stored) == ids
    assert hub.requests == len(ids)
    sender.close()
    journal.close()
